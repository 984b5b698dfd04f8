//! Endpoints 8 and 9: inbound routes, known by their names. A name is the alias of the same route in v2.

use serde_json::{Map, Value, json};

use super::body::{object, string};
use super::errors::{invalid, refused};
use super::nothing;
use super::query::{ListAnswer, PageNumber, wrong_limit};
use crate::api::Call;
use crate::store::State;
use crate::store::routes::{BUILT_IN, Route, RouteKind};
use crate::wire::{Answer, Problem};

const ROUTES: &str = "/v1/routes/";

/// The types a route can be created with; case matters (assumed).
const TYPES: [(&str, RouteKind); 3] = [
    ("HOST", RouteKind::Host),
    ("PSTN", RouteKind::Number),
    ("URI", RouteKind::Uri),
];

fn word(kind: RouteKind) -> &'static str {
    TYPES
        .iter()
        .find(|(_, known)| *known == kind)
        .map_or("SIP-REG", |(word, _)| word)
}

/// The route of a name.
pub(super) fn id_of(state: &State, name: &str) -> Option<u64> {
    let found = state.routes.iter().find(|(_, route)| route.alias == name);
    found.map(|(id, _)| *id)
}

/// A route as a number shows it; no route is the built-in one, which has no value here (docs/contracts/flowroute-v1.md §3.7).
pub(super) fn reference(state: &State, id: Option<u64>) -> Value {
    let route = id.and_then(|id| state.routes.get(&id));
    let route = route.filter(|route| route.kind != RouteKind::SipReg);
    route.map_or_else(
        || json!({"type": "SIP-REG", "name": "sip-reg"}),
        |route| json!({"type": word(route.kind), "name": route.alias, "value": route.value}),
    )
}

/// Endpoint 8. Ascending by name, so that pages are pieces of one order (assumed).
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = PageNumber::read(call, wrong_limit)?;
    let mut routes: Vec<&Route> = call.store.state.routes.values().collect();
    routes.sort_by(|a, b| a.alias.cmp(&b.alias));
    let (routes, more) = page.of(routes);
    let item = |route: &Route| json!({"type": word(route.kind), "value": route.value});
    let items: Map<String, Value> = routes
        .into_iter()
        .map(|route| (route.alias.clone(), item(route)))
        .collect();
    Ok(ListAnswer::new(ROUTES, page).answer("routes", items, more))
}

/// Endpoint 9. The same again is fine; something else under a taken name is not, unless switched (assumed).
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let members = object(call)?;
    let asked = string(&members, "type")?;
    let value = string(&members, "value")?;
    let kind = TYPES.iter().find(|(word, _)| *word == asked);
    let (_, kind) = kind.ok_or_else(|| invalid("type must be HOST, PSTN or URI."))?;
    let mut wanted = Route {
        kind: *kind,
        value: Some(value.to_owned()),
        alias: call.params.get("name").to_owned(),
        edge_strategy: None,
    };
    let state = &mut call.store.state;
    let Some(id) = id_of(state, &wanted.alias) else {
        state.create_route(wanted).map_err(refused)?;
        return Ok(nothing(201));
    };
    if id == BUILT_IN {
        return Err(invalid("The name sip-reg is reserved."));
    }
    let present = state.routes.get(&id);
    if present.is_some_and(|present| present.kind == wanted.kind && present.value == wanted.value) {
        return Ok(nothing(201));
    }
    if !state.switches.flowroute_v1.overwrite_routes {
        return Err(refused(crate::store::Refused::Duplicate));
    }
    wanted.edge_strategy = present.and_then(|present| present.edge_strategy);
    state.update_route(id, wanted).map_err(refused)?;
    Ok(nothing(201))
}
