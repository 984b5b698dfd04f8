//! The carrier's process: the emulator, with what goes wrong.

use std::io::Write;
use std::time::Duration;

use trunkline_emulator::{Emulator, Fault};

use super::{Outcome, WINDOW};

/// How the carrier is.
#[derive(clap::Args)]
pub struct Arguments {
    /// Decides which calls go wrong.
    #[arg(long)]
    seed: u64,
    /// How many numbers are for sale.
    #[arg(long)]
    stock: u64,
    /// Nothing goes wrong.
    #[arg(long)]
    flawless: bool,
}

pub(super) async fn run(arguments: Arguments) -> Outcome<()> {
    let mut builder = Emulator::builder()
        .seed(arguments.seed)
        .empty(true)
        .stock_size(arguments.stock)
        .rate_limits(None, None)
        .balance_nanodollars(i64::MAX / 2);
    if !arguments.flawless {
        for fault in faults() {
            builder = builder.fault(fault);
        }
    }
    let emulator = builder.start().await?;
    let root = emulator.admin_url().replace("/_emulator", "");
    writeln!(std::io::stdout(), "{root}")?;
    std::future::pending().await
}

/// 5 % of the replies are lost, 2 % are 5xx after the commit, 5 % are 429, 1 % of the connections are reset; 2 % of the numbers
/// are sold to somebody else; some purchases take effect late, and some reads are old.
fn faults() -> Vec<Fault> {
    let purchase = |per_mille| Fault::on("numbers.purchase").probability(per_mille);
    let call = |per_mille| Fault::on("flowroute.v2.*").probability(per_mille);
    let some = |part: u32| WINDOW / part;
    vec![
        purchase(20).sold_elsewhere(),
        purchase(10).commit_late(some(3)),
        purchase(5).commit_late_hang(some(3)),
        Fault::on("numbers.get").probability(200).stale(some(2)),
        call(35).commit_then_drop(),
        call(15).drop_before(),
        call(20).respond_after_commit(502),
        call(50).too_many_requests(Some("0")),
        call(5).reset_before(),
        call(5).commit_then_reset(),
        call(2).commit_then_hang(),
        call(10).delay(Duration::from_millis(20)),
    ]
}
