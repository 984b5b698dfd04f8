//! Flowroute v1's lines, in an order in which each can be driven after the ones before it.

mod world;

use trunkline::flowroute_v1::inventory::{ListAreaCodes, ListExchanges, SearchNumbers};
use trunkline::flowroute_v1::numbers::{GetNumber, ListNumbers, Purchase, UpdateRoutes};
use trunkline::flowroute_v1::routes::{CreateRoute, ListRoutes};

pub use self::world::World;
use super::{Environment, Row, Table, contract, lines};

/// The table.
pub fn table() -> Table {
    Table {
        title: "Flowroute v1",
        folder: "flowroute-v1",
        prefix: "flowroute.v1.",
        mounts: &["/flowroute"],
        home: "https://api.flowroute.com",
        environment: Environment {
            user: "FR_ACCESS_KEY",
            secret: "FR_SECRET_KEY",
            url: "TRUNKLINE_FLOWROUTE_URL",
        },
        contract: contract::FLOWROUTE_V1,
        webhooks: &[],
        lines: lines(&rows()),
        record: |source| Box::pin(world::record(source)),
    }
}

/// The lines.
#[rustfmt::skip]
pub fn rows() -> Vec<Row<World>> {
    vec![
        line!("1" ListAreaCodes: |w| inventory.area_codes(ListAreaCodes::new().limit(3)).page()),
        line!("2" ListExchanges: |w| inventory.exchanges(ListExchanges::new().npa("206").limit(3)).page()),
        line!("3" SearchNumbers: |w| inventory.search(SearchNumbers::new().npa("206").limit(3)).page()
            => |offers| w.offer.saw(offers.iter().map(|offer| offer.number).next())),
        line!("4" Purchase: |w| numbers.purchase(w.to_buy()?) => |_bought| w.number.made(w.offer.any()?)),
        line!("5" ListNumbers: |w| numbers.list(ListNumbers::new().limit(2)).page()
            => |owned| w.number.saw(owned.iter().map(|owned| owned.number).next())),
        line!("9" CreateRoute: |w| routes.create(CreateRoute::new("main-office", w.target()?))),
        line!("8" ListRoutes: |w| routes.list(ListRoutes::new().limit(2)).page()),
        line!("7" UpdateRoutes: |w| numbers.update_routes(UpdateRoutes::new(w.number.ours()?, "main-office", "sip-reg"))),
        line!("6" GetNumber: |w| numbers.get(w.number.any()?)),
    ]
}
