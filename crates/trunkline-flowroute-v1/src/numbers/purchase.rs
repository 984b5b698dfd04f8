//! Buying a number (docs/contracts/flowroute-v1.md §2, 4, and §3.5).

use bytes::Bytes;
use http::{Response, StatusCode};
use trunkline_core::{ConfirmedBy, DecodeError, Error, ErrorKind, look_up_purchase};

use super::{GetNumber, NumberDetails};
use crate::BillingMethod;
use crate::inventory::{Offer, SearchNumbers};
use crate::prelude::*;

endpoint! {
    /// Buys a number. It is on the account at once, both its routes are the built-in `sip-reg`, and its initial cost is
    /// charged. This version of the API cannot give it back.
    pub struct Purchase { number: PhoneNumber }
    optional {
        /// Bills it another way than by the minute; one of the offer's
        /// [`billing_methods`](crate::inventory::Offer::billing_methods).
        billing_method(BillingMethod): BillingMethod,
    }

    // It costs money, and a repetition after a success is refused in the words for "somebody else has bought it"
    // (docs/contracts/flowroute-v1.md §2.3).
    OPERATION = Operation::once(&FLOWROUTE_V1, "flowroute.v1.numbers.purchase", "bought").refine(not_for_sale);
    PUT "/v1/tns/{number}" -> ConfirmedBy: bought;
    subject "{number}";
    hint "check numbers.get {number}: if it is there, it is bought";

    fn body(&self) -> Body {
        let method = self.billing_method.as_ref().unwrap_or(&BillingMethod::Metered);
        spaced(&JsonObject::new().with("billing_method", method))
    }

    fn validate(&self) -> Valid {
        ensure_nanp("tn", self.number)?;
        match self.billing_method.as_ref().filter(|method| !method.is_known()) {
            Some(unknown) => Err(ValidationError::new("billing_method", "must be METERED or VPRI").got(unknown)),
            None => Ok(()),
        }
    }

    fn refused_if_applied(refusal: &Error) -> bool {
        refusal.kind() == ErrorKind::NotForSale
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<ConfirmedBy>> {
        let (owned, offers) = (GetNumber::new(self.number), SearchNumbers::new().exactly(self.number));
        let is_it = |offer: &Offer| offer.number == self.number;
        let found = look_up_purchase(reader, owned, NumberDetails::is_complete, offers, is_it).await?;
        Ok(found.map(|_| ConfirmedBy::LookUp))
    }
}

fn bought(response: &Response<Bytes>) -> Result<ConfirmedBy, DecodeError> {
    nothing(response).map(|()| ConfirmedBy::Reply)
}

/// A bad billing method is refused with the same status: only the words tell. The first are documented.
fn not_for_sale(refusal: Refusal) -> Refusal {
    let is_gone = refusal.mentions("not available for purchase") || refusal.mentions("already");
    if refusal.status == StatusCode::UNPROCESSABLE_ENTITY && is_gone {
        return refusal
            .kind(ErrorKind::NotForSale)
            .summary("not for sale (any more)");
    }
    refusal
}
