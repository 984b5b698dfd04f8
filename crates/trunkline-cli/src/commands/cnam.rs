//! `trunkline cnam`: caller names.

use clap::builder::BoolishValueParser;
use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::PhoneNumber;
use trunkline::flowroute::cnam::{CnamState, CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum CnamCommand {
    /// List caller names
    #[command(after_help = "Example:\n  trunkline cnam list --approved yes --all")]
    List(ListCnamsArgs),

    /// Show a caller name, its approval and the numbers that use it
    #[command(after_help = "Example:\n  trunkline cnam show 22790")]
    Show {
        /// Caller name ID
        id: String,
    },

    /// Create a caller name; the carrier reviews it within 48 hours
    #[command(after_help = "\
A name has 1 to 15 characters and at least one letter. The carrier stores it in
upper case.

Example:
  trunkline cnam create \"ACME INC\"")]
    Create {
        /// Caller name
        name: String,
    },

    /// Assign an approved caller name to a number, after asking for confirmation; this is charged
    #[command(after_help = "Example:\n  trunkline cnam assign 12064205780 22790")]
    Assign {
        /// Phone number, in any common format; not a toll-free number
        number: PhoneNumber,
        /// Caller name ID
        id: String,
    },

    /// Remove the caller name from a number, after asking for confirmation
    #[command(after_help = "Example:\n  trunkline cnam unassign 12064205780")]
    Unassign {
        /// Phone number, in any common format
        number: PhoneNumber,
    },

    /// Delete a caller name and remove it from all numbers, after asking for confirmation
    #[command(after_help = "Example:\n  trunkline cnam delete 22790")]
    Delete {
        /// Caller name ID
        id: String,
    },
}

/// Options of `cnam list`.
#[derive(Debug, Args)]
pub(crate) struct ListCnamsArgs {
    /// Filter by approval
    #[arg(long, value_name = "yes|no", hide_possible_values = true, value_parser = BoolishValueParser::new())]
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
            let cnam = context.flowroute.cnam().get(GetCnam::new(id)).await?;
            context.output.record(&cnam)
        }
        CnamCommand::Create { name } => create(name, context).await,
        CnamCommand::Assign { number, id } => assign(number, &id, context).await,
        CnamCommand::Unassign { number } => unassign(number, context).await,
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
    let cnam = context.flowroute.cnam().create(CreateCnam::new(name)).await?;
    let next = format!(
        "the carrier reviews it within 48 hours. Then: trunkline cnam assign <NUMBER> {}",
        cnam.id
    );
    context.output.record(&cnam)?;
    context.output.note(&next)
}

async fn assign(number: PhoneNumber, id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let cnam = context.flowroute.cnam().get(GetCnam::new(id)).await?;
    let name = cnam.value.as_deref().unwrap_or("?").to_owned();
    if cnam.state() != CnamState::Approved {
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
    context
        .billable(
            format!("the caller name may have been assigned to {number}"),
            format!("before trying again, check with: trunkline numbers show {number}"),
            context.flowroute.cnam().associate(number, id),
        )
        .await?;
    let done = format!(
        "assigned caller name \"{name}\" to {}; shown in 5 to 7 business days",
        number.international()
    );
    context
        .output
        .result(&json!({ "number": number, "cnam": id, "assigned": true }), &done)
}

async fn unassign(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .output
        .note("assigning a caller name again is charged again")?;
    context
        .confirm(&format!(
            "Remove the caller name from {}?",
            number.international()
        ))
        .await?;
    context
        .flowroute
        .cnam()
        .unassociate(UnassociateCnam::new(number))
        .await?;
    let done = format!("removed the caller name from {}", number.international());
    context
        .output
        .result(&json!({ "number": number, "assigned": false }), &done)
}

async fn delete(id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .output
        .note("it is removed from all numbers that use it")?;
    context.confirm(&format!("Delete caller name {id}?")).await?;
    context.flowroute.cnam().delete(DeleteCnam::new(id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("deleted caller name {id}"),
    )
}
