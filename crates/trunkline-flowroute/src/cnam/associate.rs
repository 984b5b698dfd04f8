//! `PATCH /v2/numbers/{number}/relationships/cnam/{id}` (docs/contracts/flowroute-v2.md §2.6, C6).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, PhoneNumber};

use super::association::association;
use super::{CnamAssociation, CnamId};
use crate::FLOWROUTE;

/// Shows an approved caller name when a number calls. It replaces the number's former name, and is charged once.
///
/// Toll-free numbers cannot have one. It takes 5 to 7 business days until others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct AssociateCnam {
    number: PhoneNumber,
    id: CnamId,
}

impl AssociateCnam {
    /// Gives `number` the name of the record `id`.
    pub fn new(number: PhoneNumber, id: impl Into<CnamId>) -> Self {
        Self {
            number,
            id: id.into(),
        }
    }

    /// The number.
    #[must_use]
    pub fn number(&self) -> PhoneNumber {
        self.number
    }

    /// The record.
    #[must_use]
    pub fn id(&self) -> &CnamId {
        &self.id
    }
}

impl<I: Into<CnamId>> From<(PhoneNumber, I)> for AssociateCnam {
    fn from((number, id): (PhoneNumber, I)) -> Self {
        Self::new(number, id)
    }
}

impl Endpoint for AssociateCnam {
    // It is charged, and that a repetition is not charged again is only assumed.
    const OPERATION: Operation = Operation::once(&FLOWROUTE, "flowroute.v2.cnams.associate", "associated");
    const METHOD: Method = Method::PATCH;
    type Output = CnamAssociation;

    /// Documentation says `cnams`; the carrier's own SDKs send `cnam`.
    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push(self.number.digits());
        path.push("relationships").push("cnam").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        association(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} with {}", self.number, self.id))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check numbers.get {}: its caller name is {} if it was done",
            self.number, self.id
        ))
    }
}
