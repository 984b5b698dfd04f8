//! `DELETE /v2/numbers/{number}/relationships/e911s` (docs/contracts/flowroute-v2.md §2.5, E9).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Takes a number's emergency address away. A call to the emergency services from it is expensive then, and does not
/// tell them where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct UnassociateE911 {
    number: PhoneNumber,
}

impl UnassociateE911 {
    /// Takes the address of `number` away.
    pub fn new(number: PhoneNumber) -> Self {
        Self { number }
    }
}

impl From<PhoneNumber> for UnassociateE911 {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for UnassociateE911 {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for UnassociateE911 {
    // It stays taken away, and the carrier accepts the second call too. Not found is about the number.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.unassociate", "unassociated");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push(self.number.digits())
            .push("relationships")
            .push("e911s");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
