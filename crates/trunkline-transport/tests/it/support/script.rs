//! A wire that follows a script, in paused time.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tower::Service;
use trunkline_core::{ErrorKind, Evidence};
use trunkline_transport::TransportError;

/// What becomes of one attempt.
#[derive(Clone, Debug)]
pub(crate) enum Turn {
    Answer(u16, &'static str),
    AnswerWith(u16, &'static [(&'static str, &'static str)], &'static str),
    Fail(Evidence),
    /// Never ends.
    Hang,
    /// Answers after this long.
    After(Duration, u16, &'static str),
}

/// What came, and when.
type Log = Arc<Mutex<Vec<(Instant, Request<Bytes>)>>>;

/// Follows its turns; the last one is repeated for ever.
#[derive(Clone)]
pub(crate) struct Script {
    turns: Arc<Mutex<VecDeque<Turn>>>,
    sent: Log,
    begun: Instant,
}

impl Script {
    pub(crate) fn new(turns: impl IntoIterator<Item = Turn>) -> Self {
        Self {
            turns: Arc::new(Mutex::new(turns.into_iter().collect())),
            sent: Arc::default(),
            begun: Instant::now(),
        }
    }

    /// When each attempt came, since the script began.
    pub(crate) fn times(&self) -> Vec<Duration> {
        self.sent
            .lock()
            .unwrap()
            .iter()
            .map(|(at, _)| *at - self.begun)
            .collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        self.sent
            .lock()
            .unwrap()
            .iter()
            .map(|(_, request)| request.clone())
            .collect()
    }

    fn turn(&self) -> Turn {
        let mut turns = self.turns.lock().unwrap();
        if turns.len() > 1 {
            turns.pop_front().unwrap()
        } else {
            turns[0].clone()
        }
    }
}

impl Service<Request<Bytes>> for Script {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        self.sent.lock().unwrap().push((Instant::now(), request));
        let turn = self.turn();
        Box::pin(async move {
            match turn {
                Turn::Answer(status, body) => Ok(response(status, &[], body)),
                Turn::AnswerWith(status, headers, body) => Ok(response(status, headers, body)),
                Turn::Fail(sent) => Err(TransportError::new(sent, ErrorKind::ConnectionLost, "scripted")),
                Turn::Hang => std::future::pending().await,
                Turn::After(wait, status, body) => {
                    tokio::time::sleep(wait).await;
                    Ok(response(status, &[], body))
                }
            }
        })
    }
}

pub(crate) fn response(
    status: u16,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Response<Bytes> {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Bytes::from_static(body.as_bytes())).unwrap()
}
