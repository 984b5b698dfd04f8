//! The fixed response bodies, as the carrier writes them (docs/contracts/flowroute-v2.md §3.1.5, §3.1.6, §3.1.7).

use serde_json::{Value, json};
use trunkline_core::PhoneNumber;

/// How many numbers a page has: the most that the contract allows.
pub const PAGE: u64 = 200;

/// How many numbers the whole list has.
pub const LIST: u64 = 20_000;

/// An access key; the server does not check it.
pub const USER: &str = "11223344";

/// A secret key; the server does not check it.
pub const PASSWORD: &str = "bench-secret-0123456789abcdef";

const FIRST: u64 = 12_064_200_000;
const ALIASES: [Option<&str>; 4] = [None, Some("Front desk"), Some(""), Some("Warehouse 7")];
const RATE_CENTERS: [&str; 4] = ["seattle", "bellevue", "tacoma", "jerseycity"];

/// The digits of the number at `index` in the list, without `+`.
pub fn digits(index: u64) -> String {
    (FIRST + index).to_string()
}

/// The number that the calls are about.
///
/// # Errors
/// If the digits are not a telephone number.
pub fn number() -> Result<PhoneNumber, crate::Failure> {
    Ok(digits(0).parse()?)
}

/// A number's details with a route, an address and a CNAM record: 1.5 kB.
pub fn details() -> Vec<u8> {
    let number = digits(0);
    let body = json!({
        "data": {
            "type": "number",
            "id": number,
            "attributes": with_details(attributes(1, &number)),
            "relationships": {
                "cnam_preset": {"data": {"id": "22790", "type": "cnam"}},
                "e911_address": {"data": {"id": "21845", "type": "e911"}},
                "primary_route": {"data": {"id": "83834", "type": "route"}},
                "failover_route": {"data": null},
            },
            "links": link("numbers", &number),
        },
        "included": [route(), address(), cnam()],
        "links": link("numbers", &number),
    });
    body.to_string().into_bytes()
}

/// An export of call records that can be fetched from `url`.
pub fn export(id: u64, url: &str) -> Vec<u8> {
    let attributes = json!({"status": "completed", "download_url": url, "num_calls": 1_000_000});
    let body = json!({"data": {"type": "cdrexport", "id": id.to_string(), "attributes": attributes}});
    body.to_string().into_bytes()
}

/// A file of an MMS that can be fetched from `url`.
pub fn media(size: u64, url: &str) -> Vec<u8> {
    let attributes =
        json!({"file_name": "image.png", "mime_type": "image/png", "file_size": size, "url": url});
    let body = json!({"data": {"type": "media", "id": size.to_string(), "attributes": attributes}});
    body.to_string().into_bytes()
}

/// A number that has just been bought: no address, no CNAM record, and the built-in route; 0.7 kB.
pub fn purchase() -> Vec<u8> {
    let number = digits(0);
    let body = json!({
        "data": {
            "type": "number",
            "id": number,
            "attributes": with_details(attributes(0, &number)),
            "relationships": {
                "cnam_preset": {"data": null},
                "e911_address": {"data": null},
                "primary_route": {"data": {"id": "0", "type": "route"}},
                "failover_route": {"data": null},
            },
            "links": link("numbers", &number),
        },
        "included": [built_in_route()],
        "links": link("numbers", &number),
    });
    body.to_string().into_bytes()
}

fn built_in_route() -> Value {
    let attributes = json!({"alias": "sip-reg", "route_type": "sip-reg", "value": null});
    json!({"type": "route", "id": "0", "attributes": attributes, "links": link("routes", "0")})
}

fn route() -> Value {
    let attributes = json!({
        "alias": "PSTNroute1",
        "route_type": "number",
        "value": "12065551212",
        "edge_strategy_id": null,
    });
    json!({"type": "route", "id": "83834", "attributes": attributes, "links": link("routes", "83834")})
}

fn address() -> Value {
    let attributes = json!({
        "address_type": "Suite",
        "address_type_number": "333",
        "city": "Seattle",
        "country": "US",
        "first_name": "Albus",
        "label": "Office Space III",
        "last_name": "Rasputin, Jr.",
        "state": "WA",
        "street_name": "Main St",
        "street_number": "666",
        "zip": "98101",
    });
    json!({"type": "e911", "id": "21845", "attributes": attributes, "links": link("e911s", "21845")})
}

fn cnam() -> Value {
    let attributes = json!({
        "approval_datetime": "2018-04-23 17:04:30.829341+00:00",
        "creation_datetime": "2018-04-19 21:03:04.932192+00:00",
        "is_approved": true,
        "rejection_reason": null,
        "value": "BROWN BAG",
    });
    json!({"type": "cnam", "id": "22790", "attributes": attributes, "links": link("cnams", "22790")})
}

/// The page of the list that begins at `offset`: 60 kB, and empty at the end of the list.
pub fn page(offset: u64) -> Vec<u8> {
    let end = LIST.min(offset.saturating_add(PAGE));
    let items: Vec<Value> = (offset..end).map(item).collect();
    let at = |offset: u64| format!("https://api.flowroute.com/v2/numbers?limit={PAGE}&offset={offset}");
    let mut links = json!({"self": at(offset)});
    if let (true, Some(links)) = (end < LIST, links.as_object_mut()) {
        links.insert("next".to_owned(), at(end).into());
    }
    json!({"data": items, "links": links}).to_string().into_bytes()
}

fn item(index: u64) -> Value {
    let number = digits(index);
    let attributes = attributes(index, &number);
    json!({"type": "number", "id": number, "attributes": attributes, "links": link("numbers", &number)})
}

fn attributes(index: u64, number: &str) -> Value {
    json!({
        "value": number,
        "alias": cycle(&ALIASES, index),
        "cnam_lookups_enabled": index.is_multiple_of(2),
        "number_type": "longcode",
        "rate_center": cycle(&RATE_CENTERS, index),
        "state": "wa",
        "status": "PURCHASED",
        "tier": "Standard",
    })
}

/// Adds the attributes that a list leaves out.
fn with_details(mut attributes: Value) -> Value {
    if let Some(attributes) = attributes.as_object_mut() {
        attributes.insert("iso_country".to_owned(), "US".into());
        attributes.insert("messaging_enabled".to_owned(), true.into());
    }
    attributes
}

fn link(resource: &str, id: &str) -> Value {
    json!({"self": format!("https://api.flowroute.com/v2/{resource}/{id}")})
}

fn cycle<T: Clone>(choices: &[T], index: u64) -> Option<T> {
    choices
        .iter()
        .cycle()
        .nth(usize::try_from(index).ok()? % choices.len())
        .cloned()
}
