//! A document on this machine: checked, sent to the carrier's storage, and handed over (docs/contracts/flowroute-v2.md §2.9,
//! O13 to O15).

use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::AsyncReadExt;
use trunkline_core::{Error, Segment};
use trunkline_transport::{Client, TransferOptions};

use super::{CreateUpload, PortDocument, PortOrderId, RegisterDocument};
use crate::prelude::*;

/// O14. The same file twice is one file.
const UPLOAD: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.porting.upload", "uploaded");

/// The largest document. The carrier publishes no limit; this one is assumed (docs/contracts/flowroute-v2.md A:85).
const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// What a document may be: the ends of its name, how its content begins, its media type. The carrier publishes no list;
/// this one is assumed (docs/contracts/flowroute-v2.md A:85).
const KINDS: [(&[&str], &[u8], &str); 5] = [
    (&["pdf"], b"%PDF-", "application/pdf"),
    (&["png"], b"\x89PNG\r\n\x1a\n", "image/png"),
    (&["jpg", "jpeg"], b"\xff\xd8\xff", "image/jpeg"),
    (&["tif", "tiff"], b"II*\0", "image/tiff"),
    (&["tif", "tiff"], b"MM\0*", "image/tiff"),
];

/// A document on this machine, for a pending or rejected port order: PDF, PNG, JPEG or TIFF, at most 10 MiB (assumed: the
/// carrier publishes no limits). It is read as it is sent, never as a whole.
#[derive(Clone, Debug)]
#[must_use]
pub struct UploadDocument {
    id: PortOrderId,
    path: PathBuf,
    options: TransferOptions,
}

impl UploadDocument {
    /// The file at `path` for this order.
    pub fn new(id: impl Into<PortOrderId>, path: impl Into<PathBuf>) -> Self {
        Self {
            id: id.into(),
            path: path.into(),
            options: TransferOptions::default(),
        }
    }

    /// How it is sent; progress, for one.
    pub fn options(mut self, options: TransferOptions) -> Self {
        self.options = options;
        self
    }

    pub(super) async fn send(self, client: &Client) -> Result<PortDocument> {
        let (filename, media_type) = check(&self.path).await?;
        let address = client.send(CreateUpload::new(&self.id, &*filename)).await?;
        let no_address = || {
            Error::new(
                &UPLOAD,
                ErrorKind::Decode,
                "the carrier gave no address to send it to",
            )
        };
        let url = address.url.as_ref().ok_or_else(no_address)?.expose();
        let transfers = client.transfers();
        transfers
            .upload(&UPLOAD, &self.path, media_type, url, &self.options)
            .await?;
        client
            .send(RegisterDocument::new(&self.id, named(url, &filename)))
            .await
    }
}

/// The address under which it is registered: without the signature, with the name (docs/contracts/flowroute-v2.md §3.7.2).
fn named(url: &str, filename: &str) -> String {
    let place = url.split(['?', '#']).next().unwrap_or(url);
    format!("{place}?filename={}", Segment(filename))
}

/// Name and media type of a document that may be sent.
async fn check(path: &Path) -> Result<(String, &'static str)> {
    let fail = |what: String| Error::new(&UPLOAD, ErrorKind::File, format!("{}: {what}", path.display()));
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| fail("is not the name of a file".to_owned()))?;
    let file = File::open(path).await.map_err(|error| fail(error.to_string()))?;
    let metadata = file.metadata().await.map_err(|error| fail(error.to_string()))?;
    if !metadata.is_file() {
        return Err(fail("is not a file".to_owned()));
    }
    if metadata.len() > MAX_BYTES {
        return Err(fail(format!(
            "has {} bytes, at most {MAX_BYTES} are accepted",
            metadata.len()
        )));
    }
    let mut head = Vec::new();
    let mut beginning = file.take(8);
    let reading = beginning.read_to_end(&mut head);
    reading.await.map_err(|error| fail(error.to_string()))?;
    let end = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase())
        .unwrap_or_default();
    let fits =
        |(ends, begin, _): &&(&[&str], &[u8], &str)| ends.contains(&end.as_str()) && head.starts_with(begin);
    match KINDS.iter().find(fits) {
        Some((_, _, media_type)) => Ok((name.to_owned(), media_type)),
        None => Err(fail("is not a PDF, PNG, JPEG or TIFF of that name".to_owned())),
    }
}
