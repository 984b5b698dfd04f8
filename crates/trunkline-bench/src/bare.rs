//! The hand-written client: hyper-util, the body collected, serde_json into plain structs.
//!
//! No retry, no time limits, no checks beyond the status, no types beyond strings: every ratio is measured against it, so
//! whatever it leaves out counts against trunkline.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, HeaderValue, USER_AGENT};
use http::{Method, Request, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::de::DeserializeOwned;

use crate::{Caller, Failure, answers};

pub mod model;

use model::{Details, Page};

/// The hand-written client.
#[derive(Clone, Debug)]
pub struct Bare {
    http: Client<HttpConnector, Full<Bytes>>,
    authorization: HeaderValue,
    base_url: String,
    digits: String,
}

impl Bare {
    /// A client of the service at `base_url`.
    ///
    /// # Errors
    /// If the credentials cannot be sent in a header.
    pub fn new(base_url: &str) -> Result<Self, Failure> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let http = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        let credentials = STANDARD.encode(format!("{}:{}", answers::USER, answers::PASSWORD));
        let mut authorization = HeaderValue::from_str(&format!("Basic {credentials}"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            http,
            authorization,
            base_url: base_url.to_owned(),
            digits: answers::digits(0),
        })
    }

    /// The request of [`Caller::details`].
    ///
    /// # Errors
    /// If the base URL is not valid.
    pub fn details_request(&self) -> Result<Request<Full<Bytes>>, Failure> {
        let url = format!("{}/v2/numbers/{}", self.base_url, self.digits);
        self.request(Method::GET, url)
    }

    /// The request of [`Caller::page`].
    ///
    /// # Errors
    /// If the base URL is not valid.
    pub fn page_request(&self) -> Result<Request<Full<Bytes>>, Failure> {
        let url = format!("{}/v2/numbers?limit={}", self.base_url, answers::PAGE);
        self.request(Method::GET, url)
    }

    /// The request of [`Caller::purchase`].
    ///
    /// # Errors
    /// If the base URL is not valid.
    pub fn purchase_request(&self) -> Result<Request<Full<Bytes>>, Failure> {
        let url = format!("{}/v2/numbers/{}", self.base_url, self.digits);
        self.request(Method::POST, url)
    }

    fn request(&self, method: Method, url: String) -> Result<Request<Full<Bytes>>, Failure> {
        Ok(Request::builder()
            .method(method)
            .uri(Uri::try_from(url)?)
            .header(
                ACCEPT,
                HeaderValue::from_static("application/vnd.api+json, application/json"),
            )
            .header(USER_AGENT, HeaderValue::from_static("bare/0.1.0"))
            .header(AUTHORIZATION, self.authorization.clone())
            .body(Full::default())?)
    }

    async fn send<T: DeserializeOwned>(&self, request: Request<Full<Bytes>>) -> Result<T, Failure> {
        let response = self.http.request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            return Err(status.to_string().into());
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Caller for Bare {
    async fn details(&self) -> Result<(), Failure> {
        let details: Details = self.send(self.details_request()?).await?;
        if std::hint::black_box(&details).included.len() == 3 {
            Ok(())
        } else {
            Err("other details".into())
        }
    }

    async fn page(&self) -> Result<(), Failure> {
        let page: Page = self.send(self.page_request()?).await?;
        if std::hint::black_box(&page).data.len() == 200 {
            Ok(())
        } else {
            Err("another page".into())
        }
    }

    async fn purchase(&self) -> Result<(), Failure> {
        let bought: Details = self.send(self.purchase_request()?).await?;
        if std::hint::black_box(&bought).data.id == self.digits {
            Ok(())
        } else {
            Err("another number".into())
        }
    }
}
