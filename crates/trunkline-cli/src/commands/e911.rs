//! `trunkline e911`: emergency addresses.

mod address;

use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::flowroute::e911::{
    AssociateE911, CreateE911, DeleteE911, E911, E911Id, GetE911, ListE911, ListE911Numbers, UnassociateE911,
    ValidateE911,
};
use trunkline::{PhoneNumber, Region};

use self::address::{AddressArgs, ChangeArgs};
use crate::bulk::{self, Numbers};
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::fields::{dispatcher_lines, joined};
use crate::listing::{self, HowMany};
use crate::{names, values};

/// Heading of an address that is about to be used.
const DISPATCHER: &str = "shown to the dispatcher:";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum E911Command {
    /// List emergency addresses
    #[command(
        visible_alias = "ls",
        after_help = "Example:\n  trunkline e911 list --state WA --all"
    )]
    List(ListAddressesArgs),

    /// Show an emergency address
    #[command(
        visible_alias = "get",
        after_help = "Examples:\n  trunkline e911 show 22120\n  trunkline e911 show \"HQ Seattle\""
    )]
    Show {
        /// Address ID or label
        #[arg(value_name = "ADDRESS")]
        id: String,
    },

    /// Check that the emergency services can locate an address (free; nothing is stored)
    #[command(after_help = address::EXAMPLE_VALIDATE)]
    Validate(AddressArgs),

    /// Create an emergency address, after showing it and asking for confirmation
    #[command(visible_alias = "add", after_help = address::EXAMPLE_CREATE)]
    Create(AddressArgs),

    /// Update an address for all numbers that use it, after asking for confirmation
    #[command(
        visible_alias = "set",
        override_usage = "trunkline e911 update <ADDRESS> <OPTIONS>",
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
        /// Address ID or label
        #[arg(value_name = "ADDRESS")]
        id: String,
    },

    /// Remove the address from numbers, after asking for confirmation
    #[command(
        visible_alias = "clear",
        after_help = "Example:\n  trunkline e911 unassign 12064205780"
    )]
    Unassign(Numbers),

    /// List numbers that use an address
    #[command(after_help = "Example:\n  trunkline e911 numbers 22120 --all")]
    Numbers {
        /// Address ID or label
        #[arg(value_name = "ADDRESS")]
        id: String,
        #[command(flatten)]
        how_many: HowMany,
    },

    /// Delete an address that no number uses, after asking for confirmation
    #[command(visible_alias = "rm", after_help = "Example:\n  trunkline e911 delete 22120")]
    Delete {
        /// Address ID or label
        #[arg(value_name = "ADDRESS")]
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
            let id = names::e911(&id, context).await?;
            let record = context.flowroute.e911().get(GetE911::new(id)).await?;
            context.output.record(&record)
        }
        E911Command::Validate(args) => validate(args, context).await,
        E911Command::Create(args) => create(args, context).await,
        E911Command::Update(args) => update(args, context).await,
        E911Command::Assign { number, id } => assign(number, &id, context).await,
        E911Command::Unassign(numbers) => unassign(numbers.read()?, context).await,
        E911Command::Numbers { id, how_many } => {
            let id = names::e911(&id, context).await?;
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
    let deed = Deed::new("the emergency address", "created")
        .check("before trying again, check with: trunkline e911 list --all");
    let record = context.write(deed, CreateE911::new(address)).await?;
    let next = format!("created. Next: trunkline e911 assign <NUMBER> {}", record.id);
    context.output.record(&record)?;
    context.output.note(&next)
}

async fn update(args: ChangeArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = names::e911(&args.id, context).await?;
    if let Some(current) = look(&id, context).await? {
        let changed = args.applied_to(current.clone());
        note_lines("current address:", &dispatcher_lines(&current), context)?;
        note_lines("new address:", &dispatcher_lines(&changed), context)?;
    }
    context
        .confirm(&format!("Update address {id} for all numbers that use it?"))
        .await?;
    let deed = Deed::new(format!("emergency address {id}"), "changed").check(format!(
        "check with: trunkline e911 show {id}; trying again is safe"
    ));
    let record = context.write(deed, args.request(id)).await?;
    context.output.record(&record)
}

