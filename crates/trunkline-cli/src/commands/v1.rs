//! `trunkline v1`: version 1 of Flowroute's API, with signed requests.

use clap::Subcommand;
use serde_json::json;
use trunkline::flowroute_v1::inventory::{ListAreaCodes, ListExchanges, SearchNumbers};
use trunkline::flowroute_v1::numbers::{GetNumber, ListNumbers, Purchase, UpdateRoutes};
use trunkline::flowroute_v1::routes::{CreateRoute, ListRoutes, RouteTarget};
use trunkline::{AreaCode, ConfirmedBy, PhoneNumber};

use crate::carriers;
use crate::deeds::{Deed, Deeds};
use crate::failure::{Failure, OrDryRun};
use crate::listing::HowMany;
use crate::output::Output;
use crate::session::Session;
use crate::settings::Global;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum V1Command {
    /// List area codes that have numbers for sale
    AreaCodes {
        #[command(flatten)]
        how_many: HowMany,
    },
    /// List exchanges that have numbers for sale
    Exchanges {
        /// Filter by area code
        #[arg(long, value_name = "NPA")]
        area_code: Option<AreaCode>,
        #[command(flatten)]
        how_many: HowMany,
    },
    /// Search numbers for sale
    #[command(visible_alias = "find")]
    Search {
        /// Filter by area code
        #[arg(long, value_name = "NPA")]
        area_code: AreaCode,
        #[command(flatten)]
        how_many: HowMany,
    },
    /// Buy a number, after showing its price and asking for confirmation
    #[command(visible_alias = "purchase")]
    Buy {
        /// Phone number, in any common format
        number: PhoneNumber,
    },
    /// List numbers on the account
    #[command(visible_alias = "ls")]
    List {
        #[command(flatten)]
        how_many: HowMany,
    },
    /// Show a number on the account
    #[command(visible_alias = "get")]
    Show {
        /// Phone number, in any common format
        number: PhoneNumber,
    },
    /// Assign both routes of a number, by their names
    Assign {
        /// Phone number, in any common format
        number: PhoneNumber,
        /// Name of the route that calls take first; sip-reg is the built-in one
        #[arg(long, value_name = "ROUTE")]
        primary: String,
        /// Name of the route that calls take if the primary one fails
        #[arg(long, value_name = "ROUTE")]
        failover: String,
    },
    /// List routes
    Routes {
        #[command(flatten)]
        how_many: HowMany,
    },
    /// Create a route to a host, a SIP URI or a telephone number
    CreateRoute {
        /// Name of the route
        name: String,
        /// Host, SIP URI (sip:user@host) or telephone number
        #[arg(value_parser = target)]
        target: RouteTarget,
    },
}

fn target(text: &str) -> Result<RouteTarget, String> {
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " +-()".contains(c));
    let target = if text.starts_with("sip:") {
        RouteTarget::uri(text)
    } else if is_number {
        RouteTarget::pstn(text)
    } else {
        RouteTarget::host(text)
    };
    target.map_err(|error| error.to_string())
}

/// Runs a subcommand.
pub(crate) async fn run(
    command: V1Command,
    global: &Global,
    output: &mut Output,
    deeds: Deeds,
) -> Result<(), Failure> {
    let carrier = carriers::flowroute_v1(global, &deeds)?;
    let mut session = Session::new(carrier, global, output, deeds);
    match command {
        V1Command::AreaCodes { how_many } => session.list(ListAreaCodes::new(), how_many.most()).await,
        V1Command::Exchanges { area_code, how_many } => {
            let mut request = ListExchanges::new();
            if let Some(area_code) = area_code {
                request = request.area_code(area_code);
            }
            session.list(request, how_many.most()).await
        }
        V1Command::Search { area_code, how_many } => {
            session
                .list(SearchNumbers::new().area_code(area_code), how_many.most())
                .await
        }
        V1Command::Buy { number } => buy(number, &mut session).await,
        V1Command::List { how_many } => session.list(ListNumbers::new(), how_many.most()).await,
        V1Command::Show { number } => {
            let details = session.read(GetNumber::new(number)).await?;
            let owned = serde_json::to_value(details.of(number))?;
            session.output.row(&owned)
        }
        V1Command::Assign {
            number,
            primary,
            failover,
        } => {
            let subject = format!("routes {primary} and {failover} to {number}");
            let request = UpdateRoutes::new(number, primary, failover);
            session.change(&subject, "assigned", request).await
        }
        V1Command::Routes { how_many } => session.list(ListRoutes::new(), how_many.most()).await,
        V1Command::CreateRoute { name, target } => {
            let subject = format!("route {name:?}");
            session
                .change(&subject, "created", CreateRoute::new(name, target))
                .await
        }
    }
}

async fn buy(number: PhoneNumber, session: &mut Session<'_>) -> Result<(), Failure> {
    let page = session.read(SearchNumbers::new().exactly(number)).await;
    let shown = number.international();
    if let Some(page) = page.or_dry_run()? {
        let Some(offer) = page.into_iter().find(|offer| offer.number == number) else {
            let text = format!("{number} is not for sale (any more); nothing was bought");
            return Err(Failure::failed(text).kind("not_for_sale"));
        };
        let (initial, monthly) = (offer.initial_cost, offer.monthly_cost);
        session
            .output
            .note(&format!("{shown}   {initial} setup, {monthly} a month"))?;
    }
    session.confirm("Buy it?").await?;
    let deed = Deed::new(number.to_string(), "bought").check(format!(
        "before buying again, check with: trunkline v1 show {number}"
    ));
    let confirmed_by = session.write(deed, Purchase::new(number)).await?;
    let done = match confirmed_by {
        ConfirmedBy::Reply => format!("bought {shown}"),
        ConfirmedBy::LookUp => format!(
            "{shown} is on the account, found after a lost reply; it may have been there before, or another process of yours \
             may have bought it"
        ),
    };
    session
        .output
        .result(&json!({ "number": number, "confirmed_by": confirmed_by }), &done)
}
