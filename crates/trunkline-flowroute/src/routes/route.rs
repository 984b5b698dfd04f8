//! An inbound voice route (docs/contracts/flowroute-v2.md §3.2).

use serde_json::Value;
use trunkline_core::{lenient, open_enum, string_id};

use super::RouteTarget;

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
    /// The carrier expects the integer that it gives; an id that is none is written as it came.
    pub(super) fn wire(&self) -> Value {
        match self.as_str().parse::<u64>() {
            Ok(number) => number.into(),
            Err(_) => self.as_str().into(),
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

record! {
    /// An inbound voice route. Numbers that use it as primary or failover route send their calls there.
    pub struct Route {
        /// The id.
        id: RouteId,
    }
    attributes {
        /// Its name, unique on the account.
        alias: Option<String> = "lenient::text",
        /// Where it leads.
        route_type: Option<RouteType> = "lenient::text",
        /// The host, number or address it leads to, as the carrier wrote it; the built-in route has none.
        value: Option<String> = "lenient::text",
        /// The point of presence that delivers its calls. `None` is the account's default, or absent.
        edge_strategy_id: Option<EdgeStrategyId> = "lenient::id_text",
    }
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
