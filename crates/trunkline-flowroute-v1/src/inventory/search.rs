//! `GET /v1/available-tns/tns/` (docs/contracts/flowroute-v1.md §2, 3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    AreaCode, DecodeError, Endpoint, NpaNxx, Operation, Page, Path, PhoneNumber, Query, RateCenter, Region,
    ValidationError, ensure, fingerprint,
};

use super::Offer;
use crate::FLOWROUTE_V1;
use crate::body::page;
use crate::digits::ensure_digits;
use crate::pages::{Place, paged};

/// Searches the numbers that are for sale. All filters must fit; without any, everything fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct SearchNumbers {
    place: Place,
    npa: Option<Box<str>>,
    nxx: Option<Box<str>>,
    ratecenter: Option<RateCenter>,
    state: Option<Region>,
    tn: Option<Box<str>>,
}

impl SearchNumbers {
    /// Everything that is for sale.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only numbers of this area code.
    pub fn area_code(self, area_code: AreaCode) -> Self {
        self.npa(area_code.to_string())
    }

    /// Only numbers of this exchange.
    pub fn exchange(self, exchange: NpaNxx) -> Self {
        self.area_code(exchange.area_code())
            .nxx(exchange.nxx().to_string())
    }

    /// Only numbers whose area code contains these digits, 1 to 3: `20` fits 201, 206 and 720.
    pub fn npa(mut self, digits: impl Into<Box<str>>) -> Self {
        self.npa = Some(digits.into());
        self
    }

    /// Only numbers whose three digits behind the area code contain these, 1 to 3. Needs an [`npa`](Self::npa).
    pub fn nxx(mut self, digits: impl Into<Box<str>>) -> Self {
        self.nxx = Some(digits.into());
        self
    }

    /// Only numbers of this rate center. Needs a [`region`](Self::region).
    pub fn rate_center(mut self, rate_center: impl Into<RateCenter>) -> Self {
        self.ratecenter = Some(rate_center.into());
        self
    }

    /// Only numbers of this state or province.
    pub fn region(mut self, state: Region) -> Self {
        self.state = Some(state);
        self
    }

    /// Only numbers with these digits anywhere, 1 to 11. Sources disagree on whether fewer than 11 find anything
    /// (docs/contracts/flowroute-v1.md §2.1).
    pub fn contains(mut self, digits: impl Into<Box<str>>) -> Self {
        self.tn = Some(digits.into());
        self
    }

    /// Only this number: is it for sale, and for how much?
    pub fn exactly(self, number: PhoneNumber) -> Self {
        self.contains(number.digits().to_string()).limit(1)
    }
}

paged!(SearchNumbers, Offer, |offer| fingerprint(&offer.number));

impl Endpoint for SearchNumbers {
    const OPERATION: Operation = Operation::read(&FLOWROUTE_V1, "flowroute.v1.inventory.search");
    const METHOD: Method = Method::GET;
    type Output = Page<Offer>;

    fn path(&self, path: &mut Path) {
        path.push("v1").push("available-tns").push("tns").trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        query.push_some("npa", self.npa.as_deref());
        query.push_some("nxx", self.nxx.as_deref());
        // The carrier writes rate centers in upper case and reads them in any.
        query.push_some(
            "ratecenter",
            self.ratecenter
                .as_ref()
                .map(|name| name.as_str().to_ascii_uppercase()),
        );
        query.push_some("state", self.state.as_ref());
        query.push_some("tn", self.tn.as_deref());
        self.place.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_digits("npa", self.npa.as_deref(), 3)?;
        ensure_digits("nxx", self.nxx.as_deref(), 3)?;
        ensure(
            self.nxx.is_none() || self.npa.is_some(),
            "npa",
            "must be given with nxx",
        )?;
        ensure(
            self.ratecenter
                .as_ref()
                .is_none_or(|name| !name.as_str().is_empty()),
            "ratecenter",
            "must not be empty",
        )?;
        ensure(
            self.ratecenter.is_none() || self.state.is_some(),
            "state",
            "must be given with ratecenter",
        )?;
        if let Some(state) = self.state.as_ref().filter(|state| !state.is_known()) {
            return Err(ValidationError::new("state", "must be a state, territory or province").got(state));
        }
        ensure_digits("tn", self.tn.as_deref(), 11)?;
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        page(response, Offer::new)
    }
}
