//! `trunkline messages watch`: messages as they come.

use std::collections::VecDeque;
use std::time::Duration;

use clap::Args;
use trunkline::Timestamp;
use trunkline::flowroute::messages::{ListMessages, Message, MessageId};

use super::Which;
use crate::context::Context;
use crate::failure::Failure;
use crate::fields::{Form, Show};
use crate::values;

/// How many messages are remembered, so that none is shown twice.
const REMEMBERED: usize = 10_000;

/// Options of `messages watch`.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// Begin with the messages since then
    #[arg(long, value_name = "WHEN", default_value = "5m", value_parser = values::moment)]
    since: Timestamp,

    /// How often to ask
    #[arg(long, value_name = "DURATION", default_value = "5s", value_parser = values::duration)]
    every: Duration,

    /// Stop after this time
    #[arg(long = "for", value_name = "DURATION", value_parser = values::duration)]
    time: Option<Duration>,

    #[command(flatten)]
    which: Which,
}

/// Asks again and again, and shows what is new, oldest first.
pub(super) async fn run(args: &WatchArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    context.output.note("waiting for messages; stop with Ctrl-C")?;
    let mut seen: VecDeque<MessageId> = VecDeque::new();
    let end = args.time.map(|time| tokio::time::Instant::now() + time);
    loop {
        let mut new = Vec::new();
        let listing = context
            .flowroute
            .messages()
            .list(ListMessages::since(args.since.clone()).limit(200));
        let mut items = listing.take(REMEMBERED).items();
        while let Some(message) = items.try_next().await? {
            if args.which.fits(&message) && !seen.contains(&message.id) {
                new.push(message);
            }
        }
        for message in new.into_iter().rev() {
            context.output.result(&message, &line(&message))?;
            seen.push_back(message.id);
        }
        while seen.len() > REMEMBERED {
            seen.pop_front();
        }
        let next = tokio::time::Instant::now() + args.every.max(Duration::from_secs(1));
        if end.is_some_and(|end| next > end) {
            return Ok(());
        }
        tokio::time::sleep_until(next).await;
    }
}

/// `2026-11-20T10:02:00Z  +12065550142 to +12064205780: where are you?`.
fn line(message: &Message) -> String {
    let fields = message.fields(Form::Row);
    let get = |name: &str| {
        fields
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, text)| text.as_str())
    };
    format!(
        "{}  {} to {}: {}",
        get("time"),
        get("from"),
        get("to"),
        get("text")
    )
}
