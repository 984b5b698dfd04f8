//! A caller name on the account (docs/contracts/flowroute-v2.md §3.4).

use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{PhoneNumber, Timestamp, lenient, string_id};

string_id! {
    /// A CNAM record.
    pub struct CnamId;
}

/// How far the review of a caller name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CnamState {
    /// Waiting for the review, which takes up to 48 hours.
    Pending,
    /// It can be associated with numbers.
    Approved,
    /// Refused; see [`Cnam::rejection_reason`].
    Rejected,
}

/// A name to show when a number of the account calls. People at the carrier review it before it can be used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct Cnam {
    /// The id.
    pub id: CnamId,
    /// The name, in upper case.
    pub value: Option<Box<str>>,
    /// Whether it can be associated with numbers. [`state`](Self::state) tells more.
    pub is_approved: Option<bool>,
    /// When it was created; not told of old records.
    pub created: Option<Timestamp>,
    /// When it was approved; not told of old records, even if they are.
    pub approved: Option<Timestamp>,
    /// Why it was refused.
    pub rejection_reason: Option<Box<str>>,
    /// The numbers it is associated with. `None` if the carrier did not say, which happens for approved names too.
    pub numbers: Option<Vec<PhoneNumber>>,
}

impl Cnam {
    /// How far its review is: approved if the carrier says so, else rejected if there is a reason, else pending.
    #[must_use]
    pub fn state(&self) -> CnamState {
        match (self.is_approved, &self.rejection_reason) {
            (Some(true), _) => CnamState::Approved,
            (_, Some(_)) => CnamState::Rejected,
            (_, None) => CnamState::Pending,
        }
    }
}

#[derive(Deserialize)]
struct Wire {
    id: CnamId,
    attributes: Attributes,
    #[serde(default, deserialize_with = "lenient::null_default")]
    relationships: Relationships,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    value: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    is_approved: Option<bool>,
    #[serde(default, deserialize_with = "lenient::optional")]
    creation_datetime: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::optional")]
    approval_datetime: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::text")]
    rejection_reason: Option<Box<str>>,
}

/// Kept as it came: it is only here at times, and must not hide the record around it.
#[derive(Default, Deserialize)]
struct Relationships {
    #[serde(default)]
    numbers: Value,
}

impl From<Wire> for Cnam {
    fn from(
        Wire {
            id,
            attributes: a,
            relationships,
        }: Wire,
    ) -> Self {
        Self {
            id,
            value: a.value,
            is_approved: a.is_approved,
            created: a.creation_datetime,
            approved: a.approval_datetime,
            rejection_reason: a.rejection_reason,
            numbers: numbers(&relationships.numbers),
        }
    }
}

/// All of them or, if one cannot be read, none: a list that is too short would mislead.
fn numbers(relationship: &Value) -> Option<Vec<PhoneNumber>> {
    let items = relationship.get("data")?.as_array()?;
    items
        .iter()
        .map(|item| PhoneNumber::deserialize(item.get("id")?).ok())
        .collect()
}
