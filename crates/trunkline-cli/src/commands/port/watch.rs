//! `trunkline port watch`: each change of an order's status, until it has ended.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use http::StatusCode;
use trunkline::flowroute::porting::{PortChange, PortHints, PortWatch};
use trunkline::flowroute::webhooks::Webhook;

use crate::commands::listen::{Inbox, Posted};
use crate::context::Context;
use crate::failure::Failure;
use crate::fields::next_step;

/// Options of `port watch`.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// Order ID
    order: String,

    /// Seconds between two questions
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    interval: u32,

    /// Go on behind this change, as an earlier watch has named it
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,

    /// Ask at once when something is posted to this address; make it the order's --status-url
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
}

/// Follows the order.
pub(super) async fn run(args: WatchArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let porting = context.flowroute.porting();
    let mut watch = porting
        .watch(args.order)
        .interval(Duration::from_secs(args.interval.into()));
    if let Some(cursor) = args.after {
        watch = watch.after(cursor);
    }
    let mut inbox = match args.listen {
        Some(address) => Some(Inbox::open(address).await?),
        None => None,
    };
    if let Some(Inbox { address, .. }) = &inbox {
        context
            .output
            .announce(&format!("listening on http://{address}"))?;
    }
    while let Some(change) = next(&mut watch, inbox.as_mut()).await? {
        let status = change
            .order
            .status
            .as_ref()
            .map_or("unknown", |status| status.as_str());
        let line = format!("{status}: {}", next_step(&change.next));
        context.output.result(&change, &line)?;
        let is_over = change
            .order
            .status
            .as_ref()
            .is_some_and(|status| status.is_final());
        if let Some(cursor) = watch.cursor().filter(|_| !is_over) {
            context
                .output
                .note(&format!("go on later with: --after {cursor}"))?;
        }
    }
    Ok(())
}

/// The next change. What is posted meanwhile makes the watch ask for it.
async fn next(watch: &mut PortWatch, inbox: Option<&mut Inbox>) -> Result<Option<PortChange>, Failure> {
    let hints = watch.hints();
    tokio::select! {
        change = watch.try_next() => Ok(change?),
        never = hear(inbox, &hints) => match never {},
    }
}

/// Acknowledges what is posted, and hints at it.
async fn hear(inbox: Option<&mut Inbox>, hints: &PortHints) -> Infallible {
    if let Some(inbox) = inbox {
        while let Some(Posted { body, answer }) = inbox.posted.recv().await {
            let status = match Webhook::parse(&body) {
                Ok(webhook) => {
                    hints.take(&webhook.event);
                    StatusCode::OK
                }
                Err(_) => StatusCode::BAD_REQUEST,
            };
            // Who sent it may have gone.
            let _gone = answer.send(status);
        }
    }
    std::future::pending().await
}
