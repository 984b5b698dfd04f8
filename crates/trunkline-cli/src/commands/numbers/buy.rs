//! `trunkline numbers buy`.

use clap::Args;
use trunkline::flowroute::numbers::{Offer, Purchase, SearchNumbers};
use trunkline::{Money, PhoneNumber};

use crate::context::Context;
use crate::failure::Failure;
use crate::view::{NumberView, OfferView};

/// Options of `numbers buy`.
#[derive(Debug, Args)]
pub(crate) struct BuyArgs {
    /// The number, written in any way
    number: PhoneNumber,

    /// Enable it for SMS and MMS as well
    #[arg(long)]
    messaging: bool,

    /// Do not buy it if it costs more than this now, in dollars
    #[arg(long, value_name = "DOLLARS")]
    max_setup_cost: Option<Money>,
}

/// Shows the price, asks, and buys.
pub(crate) async fn run(args: BuyArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let number = args.number;
    let offer = offer(number, context).await?;
    let (cost, monthly) = (offer.setup_cost, offer.monthly_cost);
    context.output.talk(&OfferView::from(offer).line())?;
    if let Some(most) = args.max_setup_cost.filter(|most| cost > *most) {
        return Err(Failure::user(format!(
            "{number} costs {cost} now, more than {most}; nothing was bought"
        )));
    }
    context.confirm("Buy it?").await?;

    let purchase = Purchase::new(number);
    let purchase = if args.messaging {
        purchase.messaging(true)
    } else {
        purchase
    };
    let guard = context.under_way(
        format!("{number} may have been bought"),
        format!("look before buying again: trunkline numbers show {number}"),
    );
    let owned = context.flowroute.numbers().purchase(purchase).await?;
    drop(guard);
    let not_enabled = args.messaging && owned.messaging_enabled == Some(false);
    context.output.record(&NumberView::bought(owned, cost, monthly))?;
    if not_enabled {
        context.output.talk(
            "not enabled for messages yet; look again in a minute with `trunkline numbers show`, and",
        )?;
        context.output.talk(&format!(
            "if it stays so: trunkline numbers update {} --messaging on",
            number.digits()
        ))?;
    }
    context.output.talk(&format!(
        "bought. Next: trunkline routes assign {} --primary <ROUTE>",
        number.digits()
    ))
}

/// The price as it is now. A number that is not for sale may be ours already, and must not be mistaken for sold.
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
            "{number} is on this account already; nothing was bought"
        )));
    }
    Err(
        Failure::failed(format!("{number} is not for sale (any more); nothing was bought"))
            .hint("search for another: trunkline numbers search --area-code NPA"),
    )
}
