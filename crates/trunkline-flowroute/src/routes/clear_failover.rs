//! `DELETE /v2/numbers/{number}/relationships/failover_route` (docs/contracts/flowroute-v2.md §2.4, R10).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Takes a number's failover route away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct ClearFailoverRoute {
    number: PhoneNumber,
}

impl ClearFailoverRoute {
    /// Takes the failover route of `number` away.
    pub fn new(number: PhoneNumber) -> Self {
        Self { number }
    }
}

impl From<PhoneNumber> for ClearFailoverRoute {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for ClearFailoverRoute {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for ClearFailoverRoute {
    // It stays taken away, and the carrier accepts the second call too. Not found is about the number, not the route.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.clear_failover", "cleared");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push(self.number.digits())
            .push("relationships")
            .push("failover_route");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
