//! Measures how much faster a list is read ahead than page after page, from a server that takes its time.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use trunkline_flowroute::numbers::ListNumbers;

use crate::compare::Plan;
use crate::rounds::Rounds;
use crate::sdk::Sdk;
use crate::{Failure, Medians, Ratio, answers};

/// How many pages are read ahead.
pub const READ_AHEAD: u32 = 8;

/// How many times faster that must be, at least.
pub const LIMIT: Ratio = Ratio::thousandths(6000);

/// The most rounds: a round takes seconds and its times hardly vary.
const ROUNDS: u32 = 5;

/// Lists all numbers, read ahead and page after page, and compares the wall-clock times: read ahead first.
///
/// # Errors
/// If a page fails, if items are missing, or if there is not even one round.
pub async fn compare(sdk: &Sdk, plan: Plan) -> Result<Medians, Failure> {
    let begun = Instant::now();
    let mut rounds = Rounds::default();
    for _ in 0..plan.rounds.min(ROUNDS) {
        let ahead = turn(sdk, READ_AHEAD).await?;
        rounds.push(ahead, turn(sdk, 0).await?);
        if begun.elapsed() > plan.at_most {
            break;
        }
    }
    rounds.medians().ok_or_else(|| "no rounds, no ratio".into())
}

async fn turn(sdk: &Sdk, read_ahead: u32) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let listing = sdk.flowroute().numbers().list(ListNumbers::new());
    let mut items = listing.read_ahead(usize::try_from(read_ahead)?).items();
    let mut seen = 0;
    while let Some(item) = items.next().await {
        if item?.number.digits() != answers::digits(seen) {
            return Err("another number".into());
        }
        seen += 1;
    }
    if seen == answers::LIST {
        Ok(begun.elapsed())
    } else {
        Err(format!("the list has {seen} items").into())
    }
}
