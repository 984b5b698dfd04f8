//! A reply is lost and the time is up before the outcome is known: a later call, or a later process, settles it. It only reads.
//! Runs against the emulator: `cargo run -p trunkline --example settle_later`.

use std::time::Duration;

use trunkline::flowroute::{Flowroute, numbers::Purchase, numbers::SearchNumbers};
use trunkline::{Applied, CallOptions};
use trunkline_emulator::{Emulator, Fault};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?;
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;
    let offers = flowroute.numbers().search(SearchNumbers::new()).page().await?;
    let request = Purchase::new(offers.first().ok_or("nothing for sale")?.number);

    // The carrier buys the number and hangs, and so does every read.
    emulator.fault(Fault::on("numbers.purchase").first().commit_then_hang());
    emulator.fault(Fault::on("numbers.get").first().hang_before());
    let impatient = flowroute.with_options(CallOptions::new().timeout(Duration::from_millis(300)));
    let Err(error) = impatient.send(&request).await else {
        return Err("the reply should have been lost".into());
    };
    assert_eq!(error.applied(), Applied::Unknown);

    let owned = flowroute.settle(&request).await?;
    assert_eq!(emulator.audit().purchases(owned.number), 1);
    Ok(())
}
