//! Names wherever an id is expected: a route's alias, an emergency address's label, a caller name.

use trunkline::flowroute::cnam::{CnamId, ListCnams};
use trunkline::flowroute::e911::{E911Id, ListE911};
use trunkline::flowroute::routes::{GetRoute, ListRoutes, Route, RouteId};
use trunkline::transport::Listing;
use trunkline::{ErrorKind, ListEndpoint};

use crate::context::Context;
use crate::failure::Failure;

/// The id of a route: digits are the id itself, anything else is an alias.
pub(crate) async fn route(text: &str, context: &Context<'_>) -> Result<RouteId, Failure> {
    if is_id(text) {
        return Ok(text.into());
    }
    let all = context.flowroute.routes().list(ListRoutes::new().limit(200));
    let id = find(all, "route", "routes", text, |route| {
        (route.id.to_string(), route.alias.clone())
    });
    Ok(id.await?.as_str().into())
}

/// A route that exists, by id or alias.
pub(crate) async fn existing_route(text: &str, context: &Context<'_>) -> Result<Route, Failure> {
    let id = route(text, context).await?;
    Ok(context.flowroute.routes().get(GetRoute::new(id)).await?)
}

/// The id of an emergency address: digits are the id itself, anything else is a label.
pub(crate) async fn e911(text: &str, context: &Context<'_>) -> Result<E911Id, Failure> {
    if is_id(text) {
        return Ok(text.into());
    }
    let all = context
        .flowroute
        .e911()
        .list(ListE911::new().label(text).limit(200));
    let id = find(all, "emergency address", "e911", text, |address| {
        (address.id.to_string(), address.label.clone())
    });
    Ok(id.await?.as_str().into())
}

/// The id of a caller name: digits are the id itself, anything else is the name.
pub(crate) async fn cnam(text: &str, context: &Context<'_>) -> Result<CnamId, Failure> {
    if is_id(text) {
        return Ok(text.into());
    }
    let all = context
        .flowroute
        .cnam()
        .list(ListCnams::new().value(text).limit(200));
    let id = find(all, "caller name", "cnam", text, |cnam| {
        (cnam.id.to_string(), cnam.value.clone())
    });
    Ok(id.await?.as_str().into())
}

fn is_id(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// The id of the one item with this name. The case of its letters counts only if there are several.
async fn find<E: ListEndpoint>(
    all: Listing<E>,
    what: &str,
    command: &str,
    wanted: &str,
    of: impl Fn(&E::Item) -> (String, Option<String>),
) -> Result<String, Failure> {
    let mut items = all.items();
    let mut found = Vec::new();
    loop {
        match items.try_next().await {
            Ok(None) => break,
            Ok(Some(item)) => {
                let (id, name) = of(&item);
                if let Some(name) = name.filter(|name| name.to_lowercase() == wanted.to_lowercase()) {
                    found.push((id, name));
                }
            }
            // One that cannot be read may have the name, too; then its id is needed.
            Err(error) if error.kind() == ErrorKind::Decode => {}
            Err(error) => return Err(error.into()),
        }
    }
    if found.iter().filter(|(_, name)| name == wanted).count() == 1 {
        found.retain(|(_, name)| name == wanted);
    }
    match found.as_slice() {
        [(id, _)] => Ok(id.clone()),
        [] => Err(Failure::failed(format!("there is no {what} called {wanted:?}"))
            .hint(format!("list them with: trunkline {command} list"))),
        several => {
            let choices: Vec<String> = several
                .iter()
                .map(|(id, name)| format!("{id} {name:?}"))
                .collect();
            let (count, choices) = (several.len(), choices.join(", "));
            Err(Failure::user(format!("{wanted:?} is the name of {count}: {choices}")).hint("use the ID"))
        }
    }
}
