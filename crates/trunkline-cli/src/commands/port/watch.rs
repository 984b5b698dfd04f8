//! `trunkline port watch`: each change of an order's status, until it has ended.

use std::time::Duration;

use clap::Args;

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
    while let Some(change) = watch.try_next().await? {
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
