//! `GET /v2/numbers/available` (docs/contracts/flowroute-v2.md §2.3, N4).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    AreaCode, Country, DecodeError, Endpoint, NpaNxx, Operation, Page, Path, PhoneNumber, Query, RateCenter,
    Region, ValidationError, ensure, fingerprint, open_enum,
};

use super::pattern::Pattern;
use super::{NumberType, Offer};
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Searches the numbers that are for sale. All filters must fit; without any, everything fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct SearchNumbers {
    window: Window,
    pattern: Pattern,
    rate_center: Option<RateCenter>,
    state: Option<Region>,
    number_type: Option<NumberType>,
    iso_country: Option<Country>,
    tier: Option<Box<str>>,
    order: Option<(OrderBy, SortBy)>,
}

open_enum! {
    /// What search results are ordered by.
    pub enum OrderBy {
        /// The monthly cost.
        MonthlyCost = "monthly_cost",
        /// The country.
        Country = "iso_country",
        /// The kind of number.
        NumberType = "number_type",
        /// The state or province.
        State = "state",
        /// The rate center.
        RateCenter = "rate_center",
        /// The number itself.
        Number = "number" | "value" | "tn",
    }
}

/// The direction of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there is no third direction")]
pub enum SortBy {
    /// Smallest first.
    #[default]
    Ascending,
    /// Greatest first.
    Descending,
}

impl SearchNumbers {
    /// Everything that is for sale.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only numbers that start with these digits. Country code 1 is implied unless the text starts with `+`:
    /// `646` is the same as `1646`; `+44` searches the United Kingdom.
    pub fn starts_with(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern.starts_with = Some(digits.into());
        self
    }

    /// Only numbers with these digits anywhere.
    pub fn contains(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern.contains = Some(digits.into());
        self
    }

    /// Only numbers that end with these digits.
    pub fn ends_with(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern.ends_with = Some(digits.into());
        self
    }

    /// Only numbers of this area code.
    pub fn area_code(self, area_code: AreaCode) -> Self {
        self.starts_with(format!("1{area_code}"))
    }

    /// Only numbers of this exchange.
    pub fn exchange(self, exchange: NpaNxx) -> Self {
        self.starts_with(format!("1{exchange}"))
    }

    /// Only this number: is it for sale, and for how much?
    pub fn exactly(self, number: PhoneNumber) -> Self {
        self.starts_with(number.to_string()).limit(1)
    }

    /// Only numbers of this rate center. Older documentation wants a [`region`](Self::region) with it.
    pub fn rate_center(mut self, rate_center: RateCenter) -> Self {
        self.rate_center = Some(rate_center);
        self
    }

    /// Only numbers of this state or province.
    pub fn region(mut self, state: Region) -> Self {
        self.state = Some(state);
        self
    }

    /// Only numbers of this kind.
    pub fn number_type(mut self, number_type: NumberType) -> Self {
        self.number_type = Some(number_type);
        self
    }

    /// Only numbers of this country.
    pub fn country(mut self, country: Country) -> Self {
        self.iso_country = Some(country);
        self
    }

    /// Only numbers of this pricing tier.
    pub fn tier(mut self, tier: impl Into<Box<str>>) -> Self {
        self.tier = Some(tier.into());
        self
    }

    /// Orders the results; by number, ascending, unless asked otherwise.
    pub fn order_by(mut self, field: OrderBy, direction: SortBy) -> Self {
        self.order = Some((field, direction));
        self
    }
}

windowed!(SearchNumbers, Offer, default 10, max 200, |offer| fingerprint(&offer.number));

impl Endpoint for SearchNumbers {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.search");
    const METHOD: Method = Method::GET;
    type Output = Page<Offer>;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push("available");
    }

    fn query(&self, query: &mut Query) {
        self.pattern.query(query);
        query.push_some("rate_center", self.rate_center.as_ref());
        query.push_some("state", self.state.as_ref());
        query.push_some("number_type", self.number_type.as_ref());
        query.push_some("iso_country", self.iso_country.as_ref());
        query.push_some("tier", self.tier.as_deref());
        if let Some((field, direction)) = &self.order {
            let direction = match direction {
                SortBy::Ascending => "asc",
                SortBy::Descending => "desc",
            };
            query.push("order_by", format_args!("{field},{direction}"));
        }
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.pattern.validate()?;
        if let Some(state) = self.state.as_ref().filter(|state| !state.is_known()) {
            return Err(ValidationError::new("state", "must be a state, territory or province").got(state));
        }
        let requestable = [None, Some(&NumberType::Longcode), Some(&NumberType::TollFree)];
        ensure(
            requestable.contains(&self.number_type.as_ref()),
            "number_type",
            "must be longcode or toll-free",
        )?;
        let known = self.order.as_ref().is_none_or(|(field, _)| field.is_known());
        ensure(
            known,
            "order_by",
            "must be a field that results can be ordered by",
        )?;
        self.window.validate(200)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
