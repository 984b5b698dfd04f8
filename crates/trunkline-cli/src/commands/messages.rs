//! `trunkline messages`: SMS and MMS.

use std::time::Duration;

use clap::{Args, Subcommand};
use trunkline::flowroute::messages::{GetMessage, ListMessages, SendMessage};
use trunkline::{Endpoint, PhoneNumber, Timestamp};

use super::follow::follow;
use crate::context::Context;
use crate::failure::Failure;
use crate::fields::Sent;
use crate::listing::{self, HowMany};
use crate::values;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum MessagesCommand {
    /// Send an SMS, or an MMS with --media, after asking for confirmation
    #[command(after_help = "\
An accepted message is not delivered yet; --wait follows it, `messages show` looks once.
If the reply is lost, the message is not sent again, and the exit code is 3.

Examples:
  trunkline messages send --from 12064205780 --to 12065550142 \"Hello\"
  trunkline messages send --from 12064205780 --to 12065550142 \\
      --media https://example.com/cat.png")]
    Send(SendArgs),

    /// Show a message and its delivery receipts
    #[command(after_help = "Example:\n  trunkline messages show mdr2-39cadeace66e11e7aff806cd7f24ba2d")]
    Show {
        /// Message ID, including its prefix mdr2-
        id: String,
    },

    /// List messages sent and received in a period, newest first
    #[command(after_help = "\
Examples:
  trunkline messages list --since 2h
  trunkline messages list --since 2026-11-01 --until 2026-11-08 --all --json")]
    List(ListMessagesArgs),
}

/// Options of `messages send`.
#[derive(Debug, Args)]
pub(crate) struct SendArgs {
    /// Sender: a number on the account with messaging enabled
    #[arg(long, value_name = "NUMBER")]
    from: PhoneNumber,

    /// Recipient
    #[arg(long, value_name = "NUMBER")]
    to: PhoneNumber,

    /// Public URL of a file to send; can be repeated
    #[arg(long, value_name = "URL")]
    media: Vec<String>,

    /// URL to which delivery receipts are posted
    #[arg(long, value_name = "URL")]
    dlr_callback: Option<String>,

    /// Wait until the message is delivered or has failed, at most this long
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "60")]
    wait: Option<u64>,

    /// Text of the message
    #[arg(required_unless_present = "media")]
    text: Option<String>,
}

/// Options of `messages list`.
#[derive(Debug, Args)]
pub(crate) struct ListMessagesArgs {
    /// Start of the period: a date, a time, or an age such as 30m, 24h or 7d
    #[arg(long, value_name = "WHEN", default_value = "24h", value_parser = values::moment)]
    since: Timestamp,

    /// End of the period, exclusive [default: now]
    #[arg(long, value_name = "WHEN", value_parser = values::moment)]
    until: Option<Timestamp>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs a subcommand.
pub(crate) async fn run(command: MessagesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        MessagesCommand::Send(args) => send(args, context).await,
        MessagesCommand::Show { id } => {
            let message = context.flowroute.messages().get(GetMessage::new(id)).await?;
            context.output.record(&message)
        }
        MessagesCommand::List(args) => list(args, context).await,
    }
}

async fn send(args: SendArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let (from, to) = (args.from, args.to);
    let price = if args.media.is_empty() {
        "price: $0.0040 a segment and the other carrier's surcharge (published example; see your invoice)"
    } else {
        "price: $0.0195 and the other carrier's surcharge (published example; see your invoice)"
    };
    let wait = args.wait.map(Duration::from_secs);
    let message = message(args);
    message.validate()?;
    let segments = message.segments().count;
    let count = if segments == 1 {
        "1 segment".to_owned()
    } else {
        format!("{segments} segments")
    };
    context.output.note(&format!(
        "{}   to {}, {count}",
        from.international(),
        to.international()
    ))?;
    context.output.note(price)?;
    context.confirm("Send it?").await?;
    let sent = context
        .billable(
            format!("the message to {to} may have been sent"),
            "before sending again, check with: trunkline messages list --since 5m",
            context.flowroute.messages().send(message),
        )
        .await?;
    let id = sent.id.clone();
    if let Some(limit) = wait {
        context.output.note(&format!("accepted as {id}"))?;
        return follow(context, &id, limit).await;
    }
    context.output.record(&Sent {
        message: sent,
        segments,
    })?;
    let next = format!("accepted. Check delivery with: trunkline messages show {id}");
    context.output.note(&next)
}

fn message(args: SendArgs) -> SendMessage {
    let mut message = match (args.text, args.media.is_empty()) {
        (Some(text), true) => SendMessage::sms(args.from, args.to, text),
        (Some(text), false) => SendMessage::mms(args.from, args.to).text(text),
        (None, _) => SendMessage::mms(args.from, args.to),
    };
    for url in args.media {
        message = message.media(url);
    }
    if let Some(url) = args.dlr_callback {
        message = message.dlr_callback(url);
    }
    message
}

async fn list(args: ListMessagesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListMessages::since(args.since).limit(args.how_many.page_size(1000));
    if let Some(until) = args.until {
        request = request.until(until);
    }
    let listing = context.flowroute.messages().list(request);
    listing::show(context, listing, args.how_many).await
}
