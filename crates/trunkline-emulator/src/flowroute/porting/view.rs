//! Port orders as JSON (docs/contracts/flowroute-v2.md §3.7.2).

use serde_json::{Value, json};

use crate::api::Call;
use crate::money;
use crate::number::Tn;
use crate::store::porting::{PortOrder, Presets, Status};
use crate::time;

/// Numbers with `+`.
fn numbers(order: &PortOrder) -> Vec<String> {
    order.numbers.iter().map(|tn| format!("+{tn}")).collect()
}

/// Numbers of country code 1 without it, as the letter of agency has them.
fn ten_digits(tn: &Tn) -> String {
    let text = tn.to_string();
    text.strip_prefix('1')
        .filter(|rest| rest.len() == 10)
        .unwrap_or(&text)
        .to_owned()
}

fn self_link(call: &Call<'_>, id: u64) -> Value {
    json!({"self": call.request.link(&format!("/v2/portorders/{id}"))})
}

/// O5.
pub(super) fn order(call: &Call<'_>, id: u64, order: &PortOrder) -> Value {
    let details = &order.details;
    let or_null = |text: &str| {
        if text.is_empty() {
            Value::Null
        } else {
            Value::from(text)
        }
    };
    let documents = order.documents.iter().map(|document| {
        let status = if document.fetched { "uploaded" } else { "failed" };
        json!({"filename": document.url, "status": status})
    });
    let comments = order
        .comments
        .iter()
        .map(|comment| json!({"comment": comment.text, "created_at": time::rfc3339(comment.at)}));
    let attributes = json!({
        "alias": details.alias,
        "billing_address": {
            "street": details.street,
            "street2": or_null(&details.street2),
            "city": details.city,
            "state": details.state,
            "zip": details.zip,
            "country": details.country,
        },
        "billing_name": details.billing_name,
        "billing_number": details.billing_number,
        "business_documents": documents.collect::<Vec<_>>(),
        "comments": comments.collect::<Vec<_>>(),
        "company": details.company,
        "cost": money::plain(order.cost(call.store.state.switches.fees.port_in), 0),
        "desired_completion_date": details.desired_completion_date,
        "enable_cnam_lookups": details.enable_cnam_lookups,
        "group_id": order.group.to_string(),
        "last_4_ssn": details.last_4_ssn,
        "loa_details": {"email": details.loa_email, "cc": details.loa_cc},
        "numbers": numbers(order),
        "pin": details.pin,
        "presets": presets(&order.presets),
        "provider": details.provider,
        "provider_account": details.provider_account,
        "status": order.status.word(),
        "status_updated_at": order.status_updated_at.map(time::rfc3339),
        "status_url": details.status_url,
        "usage_type": details.usage_type,
    });
    json!({"type": "portorder", "id": id.to_string(), "attributes": attributes, "links": self_link(call, id)})
}

fn presets(presets: &Presets) -> Value {
    let id = |id: Option<u64>| id.map(|id| id.to_string());
    json!({
        "alias": presets.alias,
        "cnam_id": id(presets.cnam),
        "e911_id": id(presets.e911),
        "primary_route_id": id(presets.primary_route),
        "failover_route_id": id(presets.failover_route),
    })
}

/// O3: alias, id and status.
pub(super) fn listed(id: u64, order: &PortOrder) -> Value {
    let attributes =
        json!({"alias": order.details.alias, "id": id.to_string(), "status": order.status.word()});
    json!({"type": "portorder", "id": id.to_string(), "attributes": attributes})
}

/// O2 (assumed, docs/contracts/flowroute-v2.md A:13).
pub(super) fn created(call: &Call<'_>, group: u64) -> Value {
    let orders = call.store.state.porting.group(group).map(|(id, order)| {
        let attributes =
            json!({"alias": order.details.alias, "status": order.status.word(), "numbers": numbers(order)});
        json!({"type": "portorder", "id": id.to_string(), "attributes": attributes, "links": self_link(call, id)})
    });
    let orders: Vec<_> = orders.collect();
    json!({"type": "portorder_group", "id": group.to_string(), "attributes": {"orders": {"data": orders}}})
}

/// O4 (assumed, docs/contracts/flowroute-v2.md A:54).
pub(super) fn group(call: &Call<'_>, group: u64) -> Value {
    let mut statuses = Vec::new();
    let mut orders = Vec::new();
    for (id, order) in call.store.state.porting.group(group) {
        statuses.push(order.status);
        let attributes = json!({"status": order.status.word()});
        orders.push(json!({"type": "portorder", "id": id.to_string(), "attributes": attributes}));
    }
    let attributes = json!({"status": summary(&statuses), "orders": {"data": orders}});
    json!({"type": "portorder_group", "id": group.to_string(), "attributes": attributes})
}

/// Where the orders of a group stand, taken together (docs/contracts/flowroute-v2.md §6.7).
fn summary(statuses: &[Status]) -> &'static str {
    if statuses.iter().any(|status| status.is_editable()) {
        "Requires Action"
    } else if statuses.iter().all(|status| status.is_canceled()) {
        "Canceled"
    } else if statuses.iter().all(|status| status.is_final()) {
        "Completed"
    } else {
        "In Progress"
    }
}

/// O6 and O8.
pub(super) fn status(id: u64, order: &PortOrder) -> Value {
    let attributes = json!({
        "status": order.status.word(),
        "status_updated_at": order.status_updated_at.map(time::rfc3339),
    });
    json!({"type": "portorder", "id": id.to_string(), "attributes": attributes})
}

/// O11.
pub(super) fn loa(order: &PortOrder) -> Value {
    let details = &order.details;
    let usage = match details.usage_type.as_str() {
        "business" => "Business",
        _ => "Residential",
    };
    let attributes = json!({
        "numbers": order.numbers.iter().map(ten_digits).collect::<Vec<_>>(),
        "billing_name": details.billing_name,
        "street": details.street,
        "city": details.city,
        "state": details.state,
        "zip": details.zip,
        "country": details.country,
        "provider": details.provider,
        "usage_type": usage,
        "company": details.company,
        "signature_name": "",
        "signature_title": "",
        "loa_copy": LOA_TEXT,
    });
    json!({"type": "loa", "attributes": attributes})
}

/// Constructed; the vendor's text is not public.
const LOA_TEXT: &str = "By signing I verify that I am, or represent, the above-named subscriber,\nand authorize the \
    porting of these numbers.";
