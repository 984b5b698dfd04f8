//! An inbound route (docs/contracts/flowroute-v1.md §3.9).

use serde::{Deserialize, Serialize};
use trunkline_core::{lenient, open_enum, string_id};

use super::RouteTarget;

string_id! {
    /// The name of an inbound route: unique on the account, chosen when it is created, any text.
    pub struct RouteName;
}

impl RouteName {
    /// The built-in route of every account: calls go to the device registered with the account's SIP credentials.
    pub const SIP_REG: &'static str = "sip-reg";

    /// Whether it is the built-in route.
    #[must_use]
    pub fn is_sip_reg(&self) -> bool {
        self.as_str() == Self::SIP_REG
    }
}

/// The built-in route.
impl Default for RouteName {
    fn default() -> Self {
        Self::from(Self::SIP_REG)
    }
}

open_enum! {
    /// What a route leads to.
    pub enum RouteType {
        /// A host by SIP, the called number as the user part.
        Host = "HOST",
        /// A telephone number over the public network.
        Pstn = "PSTN",
        /// One SIP address.
        Uri = "URI",
        /// The device registered with the account's SIP credentials: the built-in route only.
        SipReg = "SIP-REG",
    }
}

/// An inbound route. Numbers that use it as primary or failover route send their calls there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Route {
    /// Its name.
    pub name: RouteName,
    /// What it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route_type: Option<RouteType>,
    /// Where it leads, as the carrier wrote it; the built-in route has none. The values of old routes may break the
    /// rules for new ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// All that the map says of a route; its key is the name.
#[derive(Default, Deserialize)]
pub(super) struct Destination {
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    route_type: Option<RouteType>,
    #[serde(default, deserialize_with = "lenient::text")]
    value: Option<String>,
}

impl Route {
    /// Names are any text: unlike ids, they keep their blanks.
    pub(super) fn new(name: String, destination: Destination) -> Self {
        Self {
            name: RouteName::from(name),
            route_type: destination.route_type,
            value: destination.value,
        }
    }

    /// Whether it leads exactly there.
    #[must_use]
    pub fn leads_to(&self, target: &RouteTarget) -> bool {
        self.route_type.as_ref() == Some(&target.route_type())
            && self
                .value
                .as_deref()
                .is_some_and(|value| value.eq_ignore_ascii_case(&target.to_string()))
    }
}
