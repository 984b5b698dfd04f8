//! `trunkline routes`: where inbound calls go.

mod assign;

use clap::{ArgGroup, Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::routes::{
    CreateRoute, DeleteRoute, GetRoute, ListRoutes, Route, RouteTarget, RouteType, UpdateRoute,
};

use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::Failure;
use crate::fields::joined;
use crate::listing::{self, HowMany, Skipped};
use crate::{names, values};

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum RoutesCommand {
    /// List routes
    #[command(
        visible_alias = "ls",
        after_help = "Example:\n  trunkline routes list --type host --all"
    )]
    List(ListRoutesArgs),

    /// Create a route to a host, a SIP URI or a telephone number
    #[command(
        visible_alias = "add",
        after_help = "\
Examples:
  trunkline routes create \"main office\" sip.example.com
  trunkline routes create \"main office\" 203.0.113.7:5060 --weight 700
  trunkline routes create alice sip:alice@example.com
  trunkline routes create mobile 12065550142"
    )]
    Create(CreateRouteArgs),

    /// Show a route
    #[command(
        visible_alias = "get",
        after_help = "\
Examples:
  trunkline routes show 98396
  trunkline routes show \"main office\""
    )]
    Show {
        /// Route ID or alias
        route: String,
    },

    /// Change a route for all numbers that use it, after asking for confirmation
    #[command(
        visible_alias = "set",
        after_help = "\
Examples:
  trunkline routes update \"main office\" --target sip2.example.com
  trunkline routes update 98396 --alias \"head office\""
    )]
    Update(UpdateRouteArgs),

    /// Assign the primary route, the failover route, or both to numbers
    #[command(after_help = "\
Both routes must exist. If only one of them could be assigned, the exit code is 3
and the message says which.

Route 0 always exists: it sends calls to the device that is registered with
the account's SIP credentials.

Examples:
  trunkline routes assign 12064205780 --primary 98396 --failover 98397
  trunkline routes assign @numbers.txt --primary \"main office\"")]
    Assign(assign::AssignArgs),

    /// Remove routes from numbers, after asking: without a primary route they get no calls
    #[command(
        visible_alias = "clear",
        after_help = "Example:\n  trunkline routes unassign 12064205780 --failover"
    )]
    Unassign(assign::UnassignArgs),

    /// Delete a route that no number uses, after asking for confirmation
    #[command(
        visible_alias = "rm",
        after_help = "Example:\n  trunkline routes delete \"main office\""
    )]
    Delete {
        /// Route ID or alias
        route: String,
    },

    /// List edge strategies: the points of presence that deliver inbound calls
    #[command(after_help = "Example:\n  trunkline routes edge-strategies --json | jq -r .naptr")]
    EdgeStrategies,
}

/// Options of `routes list`.
#[derive(Debug, Args)]
pub(crate) struct ListRoutesArgs {
    /// Filter by type: sip-reg, host, number or uri
    #[arg(long = "type", value_name = "TYPE", value_parser = values::route_type)]
    route_type: Option<RouteType>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `routes create`.
#[derive(Debug, Args)]
pub(crate) struct CreateRouteArgs {
    /// Alias of the route, unique on the account
    alias: String,

    /// Host, SIP URI (sip:user@host) or telephone number
    #[arg(value_parser = values::target)]
    target: RouteTarget,

    /// Weight, 0 to 1000, if the primary and the failover route share calls; set it on both
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    weight: Option<u16>,

    /// Edge strategy: the point of presence that delivers the calls
    #[arg(long, value_name = "ID")]
    edge_strategy: Option<String>,
}

/// Options of `routes update`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("change").args(["alias", "target", "weight", "edge_strategy"]).required(true).multiple(true)))]
pub(crate) struct UpdateRouteArgs {
    /// Route ID or alias
    route: String,

    /// New alias, unique on the account
    #[arg(long)]
    alias: Option<String>,

    /// New host, SIP URI (sip:user@host) or telephone number
    #[arg(long, value_parser = values::target)]
    target: Option<RouteTarget>,

    /// Weight, 0 to 1000, of the new target
    #[arg(long, value_name = "N", requires = "target", value_parser = clap::value_parser!(u16).range(0..=1000))]
    weight: Option<u16>,

