//! Associating a caller name with a number (docs/contracts/flowroute-v2.md §2.6, C6).

use super::association::association;
use super::{CnamAssociation, CnamId};
use crate::numbers::GetNumber;
use crate::prelude::*;

endpoint! {
    /// Shows an approved caller name when a number calls. It replaces the number's former name, and is charged once.
    ///
    /// Toll-free numbers cannot have one. It takes 5 to 7 business days until others see it.
    pub struct AssociateCnam { number: PhoneNumber, id: CnamId }

    // It is charged, and that a repetition is not charged again is only assumed.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.cnams.associate", "associated");
    // Documentation says `cnams`; the carrier's own SDKs send `cnam`.
    PATCH "/v2/numbers/{number}/relationships/cnam/{id}" -> CnamAssociation: association;
    subject "{number} with {id}";
    hint "check numbers.get {number}: its caller name is {id} if it was done";

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<CnamAssociation>> {
        let number = reader.send(GetNumber::new(self.number)).await?;
        let preset = number.relationships.and_then(|attached| attached.cnam_preset);
        Ok(match preset.map(|preset| preset.id).filter(|id| *id == self.id) {
            cnam @ Some(_) => LookUp::Found(CnamAssociation { cnam, created: None }),
            None => LookUp::Inconclusive("the number does not have the name (yet), which can take days".to_owned()),
        })
    }
}
