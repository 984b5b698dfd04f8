//! `trunkline numbers`: phone numbers, for sale and owned.

mod buy;
mod search;

use clap::builder::BoolishValueParser;
use clap::{ArgGroup, Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::numbers::{ListAreaCodes, ListExchanges, ListNumbers, UpdateNumber};
use trunkline::{AreaCode, ConfirmedBy, Money, PhoneNumber};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum NumbersCommand {
    /// List area codes that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers area-codes --max-setup-cost 1.00 --all")]
    AreaCodes(AreaCodesArgs),

    /// List exchanges (area code and the next three digits) that have numbers for sale
    #[command(after_help = "Example:\n  trunkline numbers exchanges --area-code 206")]
    Exchanges(ExchangesArgs),

    /// Search numbers for sale and show their prices
    #[command(after_help = "\
Results match all filters. Nothing is reserved until it is bought.

Examples:
  trunkline numbers search --area-code 206 --limit 3
  trunkline numbers search --state WA --ends-with 00 --sort monthly-cost
  trunkline numbers search --type toll-free --json | jq -r .number")]
    Search(search::SearchArgs),

    /// Buy a number, after showing its price and asking for confirmation
    #[command(after_help = "\
A purchase is never sent twice. If the reply is lost, the carrier is asked
whether the number is on the account, for as long as --timeout allows.

Examples:
  trunkline numbers buy 12064205780
  trunkline numbers buy \"(206) 420-5780\" --messaging
  trunkline numbers buy 12064205780 --yes --max-setup-cost 1.00")]
    Buy(buy::BuyArgs),

    /// List numbers on the account
    #[command(after_help = "\
Examples:
  trunkline numbers list --all --json | jq -r .number
  trunkline numbers list --alias \"front desk\"")]
    List(ListNumbersArgs),

    /// Show a number on the account and what is assigned to it
    #[command(after_help = "Example:\n  trunkline numbers show 12064205780")]
    Show {
        /// Phone number, in any common format
        number: PhoneNumber,
    },

    /// Change a number's alias, CNAM lookup or messaging
    #[command(after_help = "\
Examples:
  trunkline numbers update 12064205780 --alias \"front desk\"
  trunkline numbers update 12064205780 --messaging on --cnam-lookups off")]
    Update(UpdateArgs),

    /// Release a number, after asking for confirmation; this cannot be undone
    #[command(after_help = "Example:\n  trunkline numbers release 12064205780")]
    Release {
        /// Phone number, in any common format
        number: PhoneNumber,
    },
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
    #[arg(long, value_name = "DIGITS")]
    starts_with: Option<String>,

    /// Filter by digits anywhere in the number
    #[arg(long, value_name = "DIGITS")]
    contains: Option<String>,

    /// Filter by trailing digits
    #[arg(long, value_name = "DIGITS")]
    ends_with: Option<String>,

    /// Filter by alias, exact match
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
    /// Phone number, in any common format
    number: PhoneNumber,

    /// Alias, at most 64 characters; an empty one removes it
    #[arg(long)]
    alias: Option<String>,

    /// Look up caller names for inbound calls (billed per call)
    #[arg(long, value_name = "on|off", hide_possible_values = true, value_parser = BoolishValueParser::new())]
    cnam_lookups: Option<bool>,

    /// Enable or disable SMS and MMS
    #[arg(long, value_name = "on|off", hide_possible_values = true, value_parser = BoolishValueParser::new())]
    messaging: Option<bool>,
}

/// Runs a subcommand.
pub(crate) async fn run(command: NumbersCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        NumbersCommand::AreaCodes(args) => area_codes(args, context).await,
        NumbersCommand::Exchanges(args) => exchanges(args, context).await,
        NumbersCommand::Search(args) => search::run(args, context).await,
        NumbersCommand::Buy(args) => buy::run(args, context).await,
        NumbersCommand::List(args) => list(args, context).await,
        NumbersCommand::Show { number } => {
            let owned = context.flowroute.numbers().get(number).await?;
            context.output.record(&owned)
        }
        NumbersCommand::Update(args) => update(args, context).await,
        NumbersCommand::Release { number } => release(number, context).await,
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
    listing::show(context, listing, args.how_many).await
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
    let updated = context.flowroute.numbers().update(request).await?;
    context.output.record(&updated)?;
    if updated.messaging_failed {
        return Err(
            Failure::unknown("changed, but the carrier could not arrange messaging")
                .hint("repeat the command: changing a number twice is safe"),
        );
    }
    if args.messaging == Some(true) {
        context.output.note(&format!(
            "messaging is enabled in the background; check with: trunkline numbers show {}",
            updated.number.digits()
        ))?;
    }
    Ok(())
}

async fn release(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.note(&format!(
        "{}   returns to the carrier; this cannot be undone",
        number.international()
    ))?;
    context
        .confirm(&format!("Release {}?", number.international()))
        .await?;
    let confirmed_by = context
        .billable(
            format!("{number} may have been released"),
            format!("check with: trunkline numbers show {number}"),
            context.flowroute.numbers().release(number),
        )
        .await?;
    let done = match confirmed_by {
        ConfirmedBy::Reply => format!("released {}", number.international()),
        ConfirmedBy::LookUp => format!(
            "the reply was lost; {} is no longer on the account",
            number.international()
        ),
    };
    context.output.result(
        &json!({ "number": number, "released": true, "confirmed_by": confirmed_by }),
        &done,
    )
}
