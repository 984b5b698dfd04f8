//! A client of the emulator.

use trunkline_core::{PhoneNumber, Region};
use trunkline_emulator::Emulator;
use trunkline_flowroute::numbers::SearchNumbers;
use trunkline_flowroute::{Builder, Flowroute};
use trunkline_transport::RetryPolicy;

/// A client over real TCP.
pub(crate) fn over_tcp(emulator: &Emulator) -> Builder {
    Flowroute::builder(emulator.flowroute_credentials()).base_url(emulator.flowroute_url())
}

/// An emulator and a client without a socket between them, for paused time.
pub(crate) fn in_process() -> (Emulator, Flowroute) {
    let emulator = Emulator::builder().build().unwrap();
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .service(emulator.service())
        .retry(RetryPolicy::default())
        .build()
        .unwrap();
    (emulator, flowroute)
}

/// A number that is for sale.
pub(crate) async fn for_sale(flowroute: &Flowroute) -> PhoneNumber {
    let search = SearchNumbers::new()
        .starts_with("1206")
        .region(Region::WA)
        .limit(3);
    flowroute
        .numbers()
        .search(search)
        .page()
        .await
        .unwrap()
        .first()
        .unwrap()
        .number
}
