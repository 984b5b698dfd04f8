//! Searching the numbers that are for sale (docs/contracts/flowroute-v1.md §2, 3).

use trunkline_core::{AreaCode, NpaNxx, RateCenter, Region};

use super::Offer;
use crate::prelude::*;

endpoint! {
    /// Searches the numbers that are for sale. All filters must fit; without any, everything fits.
    #[derive(Default)]
    pub struct SearchNumbers {}
    optional {
        /// Only numbers whose area code contains these digits, 1 to 3: `20` fits 201, 206 and 720.
        npa(impl Into<String>): String,
        /// Only numbers whose three digits behind the area code contain these, 1 to 3. Needs an [`npa`](Self::npa).
        nxx(impl Into<String>): String,
        /// Only numbers of this rate center. Needs a [`region`](Self::region).
        rate_center(impl Into<RateCenter>): RateCenter,
        /// Only numbers of this state or province.
        region(Region): Region,
        /// Only numbers with these digits anywhere, 1 to 11. Sources disagree on whether fewer than 11 find anything
        /// (docs/contracts/flowroute-v1.md §2.1).
        contains(impl Into<String>): String,
    }
    optional in place: PageNumber {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// Which page, from 1; by default the first. Pages are counted by their limit.
        page(u32),
    }

    OPERATION = Operation::read(&FLOWROUTE_V1, "flowroute.v1.inventory.search");
    GET "/v1/available-tns/tns/" -> Page<Offer>: |response| page(response, Offer::new);
    list(place: PageNumber) Offer, key PhoneNumber = |offer| Some(offer.number);

    fn query(&self, query: &mut Query) {
        query.push_some("npa", self.npa.as_ref());
        query.push_some("nxx", self.nxx.as_ref());
        // The carrier writes rate centers in upper case and reads them in any.
        query.push_some("ratecenter", self.rate_center.as_ref().map(|name| name.as_str().to_ascii_uppercase()));
        query.push_some("state", self.region.as_ref());
        query.push_some("tn", self.contains.as_ref());
        self.place.query(query);
    }

    fn validate(&self) -> Valid {
        ensure_digits("npa", self.npa.as_deref(), 3)?;
        ensure_digits("nxx", self.nxx.as_deref(), 3)?;
        ensure(self.nxx.is_none() || self.npa.is_some(), "npa", "must be given with nxx")?;
        let unnamed = self.rate_center.as_ref().is_some_and(|name| name.as_str().is_empty());
        ensure(!unnamed, "ratecenter", "must not be empty")?;
        ensure(self.rate_center.is_none() || self.region.is_some(), "state", "must be given with ratecenter")?;
        if let Some(state) = self.region.as_ref().filter(|state| !state.is_known()) {
            return Err(ValidationError::new("state", "must be a state, territory or province").got(state));
        }
        ensure_digits("tn", self.contains.as_deref(), 11)?;
        self.place.validate()
    }
}

impl SearchNumbers {
    /// Only numbers of this area code.
    pub fn area_code(self, area_code: AreaCode) -> Self {
        self.npa(area_code.to_string())
    }

    /// Only numbers of this exchange.
    pub fn exchange(self, exchange: NpaNxx) -> Self {
        self.area_code(exchange.area_code())
            .nxx(exchange.nxx().to_string())
    }

    /// Only this number: is it for sale, and for how much?
    pub fn exactly(self, number: PhoneNumber) -> Self {
        self.contains(number.digits().to_string()).limit(1)
    }
}
