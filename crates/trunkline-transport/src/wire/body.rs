//! Bodies: of requests, which tell when they are written; of responses, whole and not too long.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::response::Parts;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use trunkline_core::{ErrorKind, Evidence};

use crate::call::Call;
use crate::failure::{announces_json, of_a_cut_answer};
use crate::{BoxError, TransportError};

/// The body of a request. hyper asks about it right before it writes the head of the request, and not before there is a
/// connection to write it to: that is when the carrier may begin to see it.
pub(super) struct RequestBody {
    bytes: Full<Bytes>,
    call: Option<Call>,
}

impl RequestBody {
    pub(super) fn new(bytes: Bytes, call: Option<Call>) -> Self {
        Self {
            bytes: Full::new(bytes),
            call,
        }
    }

    fn mark_sent(&self) {
        if let Some(call) = &self.call {
            call.mark_sent();
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.mark_sent();
        Pin::new(&mut self.bytes).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.mark_sent();
        self.bytes.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.mark_sent();
        self.bytes.size_hint()
    }
}

pub(super) async fn collect(body: Incoming, head: &Parts, limit: usize) -> Result<Bytes, TransportError> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(too_long(head, limit));
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_long(head, limit)),
        Err(error) => Err(cut(head, error)),
    }
}

fn too_long(head: &Parts, limit: usize) -> TransportError {
    let what = format!(
        "the response ({}) is longer than {limit} bytes",
        head.status.as_u16()
    );
    // Not even a page that is too long will be shorter the next time.
    let evidence = match announces_json(&head.headers) {
        true => Evidence::Unreadable,
        false => Evidence::Redirected,
    };
    TransportError::new(evidence, ErrorKind::ResponseTooLarge, what)
        .without_body(head.status, head.headers.clone())
}

fn cut(head: &Parts, error: BoxError) -> TransportError {
    let what = format!("the response ({}) was cut off", head.status.as_u16());
    TransportError::new(
        of_a_cut_answer(announces_json(&head.headers)),
        ErrorKind::ConnectionLost,
        what,
    )
    .without_body(head.status, head.headers.clone())
    .caused_by(error)
}
