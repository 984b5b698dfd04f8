//! `trunkline messages`: SMS and MMS.

mod ledger;
mod send;
mod watch;

use clap::{Args, Subcommand};
use trunkline::flowroute::messages::{Direction, GetMessage, ListMessages, Message};
use trunkline::{PhoneNumber, Timestamp};

use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{self, HowMany};
use crate::values;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum MessagesCommand {
    /// Send an SMS, or an MMS with --media, to one or many, after asking for confirmation
    #[command(after_help = "\
An accepted message is not delivered yet; --wait follows it, `messages show` looks once.
If the reply is lost, the message is not sent again, and the exit code is 3.

To many, messages leave at the carrier's pace. With --report each recipient is
written down before and after; the same command with the same file goes on where
it stopped, and skips whom it has sent to or may have sent to.

Examples:
  trunkline messages send --from 12064205780 --to 12065550142 \"Hello\"
  trunkline messages send --from 12064205780 --to 12065550142 \\
      --media https://example.com/cat.png
  trunkline messages send --from 12064205780 @recipients.csv \\
      --text-file invitation.txt --report invitation.report")]
    Send(send::SendArgs),

    /// Show a message and its delivery receipts
    #[command(
        visible_alias = "get",
        after_help = "Example:\n  trunkline messages show mdr2-39cadeace66e11e7aff806cd7f24ba2d"
    )]
    Show {
        /// Message ID, including its prefix mdr2-
        id: String,
    },

    /// List messages sent and received in a period, newest first
    #[command(
        visible_alias = "ls",
        after_help = "\
The carrier cannot filter; with --number or --direction all messages of the
period are read.

Examples:
  trunkline messages list --since 2h
  trunkline messages list --since yesterday --number 12064205780 --direction inbound
  trunkline messages list --since 2026-11-01 --until 2026-11-08 --all --json"
    )]
    List(ListMessagesArgs),

    /// Show messages as they come, until Ctrl-C
    #[command(
        visible_alias = "tail",
        after_help = "Example:\n  trunkline messages watch --direction inbound"
    )]
    Watch(watch::WatchArgs),
}

/// Which messages.
#[derive(Clone, Debug, Args)]
pub(crate) struct Which {
    /// Only messages from or to this number
    #[arg(long, value_name = "NUMBER")]
    number: Option<PhoneNumber>,

    /// Only messages in this direction: inbound or outbound
    #[arg(long, value_parser = direction)]
    direction: Option<Direction>,
}

impl Which {
    fn fits(&self, message: &Message) -> bool {
        let parties = [message.from.number(), message.to.number()];
        let number = self.number.is_none_or(|number| parties.contains(&Some(number)));
        let direction = self
            .direction
            .as_ref()
            .is_none_or(|direction| message.direction == *direction);
        number && direction
    }
}

fn direction(text: &str) -> Result<Direction, String> {
    match text.to_ascii_lowercase().as_str() {
        "in" | "inbound" => Ok(Direction::Inbound),
        "out" | "outbound" => Ok(Direction::Outbound),
        _ => Err("expected inbound or outbound".into()),
    }
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
    which: Which,

    #[command(flatten)]
    how_many: HowMany,
}

/// Runs a subcommand.
pub(crate) async fn run(command: MessagesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        MessagesCommand::Send(args) => send::run(args, context).await,
        MessagesCommand::Watch(args) => watch::run(&args, context).await,
        MessagesCommand::Show { id } => {
            let message = context.flowroute.messages().get(GetMessage::new(id)).await?;
            context.output.record(&message)
        }
        MessagesCommand::List(args) => list(args, context).await,
    }
}

async fn list(args: ListMessagesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = ListMessages::since(args.since).limit(args.how_many.page_size(1000));
    if let Some(until) = args.until {
        request = request.until(until);
    }
    let listing = context.flowroute.messages().list(request);
    let which = args.which;
    listing::show_some(context, listing, args.how_many, |message| which.fits(message)).await
}
