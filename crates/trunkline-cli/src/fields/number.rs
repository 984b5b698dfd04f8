//! Numbers for sale and numbers on the account.

use serde::Serialize;
use trunkline::flowroute::Related;
use trunkline::flowroute::numbers::{
    AvailableAreaCode, AvailableExchange, AvailableTier, Offer, OwnedNumber, Purchased, Relationships,
    Updated,
};

use super::{Fields, Form, Show, text, yes_no};

impl Show for Offer {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "setup",
        "monthly",
        "inbound/min",
        "type",
        "rate center",
        "state",
    ];

    fn fields(&self, form: Form) -> Fields {
        vec![
            ("number", form.number(self.number)),
            ("setup", self.setup_cost.to_string()),
            ("monthly", self.monthly_cost.to_string()),
            ("inbound/min", text(self.inbound_rate.as_ref())),
            ("type", text(self.number_type.as_ref())),
            ("rate center", text(self.rate_center.as_ref())),
            ("state", text(self.state.as_ref())),
            ("country", text(self.iso_country.as_ref())),
            ("tier", text(self.tier.as_ref())),
        ]
    }
}

/// A number with what is attached to it in the columns.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct Detailed(pub(crate) OwnedNumber);

impl Show for Detailed {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "alias",
        "primary route",
        "failover route",
        "e911",
        "caller name",
        "messaging",
    ];

    fn fields(&self, form: Form) -> Fields {
        self.0.fields(form)
    }
}

impl Show for OwnedNumber {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "alias",
        "type",
        "rate center",
        "state",
        "messaging",
        "name lookup",
    ];

    fn fields(&self, form: Form) -> Fields {
        let status = text(self.status.as_ref()).to_ascii_lowercase();
        let mut fields = vec![
            ("number", form.number(self.number)),
            ("alias", text(self.alias.as_ref())),
            ("status", status),
            ("type", text(self.number_type.as_ref())),
            ("rate center", text(self.rate_center.as_ref())),
            ("state", text(self.state.as_ref())),
            ("country", text(self.iso_country.as_ref())),
            ("messaging", yes_no(self.messaging_enabled)),
            ("name lookup", yes_no(self.cnam_lookups_enabled)),
            ("setup", text(self.setup_cost.as_ref())),
            ("monthly", text(self.monthly_cost.as_ref())),
        ];
        match self.relationships.as_deref() {
            Some(attached) => fields.extend(assigned(attached)),
            None => fields.extend(assigned(&Relationships::default())),
        }
        fields
    }
}

impl Show for Purchased {
    const COLUMNS: &'static [&'static str] = OwnedNumber::COLUMNS;

    fn fields(&self, form: Form) -> Fields {
        self.details.fields(form)
    }
}

impl Show for Updated {
    const COLUMNS: &'static [&'static str] = OwnedNumber::COLUMNS;

    fn fields(&self, form: Form) -> Fields {
        self.details.fields(form)
    }
}

/// What a number loses that is released, in one line; empty if there is nothing.
pub(crate) fn attachments(owned: &OwnedNumber) -> String {
    let mut parts = Vec::new();
    if let Some(alias) = owned.alias.as_deref().filter(|alias| !alias.is_empty()) {
        parts.push(format!("alias {alias:?}"));
    }
    let attached = owned.relationships.as_deref().map(assigned).unwrap_or_default();
    let attached = attached.into_iter().filter(|(_, text)| !text.is_empty());
    parts.extend(attached.map(|(name, text)| format!("{name} {text}")));
    if owned.messaging_enabled == Some(true) {
        parts.push("messaging".to_owned());
    }
    parts.join(", ")
}

/// What is assigned to a number.
fn assigned(to: &Relationships) -> Fields {
    vec![
        (
            "primary route",
            described(&to.primary_route, |route| route.alias.as_deref()),
        ),
        (
            "failover route",
            described(&to.failover_route, |route| route.alias.as_deref()),
        ),
        ("e911", described(&to.e911_address, |e911| e911.label.as_deref())),
        (
            "caller name",
            described(&to.cnam_preset, |cnam| cnam.value.as_deref()),
        ),
    ]
}

/// `98396 (main office)`.
fn described<I: ToString, T>(
    related: &Option<Related<I, T>>,
    name: impl FnOnce(&T) -> Option<&str>,
) -> String {
    let Some(related) = related else {
        return String::new();
    };
    let id = related.id.to_string();
    match related.record.as_ref().and_then(name) {
        Some(name) => format!("{id} ({name})"),
        None => id,
    }
}

impl Show for AvailableAreaCode {
    const COLUMNS: &'static [&'static str] = &["area code"];

    fn fields(&self, _: Form) -> Fields {
        vec![("area code", self.area_code.to_string())]
    }
}

impl Show for AvailableExchange {
    const COLUMNS: &'static [&'static str] = &["exchange"];

    fn fields(&self, _: Form) -> Fields {
        vec![("exchange", self.exchange.to_string())]
    }
}

impl Show for AvailableTier {
    const COLUMNS: &'static [&'static str] = &["tier"];

    fn fields(&self, _: Form) -> Fields {
        vec![("tier", self.tier.clone())]
    }
}
