//! Storing an emergency address (docs/contracts/flowroute-v2.md §2.5, E4).

use super::{Address, E911, ListE911};
use crate::prelude::*;

endpoint! {
    /// Stores an address for the emergency services. No number uses it before it is associated with one.
    ///
    /// The balance must cover a later association. The carrier may ask for another spelling of the address.
    pub struct CreateE911 { address: Address }

    // There is no idempotency key. The carrier refuses the same address again, but a repetition would turn a success
    // whose reply was lost into a refusal.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.e911s.create", "created");
    POST "/v2/e911s" -> E911: one;
    subject "{address}";
    hint "check e911s.list for the label {address}: if it is there, it was created";

    fn body(&self) -> Body {
        document("e911", None, Some(self.address.attributes.to_json()))
    }

    fn validate(&self) -> Valid {
        self.address.validate()
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<E911>> {
        let label = self.address.label();
        reader.find(ListE911::new().label(label), |record| match record.label.as_deref() == Some(label) {
            _ if self.address.made(record) => Match::Yes,
            true => Match::Conflict(format!("record {} has the label and another address", record.id)),
            false => Match::No,
        }).await
    }
}
