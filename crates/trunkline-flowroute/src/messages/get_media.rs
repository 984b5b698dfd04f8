//! Showing a file of an MMS (docs/contracts/flowroute-v2.md §2.7, M7).

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use trunkline_core::DecodeError;

use super::Media;
use crate::prelude::*;

endpoint! {
    /// Shows name, type, size and address of a file. The carrier implies the call by its links, without documenting it.
    pub struct GetMedia { id: String }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.messages.get_media");
    GET "/v2.2/media/{id}" -> Media: media;
    subject "{id}";
}

fn media(response: &Response<Bytes>) -> Result<Media, DecodeError> {
    let resource = one::<Value>(response)?;
    Media::read(&resource).ok_or_else(|| DecodeError::new("the file has no id"))
}
