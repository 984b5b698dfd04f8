//! Names wherever an id is expected: a route's alias, an emergency address's label, a caller name.

use trunkline::flowroute::cnam::{CnamId, ListCnams};
use trunkline::flowroute::e911::{E911Id, ListE911};
use trunkline::flowroute::routes::{GetRoute, ListRoutes, Route, RouteId};
use trunkline::transport::Listing;
use trunkline::{ErrorKind, ListEndpoint};

use crate::context::Context;
use crate::failure::{Failure, OrDryRun};

/// The id of a route: digits are the id itself, anything else is an alias.
pub(crate) async fn route(text: &str, context: &mut Context<'_>) -> Result<RouteId, Failure> {
    if is_id(text) {
        return Ok(text.into());
    }
    let all = context.flowroute.routes().list(ListRoutes::new().limit(200));
    let found = find(all, "route", "routes", text, |route| {
        (route.id.to_string(), route.alias.clone())
    });
    id(found.await, "route", text, context)
}

/// A route that exists, by id or alias; in a dry run only its id.
pub(crate) async fn existing_route(
    text: &str,
    context: &mut Context<'_>,
) -> Result<(RouteId, Option<Route>), Failure> {
    let id = route(text, context).await?;
    let route = context.flowroute.routes().get(GetRoute::new(&id)).await;
    Ok((id, route.or_dry_run()?))
}

/// The id of an emergency address: digits are the id itself, anything else is a label.
pub(crate) async fn e911(text: &str, context: &mut Context<'_>) -> Result<E911Id, Failure> {
    if is_id(text) {
        return Ok(text.into());
    }
    let all = context
        .flowroute
        .e911()
        .list(ListE911::new().label(text).limit(200));
    let found = find(all, "emergency address", "e911", text, |address| {
        (address.id.to_string(), address.label.clone())
    });
    id(found.await, "emergency address", text, context)
}

/// The id of a caller name: digits are the id itself, anything else is the name.
pub(crate) async fn cnam(text: &str, context: &mut Context<'_>) -> Result<CnamId, Failure> {
    if is_id(text) {
        return Ok(text.into());
    }
    let all = context
        .flowroute
        .cnam()
        .list(ListCnams::new().value(text).limit(200));
    let found = find(all, "caller name", "cnam", text, |cnam| {
        (cnam.id.to_string(), cnam.value.clone())
    });
    id(found.await, "caller name", text, context)
}

fn is_id(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// What was found; in a dry run something that stands for it.
fn id<I: for<'a> From<&'a str>>(
    found: Result<String, Failure>,
    what: &str,
    text: &str,
    context: &mut Context<'_>,
) -> Result<I, Failure> {
    if let Some(id) = found.or_dry_run()? {
        return Ok(id.as_str().into());
    }
    let placeholder = context.placeholder();
    let note = format!("{placeholder} stands for the ID of the {what} {text:?}, which the look-up finds");
    context.output.note(&note)?;
    Ok(placeholder.as_str().into())
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
