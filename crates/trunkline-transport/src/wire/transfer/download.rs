//! Fetching a file.

use std::io::SeekFrom;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderValue, IF_RANGE, RANGE};
use http::{Method, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use tokio::fs::{self, File};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio::time::timeout;
use trunkline_core::{Error, ErrorKind};

use crate::attempt_timeout::Seconds;

use super::file_body::FileBody;
use super::{Link, Stopped, TransferOptions, refusal, wait};

pub(super) struct Download<'a> {
    link: Link,
    to: &'a Path,
    part: PathBuf,
    options: &'a TransferOptions,
    /// Bytes that are in the unfinished file.
    have: u64,
    /// All bytes, once the server has said so.
    total: Option<u64>,
    /// What tells this very file from a later one.
    tag: Option<HeaderValue>,
}

impl<'a> Download<'a> {
    pub(super) fn new(link: Link, to: &'a Path, options: &'a TransferOptions) -> Self {
        let mut part = to.as_os_str().to_owned();
        part.push(".part");
        Self {
            link,
            to,
            part: part.into(),
            options,
            have: 0,
            total: None,
            tag: None,
        }
    }

    pub(super) async fn run(mut self) -> Result<u64, Error> {
        if fs::try_exists(self.to).await.unwrap_or(true) {
            let what = format!("{} exists already", self.to.display());
            return Err(self.link.fail(ErrorKind::File, what));
        }
        let created = File::create(&self.part).await;
        let mut file = created.map_err(|error| self.link.file_failed("cannot write", &self.part, error))?;
        let fetched = self.fetch(&mut file).await;
        let finished = match fetched {
            Ok(()) => self.finish(file).await,
            Err(error) => Err(error),
        };
        if finished.is_err()
            && let Err(error) = fs::remove_file(&self.part).await
        {
            tracing::warn!(%error, "the unfinished file could not be removed");
        }
        finished.map(|()| self.have)
    }

    /// Gives the whole file its name.
    async fn finish(&self, file: File) -> Result<(), Error> {
        let failed = |error| self.link.file_failed("cannot write", self.to, error);
        file.sync_all().await.map_err(failed)?;
        drop(file);
        fs::rename(&self.part, self.to).await.map_err(failed)
    }

    async fn fetch(&mut self, file: &mut File) -> Result<(), Error> {
        let mut failures = 0;
        loop {
            let had = self.have;
            match self.attempt(file).await {
                Ok(()) => return Ok(()),
                Err(Stopped::ForGood(error)) => return Err(error),
                Err(Stopped::Again(error)) => {
                    failures = if self.have > had { 1 } else { failures + 1 };
                    if failures >= self.options.attempts {
                        return Err(error);
                    }
                    tracing::debug!(have = self.have, %error, "the download broke, going on");
                }
            }
            tokio::time::sleep(wait(failures)).await;
        }
    }

    /// Asks for what is missing and writes what comes.
    async fn attempt(&mut self, file: &mut File) -> Result<(), Stopped> {
        let mut request = self.link.request(Method::GET, FileBody::none());
        // Without a tag nobody can tell whether it is still the same file.
        if let (Some(tag), true) = (&self.tag, self.have > 0) {
            let headers = request.headers_mut();
            headers.insert(IF_RANGE, tag.clone());
            if let Ok(rest) = HeaderValue::from_str(&format!("bytes={}-", self.have)) {
                headers.insert(RANGE, rest);
            }
        }
        let sending = timeout(self.options.stall_timeout, self.link.send(request)).await;
        let response = sending.map_err(|_| self.stalled())?;
        let response = response.map_err(|error| Stopped::Again(self.link.broken(error)))?;
        match response.status() {
            StatusCode::PARTIAL_CONTENT if continues(response.headers(), self.have) => {}
            StatusCode::OK => self.begin(&response, file).await?,
            StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE => {
                // It has become another file: all of it next time.
                self.tag = None;
                let what = "the file's host sent another part than asked for";
                return Err(Stopped::Again(self.link.fail(ErrorKind::Decode, what)));
            }
            _ => return Err(refusal::read(&self.link, response).await),
        }
        self.write(response.into_body(), file).await
    }

    /// The file comes from its beginning.
    async fn begin(&mut self, response: &Response<Incoming>, file: &mut File) -> Result<(), Stopped> {
        self.have = 0;
        self.total = response.body().size_hint().exact();
        let tag = response.headers().get(ETAG);
        // A weak tag does not promise the same bytes.
        self.tag = tag.filter(|tag| !tag.as_bytes().starts_with(b"W/")).cloned();
        self.check_length(self.total.unwrap_or_default())?;
        let begun = async {
            file.set_len(0).await?;
            file.seek(SeekFrom::Start(0)).await
        };
        begun.await.map(drop).map_err(|error| self.unwritable(error))
    }

    async fn write(&mut self, mut body: Incoming, file: &mut File) -> Result<(), Stopped> {
        loop {
            let frame = timeout(self.options.stall_timeout, body.frame()).await;
            match frame.map_err(|_| self.stalled())? {
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        self.append(&piece, file).await?;
                    }
                }
                Some(Err(error)) => return Err(self.cut().map_cause(error)),
                None => break,
            }
        }
        file.flush().await.map_err(|error| self.unwritable(error))?;
        match self.total.is_none_or(|total| total == self.have) {
            true => Ok(()),
            false => Err(self.cut()),
        }
    }

    async fn append(&mut self, piece: &Bytes, file: &mut File) -> Result<(), Stopped> {
        self.check_length(self.have + piece.len() as u64)?;
        file.write_all(piece)
            .await
            .map_err(|error| self.unwritable(error))?;
        self.have += piece.len() as u64;
        self.options.report(self.have, self.total);
        Ok(())
    }

    fn check_length(&self, length: u64) -> Result<(), Stopped> {
        let longest = self.options.max_bytes.min(self.total.unwrap_or(u64::MAX));
        if length <= longest {
            return Ok(());
        }
        let what = format!("the file is longer than {longest} bytes");
        Err(Stopped::ForGood(
            self.link.fail(ErrorKind::ResponseTooLarge, what),
        ))
    }

    fn stalled(&self) -> Stopped {
        let what = format!("nothing moved for {}", Seconds(self.options.stall_timeout));
        Stopped::Again(self.link.fail(ErrorKind::Timeout, what))
    }

    fn cut(&self) -> Stopped {
        let what = format!("the file was cut off after {} bytes", self.have);
        Stopped::Again(self.link.fail(ErrorKind::ConnectionLost, what))
    }

    fn unwritable(&self, error: std::io::Error) -> Stopped {
        Stopped::ForGood(self.link.file_failed("cannot write", &self.part, error))
    }
}

impl Stopped {
    fn map_cause(self, cause: hyper::Error) -> Self {
        match self {
            Self::Again(error) => Self::Again(error.caused_by(cause)),
            Self::ForGood(error) => Self::ForGood(error.caused_by(cause)),
        }
    }
}

/// Whether a part begins where it should: `bytes 1000-1999/2000`.
fn continues(headers: &HeaderMap, have: u64) -> bool {
    let range = headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    let begin = range.and_then(|range| range.strip_prefix("bytes ")?.split('-').next()?.parse().ok());
    begin == Some(have)
}
