//! Sending a file.

use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, Response};
use hyper::body::Incoming;
use tokio::fs::File;
use trunkline_core::{Error, ErrorKind};

use crate::attempt_timeout::Seconds;

use super::file_body::FileBody;
use super::{Link, Stopped, TransferOptions, refusal, wait};

pub(super) struct Upload<'a> {
    link: Link,
    from: &'a Path,
    media_type: &'static str,
    options: &'a TransferOptions,
}

impl<'a> Upload<'a> {
    pub(super) fn new(
        link: Link,
        from: &'a Path,
        media_type: &'static str,
        options: &'a TransferOptions,
    ) -> Self {
        Self {
            link,
            from,
            media_type,
            options,
        }
    }

    pub(super) async fn run(&self) -> Result<(), Error> {
        let mut failures = 0;
        loop {
            match self.attempt().await {
                Ok(()) => return Ok(()),
                Err(Stopped::Again(_)) if failures + 1 < self.options.attempts => failures += 1,
                Err(Stopped::Again(error) | Stopped::ForGood(error)) => return Err(error),
            }
            tokio::time::sleep(wait(failures)).await;
        }
    }

    async fn attempt(&self) -> Result<(), Stopped> {
        let unreadable = |error| Stopped::ForGood(self.link.file_failed("cannot read", self.from, error));
        let file = File::open(self.from).await.map_err(unreadable)?;
        let length = file.metadata().await.map_err(unreadable)?.len();
        let sent = Arc::new(AtomicU64::new(0));
        let body = FileBody::new(file, length, Arc::clone(&sent));
        let mut request = self.link.request(Method::PUT, body);
        let media_type = HeaderValue::from_static(self.media_type);
        request.headers_mut().insert(CONTENT_TYPE, media_type);
        let response = self.watched(self.link.send(request), &sent, length).await?;
        match response.status().is_success() {
            true => Ok(()),
            false => Err(refusal::read(&self.link, response).await),
        }
    }

    /// Waits for the answer as long as the file moves.
    async fn watched(
        &self,
        sending: impl Future<Output = Result<Response<Incoming>, crate::TransportError>>,
        sent: &AtomicU64,
        length: u64,
    ) -> Result<Response<Incoming>, Stopped> {
        let mut sending = pin!(sending);
        let mut before = 0;
        loop {
            let result = tokio::time::timeout(self.options.stall_timeout, &mut sending).await;
            let now = sent.load(Ordering::Relaxed);
            self.options.report(now, Some(length));
            match result {
                Ok(response) => return response.map_err(|error| Stopped::Again(self.link.broken(error))),
                Err(_) if now > before => before = now,
                Err(_) => {
                    let what = format!("nothing moved for {}", Seconds(self.options.stall_timeout));
                    return Err(Stopped::Again(self.link.fail(ErrorKind::Timeout, what)));
                }
            }
        }
    }
}
