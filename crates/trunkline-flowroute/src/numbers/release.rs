//! `DELETE /v2/numbers/{number}` (docs/contracts/flowroute-v2.md §2.3, N10).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, PhoneNumber, Refusal};

use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Releases a number at once. Its routes, E911 address, caller name and callbacks are dropped, its monthly cost ends,
/// and it cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Release {
    number: PhoneNumber,
}

impl Release {
    /// Releases `number`.
    pub fn new(number: PhoneNumber) -> Self {
        Self { number }
    }
}

impl From<PhoneNumber> for Release {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for Release {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for Release {
    // The second release finds nothing to release: the end state is the same.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.numbers.release", "released");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push(self.number.digits());
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has released it.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
