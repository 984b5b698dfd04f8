//! `trunkline routes assign` and `unassign`: which routes the calls to a number take.

use clap::{ArgGroup, Args};
use serde_json::{Map, Value, json};
use trunkline::flowroute::Related;
use trunkline::flowroute::routes::{
    ClearFailoverRoute, ClearPrimaryRoute, Route, RouteId, SetFailoverRoute, SetPrimaryRoute,
};
use trunkline::{Endpoint, PhoneNumber};

use crate::bulk::{self, Numbers};
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::names;

/// Options of `routes assign`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("assigned").args(["primary", "failover"]).required(true).multiple(true)))]
pub(crate) struct AssignArgs {
    #[command(flatten)]
    numbers: Numbers,

    /// ID or alias of the route that calls take first
    #[arg(long, value_name = "ROUTE")]
    primary: Option<String>,

    /// ID or alias of the route that calls take if the primary one fails
    #[arg(long, value_name = "ROUTE")]
    failover: Option<String>,
}

/// Options of `routes unassign`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("unassigned").args(["primary", "failover"]).required(true).multiple(true)))]
pub(crate) struct UnassignArgs {
    #[command(flatten)]
    numbers: Numbers,

    /// Remove the primary route
    #[arg(long)]
    primary: bool,

    /// Remove the failover route
    #[arg(long)]
    failover: bool,
}

/// Which of a number's two routes.
#[derive(Clone, Copy, Debug)]
enum Role {
    Primary,
    Failover,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary route",
            Self::Failover => "failover route",
        }
    }
}

/// Checks that the routes exist, and assigns them.
pub(super) async fn assign(args: AssignArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let numbers = args.numbers.read()?;
    let mut routes = Vec::new();
    for (role, wanted) in [(Role::Primary, args.primary), (Role::Failover, args.failover)] {
        if let Some(wanted) = wanted {
            let id = existing(&wanted, context).await;
            routes.push((
                role,
                id.map_err(|failure| {
                    failure.context(&format!("the {} is unusable, nothing was assigned", role.name()))
                })?,
            ));
        }
    }
    bulk::each(&numbers, context, async |number, context| {
        assign_to(number, &routes, context).await
    })
    .await
}

async fn existing(wanted: &str, context: &mut Context<'_>) -> Result<RouteId, Failure> {
    // The built-in route always exists, and need not be told.
    if wanted == RouteId::SIP_REG {
        return Ok(RouteId::default());
    }
    Ok(names::existing_route(wanted, context).await?.0)
}

async fn assign_to(
    number: PhoneNumber,
    routes: &[(Role, RouteId)],
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut changes = Changes::new(number, "assigned");
    for (role, route) in routes {
        let what = format!("{} {route}", role.name());
        let done = match role {
            Role::Primary => {
                changes
                    .make(&what, SetPrimaryRoute::new(number, route), context)
                    .await
            }
            Role::Failover => {
                changes
                    .make(&what, SetFailoverRoute::new(number, route), context)
                    .await
            }
        };
        if done? {
            changes.note(role.name(), json!(route));
        }
    }
    let text = format!(
        "assigned {} to {}",
        changes.done.join(" and "),
        number.international()
    );
    changes.show(&text, context)
}

/// Shows what is lost, asks, and removes the routes.
pub(super) async fn unassign(args: UnassignArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let numbers = args.numbers.read()?;
    // The failover route first: if the second call fails, calls still reach the primary route.
    let roles = [(args.failover, Role::Failover), (args.primary, Role::Primary)];
    let roles: Vec<Role> = roles
        .into_iter()
        .filter(|(asked, _)| *asked)
        .map(|(_, role)| role)
        .collect();
    let looked_up = bulk::each(&numbers, context, async |number, context| {
        show_routes(number, &roles, context).await
    });
    looked_up.await?;
    if args.primary {
        context
            .output
            .note("without a primary route a number gets no calls")?;
    }
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let of = match numbers.as_slice() {
        [number] => number.international(),
        several => format!("{} numbers", several.len()),
    };
    context
        .confirm(&format!("Remove the {} of {of}?", names.join(" and the ")))
        .await?;
    bulk::each(&numbers, context, async |number, context| {
        unassign_from(number, &roles, context).await
    })
    .await
}

async fn show_routes(number: PhoneNumber, roles: &[Role], context: &mut Context<'_>) -> Result<(), Failure> {
    let Some(owned) = context.flowroute.numbers().get(number).await.or_dry_run()? else {
        return Ok(());
    };
    let attached = owned.relationships.unwrap_or_default();
    for role in roles {
        let route = match role {
            Role::Primary => &attached.primary_route,
            Role::Failover => &attached.failover_route,
        };
        let line = format!(
            "{}   {} {}",
            number.international(),
            role.name(),
            shown(route.as_ref())
        );
        context.output.note(&line)?;
    }
    Ok(())
}

fn shown(route: Option<&Related<RouteId, Route>>) -> String {
    let Some(route) = route else {
        return "none".to_owned();
    };
    match route.record.as_ref().and_then(|route| route.alias.as_deref()) {
        Some(alias) => format!("{} ({alias})", route.id),
        None => route.id.to_string(),
    }
}

async fn unassign_from(
    number: PhoneNumber,
    roles: &[Role],
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut changes = Changes::new(number, "removed");
    for role in roles {
        let done = match role {
            Role::Primary => {
                changes
                    .make(role.name(), ClearPrimaryRoute::new(number), context)
                    .await
            }
            Role::Failover => {
                changes
                    .make(role.name(), ClearFailoverRoute::new(number), context)
                    .await
            }
        };
        if done? {
            changes.note(role.name(), Value::Null);
        }
    }
    let text = format!(
        "removed the {} from {}",
        changes.done.join(" and the "),
        number.international()
    );
    changes.show(&text, context)
}

/// Several writes about one number, each with its own outcome.
struct Changes {
    number: PhoneNumber,
    verb: &'static str,
    done: Vec<String>,
    object: Map<String, Value>,
}

impl Changes {
    fn new(number: PhoneNumber, verb: &'static str) -> Self {
        Self {
            number,
            verb,
            done: Vec::new(),
            object: Map::from_iter([("number".to_owned(), json!(number))]),
        }
    }

    /// Makes one of the writes; false if it was only shown. If it fails after another one has succeeded, the failure says so
    /// and counts as done in part.
    async fn make(
        &mut self,
        what: &str,
        endpoint: impl Endpoint,
        context: &mut Context<'_>,
    ) -> Result<bool, Failure> {
        let number = self.number;
        let deed = Deed::new(format!("the {what} of {number}"), self.verb).check(format!(
            "check with: trunkline numbers show {number}; trying again is safe"
        ));
        match context.write(deed, endpoint).await.or_dry_run() {
            Ok(None) => Ok(false),
            Ok(Some(_)) => {
                self.done.push(what.to_owned());
                Ok(true)
            }
            Err(failure) if self.done.is_empty() => Err(failure),
            Err(failure) => {
                let before = format!(
                    "the {} was {}, the {what} was not",
                    self.done.join(" and the "),
                    self.verb
                );
                Err(failure.in_part(&before))
            }
        }
    }

    /// What programs read of a write that was done.
    fn note(&mut self, name: &str, value: Value) {
        self.object.insert(name.replace(' ', "_"), value);
    }

    fn show(self, text: &str, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.done.is_empty() {
            return Ok(());
        }
        context.output.result(&self.object, text)
    }
}
