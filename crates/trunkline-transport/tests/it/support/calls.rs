//! Endpoints of a carrier that exists only here.

use bytes::Bytes;
use http::{HeaderMap, Method, Response, StatusCode};
use trunkline_core::{
    Carrier, DecodeError, Endpoint, Error, ErrorKind, Evidence, Operation, Path, Refusal, Result,
};
use trunkline_transport::{CallOptions, Client};

pub(crate) static CARRIER: Carrier = Carrier::new("acme", "acme.", "application/json", refusal);

/// A 429 comes before any work, but one that speaks of a quota is final; a 503 that says "not executed" is refused before work.
fn refusal(status: StatusCode, _: &HeaderMap, body: &[u8]) -> Refusal {
    let refusal = Refusal::from_status(status);
    match (status.as_u16(), body) {
        (429, b"quota") => refusal.kind(ErrorKind::Forbidden).evidence(Evidence::Rejected),
        (429, _) | (503, b"not executed") => refusal.evidence(Evidence::NotProcessed),
        _ => refusal,
    }
}

macro_rules! call {
    ($(#[$doc:meta])* $name:ident, $operation:expr, $method:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name;

        impl Endpoint for $name {
            const OPERATION: Operation = $operation;
            const METHOD: Method = $method;
            const PATH: &'static str = "/things/7";
            type Output = String;

            fn path(&self, path: &mut Path) {
                path.push("things").push("7");
            }

            fn parse(response: &Response<Bytes>) -> Result<String, DecodeError> {
                text(response)
            }

            fn subject(&self) -> Option<String> {
                Some("7".to_owned())
            }

            fn recovery_hint(&self) -> Option<String> {
                Some("check things.list".to_owned())
            }

            fn already_applied(refusal: &Refusal) -> Option<String> {
                let gone = Self::METHOD == Method::DELETE && refusal.kind == ErrorKind::NotFound;
                gone.then(|| "gone".to_owned())
            }
        }
    };
}

call!(
    /// Changes nothing.
    Show, Operation::read(&CARRIER, "acme.things.show"), Method::GET);
call!(
    /// Twice is once.
    Assign, Operation::repeatable(&CARRIER, "acme.things.assign", "assigned"), Method::PATCH);
call!(
    /// Twice is once, and a thing that is not there is released.
    Release, Operation::repeatable(&CARRIER, "acme.things.release", "released"), Method::DELETE);
call!(
    /// Twice costs twice.
    Buy, Operation::once(&CARRIER, "acme.things.buy", "bought"), Method::POST);

fn text(response: &Response<Bytes>) -> Result<String, DecodeError> {
    match std::str::from_utf8(response.body()) {
        Ok("") => Err(DecodeError::new("the response has no body")),
        Ok(text) => Ok(text.to_owned()),
        Err(e) => Err(DecodeError::new(e.to_string())),
    }
}

/// The three effects, to be walked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Repeatable,
    Once,
}

pub(crate) const KINDS: [Kind; 3] = [Kind::Read, Kind::Repeatable, Kind::Once];

impl Kind {
    pub(crate) async fn send(self, client: &Client) -> Result<String, Error> {
        self.send_with(client, CallOptions::new()).await
    }

    pub(crate) async fn send_with(self, client: &Client, options: CallOptions) -> Result<String, Error> {
        match self {
            Self::Read => client.send_with(&Show, options).await,
            Self::Repeatable => client.send_with(&Assign, options).await,
            Self::Once => client.send_with(&Buy, options).await,
        }
    }
}
