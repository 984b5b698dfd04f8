//! Validating an emergency address (docs/contracts/flowroute-v2.md §2.5, E3).

use super::Address;
use crate::prelude::*;

endpoint! {
    /// Asks the carrier whether it can find an address. Nothing is stored, and it is free.
    ///
    /// A refusal says what is wrong with it; the carrier may ask for another spelling.
    pub struct ValidateE911 { address: Address }

    // A POST that stores nothing.
    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.validate");
    POST "/v2/e911s/validate" -> (): nothing;
    subject "{address}";

    fn body(&self) -> Body {
        document("e911", None, Some(self.address.attributes.to_json()))
    }

    fn validate(&self) -> Valid {
        self.address.validate()
    }
}
