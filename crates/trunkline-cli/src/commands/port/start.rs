//! `trunkline port start`: new port orders.

use clap::Args;
use trunkline::PhoneNumber;
use trunkline::flowroute::porting::{CheckPortability, CreatePortOrder, PortPresets, Subscriber};

use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::town::Town;

/// Help of `port start`.
pub(super) const EXAMPLE: &str = "\
Write everything as the bill of the losing carrier has it. Give an alias that
no other order has: if the reply is lost, that is how the order is found.

Example:
  trunkline port start 12064204444 12066204445 --alias \"move 7\" \\
      --provider ATT --account 123456 --billing-name \"John Doe\" \\
      --street \"1218 3rd Ave\" --city Seattle --state WA --zip 98101";

/// Options of `port start`.
#[derive(Debug, Args)]
pub(crate) struct StartArgs {
    /// Phone numbers, in any common format
    #[arg(required = true)]
    numbers: Vec<PhoneNumber>,

    /// Carrier that has the numbers now
    #[arg(long)]
    provider: String,

    /// Person who may order the port at that carrier
    #[arg(long, value_name = "NAME")]
    billing_name: String,

    /// Company; without it the numbers are a household's
    #[arg(long)]
    company: Option<String>,

    /// House number and street
    #[arg(long)]
    street: String,

    /// Part of the building
    #[arg(long, value_name = "UNIT")]
    street2: Option<String>,

    #[command(flatten)]
    town: Town,

    /// Account number at that carrier
    #[arg(long, value_name = "NUMBER")]
    account: Option<String>,

    /// PIN of that account, from the environment
    #[arg(long, env = "TRUNKLINE_PORT_PIN", hide_env_values = true)]
    pin: Option<String>,

    /// Name of the orders, unique on the account
    #[arg(long)]
    alias: Option<String>,

    /// Day on which the numbers should move, within 30 days
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,

    /// ID of the route that the numbers get
    #[arg(long, value_name = "ROUTE")]
    primary_route: Option<String>,

    /// ID of the emergency address that the numbers get
    #[arg(long, value_name = "ADDRESS")]
    e911: Option<String>,

    /// ID of the caller name that the numbers get
    #[arg(long, value_name = "CNAM")]
    cnam: Option<String>,

    /// URL that changes of the status are posted to
    #[arg(long, value_name = "URL")]
    status_url: Option<String>,
}

/// Checks the numbers, then creates the orders.
pub(super) async fn run(args: StartArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let porting = context.flowroute.porting();
    let answer = porting
        .check_portability(CheckPortability::new(args.numbers.as_slice()))
        .await
        .or_dry_run()?;
    let is_refused =
        |number: &&PhoneNumber| answer.as_ref().and_then(|answer| answer.of(**number)) == Some(false);
    if let Some(number) = args.numbers.iter().find(is_refused) {
        return Err(Failure::user(format!(
            "{number} cannot be ported in; nothing was created"
        )));
    }
    let deed = Deed::new("the port orders", "created").check("check with: trunkline port list");
    let group = context.write(deed, args.request()).await?;
    context.output.records(&group.orders)?;
    let first = group.orders.first().map_or("<ORDER>", |order| order.id.as_str());
    context.output.note(&format!(
        "created; nothing is charged before each order is signed. Next: trunkline port sign {first} --name <NAME> --title <TITLE>"
    ))
}

impl StartArgs {
    fn request(self) -> CreatePortOrder {
        let subscriber = match self.company {
            Some(company) => Subscriber::business(company, self.billing_name, self.provider),
            None => Subscriber::residential(self.billing_name, self.provider),
        };
        let mut subscriber =
            subscriber
                .street(self.street)
                .city(self.town.city, self.town.state, self.town.zip);
        if let Some(street2) = self.street2 {
            subscriber = subscriber.street2(street2);
        }
        let mut presets = PortPresets::new();
        presets.primary_route_id = self.primary_route.map(Into::into);
        presets.e911_id = self.e911.map(Into::into);
        presets.cnam_id = self.cnam.map(Into::into);
        let mut order = CreatePortOrder::new(self.numbers, subscriber);
        if presets != PortPresets::new() {
            order = order.presets(presets);
        }
        if let Some(account) = self.account {
            order = order.provider_account(account);
        }
        if let Some(url) = self.status_url {
            order = order.status_url(url);
        }
        if let Some(pin) = self.pin {
            order = order.pin(pin);
        }
        if let Some(alias) = self.alias {
            order = order.alias(alias);
        }
        if let Some(date) = self.date {
            order = order.desired_completion_date(date);
        }
        order
    }
}
