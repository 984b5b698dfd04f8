//! Port orders in short, and the group that they belong to (docs/contracts/flowroute-v2.md §3.7.2).

use bytes::Bytes;
use http::Response;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use trunkline_core::{DecodeError, Links, json, json_if_it_fits, lenient, open_enum};

use super::rules::numbers;
use super::{PortGroupId, PortOrderId, PortStatus};
use crate::envelope::One;
use crate::prelude::*;

open_enum! {
    /// Where the orders of a group stand, taken together.
    pub enum PortGroupStatus {
        /// An order is pending or rejected: something is to be done.
        RequiresAction = "Requires Action",
        /// Nothing is to be done.
        InProgress = "In Progress",
        /// All orders have ended, at least one of them with its numbers on the account.
        Completed = "Completed",
        /// All orders have ended without their numbers.
        Canceled = "Canceled" | "Cancelled",
    }
}

record! {
    /// A port order in short, as lists and groups show it.
    pub struct PortOrderSummary {
        /// The id.
        id: PortOrderId,
    }
    attributes {
        /// Its name.
        alias: Option<String> = "lenient::text",
        /// Where it stands.
        status: Option<PortStatus> = "lenient::text",
        /// The numbers, if the carrier says them here.
        numbers: Vec<PhoneNumber> = "numbers",
    }
}

/// The orders that one request was split into, one for each losing carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PortGroup {
    /// The id.
    pub id: PortGroupId,
    /// Where they stand, taken together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PortGroupStatus>,
    /// The orders, if the carrier says them; [`GetPortGroup`](super::GetPortGroup) reads them.
    pub orders: Vec<PortOrderSummary>,
}

#[derive(Deserialize)]
struct Wire {
    id: PortGroupId,
    #[serde(default, deserialize_with = "lenient::null_default")]
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    status: Option<PortGroupStatus>,
    #[serde(default, deserialize_with = "lenient::null_default")]
    orders: Orders<PortOrderSummary>,
}

/// `{"data": [T, ...]}`.
#[derive(Deserialize)]
struct Orders<T> {
    #[serde(default = "Vec::new")]
    data: Vec<T>,
}

impl<T> Default for Orders<T> {
    fn default() -> Self {
        Self { data: Vec::new() }
    }
}

impl<'de> Deserialize<'de> for PortGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { id, attributes } = Wire::deserialize(deserializer)?;
        Ok(Self {
            id,
            status: attributes.status,
            orders: attributes.orders.data,
        })
    }
}

/// `{"data": {"attributes": {"orders": {"data": [T, ...]}}}}`.
#[derive(Deserialize)]
struct Listed<T> {
    attributes: ListedOrders<T>,
}

#[derive(Deserialize)]
struct ListedOrders<T> {
    orders: Orders<T>,
}

/// Reads a list of orders; one that does not fit is kept apart.
pub(super) fn listed(response: &Response<Bytes>) -> Result<Page<PortOrderSummary>, DecodeError> {
    if let Some(One { data }) = json_if_it_fits::<One<Listed<_>>>(response.body()) {
        return Ok(Page::new(data.attributes.orders.data, Links::default()));
    }
    let One { data } = json::<One<Listed<Value>>>(response.body())?;
    let items = data.attributes.orders.data.into_iter();
    Ok(Page::read_each(
        items.map(|item| item.to_string()),
        Links::default(),
        json,
    ))
}
