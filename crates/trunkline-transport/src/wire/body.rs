//! The body of an answer: whole, and not too long.

use bytes::Bytes;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use trunkline_core::ErrorKind;

use crate::{BoxError, Sent, TransportError};

pub(super) async fn collect(
    body: Incoming,
    status: StatusCode,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(too_long(status, limit));
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_long(status, limit)),
        Err(error) => Err(cut(status, error)),
    }
}

fn too_long(status: StatusCode, limit: usize) -> TransportError {
    let what = format!("the answer ({}) is longer than {limit} bytes", status.as_u16());
    TransportError::new(Sent::Answered(status), ErrorKind::ResponseTooLarge, what).permanent()
}

fn cut(status: StatusCode, error: BoxError) -> TransportError {
    let what = format!("the answer ({}) was cut off", status.as_u16());
    TransportError::new(Sent::Answered(status), ErrorKind::ConnectionLost, what).caused_by(error)
}
