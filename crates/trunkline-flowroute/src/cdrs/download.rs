//! Downloading an export (docs/contracts/flowroute-v2.md §2.10, D4).

use std::path::PathBuf;

use trunkline_core::Error;
use trunkline_transport::{Client, TransferOptions};

use super::{CdrExport, CdrExportId, CdrExportStatus, GetCdrExport};
use crate::prelude::*;

/// D4.
const DOWNLOAD: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.cdrs.download");

/// Fetches an export, a CSV file packed with gzip, into a file that must not exist. It is written as it comes, under the
/// name with `.part` behind it until it is whole.
#[derive(Clone, Debug)]
#[must_use]
pub struct DownloadCdrs {
    id: CdrExportId,
    to: PathBuf,
    options: TransferOptions,
}

impl DownloadCdrs {
    /// This export into this file.
    pub fn new(id: impl Into<CdrExportId>, to: impl Into<PathBuf>) -> Self {
        Self {
            id: id.into(),
            to: to.into(),
            options: TransferOptions::default(),
        }
    }

    /// How it is fetched; progress, for one.
    pub fn options(mut self, options: TransferOptions) -> Self {
        self.options = options;
        self
    }

    /// An address that is refused may just have expired: a new one is asked for, once.
    pub(super) async fn fetch(self, client: &Client) -> Result<u64> {
        match self.attempt(client).await {
            Err(error) if error.kind() == ErrorKind::Forbidden && error.operation() == DOWNLOAD.name => {
                self.attempt(client).await
            }
            result => result,
        }
    }

    async fn attempt(&self, client: &Client) -> Result<u64> {
        let export = client.send(GetCdrExport::new(&self.id)).await?;
        let Some(url) = &export.download_url else {
            return Err(not_ready(&export).with_subject(Some(self.id.as_str())));
        };
        let transfers = client.transfers();
        let fetched = transfers
            .download(&DOWNLOAD, url.expose(), &self.to, &self.options)
            .await;
        fetched.map_err(|error| error.with_subject(Some(self.id.as_str())))
    }
}

fn not_ready(export: &CdrExport) -> Error {
    let fail = |what: &str, hint: &str| Error::new(&DOWNLOAD, ErrorKind::Conflict, what).with_hint(hint);
    match &export.status {
        Some(CdrExportStatus::Completed) => fail("the export has expired", "create it again"),
        Some(CdrExportStatus::Failed) => fail("the carrier could not make the export", "create it again"),
        _ => fail("the export is not ready", "check cdrs.get until it is completed"),
    }
}
