//! `trunkline numbers`.

mod buy;
mod search;

use clap::builder::BoolishValueParser;
use clap::{ArgGroup, Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::numbers::{ListAreaCodes, ListExchanges, ListNumbers, UpdateNumber};
use trunkline::{AreaCode, Money, PhoneNumber};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::view::{AreaCodeView, ExchangeView, NumberView};

/// What can be done with numbers.
#[derive(Debug, Subcommand)]
pub(crate) enum NumbersCommand {
    /// List the area codes that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers area-codes --max-setup-cost 1.00 --all")]
    AreaCodes(AreaCodesArgs),

    /// List the exchanges (area code and the three digits after it) that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers exchanges --area-code 206")]
    Exchanges(ExchangesArgs),

    /// Search the numbers that are for sale, with their prices
    #[command(after_help = "\
All filters must fit. Nothing is reserved: somebody else may be faster.

Examples:
  trunkline numbers search --area-code 206 --limit 3
  trunkline numbers search --state WA --ends-with 00 --sort monthly-cost
  trunkline numbers search --type toll-free --json | jq -r .number")]
    Search(search::SearchArgs),

    /// Buy a number: shows the price and asks; never buys twice, whatever the network does
    #[command(after_help = "\
The price is looked up first and shown. If the carrier's answer is lost, the
carrier is asked whether the number is yours; the purchase is never sent twice.

Examples:
  trunkline numbers buy 12064205780
  trunkline numbers buy \"(206) 420-5780\" --messaging
  trunkline numbers buy 12064205780 --yes --max-setup-cost 1.00")]
    Buy(buy::BuyArgs),

    /// List the numbers on the account
    #[command(after_help = "\
Examples:
  trunkline numbers list --all --json | jq -r .number
  trunkline numbers list --alias \"front desk\"")]
    List(ListArgs),

    /// Show a number on the account and what is attached to it
    #[command(after_help = "Example:\n  trunkline numbers show 12064205780")]
    Show {
        /// The number, written in any way
        number: PhoneNumber,
    },

    /// Change a number's alias, its look-ups of callers' names, or its use for messages
    #[command(after_help = "\
Examples:
  trunkline numbers update 12064205780 --alias \"front desk\"
  trunkline numbers update 12064205780 --messaging on --cnam-lookups off")]
    Update(UpdateArgs),

    /// Give a number back; it cannot be taken back, so this asks
    #[command(after_help = "Example:\n  trunkline numbers release 12064205780")]
    Release {
        /// The number, written in any way
        number: PhoneNumber,
    },
}

/// Options of `numbers area-codes`.
#[derive(Debug, Args)]
pub(crate) struct AreaCodesArgs {
    /// Only those with a number whose setup cost is at most this, in dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `numbers exchanges`.
#[derive(Debug, Args)]
pub(crate) struct ExchangesArgs {
    /// Only those of this area code
    #[arg(long, value_name = "NPA")]
    area_code: Option<AreaCode>,

    /// Only those with a number whose setup cost is at most this, in dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `numbers list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only numbers that start with these digits; country code 1 is implied
    #[arg(long, value_name = "DIGITS")]
    starts_with: Option<String>,

    /// Only numbers with these digits anywhere
    #[arg(long, value_name = "DIGITS")]
    contains: Option<String>,

    /// Only numbers that end with these digits
    #[arg(long, value_name = "DIGITS")]
    ends_with: Option<String>,

    /// Only numbers with exactly this alias
    #[arg(long)]
    alias: Option<String>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `numbers update`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("change").args(["alias", "cnam_lookups", "messaging"]).required(true).multiple(true)))]
pub(crate) struct UpdateArgs {
    /// The number, written in any way
    number: PhoneNumber,

    /// Its friendly name, at most 64 characters; an empty one clears it
    #[arg(long)]
    alias: Option<String>,

    /// Whether to look up the names of callers; billed per call
    #[arg(long, value_name = "on|off", hide_possible_values = true, value_parser = BoolishValueParser::new())]
    cnam_lookups: Option<bool>,

    /// Whether it can send and receive messages
    #[arg(long, value_name = "on|off", hide_possible_values = true, value_parser = BoolishValueParser::new())]
    messaging: Option<bool>,
}

/// Runs one of them.
pub(crate) async fn run(command: NumbersCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        NumbersCommand::AreaCodes(args) => area_codes(args, context).await,
        NumbersCommand::Exchanges(args) => exchanges(args, context).await,
        NumbersCommand::Search(args) => search::run(args, context).await,
        NumbersCommand::Buy(args) => buy::run(args, context).await,
        NumbersCommand::List(args) => list(args, context).await,
        NumbersCommand::Show { number } => {
            let owned = context.flowroute.numbers().get(number).await?;
            context.output.record(&NumberView::from(owned))
        }
        NumbersCommand::Update(args) => update(args, context).await,
        NumbersCommand::Release { number } => release(number, context).await,
    }
}

async fn area_codes(args: AreaCodesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListAreaCodes::new().limit(args.how_many.page(400));
    if let Some(cost) = args.max_setup_cost {
        request = request.max_setup_cost(cost);
    }
    let listing = context.flowroute.numbers().area_codes(request);
    listing::show(context, listing, args.how_many, AreaCodeView::from).await
}

async fn exchanges(args: ExchangesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListExchanges::new().limit(args.how_many.page(200));
    if let Some(area_code) = args.area_code {
        request = request.area_code(area_code);
    }
    if let Some(cost) = args.max_setup_cost {
        request = request.max_setup_cost(cost);
    }
    let listing = context.flowroute.numbers().exchanges(request);
    listing::show(context, listing, args.how_many, ExchangeView::from).await
}

async fn list(args: ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListNumbers::new().limit(args.how_many.page(200));
    if let Some(digits) = args.starts_with {
        request = request.starts_with(digits);
    }
    if let Some(digits) = args.contains {
        request = request.contains(digits);
    }
    if let Some(digits) = args.ends_with {
        request = request.ends_with(digits);
    }
    if let Some(alias) = args.alias {
        request = request.alias(alias);
    }
    let listing = context.flowroute.numbers().list(request);
    listing::show(context, listing, args.how_many, NumberView::from).await
}

async fn update(args: UpdateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = UpdateNumber::new(args.number);
    if let Some(alias) = args.alias {
        request = request.alias(alias);
    }
    if let Some(enabled) = args.cnam_lookups {
        request = request.cnam_lookups(enabled);
    }
    if let Some(enabled) = args.messaging {
        request = request.messaging(enabled);
    }
    let owned = context.flowroute.numbers().update(request).await?;
    context.output.record(&NumberView::from(owned))?;
    if args.messaging == Some(true) {
        context
            .output
            .talk("the carrier takes a while to enable messages; look with: trunkline numbers show")?;
    }
    Ok(())
}

async fn release(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.talk(&format!(
        "{}   goes back to the carrier and cannot be taken back",
        number.international()
    ))?;
    context
        .confirm(&format!("Release {}?", number.international()))
        .await?;
    let guard = context.under_way(
        format!("{number} may have been released"),
        format!("trunkline numbers show {number}"),
    );
    context.flowroute.numbers().release(number).await?;
    drop(guard);
    let words = format!("{} is released", number.international());
    context
        .output
        .result(&json!({ "number": number, "released": true }), &words)
}
