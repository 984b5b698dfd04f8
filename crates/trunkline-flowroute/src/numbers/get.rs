//! `GET /v2/numbers/{number}` (docs/contracts/flowroute-v2.md §2.3, N7).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use super::OwnedNumber;
use super::owned::number;
use crate::FLOWROUTE;

/// Shows a number on the account and what is attached to it. A number of somebody else's is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetNumber {
    number: PhoneNumber,
}

impl GetNumber {
    /// Shows `number`.
    pub fn new(number: PhoneNumber) -> Self {
        Self { number }
    }
}

impl From<PhoneNumber> for GetNumber {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for GetNumber {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for GetNumber {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.get");
    const METHOD: Method = Method::GET;
    type Output = OwnedNumber;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push(self.number.digits());
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        number(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
