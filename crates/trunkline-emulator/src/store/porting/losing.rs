//! The losing carriers: which numbers they have, and what they say about an order (docs/contracts/flowroute-v2.md A:76, A:83).

use super::PortOrder;
use crate::number::{TOLL_FREE, Tn};

/// Whether a number of another carrier can come here: of country code 1, but for the fictional exchange 555 (constructed,
/// docs/contracts/flowroute-v2.md A:53).
pub(crate) fn is_portable(tn: Tn) -> bool {
    let (area, exchange) = (tn.area_code().unwrap_or(0), tn.exchange().unwrap_or(0) % 1000);
    tn.to_string().len() == 11 && area >= 200 && exchange >= 200 && exchange != 555
}

/// The carrier that has a number: the first digit after the area code says which; toll-free numbers have one of their own.
pub(crate) fn losing_carrier(tn: Tn) -> u32 {
    match tn.area_code() {
        Some(area) if TOLL_FREE.contains(&area) => 0,
        _ => tn.exchange().unwrap_or(0) % 1000 / 100,
    }
}

/// What comes of an order at the losing carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Rejected(&'static str),
    /// A person at our carrier has to look at it first.
    Review,
}

/// The numbers with these last four digits cannot be had so easily.
const PIN_IS_LINE: u16 = 401;
const ACCOUNT_IS_LINE: u16 = 402;
const NEEDS_BILL: u16 = 403;
const NOT_ACTIVE: u16 = 404;
const NEEDS_REVIEW: u16 = 409;
const STOPPED: u16 = 500;

impl PortOrder {
    fn has_line(&self, line: u16) -> bool {
        self.numbers.iter().any(|tn| tn.line() == line)
    }

    fn has_document(&self) -> bool {
        self.documents.iter().any(|document| document.fetched)
    }

    /// Whether our carrier stops the order.
    pub(super) fn is_stopped(&self) -> bool {
        self.has_line(STOPPED)
    }

    /// What the losing carrier says; `reviewed` if a person has looked at it.
    pub(super) fn verdict(&self, reviewed: bool) -> Verdict {
        let details = &self.details;
        if self.has_line(NOT_ACTIVE) {
            Verdict::Rejected("A number is not active at the losing carrier.")
        } else if self.has_line(PIN_IS_LINE) && details.pin != "0401" {
            Verdict::Rejected("The PIN does not match the account.")
        } else if self.has_line(ACCOUNT_IS_LINE) && details.provider_account != "0402" {
            Verdict::Rejected("The account number does not match.")
        } else if self.has_line(NEEDS_BILL) && !self.has_document() {
            Verdict::Rejected("A copy of the latest bill is required.")
        } else if self.has_line(NEEDS_REVIEW) && !reviewed {
            Verdict::Review
        } else {
            Verdict::Accepted
        }
    }
}
