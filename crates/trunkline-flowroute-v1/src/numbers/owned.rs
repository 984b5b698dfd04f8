//! A number on the account (docs/contracts/flowroute-v1.md §3.6, §3.7).

use serde::{Deserialize, Serialize};
use trunkline_core::{PhoneNumber, lenient};

use crate::BillingMethod;
use crate::routes::{RouteName, RouteType};

/// A number on the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OwnedNumber {
    /// The number.
    pub number: PhoneNumber,
    /// How it is billed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_method: Option<BillingMethod>,
    /// Where its calls go: first the primary route, then the failover route.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<RouteRef>,
    /// The carrier's link to the number, as it came: in lists only, relative to the host, and never followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What the carrier says of a number without naming it: see [`of`](Self::of).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct NumberDetails {
    /// How it is billed.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub billing_method: Option<BillingMethod>,
    /// Where its calls go: first the primary route, then the failover route.
    #[serde(
        default,
        deserialize_with = "lenient::null_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub routes: Vec<RouteRef>,
    /// The carrier's link to the number, as it came: in lists only, relative to the host, and never followed.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub detail: Option<String>,
}

/// A route that a number uses.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RouteRef {
    /// Its name.
    pub name: RouteName,
    /// What it leads to.
    #[serde(
        default,
        rename(deserialize = "type"),
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub route_type: Option<RouteType>,
    /// Where it leads, as the carrier wrote it. The built-in route leads to the registered device and has none; the
    /// values of old routes may break the rules for new ones.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub value: Option<String>,
}

impl NumberDetails {
    /// Puts the number that was asked for to what was answered.
    #[must_use]
    pub fn of(self, number: PhoneNumber) -> OwnedNumber {
        let Self {
            billing_method,
            routes,
            detail,
        } = self;
        OwnedNumber {
            number,
            billing_method,
            routes,
            detail,
        }
    }

    /// Whether it has all members of the record of a number (docs/contracts/flowroute-v1.md §3.7). Less proves nothing.
    pub(super) fn is_complete(&self) -> bool {
        self.billing_method.is_some() && !self.routes.is_empty()
    }
}

impl OwnedNumber {
    /// Where calls go first.
    #[must_use]
    pub fn primary_route(&self) -> Option<&RouteRef> {
        self.routes.first()
    }

    /// Where calls go if the primary route fails.
    #[must_use]
    pub fn failover_route(&self) -> Option<&RouteRef> {
        self.routes.get(1)
    }
}
