//! `trunkline routes`.

use clap::{ArgGroup, Args, Subcommand};
use serde_json::json;
use trunkline::PhoneNumber;
use trunkline::flowroute::routes::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute, GetRoute, ListRoutes, RouteTarget,
    RouteType, SetFailoverRoute, SetPrimaryRoute,
};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;
use crate::view::{EdgeStrategyView, RouteView};

/// What can be done with routes.
#[derive(Debug, Subcommand)]
pub(crate) enum RoutesCommand {
    /// List the routes of the account
    #[command(after_help = "Example:\n  trunkline routes list --type host --all")]
    List(ListArgs),

    /// Create a route: a name, and where it leads
    #[command(after_help = "\
Examples:
  trunkline routes create \"main office\" sip.example.com
  trunkline routes create \"main office\" 203.0.113.7:5060 --weight 700
  trunkline routes create alice sip:alice@example.com
  trunkline routes create mobile 12065550142")]
    Create(CreateArgs),

    /// Show a route
    #[command(after_help = "Example:\n  trunkline routes show 98396")]
    Show {
        /// Its id
        route: String,
    },

    /// Send a number's calls to a route
    #[command(after_help = "\
Route 0 is built in: calls go to the device that is registered with the
account's SIP credentials.

Example:
  trunkline routes assign 12064205780 --primary 98396 --failover 98397")]
    Assign(AssignArgs),

    /// Take routes off a number; without a primary route it gets no inbound calls
    #[command(after_help = "Example:\n  trunkline routes clear 12064205780 --failover")]
    Clear(ClearArgs),

    /// Delete a route that no number uses; this asks
    #[command(after_help = "Example:\n  trunkline routes delete 98396")]
    Delete {
        /// Its id
        route: String,
    },

    /// List the points of presence that can deliver inbound calls
    #[command(after_help = "Example:\n  trunkline routes edge-strategies --json | jq -r .naptr")]
    EdgeStrategies,
}

/// Options of `routes list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only routes of this type: sip-reg, host, number or uri
    #[arg(long = "type", value_name = "TYPE", value_parser = values::route_type)]
    route_type: Option<RouteType>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `routes create`.
#[derive(Debug, Args)]
pub(crate) struct CreateArgs {
    /// Its name, unique on the account
    alias: String,

    /// A host, a SIP address (sip:user@host) or a telephone number
    #[arg(value_parser = values::target)]
    target: RouteTarget,

    /// Share calls between primary and failover route: both must have a weight, 0 to 1000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    weight: Option<u16>,

    /// The point of presence that delivers its calls
    #[arg(long, value_name = "ID")]
    edge_strategy: Option<String>,
}

/// Options of `routes assign`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("assigned").args(["primary", "failover"]).required(true).multiple(true)))]
pub(crate) struct AssignArgs {
    /// The number, written in any way
    number: PhoneNumber,

    /// Where calls go first
    #[arg(long, value_name = "ROUTE")]
    primary: Option<String>,

    /// Where calls go if the primary route fails
    #[arg(long, value_name = "ROUTE")]
    failover: Option<String>,
}

/// Options of `routes clear`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("cleared").args(["primary", "failover"]).required(true).multiple(true)))]
pub(crate) struct ClearArgs {
    /// The number, written in any way
    number: PhoneNumber,

    /// Take its primary route off
    #[arg(long)]
    primary: bool,

    /// Take its failover route off
    #[arg(long)]
    failover: bool,
}

/// Runs one of them.
pub(crate) async fn run(command: RoutesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        RoutesCommand::List(args) => list(args, context).await,
        RoutesCommand::Create(args) => create(args, context).await,
        RoutesCommand::Show { route } => {
            let route = context.flowroute.routes().get(GetRoute::new(route)).await?;
            context.output.record(&RouteView::from(route))
        }
        RoutesCommand::Assign(args) => assign(args, context).await,
        RoutesCommand::Clear(args) => clear(args, context).await,
        RoutesCommand::Delete { route } => delete(&route, context).await,
        RoutesCommand::EdgeStrategies => edge_strategies(context).await,
    }
}

async fn list(args: ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListRoutes::new().limit(args.how_many.page(200));
    if let Some(route_type) = args.route_type {
        request = request.route_type(route_type);
    }
    let listing = context.flowroute.routes().list(request);
    listing::show(context, listing, args.how_many, RouteView::from).await
}

async fn create(args: CreateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let target = match args.weight {
        Some(weight) => args.target.weight(weight)?,
        None => args.target,
    };
    if let RouteTarget::Number(number) = &target {
        context.output.talk(&format!(
            "calls that go on to {number} are billed as outbound calls"
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
    context.output.record(&RouteView::from(route))?;
    context.output.talk(&next)
}

async fn assign(args: AssignArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let AssignArgs {
        number,
        primary,
        failover,
    } = args;
    let mut words = Vec::new();
    if let Some(route) = &primary {
        context
            .flowroute
            .routes()
            .set_primary(SetPrimaryRoute::new(number, route.as_str()))
            .await?;
        words.push(format!("to route {route}"));
    }
    if let Some(route) = &failover {
        context
            .flowroute
            .routes()
            .set_failover(SetFailoverRoute::new(number, route.as_str()))
            .await?;
        words.push(format!("to route {route} if the primary one fails"));
    }
    let words = format!("calls of {} go {}", number.international(), words.join(", and "));
    context.output.result(
        &json!({ "number": number, "primary_route": primary, "failover_route": failover }),
        &words,
    )
}

async fn clear(args: ClearArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let ClearArgs {
        number,
        primary,
        failover,
    } = args;
    let mut words = Vec::new();
    // Failover first: if the second call fails, calls still have somewhere to go.
    if failover {
        context
            .flowroute
            .routes()
            .clear_failover(ClearFailoverRoute::new(number))
            .await?;
        words.push("no failover route");
    }
    if primary {
        context
            .flowroute
            .routes()
            .clear_primary(ClearPrimaryRoute::new(number))
            .await?;
        words.push("no primary route, so no inbound calls");
    }
    let words = format!("{} has {}", number.international(), words.join(" and "));
    let object = json!({ "number": number, "primary_cleared": primary, "failover_cleared": failover });
    context.output.result(&object, &words)
}

async fn delete(route: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context.confirm(&format!("Delete route {route}?")).await?;
    context.flowroute.routes().delete(DeleteRoute::new(route)).await?;
    context.output.result(
        &json!({ "id": route, "deleted": true }),
        &format!("route {route} is deleted"),
    )
}

async fn edge_strategies(context: &mut Context<'_>) -> Result<(), Failure> {
    let page = context.flowroute.routes().edge_strategies().await?;
    for unreadable in &page.unreadable {
        context
            .output
            .warning(&format!("one of them cannot be read: {}", unreadable.reason))?;
    }
    let rows: Vec<_> = page.into_iter().map(EdgeStrategyView::from).collect();
    if context.output.is_json() {
        return rows.iter().try_for_each(|row| context.output.object(row));
    }
    context.output.table(&rows)
}
