//! Plain structs with the attributes that trunkline reads, as text, booleans and floats.

use serde::Deserialize;

/// A number's details.
#[derive(Debug, Deserialize)]
#[allow(clippy::exhaustive_structs, reason = "plain on purpose")]
pub struct Details {
    /// The number.
    pub data: Number,
    /// Routes, addresses, CNAM records.
    pub included: Vec<Included>,
}

/// A list page.
#[derive(Debug, Deserialize)]
#[allow(clippy::exhaustive_structs, reason = "plain on purpose")]
pub struct Page {
    /// The numbers.
    pub data: Vec<Number>,
    /// The links to other pages.
    pub links: Links,
}

/// The links of a list.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Links {
    #[serde(rename = "self")]
    pub this: Option<String>,
    pub next: Option<String>,
    pub prev: Option<String>,
}

/// A number.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Number {
    pub id: String,
    pub attributes: Attributes,
    pub relationships: Option<Relationships>,
}

/// The attributes of a number.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Attributes {
    pub value: String,
    pub alias: Option<String>,
    pub cnam_lookups_enabled: Option<bool>,
    pub number_type: Option<String>,
    pub rate_center: Option<String>,
    pub state: Option<String>,
    pub iso_country: Option<String>,
    pub status: Option<String>,
    pub tier: Option<String>,
    pub note: Option<String>,
    pub rate_type: Option<String>,
    pub setup_cost: Option<f64>,
    pub monthly_cost: Option<f64>,
    pub inbound_rate: Option<f64>,
    pub messaging_enabled: Option<bool>,
}

/// The resources assigned to a number.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Relationships {
    pub primary_route: Option<Link>,
    pub failover_route: Option<Link>,
    pub e911_address: Option<Link>,
    pub cnam_preset: Option<Link>,
    pub message_provision: Option<Link>,
}

/// A relationship, which may be empty.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Link {
    pub data: Option<Identifier>,
}

/// The id of another resource.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Identifier {
    pub id: String,
}

/// An included resource.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct Included {
    #[serde(rename = "type")]
    pub kind: String,
    pub id: String,
    pub attributes: IncludedAttributes,
}

/// The attributes of routes, addresses and CNAM records in one struct.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    clippy::exhaustive_structs,
    reason = "plain on purpose: names of the wire"
)]
pub struct IncludedAttributes {
    pub alias: Option<String>,
    pub route_type: Option<String>,
    pub value: Option<String>,
    pub edge_strategy_id: Option<u64>,
    pub label: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub street_number: Option<String>,
    pub street_name: Option<String>,
    pub address_type: Option<String>,
    pub address_type_number: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
    pub zip: Option<String>,
    pub is_approved: Option<bool>,
    pub rejection_reason: Option<String>,
    pub creation_datetime: Option<String>,
    pub approval_datetime: Option<String>,
}
