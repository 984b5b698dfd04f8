//! `trunkline numbers buy`: price, confirmation, purchase.

use clap::Args;
use trunkline::flowroute::numbers::{Offer, Purchase, Purchased, SearchNumbers};
use trunkline::{ConfirmedBy, Money, PhoneNumber};

use super::search::{self, Filters};
use crate::bulk::{self, Source};
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::fields::joined;
use crate::values;

/// Options of `numbers buy`.
#[derive(Debug, Args)]
pub(crate) struct BuyArgs {
    /// Phone numbers, in any common format; @FILE or - reads them from a file or from stdin
    #[arg(value_name = "NUMBER", required_unless_present = "count")]
    numbers: Vec<Source>,

    /// Buy this many of the numbers that a search with the filters finds
    #[arg(long, value_name = "N", conflicts_with_all = ["numbers", "settle"],
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    count: Option<u32>,

    /// Enable SMS and MMS
    #[arg(long, value_name = "on|off", num_args = 0..=1, default_missing_value = "on",
          value_parser = values::switch)]
    messaging: Option<bool>,

    /// Buy only if the setup cost of each number is at most this many dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,

    /// Buy only if all setup costs together are at most this many dollars
    #[arg(long, value_name = "DOLLARS")]
    max_spend: Option<Money>,

    /// Buy nothing; find out whether an earlier purchase of unknown outcome was carried out
    #[arg(long)]
    settle: bool,

    #[command(flatten)]
    filters: Filters,
}

/// Shows the price, asks for confirmation, and buys.
pub(super) async fn run(args: BuyArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let messaging = args.messaging;
    if args.settle {
        let numbers = bulk::read(args.numbers)?;
        return bulk::each(&numbers, context, settle).await;
    }
    if context.is_dry_run() {
        return rehearse(args, context).await;
    }
    let (max_each, max_all) = (args.max_setup_cost, args.max_spend);
    let (offers, missing) = match args.count {
        Some(count) => (found(args.filters, count, context).await?, 0),
        None => offered(&bulk::read(args.numbers)?, context).await?,
    };
    for offer in &offers {
        context.output.note(&summary(offer))?;
        let cost = offer.setup_cost;
        if let Some(limit) = max_each.filter(|limit| cost > *limit) {
            return Err(Failure::user(format!(
                "the setup cost of {} is {cost}, more than {limit}; nothing was bought",
                offer.number
            )));
        }
    }
    let question = check_total(&offers, max_all, context)?;
    context.confirm(&question).await?;
    let numbers: Vec<PhoneNumber> = offers.iter().map(|offer| offer.number).collect();
    let mut of = offers.iter();
    bulk::each(&numbers, context, async |_, context| match of.next() {
        Some(offer) => buy(offer, messaging, context).await,
        None => Ok(()),
    })
    .await?;
    match missing {
        0 => Ok(()),
        _ => Err(Failure::partial(format!(
            "{} of {} done, {missing} not for sale",
            offers.len(),
            offers.len() + missing
        ))),
    }
}

/// Shows the total if there are several numbers, and returns the question.
fn check_total(offers: &[Offer], limit: Option<Money>, context: &mut Context<'_>) -> Result<String, Failure> {
    let sum = |cost: fn(&Offer) -> Money| {
        let costs = offers.iter().map(cost);
        costs
            .reduce(|sum, cost| sum.checked_add(cost).unwrap_or(sum))
            .unwrap_or_default()
    };
    let (setup, monthly) = (sum(|offer| offer.setup_cost), sum(|offer| offer.monthly_cost));
    if let Some(limit) = limit.filter(|limit| setup > *limit) {
        return Err(Failure::user(format!(
            "the setup costs are {setup} in all, more than {limit}; nothing was bought"
        )));
    }
    match offers.len() {
        1 => Ok("Buy it?".to_owned()),
        count => {
            context.output.note(&format!(
                "{count} numbers   {setup} setup, {monthly} a month, in all"
            ))?;
            Ok(format!("Buy these {count} numbers?"))
        }
    }
}

/// The look-ups and the purchases, in a dry run.
async fn rehearse(args: BuyArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    if let Some(count) = args.count {
        let text = format!("a purchase follows for each of the first {count} numbers that the search finds");
        context.output.note(&text)?;
        return found(args.filters, count, context).await.map(drop);
    }
    let numbers = bulk::read(args.numbers)?;
    for number in &numbers {
        offer(*number, context).await.or_dry_run()?;
    }
    bulk::each(&numbers, context, async |number, context| {
        purchase(number, args.messaging, context).await.map(drop)
    })
    .await
}

async fn purchase(
    number: PhoneNumber,
    messaging: Option<bool>,
    context: &mut Context<'_>,
) -> Result<Purchased, Failure> {
    let mut purchase = Purchase::new(number);
    if let Some(messaging) = messaging {
        purchase = purchase.messaging(messaging);
    }
    let deed = Deed::new(number.to_string(), "bought").check(format!(
        "before buying again, check with: trunkline numbers buy {number} --settle"
    ));
    context.write(deed, purchase).await
}