async fn assign(number: PhoneNumber, label: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = names::e911(label, context).await?;
    if let Some(record) = look(&id, context).await? {
        note_lines(DISPATCHER, &dispatcher_lines(&record), context)?;
    }
    context
        .output
        .note("price: $1.50 a month, charged at the first assignment (published price; see your invoice)")?;
    context
        .confirm(&format!("Assign this address to {}?", number.international()))
        .await?;
    let deed = Deed::new(format!("emergency address {id}"), format!("assigned to {number}")).check(format!(
        "check with: trunkline numbers show {number}; trying again is not charged twice"
    ));
    context.write(deed, AssociateE911::new(number, &id)).await?;
    let done = format!("assigned emergency address {id} to {}", number.international());
    context
        .output
        .result(&json!({ "number": number, "e911": id, "assigned": true }), &done)
}

async fn unassign(numbers: Vec<PhoneNumber>, context: &mut Context<'_>) -> Result<(), Failure> {
    let looked_up = bulk::each(&numbers, context, async |number, context| {
        let Some(owned) = context.flowroute.numbers().get(number).await.or_dry_run()? else {
            return Ok(());
        };
        let address = owned.relationships.and_then(|attached| attached.e911_address);
        let shown = match address {
            None => "no emergency address".to_owned(),
            Some(address) => {
                let lines = address.record.as_ref().map(dispatcher_lines).unwrap_or_default();
                let lines = joined(lines.iter().map(String::as_str), ", ");
                joined(
                    [format!("emergency address {}", address.id).as_str(), &lines],
                    ": ",
                )
            }
        };
        context
            .output
            .note(&format!("{}   {shown}", number.international()))
    });
    looked_up.await?;
    context
        .output
        .note("without an address, dispatchers see no location and a 911 call costs $95 (published price)")?;
    let of = match numbers.as_slice() {
        [number] => number.international(),
        several => format!("{} numbers", several.len()),
    };
    context
        .confirm(&format!("Remove the emergency address from {of}?"))
        .await?;
    bulk::each(&numbers, context, unassign_from).await
}

async fn unassign_from(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    let deed = Deed::new(format!("the emergency address of {number}"), "removed")
        .check(format!("check with: trunkline numbers show {number}"));
    context.write(deed, UnassociateE911::new(number)).await?;
    let done = format!("removed the emergency address from {}", number.international());
    context
        .output
        .result(&json!({ "number": number, "assigned": false }), &done)
}

async fn delete(label: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = names::e911(label, context).await?;
    if let Some(record) = look(&id, context).await? {
        note_lines("the address:", &dispatcher_lines(&record), context)?;
    }
    show_users(&id, context).await?;
    context
        .confirm(&format!("Delete emergency address {id}?"))
        .await?;
    let deed = Deed::new(format!("emergency address {id}"), "deleted")
        .check("check with: trunkline e911 list --all");
    context.write(deed, DeleteE911::new(&id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("deleted emergency address {id}"),
    )
}

/// The address as it is; none in a dry run.
async fn look(id: &E911Id, context: &Context<'_>) -> Result<Option<E911>, Failure> {
    context.flowroute.e911().get(GetE911::new(id)).await.or_dry_run()
}

/// Says which numbers use an address, which keeps the carrier from deleting it.
async fn show_users(id: &E911Id, context: &mut Context<'_>) -> Result<(), Failure> {
    let request = ListE911Numbers::new(id).limit(10);
    let page = context.flowroute.e911().numbers(request).page().await;
    let Some(page) = page.or_dry_run()? else {
        return Ok(());
    };
    let numbers: Vec<String> = page.iter().map(|used| used.number.international()).collect();
    if numbers.is_empty() {
        return context.output.note("no number uses it");
    }
    context.output.note(&format!(
        "used by {}; the carrier refuses to delete it",
        numbers.join(", ")
    ))
}

fn note_lines(heading: &str, lines: &[String; 3], context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.note(heading)?;
    lines
        .iter()
        .try_for_each(|line| context.output.note(&format!("  {line}")))
}
