//! `GET /v1/tns/{tn}` (docs/contracts/flowroute-v1.md §2, 6, and §3.7).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    Attempts, DecodeError, Endpoint, Error, ErrorKind, Operation, Path, PhoneNumber, Proof, Refusal,
    ValidationError, json,
};

use super::NumberDetails;
use crate::FLOWROUTE_V1;
use crate::body::is_empty_object;
use crate::digits::ensure_eleven;

/// Shows how a number on the account is billed and routed. A number of somebody else's is not found.
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

    /// The number to show, which the answer does not name.
    pub fn number(&self) -> PhoneNumber {
        self.number
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
    const OPERATION: Operation = Operation::read(&FLOWROUTE_V1, "flowroute.v1.numbers.get");
    const METHOD: Method = Method::GET;
    type Output = NumberDetails;

    fn path(&self, path: &mut Path) {
        path.push("v1").push("tns").push(self.number.digits());
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_eleven("tn", self.number)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        json(response.body())
    }

    /// A success of `{}` is one of the ways to say "not found" (docs/contracts/flowroute-v1.md §4, 11).
    fn decode(response: Response<Bytes>) -> Result<Self::Output, Error> {
        let attempts = response
            .extensions()
            .get::<Attempts>()
            .copied()
            .unwrap_or_default();
        let status = response.status();
        let refusal = match status.is_success() {
            true if is_empty_object(response.body()) => Refusal::from_status(status)
                .kind(ErrorKind::NotFound)
                .proof(Proof::Final),
            true => {
                return Self::read(&response)
                    .map_err(|e| Error::decode(&Self::OPERATION, &response, e).with_attempts(attempts));
            }
            false => (FLOWROUTE_V1.refusal)(&Self::OPERATION, &response),
        };
        Err(Error::refused(&Self::OPERATION, &response, refusal).with_attempts(attempts))
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
