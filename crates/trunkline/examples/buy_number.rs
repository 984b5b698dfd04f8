//! Searches a number, buys it, and releases it again. Runs against the emulator: `cargo run -p trunkline --example buy_number`.

use trunkline::Region;
use trunkline::flowroute::{Flowroute, numbers::SearchNumbers};
use trunkline_emulator::Emulator;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?; // with an account: your keys, and no base_url
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()?;

    let search = SearchNumbers::new()
        .starts_with("1206")
        .region(Region::WA)
        .limit(20);
    let offers = flowroute.numbers().search(search).page().await?;
    let offer = offers
        .iter()
        .min_by_key(|offer| offer.setup_cost)
        .ok_or("nothing for sale in 206")?;

    let owned = flowroute.numbers().purchase(&offer.number).await?; // never bought twice, whatever the network does
    assert_eq!(emulator.audit().purchases(owned.number), 1);

    flowroute.numbers().release(&owned.number).await?;
    Ok(())
}
