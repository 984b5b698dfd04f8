//! `trunkline routes`: where inbound calls go.

use clap::{ArgGroup, Args, Subcommand};
use serde::Serialize;
use serde_json::json;
use trunkline::PhoneNumber;
use trunkline::flowroute::routes::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute, GetRoute, ListRoutes, RouteTarget,
    RouteType,
};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany, Skipped};
use crate::values;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum RoutesCommand {
    /// List routes
    #[command(after_help = "Example:\n  trunkline routes list --type host --all")]
    List(ListRoutesArgs),

    /// Create a route to a host, a SIP URI or a telephone number
    #[command(after_help = "\
Examples:
  trunkline routes create \"main office\" sip.example.com
  trunkline routes create \"main office\" 203.0.113.7:5060 --weight 700
  trunkline routes create alice sip:alice@example.com
  trunkline routes create mobile 12065550142")]
    Create(CreateRouteArgs),

    /// Show a route
    #[command(after_help = "Example:\n  trunkline routes show 98396")]
    Show {
        /// Route ID
        route: String,
    },

    /// Assign a number's primary route, failover route, or both
    #[command(after_help = "\
Route 0 always exists: it sends calls to the device that is registered with
the account's SIP credentials.

Example:
  trunkline routes assign 12064205780 --primary 98396 --failover 98397")]
    Assign(AssignArgs),

    /// Remove a number's routes; without a primary route it gets no inbound calls
    #[command(after_help = "Example:\n  trunkline routes clear 12064205780 --failover")]
    Clear(ClearArgs),

    /// Delete a route that no number uses, after asking for confirmation
    #[command(after_help = "Example:\n  trunkline routes delete 98396")]
    Delete {
        /// Route ID
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

/// Options of `routes assign`, and what it answers programs.
#[derive(Debug, Args, Serialize)]
#[group(skip)]
#[command(group(ArgGroup::new("assigned").args(["primary", "failover"]).required(true).multiple(true)))]
pub(crate) struct AssignArgs {
    /// Phone number, in any common format
    number: PhoneNumber,

    /// ID of the route that calls take first
    #[arg(long, value_name = "ROUTE")]
    #[serde(rename = "primary_route", skip_serializing_if = "Option::is_none")]
    primary: Option<String>,

    /// ID of the route that calls take if the primary one fails
    #[arg(long, value_name = "ROUTE")]
    #[serde(rename = "failover_route", skip_serializing_if = "Option::is_none")]
    failover: Option<String>,
}

/// Options of `routes clear`, and what it answers programs.
#[derive(Clone, Copy, Debug, Args, Serialize)]
#[group(skip)]
#[command(group(ArgGroup::new("cleared").args(["primary", "failover"]).required(true).multiple(true)))]
pub(crate) struct ClearArgs {
    /// Phone number, in any common format
    number: PhoneNumber,

    /// Remove the primary route
    #[arg(long)]
    #[serde(rename = "primary_cleared")]
    primary: bool,

    /// Remove the failover route
    #[arg(long)]
    #[serde(rename = "failover_cleared")]
    failover: bool,
}

/// Runs a subcommand.
pub(crate) async fn run(command: RoutesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        RoutesCommand::List(args) => list(args, context).await,
        RoutesCommand::Create(args) => create(args, context).await,
        RoutesCommand::Show { route } => {
            let route = context.flowroute.routes().get(GetRoute::new(route)).await?;
            context.output.record(&route)
        }
        RoutesCommand::Assign(args) => assign(args, context).await,
        RoutesCommand::Clear(args) => clear(args, context).await,
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
    let mut request = CreateRoute::new(args.alias, target);
    if let Some(edge_strategy) = args.edge_strategy {
        request = request.edge_strategy(edge_strategy);
    }
    let route = context.flowroute.routes().create(request).await?;
    let next = format!(
        "created. Next: trunkline routes assign <NUMBER> --primary {}",
        route.id
    );
    context.output.record(&route)?;
    context.output.note(&next)
}

async fn assign(args: AssignArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let number = args.number;
    let routes = context.flowroute.routes();
    let mut done = Vec::new();
    if let Some(route) = &args.primary {
        routes.set_primary(number, route.as_str()).await?;
        done.push(format!("primary route {route}"));
    }
    if let Some(route) = &args.failover {
        if let Err(error) = routes.set_failover(number, route.as_str()).await {
            // The error speaks of the failover route alone.
            done.iter()
                .try_for_each(|done| context.output.warning(&format!("{done} has been assigned")))?;
            return Err(error.into());
        }
        done.push(format!("failover route {route}"));
    }
    let done = format!("assigned {} to {}", done.join(" and "), number.international());
    context.output.result(&args, &done)
}

async fn clear(args: ClearArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let ClearArgs {
        number,
        primary,
        failover,
    } = args;
    let routes = context.flowroute.routes();
    // The failover route first: if the second call fails, calls still reach the primary route.
    if failover {
        routes.clear_failover(ClearFailoverRoute::new(number)).await?;
    }
    if primary {
        routes.clear_primary(ClearPrimaryRoute::new(number)).await?;
    }
    let (removed, result) = match (primary, failover) {
        (true, true) => ("the primary and the failover route", "; it gets no inbound calls"),
        (true, false) => ("the primary route", "; it gets no inbound calls"),
        (false, _) => ("the failover route", ""),
    };
    let done = format!("removed {removed} from {}{result}", number.international());
    context.output.result(&args, &done)
}

async fn delete(route: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context.confirm(&format!("Delete route {route}?")).await?;
    context.flowroute.routes().delete(DeleteRoute::new(route)).await?;
    context.output.result(
        &json!({ "id": route, "deleted": true }),
        &format!("deleted route {route}"),
    )
}

async fn edge_strategies(context: &mut Context<'_>) -> Result<(), Failure> {
    let page = context.flowroute.routes().edge_strategies().await?;
    let mut skipped = Skipped::default();
    skipped.add(&page.unreadable);
    skipped.warn(context)?;
    context.output.records(&page.items)
}
