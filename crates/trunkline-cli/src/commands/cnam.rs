//! `trunkline cnam`: caller names.

use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::PhoneNumber;
use trunkline::flowroute::cnam::{
    AssociateCnam, Cnam, CnamId, CnamState, CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam,
    UpdateCnam,
};

use crate::bulk::{self, Numbers};
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::listing::{self, HowMany};
use crate::{names, values};

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum CnamCommand {
    /// List caller names
    #[command(
        visible_alias = "ls",
        after_help = "Example:\n  trunkline cnam list --approved yes --all"
    )]
    List(ListCnamsArgs),

    /// Show a caller name, its approval and the numbers that use it
    #[command(
        visible_alias = "get",
        after_help = "Examples:\n  trunkline cnam show 22790\n  trunkline cnam show \"ACME INC\""
    )]
    Show {
        /// Caller name or its ID
        #[arg(value_name = "NAME")]
        id: String,
    },

    /// Create a caller name; the carrier reviews it within 48 hours
    #[command(
        visible_alias = "add",
        after_help = "\
A name has 1 to 15 characters and at least one letter. The carrier stores it in
upper case.

Example:
  trunkline cnam create \"ACME INC\""
    )]
    Create {
        /// Caller name
        name: String,
    },

    /// Change a caller name that is not approved yet
    #[command(
        visible_alias = "set",
        after_help = "Example:\n  trunkline cnam update 22790 \"ACME LTD\""
    )]
    Update {
        /// Caller name or its ID
        #[arg(value_name = "NAME")]
        id: String,
        /// New caller name
        new_name: String,
    },

    /// Assign an approved caller name to a number, after asking for confirmation; this is charged
    #[command(after_help = "\
Examples:
  trunkline cnam assign 12064205780 22790
  trunkline cnam assign 12064205780 \"ACME INC\"")]
    Assign {
        /// Phone number, in any common format; not a toll-free number
        number: PhoneNumber,
        /// Caller name or its ID
        #[arg(value_name = "NAME")]
        id: String,
    },

    /// Remove the caller name from numbers, after asking for confirmation
    #[command(
        visible_alias = "clear",
        after_help = "Example:\n  trunkline cnam unassign 12064205780"
    )]
    Unassign(Numbers),

    /// Delete a caller name and remove it from all numbers, after asking for confirmation
    #[command(visible_alias = "rm", after_help = "Example:\n  trunkline cnam delete 22790")]
    Delete {
        /// Caller name or its ID
        #[arg(value_name = "NAME")]
        id: String,
    },
}

/// Options of `cnam list`.
#[derive(Debug, Args)]
pub(crate) struct ListCnamsArgs {
    /// Filter by approval
    #[arg(long, value_name = "yes|no", value_parser = values::switch)]
    approved: Option<bool>,

    /// Filter by text in the name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs a subcommand.
pub(crate) async fn run(command: CnamCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        CnamCommand::List(args) => list(args, context).await,
        CnamCommand::Show { id } => {
            let id = names::cnam(&id, context).await?;
            let cnam = context.flowroute.cnam().get(GetCnam::new(id)).await?;
            context.output.record(&cnam)
        }
        CnamCommand::Create { name } => create(name, context).await,
        CnamCommand::Assign { number, id } => assign(number, &id, context).await,
        CnamCommand::Update { id, new_name } => update(&id, new_name, context).await,
        CnamCommand::Unassign(numbers) => unassign(numbers.read()?, context).await,
        CnamCommand::Delete { id } => delete(&id, context).await,
    }
}

async fn list(args: ListCnamsArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListCnams::new().limit(args.how_many.page_size(200));
    if let Some(approved) = args.approved {
        request = request.approved(approved);
    }
    if let Some(name) = args.name {
        request = request.value(name);
    }
    let listing = context.flowroute.cnam().list(request);
    listing::show(context, listing, args.how_many).await
}

async fn create(name: String, context: &mut Context<'_>) -> Result<(), Failure> {
    let deed = Deed::new(format!("caller name {name:?}"), "created")
        .check("before trying again, check with: trunkline cnam list --all");
    let cnam = context.write(deed, CreateCnam::new(name)).await?;
    let next = format!(
        "the carrier reviews it within 48 hours. Then: trunkline cnam assign <NUMBER> {}",
        cnam.id
    );
    context.output.record(&cnam)?;
    context.output.note(&next)
}

