//! `PATCH /v2/numbers/{number}/relationships/e911s/{id}` (docs/contracts/flowroute-v2.md §2.5, E8).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use super::E911Id;
use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Shows an address to the emergency services when a number calls them. It replaces the number's former address.
///
/// The first association of a record with a number is charged, and so is another record later.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct AssociateE911 {
    number: PhoneNumber,
    id: E911Id,
}

impl AssociateE911 {
    /// Gives `number` the address of the record `id`.
    pub fn new(number: PhoneNumber, id: impl Into<E911Id>) -> Self {
        Self {
            number,
            id: id.into(),
        }
    }
}

impl<I: Into<E911Id>> From<(PhoneNumber, I)> for AssociateE911 {
    fn from((number, id): (PhoneNumber, I)) -> Self {
        Self::new(number, id)
    }
}

impl Endpoint for AssociateE911 {
    // The contract: repeating the same pair is accepted and free.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.associate", "associated");
    const METHOD: Method = Method::PATCH;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push(self.number.digits());
        path.push("relationships").push("e911s").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} with {}", self.number, self.id))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check numbers.get {}: its E911 address is {} if it was done",
            self.number, self.id
        ))
    }
}
