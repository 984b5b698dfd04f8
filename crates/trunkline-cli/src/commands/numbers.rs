//! `trunkline numbers`: phone numbers, for sale and owned.

mod buy;
mod details;
mod release;
mod search;
mod update;

use clap::{Args, Subcommand};
use trunkline::flowroute::numbers::{ListAreaCodes, ListExchanges, ListNumbers, ListTiers};
use trunkline::{AreaCode, Money};

use crate::bulk::Numbers;
use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum NumbersCommand {
    /// List area codes that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers area-codes --max-setup-cost 1.00 --all")]
    AreaCodes(AreaCodesArgs),

    /// List exchanges (area code and the next three digits) that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers exchanges --area-code 206")]
    Exchanges(ExchangesArgs),

    /// List the pricing tiers that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers tiers")]
    Tiers(TiersArgs),

    /// Search numbers for sale and show their prices
    #[command(
        alias = "find",
        after_help = "\
Results match all filters. Nothing is reserved until it is bought.

Examples:
  trunkline numbers search --area-code 206 --limit 3
  trunkline numbers search --state WA --ends-with 00 --sort monthly-cost
  trunkline numbers search --type toll-free --json | jq -r .number"
    )]
    Search(search::SearchArgs),

    /// Buy numbers, after showing their price and asking for confirmation
    #[command(
        visible_alias = "purchase",
        after_help = "\
A purchase is never sent twice. If the reply is lost, the carrier is asked
whether the number is on the account, for as long as --timeout allows;
--settle asks again later.

Examples:
  trunkline numbers buy 12064205780
  trunkline numbers buy \"(206) 420-5780\" --messaging on
  trunkline numbers buy --count 40 --area-code 206 --max-spend 60
  trunkline numbers buy @wanted.txt --yes --max-setup-cost 1.00
  trunkline numbers buy 12064205780 --settle"
    )]
    Buy(buy::BuyArgs),

    /// List numbers on the account
    #[command(
        visible_alias = "ls",
        after_help = "\
With --details the columns are what is attached to each number. JSON and CSV have
it anyway.

Examples:
  trunkline numbers list --all --json | jq -r .number
  trunkline numbers list --all --details --fields number,primary_route
  trunkline numbers list --alias \"front desk\""
    )]
    List(ListNumbersArgs),

    /// Show numbers on the account and what is assigned to them
    #[command(
        visible_alias = "get",
        after_help = "\
Examples:
  trunkline numbers show 12064205780
  trunkline numbers show @numbers.txt --csv"
    )]
    Show(Numbers),

    /// Change the alias, the look-up of callers' names or the messaging of numbers
    #[command(
        visible_alias = "set",
        after_help = "\
Turning messaging off asks first.

Examples:
  trunkline numbers update 12064205780 --alias \"front desk\"
  trunkline numbers update 12064205780 --messaging on --cnam-lookups off"
    )]
    Update(update::UpdateArgs),

    /// Release numbers, after asking for confirmation; this cannot be undone
    #[command(
        visible_alias = "rm",
        after_help = "\
Examples:
  trunkline numbers release 12064205780
  trunkline numbers release @old.txt --yes"
    )]
    Release(Numbers),
}

/// Options of `numbers tiers`.
#[derive(Debug, Args)]
pub(crate) struct TiersArgs {
    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `numbers area-codes`.
#[derive(Debug, Args)]
pub(crate) struct AreaCodesArgs {
    /// Filter by setup cost: at most this many dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `numbers exchanges`.
#[derive(Debug, Args)]
pub(crate) struct ExchangesArgs {
    /// Filter by area code
    #[arg(long, value_name = "NPA")]
    area_code: Option<AreaCode>,

    /// Filter by setup cost: at most this many dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Options of `numbers list`.
#[derive(Debug, Args)]
pub(crate) struct ListNumbersArgs {
    /// Filter by leading digits; the country code 1 may be omitted
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
    starts_with: Option<String>,

    /// Filter by digits anywhere in the number
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
    contains: Option<String>,

    /// Filter by trailing digits
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
    ends_with: Option<String>,

    /// Filter by alias, exact match
    #[arg(long)]
    alias: Option<String>,

    /// Show what is attached to each number: routes, address, caller name, messaging
    #[arg(long)]
    details: bool,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs a subcommand.
pub(crate) async fn run(command: NumbersCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        NumbersCommand::AreaCodes(args) => area_codes(args, context).await,
        NumbersCommand::Exchanges(args) => exchanges(args, context).await,
        NumbersCommand::Tiers(args) => {
            let request = ListTiers::new().limit(args.how_many.page_size(200));
            let listing = context.flowroute.numbers().tiers(request);
            listing::show(context, listing, args.how_many).await
        }
        NumbersCommand::Search(args) => search::run(args, context).await,
        NumbersCommand::Buy(args) => buy::run(args, context).await,
        NumbersCommand::List(args) => list(args, context).await,
        NumbersCommand::Show(numbers) => details::show(numbers.read()?, context).await,
        NumbersCommand::Update(args) => update::run(args, context).await,
        NumbersCommand::Release(numbers) => release::run(numbers.read()?, context).await,
    }
}

async fn area_codes(args: AreaCodesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListAreaCodes::new().limit(args.how_many.page_size(400));
    if let Some(cost) = args.max_setup_cost {
        request = request.max_setup_cost(cost);
    }
    let listing = context.flowroute.numbers().area_codes(request);
    listing::show(context, listing, args.how_many).await
}

async fn exchanges(args: ExchangesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListExchanges::new().limit(args.how_many.page_size(200));
    if let Some(area_code) = args.area_code {
        request = request.area_code(area_code);
    }
    if let Some(cost) = args.max_setup_cost {
        request = request.max_setup_cost(cost);
    }
    let listing = context.flowroute.numbers().exchanges(request);
    listing::show(context, listing, args.how_many).await
}

async fn list(args: ListNumbersArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListNumbers::new().limit(args.how_many.page_size(200));
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
    if args.details {
        return details::list_in_detail(listing, args.how_many, context).await;
    }
    details::list(listing, args.how_many, context).await
}
