//! `GET types/payment` (docs/contracts/tropo.md §2.2, P3).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient, string_id};

use crate::response::{many, whole_list};
use crate::{Href, TROPO};

/// Lists the ways to pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListPaymentTypes {}

impl ListPaymentTypes {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

string_id! {
    /// One type of payment.
    pub struct PaymentTypeId;
}

/// A way to pay: `visa`, `mastercard`, `amex`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct PaymentType {
    /// Its number: the one of its own, or else the last segment of its link.
    pub id: PaymentTypeId,
    /// Its link.
    pub href: Href,
    /// Its name.
    pub name: Box<str>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<PaymentTypeId>,
    href: Href,
    name: Box<str>,
}

impl TryFrom<Wire> for PaymentType {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Ok(Self {
            id: wire
                .id
                .or_else(|| wire.href.id())
                .ok_or("href: names no payment type")?,
            href: wire.href,
            name: wire.name,
        })
    }
}

whole_list!(ListPaymentTypes, PaymentType);

impl Endpoint for ListPaymentTypes {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_payment_types");
    const METHOD: Method = Method::GET;
    type Output = Page<PaymentType>;

    fn path(&self, path: &mut Path) {
        path.push("types").push("payment");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
