//! A port order and what it consists of (docs/contracts/flowroute-v2.md §3.7.2).

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use trunkline_core::{Country, Money, Region, Timestamp, lenient, open_enum, string_id};

use super::Private;
use super::document::{PortDocument, documents};
use super::rules::numbers;
use crate::cnam::CnamId;
use crate::e911::E911Id;
use crate::prelude::*;
use crate::routes::RouteId;

string_id! {
    /// A port order: numbers that come from one carrier.
    pub struct PortOrderId;

    /// The orders that one request was split into, one for each losing carrier.
    pub struct PortGroupId;
}

open_enum! {
    /// Where a port order stands.
    pub enum PortStatus {
        /// It waits for the letter of agency; nothing has begun.
        Pending = "pending",
        /// The carrier looks it through.
        Processing = "processing",
        /// The losing carrier has it; it is charged now.
        Submitted = "submitted",
        /// The losing carrier has agreed on a day.
        Accepted = "accepted",
        /// The numbers are on the account.
        Completed = "completed",
        /// A person at the carrier has a look at it.
        Review = "review",
        /// The losing carrier has refused it; it can be corrected and signed again.
        Rejected = "rejected",
        /// Canceled before anything had begun, by the account or after 45 days.
        Cancelled = "cancelled" | "canceled",
        /// Given up after a rejection, by the account or after 45 days.
        Abandoned = "abandoned",
        /// Stopped by the carrier.
        HardCanceled = "hard_canceled" | "hard_cancelled",
    }

    /// What the numbers are used for.
    pub enum UsageType {
        /// By a household.
        Residential = "residential",
        /// By a company.
        Business = "business",
    }
}

impl PortStatus {
    /// Whether nothing will change any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Completed) || self.is_canceled()
    }

    /// Whether it has ended without the numbers.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        matches!(self, Self::Cancelled | Self::Abandoned | Self::HardCanceled)
    }

    /// Whether details can be changed and documents added (docs/contracts/flowroute-v2.md §6.7).
    #[must_use]
    pub fn is_editable(&self) -> bool {
        matches!(self, Self::Pending | Self::Rejected)
    }
}

record! {
    /// A port order.
    pub struct PortOrder {
        /// The id.
        id: PortOrderId,
    }
    attributes {
        /// Its name.
        alias: Option<String> = "lenient::text",
        /// Where it stands.
        status: Option<PortStatus> = "lenient::text",
        /// When it came there.
        status_updated_at: Option<Timestamp> = "lenient::optional" or "status_udpated_at",
        /// The group it belongs to.
        group_id: Option<PortGroupId> = "lenient::id_text",
        /// The numbers; what the carrier sends in the place of one that is none is left out.
        numbers: Vec<PhoneNumber> = "numbers",
        /// The carrier that has them now.
        provider: Option<String> = "lenient::text",
        /// The subscriber's account there.
        provider_account: Option<Private> = "lenient::text",
        /// The PIN of that account.
        pin: Option<Private> = "lenient::text",
        /// The end of the subscriber's social security number.
        last_4_ssn: Option<Private> = "lenient::text",
        /// Who may order the port at that carrier.
        billing_name: Option<String> = "lenient::text",
        /// The billing number of that account, as the carrier wrote it.
        billing_number: Option<String> = "lenient::text",
        /// The service address.
        billing_address: Option<BillingAddress> = "lenient::optional",
        /// The company.
        company: Option<String> = "lenient::text",
        /// What the numbers are used for.
        usage_type: Option<UsageType> = "lenient::text",
        /// What it costs.
        cost: Option<Money> = "lenient::optional",
        /// The day that was asked for (`2018-07-12`); once it is accepted, the day of the port (assumed).
        desired_completion_date: Option<String> = "lenient::text",
        /// Whether to look up the names of callers once the numbers are here.
        enable_cnam_lookups: Option<bool> = "lenient::bool_or_text",
        /// What the numbers get once they are here.
        presets: Option<PortPresets> = "lenient::optional",
        /// Who else is written to.
        loa_details: Option<LoaDetails> = "lenient::optional",
        /// Bills and other proofs.
        business_documents: Vec<PortDocument> = "documents",
        /// What the carrier says about it: the reason of a rejection, for one.
        comments: Vec<PortComment> = "comments",
        /// Where changes of the status are posted.
        status_url: Option<String> = "lenient::text",
    }
}

/// A service address, as the carrier shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BillingAddress {
    /// House number and street.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub street: Option<String>,
    /// The part of the building.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub street2: Option<String>,
    /// The city.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub city: Option<String>,
    /// The state or province.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub state: Option<Region>,
    /// The ZIP or postal code.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub zip: Option<String>,
    /// The country.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub country: Option<Country>,
}

/// Who gets mail about the letter of agency. The carrier does not send any yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LoaDetails {
    /// To.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub email: Option<String>,
    /// Copy to.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub cc: Option<String>,
}

impl LoaDetails {
    /// Mail to this address.
    #[must_use]
    pub fn new(email: impl Into<String>) -> Self {
        Self {
            email: Some(email.into()),
            cc: None,
        }
    }

    /// And a copy to this one.
    #[must_use]
    pub fn cc(mut self, cc: impl Into<String>) -> Self {
        self.cc = Some(cc.into());
        self
    }
}

/// What the numbers of an order get once they are on the account. The ids must exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[must_use]
#[non_exhaustive]
pub struct PortPresets {
    /// Their friendly name.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub alias: Option<String>,
    /// The caller name that is shown for them.
    #[serde(
        default,
        deserialize_with = "lenient::id_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub cnam_id: Option<CnamId>,
    /// Their emergency address.
    #[serde(
        default,
        deserialize_with = "lenient::id_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub e911_id: Option<E911Id>,
    /// Where their calls go.
    #[serde(
        default,
        deserialize_with = "lenient::id_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub primary_route_id: Option<RouteId>,
    /// Where their calls go if that fails.
    #[serde(
        default,
        deserialize_with = "lenient::id_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub failover_route_id: Option<RouteId>,
}

impl PortPresets {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Their friendly name.
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    /// The caller name that is shown for them.
    pub fn cnam(mut self, id: impl Into<CnamId>) -> Self {
        self.cnam_id = Some(id.into());
        self
    }

    /// Their emergency address.
    pub fn e911(mut self, id: impl Into<E911Id>) -> Self {
        self.e911_id = Some(id.into());
        self
    }

    /// Where their calls go.
    pub fn primary_route(mut self, id: impl Into<RouteId>) -> Self {
        self.primary_route_id = Some(id.into());
        self
    }

    /// Where their calls go if that fails.
    pub fn failover_route(mut self, id: impl Into<RouteId>) -> Self {
        self.failover_route_id = Some(id.into());
        self
    }
}

/// Something the carrier says about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PortComment {
    /// What it says; the whole comment as JSON if its form is not known.
    pub text: String,
    /// When it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

/// The form of a comment is not documented: text, or an object with `comment` (assumed, docs/contracts/flowroute-v2.md A:81).
fn comments<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PortComment>, D::Error> {
    let items: Vec<Value> = lenient::null_default(deserializer)?;
    Ok(items.iter().map(PortComment::read).collect())
}

impl PortComment {
    fn read(comment: &Value) -> Self {
        let member = |name: &str| comment.get(name).and_then(Value::as_str);
        let text = comment
            .as_str()
            .or_else(|| member("comment"))
            .or_else(|| member("text"));
        Self {
            text: text.map_or_else(|| comment.to_string(), str::to_owned),
            created_at: member("created_at").map(Timestamp::from),
        }
    }
}
