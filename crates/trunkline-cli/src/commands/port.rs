//! `trunkline port`: numbers from other carriers.

mod documents;
mod start;
mod watch;

use clap::{Args, Subcommand};
use trunkline::PhoneNumber;
use trunkline::flowroute::porting::{
    CancelPortOrder, CheckPortability, GetPortOrder, ListPortOrders, PortStatus, SignLoa,
};

use self::documents::DocumentsArgs;
use self::start::StartArgs;
use self::watch::WatchArgs;
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::fields::PortabilityOf;
use crate::listing::{self, HowMany};
use crate::values;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum PortCommand {
    /// Check whether numbers can be ported in from another carrier (free)
    #[command(after_help = "Example:\n  trunkline port check 14254664444 18827833439")]
    Check {
        /// Phone numbers, in any common format
        #[arg(required = true)]
        numbers: Vec<PhoneNumber>,
    },

    /// Create port orders, one for each carrier that has some of the numbers (free until signed)
    #[command(after_help = start::EXAMPLE)]
    Start(Box<StartArgs>),

    /// List port orders
    #[command(after_help = "Example:\n  trunkline port list --status pending --all")]
    List(ListArgs),

    /// Show a port order, and what it needs next
    #[command(after_help = "Example:\n  trunkline port show 42361")]
    Show {
        /// Order ID
        order: String,
    },

    /// Follow a port order until it has ended
    #[command(after_help = "Example:\n  trunkline port watch 42361 --json | jq -r .order.status")]
    Watch(WatchArgs),

    /// Send documents for a port order, or list them
    #[command(after_help = "\
PDF, PNG, JPEG or TIFF, at most 10 MiB each; while the order is pending or
rejected.

Example:
  trunkline port documents 42361 bill.pdf")]
    Documents(DocumentsArgs),

    /// Sign the letter of agency, after showing it and asking for confirmation; this starts the port
    #[command(after_help = "\
From then on the order cannot be canceled. It is charged, per number, when the
losing carrier gets it.

Example:
  trunkline port sign 42361 --name \"Sam User\" --title Agent")]
    Sign(SignArgs),

    /// Cancel a port order that is pending or rejected, after asking for confirmation
    #[command(after_help = "Example:\n  trunkline port cancel 42361")]
    Cancel {
        /// Order ID
        order: String,
    },
}

/// Options of `port list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Filter by status: pending, processing, submitted, accepted, completed, review, rejected, cancelled, abandoned or
    /// hard_canceled
    #[arg(long, value_parser = values::port_status, hide_possible_values = true)]
    status: Option<PortStatus>,

    /// Filter by number
    #[arg(long)]
    number: Option<PhoneNumber>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `port sign`.
#[derive(Debug, Args)]
pub(crate) struct SignArgs {
    /// Order ID
    order: String,

    /// Name of the person who signs
    #[arg(long)]
    name: String,

    /// Title of the person who signs
    #[arg(long)]
    title: String,
}

/// Runs a subcommand.
pub(crate) async fn run(command: PortCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        PortCommand::Check { numbers } => check(&numbers, context).await,
        PortCommand::Start(args) => start::run(*args, context).await,
        PortCommand::List(args) => list(args, context).await,
        PortCommand::Show { order } => {
            let order = context.flowroute.porting().get(GetPortOrder::new(order)).await?;
            context.output.record(&order)
        }
        PortCommand::Watch(args) => watch::run(args, context).await,
        PortCommand::Documents(args) => documents::run(args, context).await,
        PortCommand::Sign(args) => sign(args, context).await,
        PortCommand::Cancel { order } => cancel(&order, context).await,
    }
}

async fn check(numbers: &[PhoneNumber], context: &mut Context<'_>) -> Result<(), Failure> {
    let porting = context.flowroute.porting();
    let answer = porting.check_portability(CheckPortability::new(numbers)).await?;
    let portability = |number: &PhoneNumber| PortabilityOf {
        number: *number,
        portable: answer.of(*number),
    };
    let records: Vec<_> = numbers.iter().map(portability).collect();
    context.output.records(&records)
}

async fn list(args: ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListPortOrders::new().limit(args.how_many.page_size(200));
    if let Some(status) = args.status {
        request = request.status(status);
    }
    if let Some(number) = args.number {
        request = request.number(number);
    }
    let listing = context.flowroute.porting().list(request);
    listing::show(context, listing, args.how_many).await
}

async fn sign(args: SignArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let SignArgs { order, name, title } = args;
    let porting = context.flowroute.porting();
    let shown = porting.get(order.as_str()).await.or_dry_run()?;
    let Some(loa) = porting.loa(order.as_str()).await.or_dry_run()? else {
        return context
            .output
            .note("the signature repeats the letter of agency, which the last answer brings");
    };
    let numbers: Vec<String> = loa.numbers.iter().map(|number| number.international()).collect();
    context
        .output
        .note(&format!("letter of agency for {}", numbers.join(", ")))?;
    for part in [
        "billing_name",
        "company",
        "street",
        "city",
        "state",
        "zip",
        "provider",
    ] {
        if let Some(text) = loa.get(part) {
            context
                .output
                .note(&format!("  {}: {text}", part.replace('_', " ")))?;
        }
    }
    if let Some(text) = &loa.text {
        context.output.note(&text.replace('\n', " "))?;
    }
    let cost = shown
        .and_then(|order| order.cost)
        .map_or_else(|| "the carrier does not say".to_owned(), |cost| cost.to_string());
    context
        .output
        .note(&format!("signed: {name}, {title}; cost: {cost}"))?;
    context.confirm("Sign it? It cannot be canceled then.").await?;
    let deed = Deed::new(format!("order {order}"), "signed")
        .check(format!("check with: trunkline port show {order}"));
    let signing = SignLoa::new(order.as_str(), loa, name, title);
    context.write(deed, signing).await?;
    let done = format!("signed order {order}. Next: trunkline port watch {order}");
    context
        .output
        .result(&serde_json::json!({ "id": order, "signed": true }), &done)
}

async fn cancel(order: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .confirm(&format!("Cancel port order {order}? That is final."))
        .await?;
    let deed = Deed::new(format!("order {order}"), "canceled")
        .check(format!("check with: trunkline port show {order}"));
    let state = context.write(deed, CancelPortOrder::new(order)).await?;
    let status = state.status.as_ref().map_or("canceled", PortStatus::as_str);
    context
        .output
        .result(&state, &format!("order {order} is {status}"))
}
