//! R1 to R10: inbound routes and where numbers point.

use serde_json::{Value, json};

use super::body::{self, Members};
use super::path::number_of;
use super::query::{Listing, Window};
use super::{errors, view};
use crate::api::Call;
use crate::store::Refused;
use crate::store::routes::{EDGE_STRATEGIES, Position, Route, RouteKind};
use crate::wire::{Answer, Problem};

fn unknown_route() -> Problem {
    Problem::new(404, None, "Invalid Route Id")
}

/// What a change of the routes themselves says about a refusal.
fn refused(refused: Refused) -> Problem {
    match refused {
        Refused::NotFound => unknown_route(),
        Refused::InUse => Problem::new(
            403,
            Some("This Route has numbers still associated to it."),
            "Please disassociate all numbers before deleting.",
        ),
        Refused::Fixed => Problem::new(403, Some("Forbidden"), "The default route cannot be changed."),
        Refused::Invalid(field, text) => Problem::attribute(field, &text),
        // A taken alias is worded as a taken CNAM value (docs/contracts/flowroute-v2.md A:24).
        other @ (Refused::Duplicate | Refused::Funds) => errors::refused(other),
    }
}

fn route_id(call: &Call<'_>) -> Result<u64, Problem> {
    call.params.get("id").parse().map_err(|_| unknown_route())
}

/// Attributes of a route as sent; on top of an existing one if there is one.
fn merged(members: &Members, base: Option<&Route>) -> Result<Route, Problem> {
    let mut wrong = Vec::new();
    let mut text = |name: &'static str, kept: Option<String>| match members.text(name) {
        Ok(Some(value)) => value,
        Ok(None) if members.get(name).is_none() && kept.is_some() => kept.unwrap_or_default(),
        Ok(None) => {
            wrong.push((name, "Missing data for required field.".to_owned()));
            String::new()
        }
        Err(message) => {
            wrong.push((name, message.to_owned()));
            String::new()
        }
    };
    let word = text("route_type", base.map(|route| route.kind.word().to_owned()));
    let value = text("value", base.and_then(|route| route.value.clone()));
    let alias = text("alias", base.map(|route| route.alias.clone()));
    // The built-in type exists only as route 0 (docs/contracts/flowroute-v2.md A:23).
    let kind = RouteKind::parse(&word).filter(|kind| *kind != RouteKind::SipReg);
    if kind.is_none() && !wrong.iter().any(|(name, _)| *name == "route_type") {
        wrong.push(("route_type", "Not a valid choice.".to_owned()));
    }
    let edge_strategy = match members.get("edge_strategy_id") {
        None => base.and_then(|route| route.edge_strategy),
        Some(Value::Null) => None,
        Some(value) => {
            let id = value
                .as_i64()
                .or_else(|| value.as_str().and_then(|text| text.parse().ok()));
            if id.is_none() {
                wrong.push(("edge_strategy_id", "Not a valid integer.".to_owned()));
            }
            id
        }
    };
    match kind {
        Some(kind) if wrong.is_empty() => Ok(Route {
            kind,
            value: Some(value),
            alias,
            edge_strategy,
        }),
        _ => Err(Problem::attributes(wrong)),
    }
}

/// R1. The links of the answer lack `/v2`, as documented, unless switched (docs/contracts/flowroute-v2.md §3.2).
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let wanted = merged(&body::required(call)?, None)?;
    let id = call.store.state.create_route(wanted.clone()).map_err(refused)?;
    let awkward = call.store.state.switches.route_create_links_without_version;
    let path = if awkward { "/routes" } else { "/v2/routes" };
    let link = call.request.link(&format!("{path}/{id}"));
    let data = view::route_with_link(call, id, &wanted, path);
    Ok(Answer::document(
        201,
        &json!({"data": data, "links": {"self": link}}),
    ))
}

