//! `trunkline messages send`: to one, or to many at the carrier's pace.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use trunkline::flowroute::messages::{Encoding, Segments, SendMessage};
use trunkline::{Endpoint, PhoneNumber};

use super::ledger::Ledger;
use crate::bulk::{self, Source};
use crate::commands::api;
use crate::commands::follow::follow;
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::Failure;
use crate::fields::Sent;

const SMS_PRICE: &str =
    "price: $0.0040 a segment and the other carrier's surcharge (published example; see your invoice)";
const MMS_PRICE: &str =
    "price: $0.0195 and the other carrier's surcharge (published example; see your invoice)";

/// Options of `messages send`.
#[derive(Debug, Args)]
pub(crate) struct SendArgs {
    /// Sender: a number on the account with messaging enabled
    #[arg(long, value_name = "NUMBER")]
    from: PhoneNumber,

    /// Recipient; can be repeated; @FILE or - reads recipients from a file or from stdin
    #[arg(long, value_name = "NUMBER", required_unless_present = "text_file")]
    to: Vec<Source>,

    /// Public URL of a file to send; can be repeated
    #[arg(long, value_name = "URL")]
    media: Vec<String>,

    /// File with the text; the argument then names the recipients: @FILE or a number
    #[arg(long, value_name = "FILE")]
    text_file: Option<String>,

    /// File that says what became of each recipient; with it the same command goes on where it stopped
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// URL to which delivery receipts are posted
    #[arg(long, value_name = "URL")]
    dlr_callback: Option<String>,

    /// Wait until the message is delivered or has failed, at most this long
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "60")]
    wait: Option<u64>,

    /// Text of the message; - reads it from stdin
    #[arg(required_unless_present_any = ["media", "text_file"])]
    text: Option<String>,
}

/// Shows what it costs, asks, and sends.
pub(super) async fn run(mut args: SendArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let recipients = recipients(&mut args)?;
    let mut ledger = Ledger::open(args.report.as_deref())?;
    let open: Vec<PhoneNumber> = recipients
        .iter()
        .copied()
        .filter(|to| !ledger.is_settled(*to))
        .collect();
    if open.len() < recipients.len() {
        let (skipped, unknown) = (recipients.len() - open.len(), ledger.unknown());
        context.output.note(&format!(
            "{skipped} skipped: sent before, or of unknown outcome ({unknown})"
        ))?;
    }
    let Some(first) = open.first() else {
        return context.output.note("nothing is left to send");
    };
    let message = message(&args, *first);
    message.validate()?;
    let segments = message.segments().count;
    show_price(&args, &open, segments, context)?;
    let question = match open.len() {
        1 => "Send it?".to_owned(),
        several => format!("Send these {several} messages?"),
    };
    context.confirm(&question).await?;
    bulk::each(&open, context, async |to, context| {
        send(&args, to, segments, &mut ledger, context).await
    })
    .await
}

/// The recipients; reads the text if it is elsewhere.
fn recipients(args: &mut SendArgs) -> Result<Vec<PhoneNumber>, Failure> {
    if let Some(path) = args.text_file.clone() {
        if let Some(list) = args.text.take() {
            args.to.push(list.parse().map_err(Failure::user)?);
        }
        args.text = Some(trimmed(api::file(&path)?));
    } else if args.text.as_deref() == Some("-") {
        args.text = Some(trimmed(bulk::text(io::stdin().lock(), "stdin")?));
    }
    bulk::read(std::mem::take(&mut args.to))
}

/// The line break at the end of a file is not meant to be sent.
fn trimmed(text: String) -> String {
    text.trim_end_matches(['\r', '\n']).to_owned()
}

fn show_price(
    args: &SendArgs,
    to: &[PhoneNumber],
    segments: usize,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let from = args.from.international();
    let whom = match to {
        [one] => one.international(),
        many => format!("{} recipients", many.len()),
    };
    let mut total = plural(segments, "segment");
    if to.len() > 1 {
        total = format!("{total} each, {} in all", plural(segments * to.len(), "segment"));
    }
    context.output.note(&format!("{from}   to {whom}, {total}"))?;
    if let Some(c) = args
        .text
        .as_deref()
        .and_then(outside_basic_set)
        .filter(|_| args.media.is_empty())
    {
        context.output.note(&format!(
            "because of {c:?}, a segment has 70 characters instead of 160"
        ))?;
    }
    let is_mms = !args.media.is_empty();
    context.output.note(if is_mms { MMS_PRICE } else { SMS_PRICE })
}

/// The first character that makes the whole text UCS-2.
fn outside_basic_set(text: &str) -> Option<char> {
    let is_ucs2 = |c: &char| Segments::of(c.encode_utf8(&mut [0; 4])).encoding == Encoding::Ucs2;
    text.chars().find(is_ucs2)
}

async fn send(
    args: &SendArgs,
    to: PhoneNumber,
    segments: usize,
    ledger: &mut Ledger,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let deed = Deed::new(format!("the message to {to}"), "sent")
        .check("before sending again, check with: trunkline messages list --since 5m");
    let message = message(args, to);
    if context.is_dry_run() {
        return context.write(deed, message).await.map(drop);
    }
    ledger.sending(to)?;
    let sent = match context.write(deed, message).await {
        Ok(sent) => sent,
        Err(failure) => {
            ledger.ended(to, Err(&failure))?;
            return Err(failure);
        }
    };
    ledger.ended(to, Ok(sent.id.as_str()))?;
    if let Some(limit) = args.wait.map(Duration::from_secs) {
        context.output.note(&format!("accepted as {}", sent.id))?;
        return follow(context, &sent.id, limit).await;
    }
    let next = format!(
        "accepted. Check delivery with: trunkline messages show {}",
        sent.id
    );
    context.output.record(&Sent {
        message: sent,
        segments,
    })?;
    context.output.note(&next)
}

fn message(args: &SendArgs, to: PhoneNumber) -> SendMessage {
    let mut message = match (&args.text, args.media.is_empty()) {
        (Some(text), true) => SendMessage::sms(args.from, to, text),
        (Some(text), false) => SendMessage::mms(args.from, to).text(text),
        (None, _) => SendMessage::mms(args.from, to),
    };
    for url in &args.media {
        message = message.media(url);
    }
    if let Some(url) = &args.dlr_callback {
        message = message.dlr_callback(url);
    }
    message
}
