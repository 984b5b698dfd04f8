//! `PUT /v1/tns/{tn}` (docs/contracts/flowroute-v1.md §2, 4, and §3.5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError,
};

use crate::body::{Members, nothing};
use crate::carrier::PURCHASE;
use crate::digits::ensure_eleven;
use crate::{BillingMethod, FLOWROUTE_V1};

/// Buys a number. It is on the account at once, both its routes are the built-in `sip-reg`, and its initial cost is
/// charged. This version of the API cannot give it back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Purchase {
    number: PhoneNumber,
    billing_method: BillingMethod,
}

impl Purchase {
    /// Buys `number`, billed by the minute.
    pub fn new(number: PhoneNumber) -> Self {
        Self {
            number,
            billing_method: BillingMethod::Metered,
        }
    }

    /// The number to buy.
    pub fn number(&self) -> PhoneNumber {
        self.number
    }

    /// Bills it another way; one of the offer's [`billing_methods`](crate::inventory::Offer::billing_methods).
    pub fn billing_method(mut self, method: BillingMethod) -> Self {
        self.billing_method = method;
        self
    }
}

impl From<PhoneNumber> for Purchase {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for Purchase {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for Purchase {
    // It costs money, and a repetition after a success is refused in the words for "somebody else has bought it"
    // (docs/contracts/flowroute-v1.md §2.3).
    const OPERATION: Operation = Operation::once(&FLOWROUTE_V1, PURCHASE, "bought");
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v1").push("tns").push(self.number.digits());
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Members::default()
            .with("billing_method", &self.billing_method)
            .map(Members::content)
            .map(Some)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_eleven("tn", self.number)?;
        if self.billing_method.is_known() {
            return Ok(());
        }
        Err(ValidationError::new("billing_method", "must be METERED or VPRI").got(&self.billing_method))
    }

    /// Any 2xx means that it was bought; the body is empty.
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check numbers.get {}: if it is there, it is bought",
            self.number
        ))
    }
}
