//! The extractor for axum.

use std::ops::Deref;

use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};

use super::{Delivery, Receiver, Refused};
use crate::webhooks::Webhook;

/// An argument of a handler: a webhook that is to be handled. The [`Receiver`] comes out of the router's state.
///
/// An event that has been handled is acknowledged without the handler. Say [`done`](Self::done) at the end, and answer
/// with 200; if you do not, the event is to be posted again, so answer with an error.
#[derive(Debug)]
#[must_use = "an event that is dropped without `done` is posted again"]
pub struct Posted(Delivery);

impl Posted {
    /// It has been handled.
    pub fn done(self) {
        self.0.done();
    }
}

impl Deref for Posted {
    type Target = Webhook;

    fn deref(&self) -> &Webhook {
        &self.0
    }
}

impl<S> FromRequest<S> for Posted
where
    Receiver: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        Receiver::from_ref(state).receive(request).await.map(Self)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}
