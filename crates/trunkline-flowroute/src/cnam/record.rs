//! A caller name on the account (docs/contracts/flowroute-v2.md §3.4).

use serde::{Deserialize, Deserializer};
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

record! {
    /// A name to show when a number of the account calls. People at the carrier review it before it can be used.
    pub struct Cnam {
        /// The id.
        id: CnamId,
    }
    attributes {
        /// The name, in upper case.
        value: Option<String> = "lenient::text",
        /// Whether it can be associated with numbers. [`state`](Self::state) has more detail.
        is_approved: Option<bool> = "lenient::bool_or_text",
        /// When it was created; absent from old records.
        created: Option<Timestamp> = "lenient::optional" in "creation_datetime",
        /// When it was approved; absent from old records, even if they are.
        approved: Option<Timestamp> = "lenient::optional" in "approval_datetime",
        /// Why it was refused.
        rejection_reason: Option<String> = "lenient::text",
    }
    relationships {
        /// The numbers it is associated with. `None` if the carrier did not say, which happens for approved names too.
        numbers: Option<Vec<PhoneNumber>> = "numbers",
    }
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

/// All of them or, if one cannot be read, none: a list that is too short would mislead. They are only here at times,
/// and must not hide the record around them.
fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<PhoneNumber>>, D::Error> {
    let relationships = Value::deserialize(deserializer)?;
    let items = relationships.pointer("/numbers/data").and_then(Value::as_array);
    Ok(items.and_then(|items| items.iter().map(number).collect()))
}

fn number(item: &Value) -> Option<PhoneNumber> {
    PhoneNumber::deserialize(item.get("id")?).ok()
}
