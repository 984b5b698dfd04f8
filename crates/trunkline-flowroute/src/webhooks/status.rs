//! Events about what takes the carrier a while (docs/contracts/flowroute-v2.md §4.4).

use serde::{Deserialize, Deserializer, Serialize};
use trunkline_core::{Timestamp, lenient, open_enum};

open_enum! {
    /// What has a new status. Only the first name is documented; the others are assumed.
    pub enum StatusKind {
        /// A port order.
        PortOrder = "po_status_change",
        /// An export of call records.
        CdrExport = "cdr_status_change",
        /// Numbers that are enabled for messages, or disabled.
        Messaging = "messaging_status_change",
    }
}

/// Something has a new status. It may have a newer one by now: events come in no order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusEvent {
    /// The event's id.
    pub id: String,
    /// What has a new status.
    pub kind: StatusKind,
    /// The id of what has a new status.
    pub resource_id: String,
    /// Its type, in the carrier's words: `portorders`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// The new status, in the carrier's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What the carrier says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// What kind of event it is: `status_change`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// The version of the event's form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The URL that was given for this resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url_override: Option<String>,
}

/// An event within an event: both have id, type and time.
#[derive(Deserialize)]
struct Outer {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<String>,
    #[serde(rename = "type")]
    kind: StatusKind,
    #[serde(default, deserialize_with = "instant")]
    timestamp: Option<Timestamp>,
    attributes: Inner,
}

#[derive(Deserialize)]
struct Inner {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id_text")]
    resource_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    resource_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<String>,
    #[serde(default, deserialize_with = "instant")]
    at: Option<Timestamp>,
    #[serde(default, deserialize_with = "instant")]
    timestamp: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::id_text")]
    customer_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    event_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    version: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    url_override: Option<String>,
}

impl<'de> Deserialize<'de> for StatusEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let outer = Outer::deserialize(deserializer)?;
        let inner = outer.attributes;
        let missing = serde::de::Error::missing_field;
        Ok(Self {
            id: inner.id.or(outer.id).ok_or_else(|| missing("id"))?,
            kind: outer.kind,
            resource_id: inner.resource_id.ok_or_else(|| missing("resource_id"))?,
            resource_type: inner.resource_type,
            status: inner.status,
            message: inner.message,
            at: inner.at.or(inner.timestamp).or(outer.timestamp),
            customer_id: inner.customer_id,
            event_type: inner.event_type,
            version: inner.version,
            url_override: inner.url_override,
        })
    }
}

/// The text of the contract calls it a UNIX time, its example shows a date: either will do.
fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text: Option<String> = lenient::text(deserializer)?;
    Ok(text.map(|text| unix(&text).unwrap_or_else(|| Timestamp::from(text.as_str()))))
}

fn unix(text: &str) -> Option<Timestamp> {
    let (seconds, _) = text.split_once('.').unwrap_or((text, ""));
    let millis = seconds.parse::<i64>().ok()?.checked_mul(1000)?;
    Timestamp::from_unix_millis(millis)
}