async fn buy(offer: &Offer, messaging: Option<bool>, context: &mut Context<'_>) -> Result<(), Failure> {
    let number = offer.number;
    let mut bought = purchase(number, messaging, context).await?;
    // The reply need not repeat the price.
    let details = &mut bought.details;
    details.setup_cost = details.setup_cost.or(Some(offer.setup_cost));
    details.monthly_cost = details.monthly_cost.or(Some(offer.monthly_cost));
    context.output.record(&bought)?;
    note_found(&bought, context)?;
    let enable = format!("trunkline numbers update {number} --messaging on");
    if bought.messaging_failed {
        return Err(
            Failure::partial("bought, but the carrier could not enable messaging")
                .hint(format!("do not buy it again; try: {enable}")),
        );
    }
    if messaging == Some(true) && bought.details.messaging_enabled == Some(false) {
        context.output.note(&format!(
            "messaging is not enabled yet; check in a minute with: trunkline numbers show {number}"
        ))?;
        context
            .output
            .note(&format!("if it is still not enabled: {enable}"))?;
    }
    let done = match bought.confirmed_by {
        ConfirmedBy::Reply => "bought. ",
        ConfirmedBy::LookUp => "",
    };
    context.output.note(&format!(
        "{done}Next: trunkline routes assign {number} --primary <ROUTE>"
    ))
}

/// Says that it is on the account, but not whose work that is.
fn note_found(bought: &Purchased, context: &mut Context<'_>) -> Result<(), Failure> {
    match bought.confirmed_by {
        ConfirmedBy::Reply => Ok(()),
        ConfirmedBy::LookUp => context.output.note(
            "found on the account after a lost reply; it may have been there before, or another process of yours may have \
             bought it",
        ),
    }
}

/// Finds out what became of an earlier purchase.
async fn settle(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    if context.is_dry_run() {
        return Ok(context.flowroute.numbers().find(number).await.map(drop)?);
    }
    let bought = context.flowroute.settle(Purchase::new(number)).await?;
    context.output.record(&bought)?;
    context
        .output
        .note(&format!("{} is on this account", number.international()))
}

/// `+1 206 420 5780   seattle, WA   $1.00 setup, $1.25 a month`.
fn summary(offer: &Offer) -> String {
    let rate_center = offer.rate_center.as_ref().map(|name| name.as_str());
    let state = offer.state.as_ref().map(|state| state.as_str());
    let place = joined([rate_center, state].into_iter().flatten(), ", ");
    let price = format!("{} setup, {} a month", offer.setup_cost, offer.monthly_cost);
    joined([offer.number.international().as_str(), &place, &price], "   ")
}

/// The first numbers that a search finds.
async fn found(filters: Filters, count: u32, context: &Context<'_>) -> Result<Vec<Offer>, Failure> {
    let wanted = usize::try_from(count).unwrap_or(usize::MAX);
    let request = search::request(filters).limit(count.min(200));
    let mut items = context.flowroute.numbers().search(request).take(wanted).items();
    let mut offers = Vec::new();
    while let Some(offer) = items.try_next().await? {
        offers.push(offer);
    }
    if offers.len() < wanted {
        let there_are = offers.len();
        return Err(Failure::failed(format!(
            "only {there_are} of {count} numbers are for sale with these filters; nothing was bought"
        ))
        .hint("see: trunkline numbers search, with the same filters"));
    }
    Ok(offers)
}

/// The numbers as they are for sale now, and how many are not. Of several, those that are on the account already are skipped,
/// so that a list can be taken up again where it stopped.
async fn offered(numbers: &[PhoneNumber], context: &mut Context<'_>) -> Result<(Vec<Offer>, usize), Failure> {
    let mut offers = Vec::new();
    let mut missing = 0;
    for number in numbers {
        match offer(*number, context).await {
            Ok(offer) => offers.push(offer),
            Err(failure) if numbers.len() == 1 => return Err(failure),
            Err(failure) => {
                let Some(message) = failure
                    .message()
                    .filter(|message| UNAVAILABLE.contains(&message.kind.as_str()))
                else {
                    return Err(failure);
                };
                missing += usize::from(message.kind == NOT_FOR_SALE);
                let text = format!("{}; skipped", message.text);
                context.output.warning(&text)?;
            }
        }
    }
    match (offers.is_empty(), missing) {
        (false, _) => Ok((offers, missing)),
        (true, 0) => Err(Failure::user(
            "all these numbers are on this account; nothing was bought",
        )),
        (true, _) => Err(Failure::failed(
            "none of these numbers is for sale; nothing was bought",
        )),
    }
}

const NOT_FOR_SALE: &str = "not_for_sale";
const OWNED: &str = "conflict";
/// Why one of several numbers is skipped.
const UNAVAILABLE: [&str; 2] = [NOT_FOR_SALE, OWNED];

/// The number as it is for sale now. If it is not, it may be on this account already, which is another error.
async fn offer(number: PhoneNumber, context: &Context<'_>) -> Result<Offer, Failure> {
    let numbers = context.flowroute.numbers();
    let page = numbers
        .search(SearchNumbers::new().exactly(number))
        .page()
        .await?;
    if let Some(offer) = page.into_iter().find(|offer| offer.number == number) {
        return Ok(offer);
    }
    if numbers.find(number).await?.is_some() {
        let text = format!("{number} is already on this account; nothing was bought");
        return Err(Failure::failed(text).kind(OWNED));
    }
    let text = format!("{number} is not for sale (any more); nothing was bought");
    Err(Failure::failed(text)
        .kind(NOT_FOR_SALE)
        .hint("find another number with: trunkline numbers search --area-code NPA"))
}
