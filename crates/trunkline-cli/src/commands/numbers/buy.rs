//! `trunkline numbers buy`: price, confirmation, purchase.

use clap::Args;
use trunkline::flowroute::numbers::{Offer, Purchase, SearchNumbers};
use trunkline::{ConfirmedBy, Money, PhoneNumber};

use crate::context::Context;
use crate::failure::Failure;
use crate::fields::joined;

/// Options of `numbers buy`.
#[derive(Debug, Args)]
pub(crate) struct BuyArgs {
    /// Phone number, in any common format
    number: PhoneNumber,

    /// Enable SMS and MMS
    #[arg(long)]
    messaging: bool,

    /// Buy only if the setup cost is at most this many dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,
}

/// Shows the price, asks for confirmation, and buys.
pub(crate) async fn run(args: BuyArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let number = args.number;
    let offer = offer(number, context).await?;
    context.output.note(&summary(&offer))?;
    let cost = offer.setup_cost;
    if let Some(limit) = args.max_setup_cost.filter(|limit| cost > *limit) {
        return Err(Failure::user(format!(
            "the setup cost of {number} is {cost}, more than {limit}; nothing was bought"
        )));
    }
    context.confirm("Buy it?").await?;

    let purchase = Purchase::new(number);
    let purchase = if args.messaging {
        purchase.messaging(true)
    } else {
        purchase
    };
    let mut bought = context
        .billable(
            format!("{number} may have been bought"),
            format!("before buying again, check with: trunkline numbers show {number}"),
            context.flowroute.numbers().purchase(purchase),
        )
        .await?;
    // The reply need not repeat the price.
    let details = &mut bought.details;
    details.setup_cost = details.setup_cost.or(Some(cost));
    details.monthly_cost = details.monthly_cost.or(Some(offer.monthly_cost));
    context.output.record(&bought)?;
    if bought.confirmed_by == ConfirmedBy::LookUp {
        context
            .output
            .note("found on the account after a lost reply; another process of yours may have bought it")?;
    }
    let digits = number.digits();
    let enable = format!("trunkline numbers update {digits} --messaging on");
    if bought.messaging_failed {
        return Err(
            Failure::unknown("bought, but the carrier could not enable messaging")
                .hint(format!("do not buy it again; try: {enable}")),
        );
    }
    if args.messaging && bought.details.messaging_enabled == Some(false) {
        context.output.note(&format!(
            "messaging is not enabled yet; check in a minute with: trunkline numbers show {digits}"
        ))?;
        context
            .output
            .note(&format!("if it is still not enabled: {enable}"))?;
    }
    context.output.note(&format!(
        "bought. Next: trunkline routes assign {digits} --primary <ROUTE>"
    ))
}

/// `+1 206 420 5780   seattle, WA   $1.00 setup, $1.25 a month`.
fn summary(offer: &Offer) -> String {
    let rate_center = offer.rate_center.as_ref().map(|name| name.as_str());
    let state = offer.state.as_ref().map(|state| state.as_str());
    let place = joined([rate_center, state].into_iter().flatten(), ", ");
    let price = format!("{} setup, {} a month", offer.setup_cost, offer.monthly_cost);
    joined([offer.number.international().as_str(), &place, &price], "   ")
}

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
        return Err(Failure::failed(format!(
            "{number} is already on this account; nothing was bought"
        )));
    }
    Err(
        Failure::failed(format!("{number} is not for sale (any more); nothing was bought"))
            .hint("find another number with: trunkline numbers search --area-code NPA"),
    )
}
