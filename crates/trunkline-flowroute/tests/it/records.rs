//! Records as JSON for users: their own shape, without the carrier's envelope, and without what it did not tell.

use insta::assert_snapshot;
use serde::Serialize;
use serde_json::{Value, json};
use trunkline_core::{Endpoint, ListEndpoint};
use trunkline_flowroute::cnam::{AssociateCnam, GetCnam, UnassociateCnam};
use trunkline_flowroute::e911::{GetE911, ListE911Numbers};
use trunkline_flowroute::messages::{GetCallback, GetMedia, GetMessage, GetProvisioning, SendMessage};
use trunkline_flowroute::numbers::{
    GetNumber, ListAreaCodes, ListExchanges, ListTiers, Purchase, SearchNumbers,
};
use trunkline_flowroute::porting::CheckPortability;
use trunkline_flowroute::routes::{ListEdgeStrategies, ListRoutes};

use crate::support::{decoded, response};

fn shown(name: &str, record: &impl Serialize) -> String {
    format!("{name} {}\n", serde_json::to_string_pretty(record).unwrap())
}

fn record<E: Endpoint<Output: Serialize>>(name: &str) -> String {
    shown(name, &decoded::<E>(name))
}

fn first<E: ListEndpoint<Item: Serialize>>(name: &str) -> String {
    shown(name, decoded::<E>(name).first().unwrap())
}

#[test]
fn records_have_a_shape_of_their_own() {
    let edge_strategies = decoded::<ListEdgeStrategies>("routes.list_edge_strategies");
    let records = [
        first::<ListAreaCodes>("numbers.list_area_codes"),
        first::<ListExchanges>("numbers.list_exchanges"),
        first::<ListTiers>("numbers.list_tiers"),
        first::<SearchNumbers>("numbers.search"),
        record::<Purchase>("numbers.purchase"),
        record::<GetNumber>("numbers.get.everything"),
        first::<ListRoutes>("routes.list"),
        shown("routes.list_edge_strategies", &edge_strategies.items[0]),
        record::<GetE911>("e911s.get"),
        first::<ListE911Numbers>("e911s.list_numbers"),
        record::<GetCnam>("cnams.get"),
        record::<AssociateCnam>("cnams.associate"),
        record::<UnassociateCnam>("cnams.unassociate"),
        record::<SendMessage>("messages.send"),
        record::<SendMessage>("messages.send.v2_2"),
        record::<GetMessage>("messages.get"),
        record::<GetMessage>("messages.get.mms"),
        record::<GetMedia>("messages.get_media"),
        record::<GetCallback>("messages.get_callback"),
        record::<GetProvisioning>("message_provision.get"),
        record::<CheckPortability>("porting.check_portability"),
    ];
    assert_snapshot!("records", records.concat());
}

#[test]
fn what_the_carrier_did_not_tell_is_left_out() {
    let minimal = |resource: Value| json!({"data": resource}).to_string();
    let number = minimal(json!({"id": "12064205780", "attributes": {"alias": ""}, "relationships": null}));
    let number = GetNumber::decode(response(200, number)).unwrap();
    assert_eq!(
        serde_json::to_value(&number).unwrap(),
        json!({"number": "+12064205780"})
    );
    let address = GetE911::decode(response(200, minimal(json!({"id": 1, "attributes": {}})))).unwrap();
    assert_eq!(serde_json::to_value(&address).unwrap(), json!({"id": "1"}));
    let message =
        minimal(json!({"id": "mdr2-1", "attributes": {"direction": "inbound", "from": null, "to": "24365"}}));
    let message = GetMessage::decode(response(200, message)).unwrap();
    assert_eq!(
        serde_json::to_value(&message).unwrap(),
        json!({"id": "mdr2-1", "direction": "inbound", "from": "", "to": "24365", "is_mms": false,
            "delivery_receipts": [], "media": []})
    );
}
