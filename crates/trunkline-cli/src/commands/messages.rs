//! `trunkline messages`.

use clap::{Args, Subcommand};
use trunkline::flowroute::messages::{GetMessage, ListMessages, SendMessage};
use trunkline::{Endpoint, PhoneNumber, Timestamp};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;
use crate::view::{MessageView, SentView};

/// What can be done with messages.
#[derive(Debug, Subcommand)]
pub(crate) enum MessagesCommand {
    /// Send an SMS, or an MMS if there is a file; this costs money, so it asks
    #[command(after_help = "\
Accepted does not mean delivered: follow the message with `messages show`.
A message whose outcome is unknown is never sent again by itself: exit code 3.

Examples:
  trunkline messages send --from 12064205780 --to 12065550142 \"Hello\"
  trunkline messages send --from 12064205780 --to 12065550142 \\
      --media https://example.com/cat.png")]
    Send(SendArgs),

    /// Show a message and what became of it
    #[command(after_help = "Example:\n  trunkline messages show mdr2-39cadeace66e11e7aff806cd7f24ba2d")]
    Show {
        /// Its id, with its prefix
        id: String,
    },

    /// List the messages of a span of time, both directions, newest first
    #[command(after_help = "\
Examples:
  trunkline messages list --since 2h
  trunkline messages list --since 2026-11-01 --until 2026-11-08 --all --json")]
    List(ListArgs),
}

/// Options of `messages send`.
#[derive(Debug, Args)]
pub(crate) struct SendArgs {
    /// The sender: a number on the account that is enabled for messages
    #[arg(long, value_name = "NUMBER")]
    from: PhoneNumber,

    /// The recipient
    #[arg(long, value_name = "NUMBER")]
    to: PhoneNumber,

    /// A file, by a URL that anyone can read; may be given several times
    #[arg(long, value_name = "URL")]
    media: Vec<String>,

    /// Where to post the receipts of this message to
    #[arg(long, value_name = "URL")]
    dlr_callback: Option<String>,

    /// The text
    #[arg(required_unless_present = "media")]
    text: Option<String>,
}

/// Options of `messages list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// The first moment: a date, a time, or that long ago (30m, 24h, 7d)
    #[arg(long, value_name = "WHEN", default_value = "24h", value_parser = values::moment)]
    since: Timestamp,

    /// The last moment, exclusive [default: now]
    #[arg(long, value_name = "WHEN", value_parser = values::moment)]
    until: Option<Timestamp>,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs one of them.
pub(crate) async fn run(command: MessagesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        MessagesCommand::Send(args) => send(args, context).await,
        MessagesCommand::Show { id } => {
            let message = context.flowroute.messages().get(GetMessage::new(id)).await?;
            context.output.record(&MessageView::from(message))
        }
        MessagesCommand::List(args) => list(args, context).await,
    }
}

async fn send(args: SendArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let (from, to) = (args.from, args.to);
    let price = if args.media.is_empty() {
        "price: $0.0040 a segment and the other carrier's surcharge (published sample; the bill decides)"
    } else {
        "price: $0.0195 and the other carrier's surcharge (published sample; the bill decides)"
    };
    let message = message(args);
    message.validate()?;
    let segments = message.segments().count;
    let pieces = if segments == 1 {
        "1 segment".to_owned()
    } else {
        format!("{segments} segments")
    };
    context.output.talk(&format!(
        "{}   to {}, {pieces}",
        from.international(),
        to.international()
    ))?;
    context.output.talk(price)?;
    context.confirm("Send it?").await?;
    let guard = context.under_way(
        format!("the message to {to} may have gone out"),
        "look before sending again: trunkline messages list --since 5m",
    );
    let sent = context.flowroute.messages().send(message).await?;
    drop(guard);
    context.output.record(&SentView::new(&sent, segments))?;
    context.output.talk(&format!(
        "accepted. Follow it: trunkline messages show {}",
        sent.id
    ))
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

async fn list(args: ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListMessages::since(args.since).limit(args.how_many.page(1000));
    if let Some(until) = args.until {
        request = request.until(until);
    }
    let listing = context.flowroute.messages().list(request);
    listing::show(context, listing, args.how_many, MessageView::from).await
}
