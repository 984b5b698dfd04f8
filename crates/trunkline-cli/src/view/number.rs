//! Numbers, for sale and owned.

use serde::Serialize;
use trunkline::flowroute::numbers::{
    AvailableAreaCode, AvailableExchange, Offer, OwnedNumber, Relationships,
};
use trunkline::{Money, PhoneNumber};

use super::{text, yes_no};
use crate::output::Show;

/// A number for sale.
#[derive(Serialize)]
pub(crate) struct OfferView {
    number: PhoneNumber,
    setup_cost: Money,
    monthly_cost: Money,
    inbound_rate: Option<Money>,
    number_type: Option<String>,
    rate_center: Option<String>,
    state: Option<String>,
    country: Option<String>,
    tier: Option<Box<str>>,
}

impl From<Offer> for OfferView {
    fn from(offer: Offer) -> Self {
        Self {
            number: offer.number,
            setup_cost: offer.setup_cost,
            monthly_cost: offer.monthly_cost,
            inbound_rate: offer.inbound_rate,
            number_type: offer.number_type.map(|kind| kind.to_string()),
            rate_center: offer.rate_center.map(|place| place.to_string()),
            state: offer.state.map(|state| state.to_string()),
            country: offer.iso_country.map(|country| country.to_string()),
            tier: offer.tier,
        }
    }
}

impl OfferView {
    /// `+1 206 420 5780   seattle, WA   $1.00 now, $1.25 a month`.
    pub(crate) fn line(&self) -> String {
        let place: Vec<&str> = [&self.rate_center, &self.state]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let parts = [
            self.number.international().to_string(),
            place.join(", "),
            format!("{} now, {} a month", self.setup_cost, self.monthly_cost),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("   ")
    }
}

impl Show for OfferView {
    const COLUMNS: &'static [&'static str] = &[
        "NUMBER",
        "NOW",
        "MONTHLY",
        "A MINUTE IN",
        "TYPE",
        "RATE CENTER",
        "STATE",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.setup_cost.to_string(),
            self.monthly_cost.to_string(),
            text(self.inbound_rate.as_ref()),
            text(self.number_type.as_ref()),
            text(self.rate_center.as_ref()),
            text(self.state.as_ref()),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("number", self.number.international().to_string()),
            ("now", self.setup_cost.to_string()),
            ("a month", self.monthly_cost.to_string()),
            ("a minute in", text(self.inbound_rate.as_ref())),
            ("type", text(self.number_type.as_ref())),
            ("rate center", text(self.rate_center.as_ref())),
            ("state", text(self.state.as_ref())),
            ("country", text(self.country.as_ref())),
            ("tier", text(self.tier.as_ref())),
        ]
    }
}

/// A number on the account.
#[derive(Serialize)]
pub(crate) struct NumberView {
    number: PhoneNumber,
    alias: Option<Box<str>>,
    status: Option<String>,
    number_type: Option<String>,
    rate_center: Option<String>,
    state: Option<String>,
    country: Option<String>,
    messaging_enabled: Option<bool>,
    cnam_lookups_enabled: Option<bool>,
    setup_cost: Option<Money>,
    monthly_cost: Option<Money>,
    #[serde(flatten)]
    attached: Attached,
}

