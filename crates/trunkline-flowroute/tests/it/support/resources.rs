//! Requests, and what the carrier shows of them.

use serde_json::{Value, json};
use trunkline_core::{PhoneNumber, Region};
use trunkline_flowroute::e911::Address;
use trunkline_flowroute::routes::{CreateRoute, RouteTarget};

use super::carrier::{Answer, one};

pub(crate) fn number() -> PhoneNumber {
    "+12064205780".parse().unwrap()
}

pub(crate) fn create_route() -> CreateRoute {
    CreateRoute::new("main office", RouteTarget::host("sip.example.net").unwrap())
}

pub(crate) fn route(id: u32, alias: &str, host: &str) -> Value {
    json!({"type": "route", "id": id.to_string(), "attributes": {"route_type": "host", "alias": alias, "value": host}})
}

pub(crate) fn address() -> Address {
    Address::new("Home")
        .name("Janet", "Doe")
        .street("3910", "N Vassault")
        .city("Tacoma", Region::WA, "98407")
}

pub(crate) fn record(id: u32, label: &str, street_number: &str) -> Value {
    json!({"type": "e911", "id": id.to_string(), "attributes": {"address_type": "", "address_type_number": "",
        "label": label, "first_name": "Janet", "last_name": "Doe", "street_number": street_number,
        "street_name": "N Vassault", "city": "Tacoma", "state": "WA", "country": "US", "zip": "98407"}})
}

pub(crate) fn cnam(id: u32, value: &str) -> Value {
    json!({"type": "cnam", "id": id.to_string(), "attributes": {"value": value, "is_approved": false}})
}

pub(crate) fn owned(cnam: &Value) -> Answer {
    one(
        200,
        &json!({"type": "number", "id": "12064205780", "attributes": {"value": "12064205780"},
        "relationships": {"cnam_preset": {"data": cnam}}}),
    )
}
