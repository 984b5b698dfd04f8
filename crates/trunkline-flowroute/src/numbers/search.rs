//! Searching the numbers for sale (docs/contracts/flowroute-v2.md §2.3, N4).

use trunkline_core::{AreaCode, Country, NpaNxx, RateCenter, Region, open_enum};

use super::pattern::Pattern;
use super::{NumberType, Offer};
use crate::prelude::*;
use crate::rules::ensure_region;

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

endpoint! {
    /// Searches the numbers that are for sale. All filters must fit; without any, everything fits.
    #[derive(Default)]
    pub struct SearchNumbers {}
    optional {
        /// Only numbers of this rate center. Older documentation requires a [`region`](Self::region) with it.
        rate_center(RateCenter): RateCenter,
        /// Only numbers of this state or province.
        region(Region): Region,
        /// Only numbers of this kind.
        number_type(NumberType): NumberType,
        /// Only numbers of this country.
        country(Country): Country,
        /// Only numbers of this pricing tier.
        tier(impl Into<String>): String,
    }
    optional in order: Option<(OrderBy, SortBy)> {}
    optional in pattern: Pattern {
        /// Only numbers that start with these digits. Country code 1 is implied unless the text starts with `+`:
        /// `646` is the same as `1646`; `+44` searches the United Kingdom.
        starts_with(impl Into<String>),
        /// Only numbers with these digits anywhere.
        contains(impl Into<String>),
        /// Only numbers that end with these digits.
        ends_with(impl Into<String>),
    }
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.search");
    GET "/v2/numbers/available" -> Page<Offer>: many;
    list(window: Window<200>) Offer, key PhoneNumber = |offer| Some(offer.number);

    fn query(&self, query: &mut Query) {
        self.pattern.query(query);
        query.push_some("rate_center", self.rate_center.as_ref());
        query.push_some("state", self.region.as_ref());
        query.push_some("number_type", self.number_type.as_ref());
        query.push_some("iso_country", self.country.as_ref());
        query.push_some("tier", self.tier.as_ref());
        if let Some((field, direction)) = &self.order {
            query.push("order_by", format_args!("{field},{}", direction.word()));
        }
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        self.pattern.validate()?;
        ensure_region("state", self.region.as_ref())?;
        let requestable = [None, Some(&NumberType::Longcode), Some(&NumberType::TollFree)];
        let fits = requestable.contains(&self.number_type.as_ref());
        ensure(fits, "number_type", "must be longcode or toll-free")?;
        let known = self.order.as_ref().is_none_or(|(field, _)| field.is_known());
        ensure(known, "order_by", "must be a field that results can be ordered by")?;
        self.window.validate()
    }
}

impl SearchNumbers {
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
        // A plus is documented for other countries only.
        let text = match number.digits().to_string() {
            digits if digits.starts_with('1') => digits,
            _ => number.to_string(),
        };
        self.starts_with(text).limit(1)
    }

    /// Orders the results; by number, ascending, unless asked otherwise.
    pub fn order_by(mut self, field: OrderBy, direction: SortBy) -> Self {
        self.order = Some((field, direction));
        self
    }
}

impl SortBy {
    fn word(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}
