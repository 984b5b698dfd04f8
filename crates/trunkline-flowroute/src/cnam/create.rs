//! Creating a caller name (docs/contracts/flowroute-v2.md §2.6, C3).

use super::{Cnam, ListCnams, rules};
use crate::prelude::*;

endpoint! {
    /// Creates a caller name. The carrier's staff reviews it within 48 hours.
    ///
    /// It has 1 to 15 characters, at least one of them a letter: letters A to Z, digits, spaces and
    /// `- _ . , @ + & ' / "`. The carrier stores it in upper case. It must be unique on the account.
    ///
    /// The review refuses profanity, telephone numbers and misleading names. Only an approved name can be associated with
    /// numbers. The balance must cover a later association.
    pub struct CreateCnam { value: String }

    // There is no idempotency key. The carrier refuses the same name again, but a repetition would turn a success whose
    // reply was lost into a refusal.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.cnams.create", "created");
    POST "/v2/cnams" -> Cnam: one;
    subject "{value:?}";
    hint "check cnams.list for the value {value:?}: if it is there, it was created";

    fn body(&self) -> Body {
        flat(JsonObject::new().with("value", &self.value))
    }

    fn validate(&self) -> Valid {
        rules::name(&self.value)
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<Cnam>> {
        let is_it = |record: &Cnam| record.value.as_ref().is_some_and(|value| value.eq_ignore_ascii_case(&self.value));
        reader.find(ListCnams::new().value(&self.value), |record| is_it(record).into()).await
    }
}
