//! `trunkline e911`.

mod address;

use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::e911::{
    AssociateE911, CreateE911, DeleteE911, GetE911, ListE911, ListE911Numbers, UnassociateE911, ValidateE911,
};
use trunkline::{PhoneNumber, Region};

use self::address::{AddressArgs, ChangeArgs};
use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;
use crate::view::{AssociatedView, E911View};

/// What can be done with emergency addresses.
#[derive(Debug, Subcommand)]
pub(crate) enum E911Command {
    /// List the addresses of the account
    #[command(after_help = "Example:\n  trunkline e911 list --state WA --all")]
    List(ListArgs),

    /// Show an address
    #[command(after_help = "Example:\n  trunkline e911 show 22120")]
    Show {
        /// Its id
        id: String,
    },

    /// Ask whether the emergency services can find an address; stores nothing, costs nothing
    #[command(after_help = address::EXAMPLE_VALIDATE)]
    Validate(AddressArgs),

    /// Create an address: shows it as the dispatcher will see it, and asks
    #[command(after_help = address::EXAMPLE_CREATE)]
    Create(AddressArgs),

    /// Change an address, for all numbers that use it: this asks
    #[command(after_help = "Example:\n  trunkline e911 update 22120 --unit \"Floor 3\"")]
    Update(ChangeArgs),

    /// Give an address to a number; this costs money, so it asks
    #[command(after_help = "\
Charged once for each number and address, and every month from then on.
It replaces the number's earlier address.

Example:
  trunkline e911 assign 12064205780 22120")]
    Assign {
        /// The number, written in any way
        number: PhoneNumber,
        /// The address's id
        id: String,
    },

    /// Take the address off a number; calls to 911 then show no address, so this asks
    #[command(after_help = "Example:\n  trunkline e911 unassign 12064205780")]
    Unassign {
        /// The number, written in any way
        number: PhoneNumber,
    },

    /// List the numbers that use an address
    #[command(after_help = "Example:\n  trunkline e911 numbers 22120 --all")]
    Numbers {
        /// The address's id
        id: String,
        #[command(flatten)]
        how_many: HowMany,
    },

    /// Delete an address that no number uses; this asks
    #[command(after_help = "Example:\n  trunkline e911 delete 22120")]
    Delete {
        /// Its id
        id: String,
    },
}

/// Options of `e911 list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only addresses with this in their label
    #[arg(long)]
    label: Option<String>,

    /// Only addresses with this in the name of the street
    #[arg(long, value_name = "NAME")]
    street_name: Option<String>,

    /// Only addresses with this in the name of the city
    #[arg(long)]
    city: Option<String>,

    /// Only addresses of this state, territory or province
    #[arg(long, value_name = "WA", value_parser = values::region)]
    state: Option<Region>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs one of them.
pub(crate) async fn run(command: E911Command, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        E911Command::List(args) => list(args, context).await,
        E911Command::Show { id } => {
            let record = context.flowroute.e911().get(GetE911::new(id)).await?;
            context.output.record(&E911View::from(record))
        }
        E911Command::Validate(args) => validate(args, context).await,
        E911Command::Create(args) => create(args, context).await,
        E911Command::Update(args) => update(args, context).await,
        E911Command::Assign { number, id } => assign(number, &id, context).await,
        E911Command::Unassign { number } => unassign(number, context).await,
        E911Command::Numbers { id, how_many } => {
            let request = ListE911Numbers::new(id).limit(how_many.page(200));
            let listing = context.flowroute.e911().numbers(request);
            listing::show(context, listing, how_many, AssociatedView::from).await
        }
        E911Command::Delete { id } => delete(&id, context).await,
    }
}

async fn list(args: ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListE911::new().limit(args.how_many.page(200));
    if let Some(label) = args.label {
        request = request.label(label);
    }
    if let Some(street) = args.street_name {
        request = request.street_name(street);
    }
    if let Some(city) = args.city {
        request = request.city(city);
    }
    if let Some(state) = args.state {
        request = request.state(state);
    }
    let listing = context.flowroute.e911().list(request);
    listing::show(context, listing, args.how_many, E911View::from).await
}

async fn validate(args: AddressArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let label = args.label.clone();
    context
        .flowroute
        .e911()
        .validate(ValidateE911::new(args.address()))
        .await?;
    context.output.result(
        &json!({ "label": label, "valid": true }),
        "the carrier can find this address; nothing was stored",
    )
}

async fn create(args: AddressArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let lines = args.dispatcher();
    let address = args.address();
    address.validate()?;
    show_to_dispatcher(&lines, context)?;
    context.confirm("Create this emergency address?").await?;
    let guard = context.under_way(
        "the address may have been created",
        "look before repeating it: trunkline e911 list",
    );
    let record = context.flowroute.e911().create(CreateE911::new(address)).await?;
    drop(guard);
    let next = format!("created. Next: trunkline e911 assign <NUMBER> {}", record.id);
    context.output.record(&E911View::from(record))?;
    context.output.talk(&next)
}

async fn update(args: ChangeArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = args.id.clone();
    let now = context.flowroute.e911().get(GetE911::new(id.as_str())).await?;
    let then = args.applied_to(now.clone());
    context.output.talk("the dispatcher sees now:")?;
    show_lines(&E911View::from(now).dispatcher(), context)?;
    show_to_dispatcher(&E911View::from(then).dispatcher(), context)?;
    context
        .confirm(&format!("Change address {id} for all numbers that use it?"))
        .await?;
    let record = context.flowroute.e911().update(args.request()).await?;
    context.output.record(&E911View::from(record))
}

async fn assign(number: PhoneNumber, id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let record = E911View::from(context.flowroute.e911().get(GetE911::new(id)).await?);
    show_to_dispatcher(&record.dispatcher(), context)?;
    context
        .output
        .talk("price: $1.50 a month, charged at the first assignment (published price; the bill decides)")?;
    context
        .confirm(&format!("Give this address to {}?", number.international()))
        .await?;
    let guard = context.under_way(
        format!("the address may have been given to {number}"),
        format!("trunkline numbers show {number}; repeating it is not charged again"),
    );
    context
        .flowroute
        .e911()
        .associate(AssociateE911::new(number, id))
        .await?;
    drop(guard);
    let words = format!("a call to 911 from {} shows address {id}", number.international());
    context
        .output
        .result(&json!({ "number": number, "e911": id, "assigned": true }), &words)
}

async fn unassign(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .output
        .talk("without it the dispatcher sees no address, and a call to 911 costs $95 (published price)")?;
    context
        .confirm(&format!(
            "Take the emergency address off {}?",
            number.international()
        ))
        .await?;
    context
        .flowroute
        .e911()
        .unassociate(UnassociateE911::new(number))
        .await?;
    let words = format!("{} has no emergency address", number.international());
    context.output.result(
        &json!({ "number": number, "e911": null, "assigned": false }),
        &words,
    )
}

async fn delete(id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .confirm(&format!("Delete emergency address {id}?"))
        .await?;
    context.flowroute.e911().delete(DeleteE911::new(id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("emergency address {id} is deleted"),
    )
}

fn show_to_dispatcher(lines: &[String; 3], context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.talk("the dispatcher will see:")?;
    show_lines(lines, context)
}

fn show_lines(lines: &[String; 3], context: &mut Context<'_>) -> Result<(), Failure> {
    lines
        .iter()
        .try_for_each(|line| context.output.talk(&format!("  {line}")))
}
