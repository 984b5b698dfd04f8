//! Endpoints 4 to 7: numbers on the account.

use serde_json::{Map, Value, json};

use super::body::{object, string};
use super::errors::{invalid, not_for_sale, refused, unknown_number, unknown_route};
use super::query::{ListAnswer, PageNumber, broken_limit, digits};
use super::{nothing, routes};
use crate::api::Call;
use crate::number::Tn;
use crate::store::numbers::{Number, PurchaseOptions};
use crate::store::{Refused, State};
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

const TNS: &str = "/v1/tns/";

/// How numbers are billed (docs/contracts/flowroute-v1.md §3.4).
pub(super) const BILLING_METHODS: [&str; 1] = ["METERED"];

/// The number of the path: eleven digits, the first one 1, without plus sign.
fn number_of(call: &Call<'_>) -> Option<Tn> {
    let text = call.params.get("number");
    let plain = text.len() == 11 && text.starts_with('1');
    Tn::parse(text).filter(|_| plain && !text.starts_with('+'))
}

/// Endpoint 4.
pub(super) fn purchase(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let members = object(call)?;
    let method = string(&members, "billing_method")?;
    let tn = number_of(call).ok_or_else(not_for_sale)?;
    call.store.for_sale().find(tn).ok_or_else(not_for_sale)?;
    if !BILLING_METHODS.contains(&method) {
        return Err(invalid(format!(
            "Business Logic Error: The TN cannot be billed as {method}."
        )));
    }
    let options = PurchaseOptions {
        billing_method: Some(method.to_owned()),
        on_credit: !call.store.state.switches.flowroute_v1.purchases_need_balance,
        ..PurchaseOptions::default()
    };
    match call.store.purchase(tn, options) {
        Ok(()) => Ok(nothing(201)),
        Err(Refused::NotFound) => Err(not_for_sale()),
        Err(other) => Err(refused(other)),
    }
}

/// Endpoint 5.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = PageNumber::read(call, broken_limit)?;
    let pattern = digits(call, "pattern", 11)?;
    let state = &call.store.state;
    let fits = |(tn, _): &(Tn, &Number)| pattern.is_none_or(|pattern| tn.to_string().contains(pattern));
    let (numbers, more) = page.of(state.visible_numbers().filter(fits));
    let items = numbers.into_iter().map(|(tn, number)| {
        let mut item = billing_and_routes(state, number);
        item.insert("detail".to_owned(), Value::from(format!("{TNS}{tn}")));
        (tn.to_string(), Value::Object(item))
    });
    let items = items.collect();
    Ok(ListAnswer::new(TNS, page)
        .filter("pattern", pattern)
        .answer("tns", items, more))
}

/// Endpoint 6. The answer does not name the number (docs/contracts/flowroute-v1.md §3.7).
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call).ok_or_else(unknown_number)?;
    let state = &call.store.state;
    let shown = state
        .number(tn)
        .ok()
        .filter(|number| number.visible_at <= state.now);
    let number = shown.ok_or_else(unknown_number)?;
    let details = Value::Object(billing_and_routes(state, number));
    Ok(Answer::json(200, JSON, &details))
}

fn billing_and_routes(state: &State, number: &Number) -> Map<String, Value> {
    let routes = [number.primary_route, number.failover_route].map(|id| routes::reference(state, id));
    let mut members = Map::new();
    members.insert("billing_method".to_owned(), json!(number.billing_method));
    members.insert("routes".to_owned(), json!(routes));
    members
}

/// Endpoint 7: primary and failover, both or none.
pub(super) fn update_routes(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let members = object(call)?;
    let (primary, failover) = route_names(&members)?;
    let tn = number_of(call).ok_or_else(unknown_number)?;
    let state = &mut call.store.state;
    state.number(tn).map_err(refused)?;
    let id = |name: &str| routes::id_of(state, name).ok_or_else(|| unknown_route(name));
    let (primary, failover) = (id(primary)?, id(failover)?);
    state.assign_routes(tn, primary, failover).map_err(refused)?;
    Ok(nothing(200))
}

/// The names of exactly two routes; other members are ignored (assumed).
fn route_names(members: &Map<String, Value>) -> Result<(&str, &str), Problem> {
    fn name(route: &Value) -> Option<&str> {
        route.get("name").and_then(Value::as_str)
    }
    let routes = members.get("routes").and_then(Value::as_array).map(Vec::as_slice);
    let names = match routes {
        Some([primary, failover]) => name(primary).zip(name(failover)),
        _ => None,
    };
    names.ok_or_else(|| invalid("routes must be a list of two objects with a name each."))
}