/// The ids of what is attached to a number; lists do not tell them.
#[derive(Default, Serialize)]
struct Attached {
    primary_route: Option<String>,
    failover_route: Option<String>,
    e911: Option<String>,
    cnam: Option<String>,
    #[serde(skip)]
    words: Vec<(&'static str, String)>,
}

impl From<OwnedNumber> for NumberView {
    fn from(owned: OwnedNumber) -> Self {
        Self {
            number: owned.number,
            alias: owned.alias.filter(|alias| !alias.is_empty()),
            status: owned.status.map(|status| status.to_string().to_ascii_lowercase()),
            number_type: owned.number_type.map(|kind| kind.to_string()),
            rate_center: owned.rate_center.map(|place| place.to_string()),
            state: owned.state.map(|state| state.to_string()),
            country: owned.iso_country.map(|country| country.to_string()),
            messaging_enabled: owned.messaging_enabled,
            cnam_lookups_enabled: owned.cnam_lookups_enabled,
            setup_cost: owned.setup_cost,
            monthly_cost: owned.monthly_cost,
            attached: owned.relationships.map(Attached::from).unwrap_or_default(),
        }
    }
}

impl NumberView {
    /// A number just bought: the carrier's answer need not repeat the price it was offered for.
    pub(crate) fn bought(owned: OwnedNumber, setup_cost: Money, monthly_cost: Money) -> Self {
        let view = Self::from(owned);
        Self {
            setup_cost: view.setup_cost.or(Some(setup_cost)),
            monthly_cost: view.monthly_cost.or(Some(monthly_cost)),
            ..view
        }
    }
}

impl From<Relationships> for Attached {
    fn from(of: Relationships) -> Self {
        let described = |id: &dyn ToString, what: Option<&str>| match what {
            Some(what) => format!("{} ({what})", id.to_string()),
            None => id.to_string(),
        };
        let mut words = Vec::new();
        for (name, route) in [
            ("primary route", &of.primary_route),
            ("failover route", &of.failover_route),
        ] {
            if let Some(route) = route {
                words.push((
                    name,
                    described(&route.id, route.record.as_ref().and_then(|r| r.alias.as_deref())),
                ));
            }
        }
        if let Some(e911) = &of.e911_address {
            words.push((
                "e911",
                described(&e911.id, e911.record.as_ref().and_then(|r| r.label.as_deref())),
            ));
        }
        if let Some(cnam) = &of.cnam_preset {
            words.push((
                "caller name",
                described(&cnam.id, cnam.record.as_ref().and_then(|r| r.value.as_deref())),
            ));
        }
        Self {
            primary_route: of.primary_route.map(|route| route.id.to_string()),
            failover_route: of.failover_route.map(|route| route.id.to_string()),
            e911: of.e911_address.map(|e911| e911.id.to_string()),
            cnam: of.cnam_preset.map(|cnam| cnam.id.to_string()),
            words,
        }
    }
}

impl Show for NumberView {
    const COLUMNS: &'static [&'static str] = &[
        "NUMBER",
        "ALIAS",
        "TYPE",
        "RATE CENTER",
        "STATE",
        "MESSAGES",
        "CNAM LOOK-UPS",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            text(self.alias.as_ref()),
            text(self.number_type.as_ref()),
            text(self.rate_center.as_ref()),
            text(self.state.as_ref()),
            yes_no(self.messaging_enabled),
            yes_no(self.cnam_lookups_enabled),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("number", self.number.international().to_string()),
            ("alias", text(self.alias.as_ref())),
            ("status", text(self.status.as_ref())),
            ("type", text(self.number_type.as_ref())),
            ("rate center", text(self.rate_center.as_ref())),
            ("state", text(self.state.as_ref())),
            ("country", text(self.country.as_ref())),
            ("messages", yes_no(self.messaging_enabled)),
            ("cnam look-ups", yes_no(self.cnam_lookups_enabled)),
            ("now", text(self.setup_cost.as_ref())),
            ("a month", text(self.monthly_cost.as_ref())),
        ];
        facts.extend(self.attached.words.iter().cloned());
        facts
    }
}

/// An area code with numbers for sale.
#[derive(Serialize)]
pub(crate) struct AreaCodeView {
    area_code: String,
}

impl From<AvailableAreaCode> for AreaCodeView {
    fn from(available: AvailableAreaCode) -> Self {
        Self {
            area_code: available.area_code.to_string(),
        }
    }
}

impl Show for AreaCodeView {
    const COLUMNS: &'static [&'static str] = &["AREA CODE"];

    fn cells(&self) -> Vec<String> {
        vec![self.area_code.clone()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("area code", self.area_code.clone())]
    }
}

/// An exchange with numbers for sale.
#[derive(Serialize)]
pub(crate) struct ExchangeView {
    exchange: String,
}

impl From<AvailableExchange> for ExchangeView {
    fn from(available: AvailableExchange) -> Self {
        Self {
            exchange: available.exchange.to_string(),
        }
    }
}

impl Show for ExchangeView {
    const COLUMNS: &'static [&'static str] = &["EXCHANGE"];

    fn cells(&self) -> Vec<String> {
        vec![self.exchange.clone()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("exchange", self.exchange.clone())]
    }
}
