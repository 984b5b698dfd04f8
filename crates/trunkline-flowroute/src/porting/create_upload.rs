//! Getting an address to send a document to (docs/contracts/flowroute-v2.md §2.9, O13).

use serde::Deserialize;
use trunkline_core::{Timestamp, lenient};

use super::rules::{PLAIN_JSON, wrong_state};
use super::{PortOrderId, Private};
use crate::prelude::*;

/// Where a document is sent, without credentials.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct UploadAddress {
    /// The order.
    pub order: Option<PortOrderId>,
    /// The address. Whoever has it can send a document there, so that nothing shows it.
    pub url: Option<Private>,
    /// Until when it is valid.
    pub expires: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<PortOrderId>,
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    url: Option<Private>,
    #[serde(default, deserialize_with = "lenient::optional")]
    expires: Option<Timestamp>,
}

impl From<Wire> for UploadAddress {
    fn from(Wire { id, attributes: a }: Wire) -> Self {
        Self {
            order: id,
            url: a.url,
            expires: a.expires,
        }
    }
}

endpoint! {
    /// Asks for an address to send a document to, for a pending or rejected order.
    pub struct CreateUpload { id: PortOrderId, filename: String }

    // Each time another address; nothing is stored yet.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.porting.create_upload", "prepared")
        .confidential()
        .refine(wrong_state);
    POST "/v2/portorders/{id}/upload_file" -> UploadAddress: one;
    subject "{filename:?} of order {id}";

    fn body(&self) -> Body {
        JsonObject::new().with("filename", &self.filename).content(PLAIN_JSON)
    }

    fn validate(&self) -> Valid {
        ensure_length("filename", &self.filename, 1..=255)?;
        let is_plain = !self.filename.contains(['/', '\\', '?', '#', '&']) && !self.filename.chars().any(char::is_control);
        ensure(is_plain, "filename", "must be a name without a path")
    }
}
