//! `trunkline cnam`.

use clap::builder::BoolishValueParser;
use clap::{Args, Subcommand};
use serde_json::json;
use trunkline::PhoneNumber;
use trunkline::flowroute::cnam::{
    AssociateCnam, CnamState, CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam,
};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::view::CnamView;

/// What can be done with caller names.
#[derive(Debug, Subcommand)]
pub(crate) enum CnamCommand {
    /// List the caller names of the account
    #[command(after_help = "Example:\n  trunkline cnam list --approved yes --all")]
    List(ListArgs),

    /// Show a caller name: whether it is approved, and which numbers use it
    #[command(after_help = "Example:\n  trunkline cnam show 22790")]
    Show {
        /// Its id
        id: String,
    },

    /// Create a caller name; people at the carrier review it within 48 hours
    #[command(after_help = "\
1 to 15 characters, at least one letter. The carrier stores it in upper case.

Example:
  trunkline cnam create \"ACME INC\"")]
    Create {
        /// The name
        name: String,
    },

    /// Give an approved caller name to a number; this costs money, so it asks
    #[command(after_help = "Example:\n  trunkline cnam assign 12064205780 22790")]
    Assign {
        /// The number, written in any way; not a toll-free one
        number: PhoneNumber,
        /// The caller name's id
        id: String,
    },

    /// Take the caller name off a number; this asks
    #[command(after_help = "Example:\n  trunkline cnam unassign 12064205780")]
    Unassign {
        /// The number, written in any way
        number: PhoneNumber,
    },

    /// Delete a caller name, and take it off all numbers; this asks
    #[command(after_help = "Example:\n  trunkline cnam delete 22790")]
    Delete {
        /// Its id
        id: String,
    },
}

/// Options of `cnam list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only approved names, or only those that are not
    #[arg(long, value_name = "yes|no", value_parser = BoolishValueParser::new())]
    approved: Option<bool>,

    /// Only names with this text in them
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs one of them.
pub(crate) async fn run(command: CnamCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        CnamCommand::List(args) => list(args, context).await,
        CnamCommand::Show { id } => {
            let cnam = context.flowroute.cnam().get(GetCnam::new(id)).await?;
            context.output.record(&CnamView::from(cnam))
        }
        CnamCommand::Create { name } => create(name, context).await,
        CnamCommand::Assign { number, id } => assign(number, &id, context).await,
        CnamCommand::Unassign { number } => unassign(number, context).await,
        CnamCommand::Delete { id } => delete(&id, context).await,
    }
}

async fn list(args: ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListCnams::new().limit(args.how_many.page(200));
    if let Some(approved) = args.approved {
        request = request.approved(approved);
    }
    if let Some(name) = args.name {
        request = request.value(name);
    }
    let listing = context.flowroute.cnam().list(request);
    listing::show(context, listing, args.how_many, CnamView::from).await
}

async fn create(name: String, context: &mut Context<'_>) -> Result<(), Failure> {
    let cnam = context.flowroute.cnam().create(CreateCnam::new(name)).await?;
    let next = format!(
        "waiting for review, up to 48 hours. Then: trunkline cnam assign <NUMBER> {}",
        cnam.id
    );
    context.output.record(&CnamView::from(cnam))?;
    context.output.talk(&next)
}

async fn assign(number: PhoneNumber, id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let cnam = context.flowroute.cnam().get(GetCnam::new(id)).await?;
    let name = cnam.value.as_deref().unwrap_or("?").to_owned();
    if cnam.state() != CnamState::Approved {
        return Err(Failure::failed(format!(
            "caller name {id} \"{name}\" is not approved; nothing was associated"
        ))
        .hint(format!(
            "the review takes up to 48 hours; look with: trunkline cnam show {id}"
        )));
    }
    context
        .output
        .talk("price: a one-time charge for storing the name; the carrier tells it on the bill only")?;
    context
        .confirm(&format!("Let {} call as \"{name}\"?", number.international()))
        .await?;
    let guard = context.under_way(
        format!("the caller name may have been given to {number}"),
        format!("look before repeating it: trunkline numbers show {number}"),
    );
    context
        .flowroute
        .cnam()
        .associate(AssociateCnam::new(number, id))
        .await?;
    drop(guard);
    let words = format!(
        "{} will call as \"{name}\", in 5 to 7 business days",
        number.international()
    );
    context
        .output
        .result(&json!({ "number": number, "cnam": id, "assigned": true }), &words)
}

async fn unassign(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    context
        .output
        .talk("giving a caller name to the number again costs again")?;
    context
        .confirm(&format!("Take the caller name off {}?", number.international()))
        .await?;
    context
        .flowroute
        .cnam()
        .unassociate(UnassociateCnam::new(number))
        .await?;
    let words = format!("{} has no caller name", number.international());
    context.output.result(
        &json!({ "number": number, "cnam": null, "assigned": false }),
        &words,
    )
}

async fn delete(id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.talk("it is taken off all numbers that use it")?;
    context.confirm(&format!("Delete caller name {id}?")).await?;
    context.flowroute.cnam().delete(DeleteCnam::new(id)).await?;
    context.output.result(
        &json!({ "id": id, "deleted": true }),
        &format!("caller name {id} is deleted"),
    )
}
