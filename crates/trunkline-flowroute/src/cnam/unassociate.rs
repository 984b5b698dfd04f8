//! `DELETE /v2/numbers/{number}/relationships/cnam` (docs/contracts/flowroute-v2.md §2.6, C7).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use super::CnamAssociation;
use super::association::association;
use crate::FLOWROUTE;

/// Takes a number's caller name away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct UnassociateCnam {
    number: PhoneNumber,
}

impl UnassociateCnam {
    /// Takes the name of `number` away.
    pub fn new(number: PhoneNumber) -> Self {
        Self { number }
    }
}

impl From<PhoneNumber> for UnassociateCnam {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for UnassociateCnam {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for UnassociateCnam {
    // It stays taken away, and nothing is charged. Not found is about the number.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.cnams.unassociate", "unassociated");
    const METHOD: Method = Method::DELETE;
    type Output = CnamAssociation;

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push(self.number.digits())
            .push("relationships")
            .push("cnam");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        association(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