/// R2. Ascending, so route 0 comes first.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let word = call.request.query("route_type").map(str::to_owned);
    let kind = word.as_deref().map(|word| {
        RouteKind::parse(word).ok_or_else(|| Problem::field("route_type", "Not a valid choice."))
    });
    let kind = kind.transpose()?;
    let fitting = call
        .store
        .state
        .routes
        .iter()
        .filter(|(_, route)| kind.is_none_or(|kind| route.kind == kind));
    let (routes, more) = page.of(fitting);
    let data = routes
        .into_iter()
        .map(|(id, route)| view::route(call, *id, route))
        .collect();
    let listing = Listing::new("/v2/routes", page).filter("route_type", word);
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

fn document(call: &Call<'_>, id: u64) -> Result<Answer, Problem> {
    let route = call.store.state.routes.get(&id).ok_or_else(unknown_route)?;
    let link = call.request.link(&format!("/v2/routes/{id}"));
    Ok(Answer::document(
        200,
        &json!({"data": view::route(call, id, route), "links": {"self": link}}),
    ))
}

/// R3 (docs/contracts/flowroute-v2.md A:25).
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    document(call, route_id(call)?)
}

/// R4.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = route_id(call)?;
    let present = call.store.state.routes.get(&id).ok_or_else(unknown_route)?;
    if present.kind == RouteKind::SipReg {
        return Err(refused(Refused::Fixed));
    }
    let wanted = merged(&body::required(call)?, Some(present))?;
    call.store.state.update_route(id, wanted).map_err(refused)?;
    document(call, id)
}

/// R5.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = route_id(call)?;
    call.store.state.delete_route(id).map_err(refused)?;
    Ok(Answer::empty(204))
}

/// R6. Ids are integers, there is no paging and there are no links.
pub(super) fn list_edge_strategies(_: &mut Call<'_>) -> Result<Answer, Problem> {
    let data = EDGE_STRATEGIES.iter().map(|edge| {
        json!({
            "type": "edge_strategy",
            "id": edge.id,
            "attributes": {
                "name": edge.name,
                "description": edge.name,
                "naptr": edge.naptr,
                "firewall_rules": edge.firewall_rules,
            },
        })
    });
    Ok(Answer::document(200, &json!({"data": data.collect::<Vec<_>>()})))
}

/// R7.
pub(super) fn set_primary(call: &mut Call<'_>) -> Result<Answer, Problem> {
    set(call, Position::Primary)
}

/// R9.
pub(super) fn set_failover(call: &mut Call<'_>) -> Result<Answer, Problem> {
    set(call, Position::Failover)
}

/// R8.
pub(super) fn clear_primary(call: &mut Call<'_>) -> Result<Answer, Problem> {
    assign(call, Position::Primary, None)
}

/// R10.
pub(super) fn clear_failover(call: &mut Call<'_>) -> Result<Answer, Problem> {
    assign(call, Position::Failover, None)
}

fn set(call: &mut Call<'_>, position: Position) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    call.store.state.number(tn).map_err(errors::refused)?;
    let route = wanted_route(call)?;
    assign(call, position, route)
}

fn assign(call: &mut Call<'_>, position: Position, route: Option<u64>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    call.store.state.number(tn).map_err(errors::refused)?;
    call.store
        .state
        .assign_route(tn, position, route)
        .map_err(|problem| match problem {
            Refused::Invalid(_, text) => errors::invalid(text),
            other => refused(other),
        })?;
    Ok(Answer::empty(204))
}

/// The id in `{"data": {"type": "route", "id": ..}}` or `{"id": ..}`; `{"data": null}` clears (docs/contracts/flowroute-v2.md A:28).
fn wanted_route(call: &Call<'_>) -> Result<Option<u64>, Problem> {
    let document = body::document(call)?.ok_or_else(|| {
        Problem::new(
            400,
            Some("Bad Request"),
            "The request body could not be parsed as JSON.",
        )
    })?;
    let reference = match document.get("data") {
        Some(Value::Null) => return Ok(None),
        Some(data) => data,
        None => &document,
    };
    match reference.get("id") {
        Some(Value::String(id)) => id.parse().map(Some).map_err(|_| unknown_route()),
        Some(Value::Number(id)) => id.as_u64().map(Some).ok_or_else(unknown_route),
        _ => Err(Problem::field("id", "Missing data for required field.")),
    }
}
