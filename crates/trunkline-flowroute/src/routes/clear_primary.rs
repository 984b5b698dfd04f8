//! `DELETE /v2/numbers/{number}/relationships/primary_route` (docs/contracts/flowroute-v2.md §2.4, R8).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Takes a number's primary route away. A number without one gets no inbound calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct ClearPrimaryRoute {
    number: PhoneNumber,
}

impl ClearPrimaryRoute {
    /// Takes the primary route of `number` away.
    pub fn new(number: PhoneNumber) -> Self {
        Self { number }
    }
}

impl From<PhoneNumber> for ClearPrimaryRoute {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for ClearPrimaryRoute {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for ClearPrimaryRoute {
    // It stays taken away, and the carrier accepts the second call too. Not found is about the number, not the route.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.clear_primary", "cleared");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push(self.number.digits())
            .push("relationships")
            .push("primary_route");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
