//! `trunkline e911`: emergency addresses.

mod address;

use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::e911::{
    CreateE911, DeleteE911, GetE911, ListE911, ListE911Numbers, UnassociateE911, ValidateE911,
};
use trunkline::{PhoneNumber, Region};

use self::address::{AddressArgs, ChangeArgs};
use crate::context::Context;
use crate::failure::Failure;
use crate::fields::dispatcher_lines;
use crate::listing::{self, HowMany};
use crate::values;

/// Heading of an address that is about to be used.
const DISPATCHER: &str = "shown to the dispatcher:";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum E911Command {
    /// List emergency addresses
    #[command(after_help = "Example:\n  trunkline e911 list --state WA --all")]
    List(ListAddressesArgs),

    /// Show an emergency address
    #[command(after_help = "Example:\n  trunkline e911 show 22120")]
    Show {
        /// Address ID
        id: String,
    },

    /// Check that the emergency services can locate an address (free; nothing is stored)
    #[command(after_help = address::EXAMPLE_VALIDATE)]
    Validate(AddressArgs),

    /// Create an emergency address, after showing it and asking for confirmation
    #[command(after_help = address::EXAMPLE_CREATE)]
    Create(AddressArgs),

    /// Update an address for all numbers that use it, after asking for confirmation
    #[command(
        override_usage = "trunkline e911 update <ID> <OPTIONS>",
        after_help = "Example:\n  trunkline e911 update 22120 --unit \"Floor 3\""
    )]
    Update(ChangeArgs),

    /// Assign an address to a number, after asking for confirmation; this is charged
    #[command(after_help = "\
Charged at the first assignment of an address to a number, and then monthly.
Replaces the number's previous address.

Example:
  trunkline e911 assign 12064205780 22120")]
    Assign {
        /// Phone number, in any common format
        number: PhoneNumber,
        /// Address ID
        id: String,
    },

    /// Remove the address from a number, after asking for confirmation
    #[command(after_help = "Example:\n  trunkline e911 unassign 12064205780")]
    Unassign {
        /// Phone number, in any common format
        number: PhoneNumber,
    },

    /// List numbers that use an address
    #[command(after_help = "Example:\n  trunkline e911 numbers 22120 --all")]
    Numbers {
        /// Address ID
        id: String,
        #[command(flatten)]
        how_many: HowMany,
    },

    /// Delete an address that no number uses, after asking for confirmation
    #[command(after_help = "Example:\n  trunkline e911 delete 22120")]
    Delete {
        /// Address ID
        id: String,
    },
}

/// Options of `e911 list`.
#[derive(Debug, Args)]
pub(crate) struct ListAddressesArgs {
    /// Filter by text in the label
    #[arg(long)]
    label: Option<String>,

    /// Filter by text in the street name
    #[arg(long, value_name = "NAME")]
    street_name: Option<String>,

    /// Filter by text in the city
    #[arg(long)]
    city: Option<String>,

    /// Filter by state, territory or province
    #[arg(long, value_name = "WA", value_parser = values::region)]
    state: Option<Region>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs a subcommand.
pub(crate) async fn run(command: E911Command, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        E911Command::List(args) => list(args, context).await,
        E911Command::Show { id } => {
            let record = context.flowroute.e911().get(GetE911::new(id)).await?;
            context.output.record(&record)
        }
        E911Command::Validate(args) => validate(args, context).await,
        E911Command::Create(args) => create(args, context).await,
        E911Command::Update(args) => update(args, context).await,
        E911Command::Assign { number, id } => assign(number, &id, context).await,
        E911Command::Unassign { number } => unassign(number, context).await,
        E911Command::Numbers { id, how_many } => {
            let request = ListE911Numbers::new(id).limit(how_many.page_size(200));
            let listing = context.flowroute.e911().numbers(request);
            listing::show(context, listing, how_many).await
        }
        E911Command::Delete { id } => delete(&id, context).await,
    }
}

async fn list(args: ListAddressesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListE911::new().limit(args.how_many.page_size(200));
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
    listing::show(context, listing, args.how_many).await
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
        "the address is valid; nothing was stored",
    )
}

async fn create(args: AddressArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let lines = args.dispatcher_lines();
    let address = args.address();
    address.validate()?;
    note_lines(DISPATCHER, &lines, context)?;
    context.confirm("Create this emergency address?").await?;
    let record = context
        .billable(
            "the address may have been created",
            "before trying again, check with: trunkline e911 list",
            context.flowroute.e911().create(CreateE911::new(address)),
        )
        .await?;
    let next = format!("created. Next: trunkline e911 assign <NUMBER> {}", record.id);
    context.output.record(&record)?;
    context.output.note(&next)
}

async fn update(args: ChangeArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = args.id.clone();
    let current = context.flowroute.e911().get(GetE911::new(id.as_str())).await?;
    let changed = args.applied_to(current.clone());
    note_lines("current address:", &dispatcher_lines(&current), context)?;
    note_lines("new address:", &dispatcher_lines(&changed), context)?;
    context
        .confirm(&format!("Update address {id} for all numbers that use it?"))
        .await?;
    let record = context.flowroute.e911().update(args.request()).await?;
    context.output.record(&record)
}

async fn assign(number: PhoneNumber, id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let record = context.flowroute.e911().get(GetE911::new(id)).await?;
    note_lines(DISPATCHER, &dispatcher_lines(&record), context)?;
    context
        .output
        .note("price: $1.50 a month, charged at the first assignment (published price; see your invoice)")?;
    context
        .confirm(&format!("Assign this address to {}?", number.international()))
        .await?;
    context
        .billable(
            format!("the address may have been assigned to {number}"),
            format!("check with: trunkline numbers show {number}; trying again is not charged twice"),
            context.flowroute.e911().associate(number, id),
        )
        .await?;
    let done = format!("assigned emergency address {id} to {}", number.international());
    context
        .output
        .result(&json!({ "number": number, "e911": id, "assigned": true }), &done)
}

async fn unassign(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .output
        .note("without an address, dispatchers see no location and a 911 call costs $95 (published price)")?;
    context
        .confirm(&format!(
            "Remove the emergency address from {}?",
            number.international()
        ))
        .await?;
    context
        .flowroute
        .e911()
        .unassociate(UnassociateE911::new(number))
        .await?;
    let done = format!("removed the emergency address from {}", number.international());
    context
        .output
        .result(&json!({ "number": number, "assigned": false }), &done)
}

async fn delete(id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .confirm(&format!("Delete emergency address {id}?"))
        .await?;
    context.flowroute.e911().delete(DeleteE911::new(id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("deleted emergency address {id}"),
    )
}

fn note_lines(heading: &str, lines: &[String; 3], context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.note(heading)?;
    lines
        .iter()
        .try_for_each(|line| context.output.note(&format!("  {line}")))
}
