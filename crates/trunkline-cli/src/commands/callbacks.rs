//! `trunkline callbacks`: where the carrier posts what happens.

use clap::Subcommand;
use trunkline::PhoneNumber;
use trunkline::flowroute::messages::{CallbackType, DeleteCallback, SetCallback};
use trunkline::flowroute::numbers::SetNumberCallback;

use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::fields::CallbackOf;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum CallbacksCommand {
    /// Set the URL that events are posted to, for the account or for one number
    #[command(after_help = "\
The types are sms and mms (inbound messages), sms_dlr and mms_dlr (delivery receipts).
The URL of a number takes precedence over that of the account. The carrier has no call to
show or remove the URL of a number.

Examples:
  trunkline callbacks set sms https://example.com/hooks/5e1f60d2
  trunkline callbacks set sms_dlr https://example.com/hooks/5e1f60d2 --number 12064205780")]
    Set {
        /// Type of events: sms, mms, sms_dlr or mms_dlr
        #[arg(value_name = "TYPE")]
        kind: CallbackType,

        /// URL to post to; the carrier signs nothing, so make it hard to guess
        url: String,

        /// Only for events about this number
        #[arg(long, value_name = "NUMBER")]
        number: Option<PhoneNumber>,
    },

    /// Show the URLs of the account
    Show,

    /// Remove a URL of the account
    #[command(after_help = "Example:\n  trunkline callbacks remove sms")]
    Remove {
        /// Type of events: sms, mms, sms_dlr or mms_dlr
        #[arg(value_name = "TYPE")]
        kind: CallbackType,
    },
}

/// Those that can differ; `dlr` is an old name of `sms_dlr`.
const SHOWN: [CallbackType; 4] = [
    CallbackType::Sms,
    CallbackType::Mms,
    CallbackType::SmsReceipts,
    CallbackType::MmsReceipts,
];

const CHECK: &str = "check with: trunkline callbacks show; trying again is safe";

/// Runs a subcommand.
pub(crate) async fn run(command: CallbacksCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        CallbacksCommand::Set { kind, url, number } => set(kind, url, number, context).await,
        CallbacksCommand::Show => show(context).await,
        CallbacksCommand::Remove { kind } => {
            let deed = Deed::new(format!("the callback for {kind}"), "removed").check(CHECK);
            context.write(deed, DeleteCallback::new(kind)).await?;
            let removed = CallbackOf::account(kind, None);
            context.output.result(&removed, &format!("{kind} removed"))
        }
    }
}

async fn set(
    kind: CallbackType,
    url: String,
    number: Option<PhoneNumber>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let deed = Deed::new(format!("the callback for {kind}"), "set").check(CHECK);
    match number {
        Some(number) => {
            let request = SetNumberCallback::new(number, kind, url.as_str());
            context.write(deed, request).await?;
        }
        None => {
            let request = SetCallback::new(kind, url.as_str());
            context.write(deed, request).await?;
        }
    }
    let whose = number.map_or_else(|| "the account".to_owned(), PhoneNumber::international);
    let text = format!("{kind} of {whose} set to {url}");
    let set = CallbackOf {
        number,
        ..CallbackOf::account(kind, Some(url))
    };
    context.output.result(&set, &text)
}

async fn show(context: &mut Context<'_>) -> Result<(), Failure> {
    let mut callbacks = Vec::new();
    for kind in SHOWN {
        if let Some(found) = context.flowroute.messages().callback(kind).await.or_dry_run()? {
            callbacks.push(CallbackOf::account(kind, found.and_then(|callback| callback.url)));
        }
    }
    context.output.records(&callbacks)
}