async fn update(name: &str, new_name: String, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = names::cnam(name, context).await?;
    let deed = Deed::new(format!("caller name {id}"), "changed").check(format!(
        "check with: trunkline cnam show {id}; trying again is safe"
    ));
    let cnam = context.write(deed, UpdateCnam::new(id, new_name)).await?;
    context.output.record(&cnam)?;
    context.output.note("the carrier reviews it within 48 hours")
}

/// The record; `None` in a dry run.
async fn record(id: &CnamId, context: &Context<'_>) -> Result<Option<Cnam>, Failure> {
    context.flowroute.cnam().get(GetCnam::new(id)).await.or_dry_run()
}

async fn assign(number: PhoneNumber, name: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = names::cnam(name, context).await?;
    let cnam = record(&id, context).await?;
    let stored = cnam.as_ref().and_then(|cnam| cnam.value.as_deref());
    let name = stored.unwrap_or(name);
    if cnam
        .as_ref()
        .is_some_and(|cnam| cnam.state() != CnamState::Approved)
    {
        return Err(Failure::failed(format!(
            "caller name {id} \"{name}\" is not approved; nothing was assigned"
        ))
        .hint(format!(
            "the review takes up to 48 hours; check with: trunkline cnam show {id}"
        )));
    }
    context
        .output
        .note("price: a one-time fee for storing the name, shown only on your invoice")?;
    context
        .confirm(&format!(
            "Assign caller name \"{name}\" to {}?",
            number.international()
        ))
        .await?;
    let deed = Deed::new(format!("caller name {name:?}"), format!("assigned to {number}")).check(format!(
        "before trying again, check with: trunkline numbers show {number}"
    ));
    context.write(deed, AssociateCnam::new(number, &id)).await?;
    let done = format!(
        "assigned caller name \"{name}\" to {}; shown in 5 to 7 business days",
        number.international()
    );
    context
        .output
        .result(&json!({ "number": number, "cnam": id, "assigned": true }), &done)
}

async fn unassign(numbers: Vec<PhoneNumber>, context: &mut Context<'_>) -> Result<(), Failure> {
    let looked_up = bulk::each(&numbers, context, async |number, context| {
        let Some(owned) = context.flowroute.numbers().get(number).await.or_dry_run()? else {
            return Ok(());
        };
        let preset = owned.relationships.and_then(|attached| attached.cnam_preset);
        let name = match preset {
            None => "none".to_owned(),
            Some(preset) => described(preset.id.as_str(), preset.record.as_ref()),
        };
        context
            .output
            .note(&format!("{}   caller name {name}", number.international()))
    });
    looked_up.await?;
    context
        .output
        .note("assigning a caller name again is charged again")?;
    let of = match numbers.as_slice() {
        [number] => number.international(),
        several => format!("{} numbers", several.len()),
    };
    context
        .confirm(&format!("Remove the caller name from {of}?"))
        .await?;
    bulk::each(&numbers, context, unassign_from).await
}

async fn unassign_from(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    let deed = Deed::new(format!("the caller name of {number}"), "removed")
        .check(format!("check with: trunkline numbers show {number}"));
    context.write(deed, UnassociateCnam::new(number)).await?;
    let done = format!("removed the caller name from {}", number.international());
    context
        .output
        .result(&json!({ "number": number, "assigned": false }), &done)
}

/// `22790 (ACME INC)`.
fn described(id: &str, cnam: Option<&Cnam>) -> String {
    match cnam.and_then(|cnam| cnam.value.as_deref()) {
        Some(name) => format!("{id} ({name})"),
        None => id.to_owned(),
    }
}

async fn delete(name: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let id = names::cnam(name, context).await?;
    let cnam = record(&id, context).await?;
    let shown = described(id.as_str(), cnam.as_ref());
    let users = match cnam.as_ref().and_then(|cnam| cnam.numbers.as_deref()) {
        None => "it is removed from all numbers that use it; the carrier does not say which".to_owned(),
        Some([]) => "no number uses it".to_owned(),
        Some(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(|number| number.international()).collect();
            format!("it is removed from {}", numbers.join(", "))
        }
    };
    context.output.note(&format!("caller name {shown}: {users}"))?;
    context.confirm(&format!("Delete caller name {shown}?")).await?;
    let deed =
        Deed::new(format!("caller name {id}"), "deleted").check("check with: trunkline cnam list --all");
    context.write(deed, DeleteCnam::new(&id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("deleted caller name {shown}"),
    )
}
