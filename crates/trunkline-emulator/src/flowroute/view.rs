//! Resources as JSON (docs/contracts/flowroute-v2.md §3).

use serde_json::{Value, json};

use crate::api::Call;
use crate::money;
use crate::number::Tn;
use crate::store::State;
use crate::store::cnam::Cnam;
use crate::store::e911::E911;
use crate::store::numbers::Number;
use crate::store::provisioning::Progress;
use crate::store::routes::Route;
use crate::store::stock::{Block, NumberKind};
use crate::store::switches::{Switches, Vocabulary};
use crate::time;

/// The word for a type of number (docs/contracts/flowroute-v2.md §5.1, A:61).
pub(super) fn number_type(kind: NumberKind, switches: &Switches) -> &'static str {
    match (kind, switches.number_vocabulary) {
        (NumberKind::Local, Vocabulary::Standard) => "standard",
        (NumberKind::Local, Vocabulary::Longcode) => "longcode",
        (NumberKind::TollFree, Vocabulary::Standard) => "tollfree",
        (NumberKind::TollFree, Vocabulary::Longcode) => "toll-free",
    }
}

fn rate_type(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Local => "local",
        NumberKind::TollFree => "tollfree",
    }
}

/// Adds the members of one JSON object to another.
fn add(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

/// A number for sale (docs/contracts/flowroute-v2.md §3.1.4).
pub(super) fn offer(call: &Call<'_>, tn: Tn, block: &Block) -> Value {
    let switches = &call.store.state.switches;
    let mut attributes = json!({
        "value": tn.to_string(),
        "monthly_cost": money::json(block.tier.monthly),
        "setup_cost": money::json(block.setup_cost(tn)),
        "number_type": number_type(block.kind, switches),
        "rate_center": block.rate_center,
        "state": block.state,
    });
    if switches.newer_attributes {
        add(
            &mut attributes,
            json!({
                "inbound_rate": money::json(block.tier.inbound),
                "rate_type": rate_type(block.kind),
                "tier": block.tier.id,
                "iso_country": block.country,
            }),
        );
    }
    let link = call.request.link(&format!("/v2/numbers/{tn}"));
    json!({"type": "number", "id": tn.to_string(), "attributes": attributes, "links": {"related": link}})
}

/// An owned number without relationships, as lists have it (docs/contracts/flowroute-v2.md §3.1.5).
pub(super) fn number(call: &Call<'_>, tn: Tn, number: &Number) -> Value {
    let switches = &call.store.state.switches;
    let mut attributes = json!({
        "value": tn.to_string(),
        "alias": number.alias,
        "cnam_lookups_enabled": number.cnam_lookups_enabled,
        "number_type": number_type(number.kind, switches),
        "rate_center": number.rate_center,
        "state": number.state,
    });
    if switches.newer_attributes {
        add(
            &mut attributes,
            json!({
                "iso_country": number.country,
                "status": "PURCHASED",
                "tier": number.tier,
                "messaging_enabled": number.messaging_enabled,
            }),
        );
    }
    let link = call.request.link(&format!("/v2/numbers/{tn}"));
    json!({"type": "number", "id": tn.to_string(), "attributes": attributes, "links": {"self": link}})
}

/// An owned number with its relationships.
///
/// The READMEs know four relationships; messaging shows once it was asked for (or with the newer attributes), so that their
/// samples stay exact.
pub(super) fn number_in_full(call: &Call<'_>, tn: Tn, owned: &Number) -> Value {
    let mut resource = number(call, tn, owned);
    let newer = call.store.state.switches.newer_attributes;
    let to = |kind: &str, id: Option<String>| match id {
        Some(id) => json!({"data": {"type": kind, "id": id}}),
        None => json!({"data": null}),
    };
    let text = |id: Option<u64>| id.map(|id| id.to_string());
    let mut relationships = json!({
        "cnam_preset": to("cnam", text(owned.cnam)),
        "e911_address": to("e911", text(owned.e911)),
        "failover_route": to("route", text(owned.failover_route)),
        "primary_route": to("route", text(owned.primary_route)),
    });
    if newer || owned.provision.is_some() {
        let provision = to("message_provisioning_status", owned.provision.clone());
        add(&mut relationships, json!({"message_provision": provision}));
        if let Some(attributes) = resource.get_mut("attributes") {
            add(attributes, json!({"messaging_enabled": owned.messaging_enabled}));
        }
    }
    add(&mut resource, json!({"relationships": relationships}));
    resource
}

/// A caller name (docs/contracts/flowroute-v2.md §3.4).
pub(super) fn cnam(call: &Call<'_>, id: u64, record: &Cnam) -> Value {
    let attributes = json!({
        "value": record.value,
        "is_approved": record.is_approved(),
        "creation_datetime": record.created_at.map(time::cnam),
        "approval_datetime": record.approved_at.map(time::cnam),
        "rejection_reason": record.rejection_reason,
    });
    let link = call.request.link(&format!("/v2/cnams/{id}"));
    json!({"type": "cnam", "id": id.to_string(), "attributes": attributes, "links": {"self": link}})
}

/// An E911 address (docs/contracts/flowroute-v2.md §3.3). Unset address types are `""` in lists and details, and absent in answers to create and update.
pub(super) fn e911(call: &Call<'_>, id: u64, record: &E911, with_unset: bool) -> Value {
    let mut attributes = json!({
        "label": record.label,
        "first_name": record.first_name,
        "last_name": record.last_name,
        "street_number": record.street_number,
        "street_name": record.street_name,
        "city": record.city,
        "state": record.state,
        "country": record.country,
        "zip": record.zip,
    });
    if let (true, Value::Object(attributes)) =
        (with_unset || !record.address_type.is_empty(), &mut attributes)
    {
        attributes.insert(
            "address_type".to_owned(),
            Value::from(record.address_type.as_str()),
        );
        attributes.insert(
            "address_type_number".to_owned(),
            Value::from(record.address_type_number.as_str()),
        );
    }
    let link = call.request.link(&format!("/v2/e911s/{id}"));
    json!({"type": "e911", "id": id.to_string(), "attributes": attributes, "links": {"self": link}})
}

/// Full copies of everything a number points at, each route once.
pub(super) fn included(call: &Call<'_>, tn: Tn, owned: &Number) -> Vec<Value> {
    let state = &call.store.state;
    let mut found = Vec::new();
    let failover = owned.failover_route.filter(|id| owned.primary_route != Some(*id));
    for id in [owned.primary_route, failover].into_iter().flatten() {
        found.extend(state.routes.get(&id).map(|shown| route(call, id, shown)));
    }
    let address = owned
        .e911
        .and_then(|id| state.e911s.get(&id).map(|record| (id, record)));
    found.extend(address.map(|(id, record)| e911(call, id, record, true)));
    let name = owned
        .cnam
        .and_then(|id| state.cnams.get(&id).map(|record| (id, record)));
    found.extend(name.map(|(id, record)| cnam(call, id, record)));
    found.extend(
        owned
            .provision
            .as_deref()
            .and_then(|id| provision_of(state, id, tn)),
    );
    found
}

fn provision_of(state: &State, id: &str, tn: Tn) -> Option<Value> {
    let part = state
        .tasks
        .get(id)?
        .numbers
        .iter()
        .find(|part| part.number == tn)?;
    Some(provision(id, tn, part.progress))
}

/// The provisioning of one number (docs/contracts/flowroute-v2.md §3.6).
pub(super) fn provision(id: &str, tn: Tn, progress: Progress) -> Value {
    json!({
        "type": "message_provisioning_status",
        "id": id,
        "attributes": {"status": progress.word(), "tn": tn.to_string()},
    })
}

/// One number with everything (docs/contracts/flowroute-v2.md §3.1.6).
pub(super) fn number_document(call: &Call<'_>, tn: Tn, owned: &Number) -> Value {
    let link = call.request.link(&format!("/v2/numbers/{tn}"));
    json!({
        "data": number_in_full(call, tn, owned),
        "included": included(call, tn, owned),
        "links": {"self": link},
    })
}

/// A route (docs/contracts/flowroute-v2.md §3.2). `edge_strategy_id` is shown where one is set, or with the newer attributes.
pub(super) fn route(call: &Call<'_>, id: u64, route: &Route) -> Value {
    route_with_link(call, id, route, "/v2/routes")
}

/// A route whose link begins with another path; see the creation of routes.
pub(super) fn route_with_link(call: &Call<'_>, id: u64, route: &Route, path: &str) -> Value {
    let mut attributes = json!({"alias": route.alias, "route_type": route.kind.word(), "value": route.value});
    if route.edge_strategy.is_some() || call.store.state.switches.newer_attributes {
        add(&mut attributes, json!({"edge_strategy_id": route.edge_strategy}));
    }
    let link = call.request.link(&format!("{path}/{id}"));
    json!({"type": "route", "id": id.to_string(), "attributes": attributes, "links": {"self": link}})
}

/// Attributes of a purchase that only the newer documents have.
pub(super) fn add_purchase_attributes(document: &mut Value, number: &Number) {
    if let Some(attributes) = document.pointer_mut("/data/attributes") {
        add(
            attributes,
            json!({
                "note": null,
                "monthly_cost": money::json(number.monthly_cost),
                "setup_cost": money::json(number.setup_cost),
                "inbound_rate": money::json(number.inbound_rate),
                "rate_type": rate_type(number.kind),
            }),
        );
    }
}

/// A callback, as M5 shows it (docs/contracts/flowroute-v2.md §3.5.2).
pub(super) fn callback(kind: &str, url: &str, api_version: &str) -> Value {
    let product = match kind {
        "sms_callback" => "sms",
        "mms_callback" => "mms",
        "mms_dlr_callback" => "mms_dlr",
        _ => "dlr",
    };
    let attributes = json!({"api_version": api_version, "callback_url": url, "product": product});
    json!({"data": {"type": "callback", "attributes": attributes}})
}