    /// Edge strategy: the point of presence that delivers the calls; "default" is the account's
    #[arg(long, value_name = "ID")]
    edge_strategy: Option<String>,
}

/// Runs a subcommand.
pub(crate) async fn run(command: RoutesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        RoutesCommand::List(args) => list(args, context).await,
        RoutesCommand::Create(args) => create(args, context).await,
        RoutesCommand::Show { route } => {
            let route = names::route(&route, context).await?;
            let route = context.flowroute.routes().get(GetRoute::new(route)).await?;
            context.output.record(&route)
        }
        RoutesCommand::Update(args) => update(args, context).await,
        RoutesCommand::Assign(args) => assign::assign(args, context).await,
        RoutesCommand::Unassign(args) => assign::unassign(args, context).await,
        RoutesCommand::Delete { route } => delete(&route, context).await,
        RoutesCommand::EdgeStrategies => edge_strategies(context).await,
    }
}

async fn list(args: ListRoutesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListRoutes::new().limit(args.how_many.page_size(200));
    if let Some(route_type) = args.route_type {
        request = request.route_type(route_type);
    }
    let listing = context.flowroute.routes().list(request);
    listing::show(context, listing, args.how_many).await
}

async fn create(args: CreateRouteArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let target = match args.weight {
        Some(weight) => args.target.weight(weight)?,
        None => args.target,
    };
    if let RouteTarget::Number(number) = &target {
        context.output.note(&format!(
            "calls forwarded to {number} are billed as outbound calls"
        ))?;
    }
    let deed = Deed::new(format!("route {:?}", args.alias), "created")
        .check("before trying again, check with: trunkline routes list --all");
    let mut request = CreateRoute::new(args.alias, target);
    if let Some(edge_strategy) = args.edge_strategy {
        request = request.edge_strategy(edge_strategy);
    }
    let route = context.write(deed, request).await?;
    let next = format!(
        "created. Next: trunkline routes assign <NUMBER> --primary {}",
        route.id
    );
    context.output.record(&route)?;
    context.output.note(&next)
}

async fn update(args: UpdateRouteArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let (id, current) = names::existing_route(&args.route, context).await?;
    let mut request = UpdateRoute::new(&id);
    if let Some(alias) = args.alias {
        request = request.alias(alias);
    }
    if let Some(target) = args.target {
        request = request.target(match args.weight {
            Some(weight) => target.weight(weight)?,
            None => target,
        });
    }
    request = match args.edge_strategy.as_deref() {
        Some("default") => request.default_edge_strategy(),
        Some(edge_strategy) => request.edge_strategy(edge_strategy),
        None => request,
    };
    if let Some(current) = current {
        context.output.note(&format!("now: {}", described(&current)))?;
    }
    context
        .confirm(&format!("Change route {id} for all numbers that use it?"))
        .await?;
    let deed = Deed::new(format!("route {id}"), "changed").check(format!(
        "check with: trunkline routes show {id}; trying again is safe"
    ));
    let route = context.write(deed, request).await?;
    context.output.record(&route)
}

async fn delete(route: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let (id, route) = names::existing_route(route, context).await?;
    if let Some(route) = route {
        context.output.note(&format!(
            "{}; the carrier refuses if a number uses it",
            described(&route)
        ))?;
    }
    context.confirm(&format!("Delete route {id}?")).await?;
    let deed = Deed::new(format!("route {id}"), "deleted").check("check with: trunkline routes list --all");
    context.write(deed, DeleteRoute::new(&id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("deleted route {id}"),
    )
}

/// `route 98396 "main office" to sip.example.net`.
fn described(route: &Route) -> String {
    let alias = route
        .alias
        .as_ref()
        .map(|alias| format!("{alias:?}"))
        .unwrap_or_default();
    let target = route
        .value
        .as_ref()
        .map(|value| format!("to {value}"))
        .unwrap_or_default();
    let id = format!("route {}", route.id);
    joined([id.as_str(), &alias, &target], " ")
}

async fn edge_strategies(context: &mut Context<'_>) -> Result<(), Failure> {
    let page = context.flowroute.routes().edge_strategies().await?;
    let mut skipped = Skipped::default();
    skipped.add(&page.unreadable);
    skipped.warn(context)?;
    context.output.records(&page.items)
}
