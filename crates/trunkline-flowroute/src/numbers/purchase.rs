//! Buying a number (docs/contracts/flowroute-v2.md §2.3, N5).

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Serialize;
use trunkline_core::{ConfirmedBy, DecodeError, Error, look_up_purchase};

use super::owned::number;
use super::{GetNumber, Offer, OwnedNumber, SearchNumbers};
use crate::prelude::*;
use crate::rules::{ensure_email, ensure_web_url};

endpoint! {
    /// Buys a number. It is on the account at once, its calls go to the built-in route `0`, and its setup cost is
    /// charged.
    pub struct Purchase { number: PhoneNumber }
    optional {
        /// Whether to look up the names of callers, billed per call. By default the account's preference.
        cnam_lookups(bool): bool,
        /// Whether to enable the number for SMS and MMS as well. It is not by default.
        messaging(bool): bool,
        /// Mails the result of enabling it for messages to this address.
        messaging_email(impl Into<String>): String,
        /// Posts the result of enabling it for messages to this URL.
        messaging_callback(impl Into<String>): String,
    }

    // There is no idempotency key, and it costs money.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.numbers.purchase", "bought").refine(not_for_sale);
    // 201, 200 or 207 (bought, but not enabled for messages) all mean that it was bought.
    POST "/v2/numbers/{number}" -> Purchased: purchased;
    subject "{number}";
    hint "check numbers.get {number}: if it is there, it is bought";

    fn body(&self) -> Body {
        let options = JsonObject::new()
            .with_some("cnam_lookups_enabled", self.cnam_lookups)
            .with_some("messaging_enabled", self.messaging)
            .with_some("messaging_email", self.messaging_email.as_ref())
            .with_some("messaging_callback_url", self.messaging_callback.as_ref());
        if options.is_empty() { Ok(None) } else { flat(options) }
    }

    fn validate(&self) -> Valid {
        ensure_email("messaging_email", self.messaging_email.as_ref())?;
        ensure_web_url("messaging_callback_url", self.messaging_callback.as_ref())
    }

    fn check(&self, bought: &Purchased) -> Result<(), DecodeError> {
        match bought.number == self.number {
            true => Ok(()),
            false => Err(DecodeError::new("data.id: it is the record of another number")),
        }
    }

    fn refused_if_applied(refusal: &Error) -> bool {
        refusal.kind() == ErrorKind::NotForSale
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<Purchased>> {
        let number = self.number;
        let offers = SearchNumbers::new().exactly(number);
        let is_ours = |owned: &OwnedNumber| owned.number == number;
        let is_offered = |offer: &Offer| offer.number == number;
        let found = look_up_purchase(reader, GetNumber { number }, is_ours, offers, is_offered).await?;
        Ok(found.map(|owned| Purchased::new(owned, ConfirmedBy::LookUp)))
    }
}

/// A number that is on the account now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Purchased {
    /// The number.
    #[serde(skip)]
    pub number: PhoneNumber,
    /// All that the carrier says of it.
    #[serde(flatten)]
    pub details: OwnedNumber,
    /// How it is known. [`ConfirmedBy::LookUp`]: found after a lost reply; it may have been on the account before, or bought by
    /// another process of yours.
    pub confirmed_by: ConfirmedBy,
    /// Bought, but the carrier could not enable it for messages (207). Ask for that again with
    /// [`UpdateNumber::messaging`](super::UpdateNumber::messaging).
    pub messaging_failed: bool,
}

impl Purchased {
    fn new(details: OwnedNumber, confirmed_by: ConfirmedBy) -> Self {
        Self {
            number: details.number,
            details,
            confirmed_by,
            messaging_failed: false,
        }
    }
}

fn purchased(response: &Response<Bytes>) -> Result<Purchased, DecodeError> {
    let mut bought = Purchased::new(number(response)?, ConfirmedBy::Reply);
    bought.messaging_failed = response.status() == StatusCode::MULTI_STATUS;
    Ok(bought)
}

/// Whoever has it already is told the same.
fn not_for_sale(refusal: Refusal) -> Refusal {
    match refusal.kind {
        ErrorKind::NotFound => refusal
            .kind(ErrorKind::NotForSale)
            .summary("not for sale (any more)"),
        _ => refusal,
    }
}
