//! An inbound voice route (docs/contracts/flowroute-v2.md §3.2).

use serde::{Deserialize, Serialize, Serializer};
use trunkline_core::{lenient, open_enum, string_id};

use super::RouteTarget;
use crate::envelope::Resource;

string_id! {
    /// An inbound voice route. The default is [`SIP_REG`](Self::SIP_REG).
    pub struct RouteId;

    /// A point of presence that delivers inbound calls.
    pub struct EdgeStrategyId;
}

impl RouteId {
    /// The built-in route of every account: calls go to the device registered with the account's SIP credentials.
    pub const SIP_REG: &'static str = "0";

    /// Whether it is the built-in route.
    #[must_use]
    pub fn is_sip_reg(&self) -> bool {
        self.as_str() == Self::SIP_REG
    }
}

impl Default for RouteId {
    fn default() -> Self {
        Self::from(Self::SIP_REG)
    }
}

impl EdgeStrategyId {
    /// The carrier wants the integer that it gives; an id that is none is written as it came.
    pub(super) fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_str().parse::<u64>() {
            Ok(number) => serializer.serialize_u64(number),
            Err(_) => self.serialize(serializer),
        }
    }
}

open_enum! {
    /// Where a route leads.
    pub enum RouteType {
        /// To the device registered with the account's SIP credentials: the built-in route only.
        SipReg = "sip-reg",
        /// To a host by SIP, the called number as the user part.
        Host = "host",
        /// To a telephone number over the public network, billed as an outbound call.
        Number = "number" | "pstn",
        /// To one SIP address.
        Uri = "uri",
    }
}

/// An inbound voice route. Numbers that use it as primary or failover route send their calls there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Resource<RouteId, Attributes>")]
#[non_exhaustive]
pub struct Route {
    /// The id.
    pub id: RouteId,
    /// Its name, unique on the account.
    pub alias: Option<Box<str>>,
    /// Where it leads.
    pub route_type: Option<RouteType>,
    /// The host, number or address it leads to, as the carrier wrote it; the built-in route has none.
    pub value: Option<Box<str>>,
    /// The point of presence that delivers its calls. `None` is the account's default, or not told.
    pub edge_strategy_id: Option<EdgeStrategyId>,
}

impl Route {
    /// Whether it leads exactly there. Host names are compared without regard to case.
    #[must_use]
    pub fn leads_to(&self, target: &RouteTarget) -> bool {
        let wanted = target.to_string();
        let same = |value: &str| match target {
            RouteTarget::Host(_) => value.eq_ignore_ascii_case(&wanted),
            RouteTarget::Number(_) | RouteTarget::Uri(_) => value == wanted,
        };
        self.route_type.as_ref() == Some(&target.route_type()) && self.value.as_deref().is_some_and(same)
    }
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    alias: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    route_type: Option<RouteType>,
    #[serde(default, deserialize_with = "lenient::text")]
    value: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::id_text")]
    edge_strategy_id: Option<EdgeStrategyId>,
}

impl From<Resource<RouteId, Attributes>> for Route {
    fn from(Resource { id, attributes: a }: Resource<RouteId, Attributes>) -> Self {
        Self {
            id,
            alias: a.alias,
            route_type: a.route_type,
            value: a.value,
            edge_strategy_id: a.edge_strategy_id,
        }
    }
}
