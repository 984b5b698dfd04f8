//! A call that waits for something first: its turn, a permit.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Request;
use pin_project_lite::pin_project;
use tower_service::Service;

use crate::TransportError;
use crate::http_service::{AttemptService, HttpResult};

/// What is waited for.
pub(crate) type Wait<T> = Pin<Box<dyn Future<Output = Result<T, TransportError>> + Send>>;

/// What a call holds while it is under way.
pub trait Held {
    /// The call has ended.
    fn ended(&self, result: &HttpResult) {
        let _ = result;
    }
}

pin_project! {
    /// The future of a layer whose calls may have to wait. What was waited for is held until the response is there.
    pub struct Delayed<S, T>
    where
        S: Service<Request<Bytes>>,
    {
        // In a box: most calls do not wait, and futures are moved on their way up.
        waiting: Option<Box<Waiting<S, T>>>,
        #[pin]
        sending: Option<S::Future>,
        held: Option<T>,
    }
}

struct Waiting<S, T> {
    wait: Wait<T>,
    service: S,
    request: Request<Bytes>,
}

impl<S: AttemptService, T> Delayed<S, T> {
    /// Nothing to wait for.
    pub(crate) fn sending(sending: S::Future, held: T) -> Self {
        Self {
            waiting: None,
            sending: Some(sending),
            held: Some(held),
        }
    }

    /// Calls `service`, which must be ready, after `wait`.
    pub(crate) fn waiting(wait: Wait<T>, service: S, request: Request<Bytes>) -> Self {
        Self {
            waiting: Some(Box::new(Waiting {
                wait,
                service,
                request,
            })),
            sending: None,
            held: None,
        }
    }
}

impl<S: AttemptService, T: Held> Future for Delayed<S, T> {
    type Output = HttpResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResult> {
        let mut this = self.project();
        if let Some(waiting) = this.waiting {
            *this.held = Some(ready!(waiting.wait.as_mut().poll(cx))?);
        }
        if let Some(waiting) = this.waiting.take() {
            let Waiting {
                mut service, request, ..
            } = *waiting;
            this.sending.set(Some(service.call(request)));
        }
        let Some(sending) = this.sending.as_pin_mut() else {
            // Polled again after a failed wait.
            return Poll::Ready(Err(TransportError::not_sent("the call was given up")));
        };
        let result = ready!(sending.poll(cx));
        if let Some(held) = this.held {
            held.ended(&result);
        }
        Poll::Ready(result)
    }
}
