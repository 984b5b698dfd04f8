//! The tower service.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tower_service::Service;

use super::{Delivery, Receiver, Refused};
use crate::webhooks::Webhook;

/// Hands what is posted to a `Service<Webhook>`; see [`Receiver::service`]. The time a request may take is the server's
/// business.
#[derive(Clone, Debug)]
pub struct WebhookService<H> {
    receiver: Receiver,
    handler: H,
}

impl<H> WebhookService<H> {
    pub(super) fn new(receiver: Receiver, handler: H) -> Self {
        Self { receiver, handler }
    }
}

impl Receiver {
    /// Reads a request.
    ///
    /// # Errors
    /// Why it is not to be handled; [`Refused::status`] is what to answer.
    pub async fn receive<B>(&self, request: Request<B>) -> Result<Delivery, Refused>
    where
        B: Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        self.check(&head)?;
        let body = Limited::new(body, self.limit()).collect().await;
        let body: Bytes = match body {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return Err(Refused::TooLarge),
            Err(_) => return Err(Refused::Incomplete),
        };
        self.take(&body)
    }
}

impl<H, B> Service<Request<B>> for WebhookService<H>
where
    H: Service<Webhook> + Clone + Send + 'static,
    H::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = Response<String>;
    type Error = H::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<String>, H::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), H::Error>> {
        self.handler.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that is ready goes into the future.
        let next = self.handler.clone();
        let mut handler = std::mem::replace(&mut self.handler, next);
        let receiver = self.receiver.clone();
        Box::pin(async move {
            let delivery = match receiver.receive(request).await {
                Ok(delivery) => delivery,
                Err(refused) => return Ok(empty(refused.status())),
            };
            let handled = handler.call(Webhook::clone(&delivery)).await.is_ok();
            if !handled {
                return Ok(empty(StatusCode::INTERNAL_SERVER_ERROR));
            }
            delivery.done();
            Ok(empty(StatusCode::OK))
        })
    }
}

fn empty(status: StatusCode) -> Response<String> {
    let mut response = Response::new(String::new());
    *response.status_mut() = status;
    response
}
