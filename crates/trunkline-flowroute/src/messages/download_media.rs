//! Fetching a file of an MMS (docs/contracts/flowroute-v2.md §4.2, §5.6).

use std::path::PathBuf;

use trunkline_core::Error;
use trunkline_transport::{Client, TransferOptions};

use super::Media;
use crate::prelude::*;

const DOWNLOAD: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.messages.download_media");

/// The longest MMS that was seen had 15 MB.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Fetches a file of an MMS into a file that must not exist. It is written as it comes, under the name with `.part` behind
/// it until it is whole. Its address is public and may expire: do not wait with it.
#[derive(Clone, Debug)]
#[must_use]
pub struct DownloadMedia {
    id: String,
    url: Option<String>,
    to: PathBuf,
    options: TransferOptions,
}

impl DownloadMedia {
    /// This file into that file; at most 32 MiB.
    pub fn new(media: &Media, to: impl Into<PathBuf>) -> Self {
        Self {
            id: media.id.clone(),
            url: media.url.clone(),
            to: to.into(),
            options: TransferOptions::new().max_bytes(MAX_BYTES),
        }
    }

    /// How it is fetched; progress, for one.
    pub fn options(mut self, options: TransferOptions) -> Self {
        self.options = options;
        self
    }

    pub(super) async fn fetch(self, client: &Client) -> Result<u64> {
        let id = self.id.as_str();
        let Some(url) = &self.url else {
            let error = Error::new(
                &DOWNLOAD,
                ErrorKind::NotFound,
                "the carrier gave no address for the file",
            );
            return Err(error.with_subject(Some(id)));
        };
        let transfers = client.transfers();
        let fetched = transfers.download(&DOWNLOAD, url, &self.to, &self.options).await;
        fetched.map_err(|error| error.with_subject(Some(id)))
    }
}
