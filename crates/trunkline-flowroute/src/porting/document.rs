//! Documents that belong to a port order (docs/contracts/flowroute-v2.md §3.7.2).

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use trunkline_core::{lenient, open_enum, string_id};

use crate::prelude::*;

string_id! {
    /// A document of a port order.
    pub struct PortDocumentId;
}

open_enum! {
    /// What has become of a document.
    pub enum DocumentStatus {
        /// The carrier has not looked at it.
        Pending = "pending",
        /// The carrier fetches it.
        Processing = "processing",
        /// The carrier has it.
        Complete = "complete" | "uploaded",
        /// The carrier could not get it.
        Failed = "error" | "failed",
    }
}

/// A document of a port order: a bill, a customer service record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PortDocument {
    /// The id, by which it can be read; an order does not always show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PortDocumentId>,
    /// Its name, or its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Its name, or an address where it can be fetched for a while.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where the carrier fetched it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_url: Option<String>,
    /// What has become of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DocumentStatus>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<PortDocumentId>,
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    filename: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    file: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    original_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    status: Option<DocumentStatus>,
}

impl PortDocument {
    fn new(id: Option<PortDocumentId>, a: Attributes) -> Self {
        Self {
            id,
            filename: a.filename,
            file: a.file,
            original_url: a.original_url,
            status: a.status,
        }
    }

    /// Whether its name or address is this one.
    pub(super) fn is_at(&self, place: &str) -> bool {
        [&self.filename, &self.file, &self.original_url]
            .into_iter()
            .any(|known| known.as_deref() == Some(place))
    }
}

impl<'de> Deserialize<'de> for PortDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = Wire::deserialize(deserializer)?;
        Ok(Self::new(wire.id, wire.attributes))
    }
}

/// The documents of an order come in two forms: `{filename, status}`, or groups `{data: [{id, attributes}]}`. What is
/// neither is left out.
pub(super) fn documents<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PortDocument>, D::Error> {
    let items: Vec<Value> = lenient::null_default(deserializer)?;
    let mut found = Vec::new();
    for item in items {
        match item.get("data") {
            Some(Value::Array(group)) => {
                found.extend(
                    group
                        .iter()
                        .filter_map(|item| PortDocument::deserialize(item).ok()),
                );
            }
            _ => found.extend(
                Attributes::deserialize(&item)
                    .ok()
                    .map(|a| PortDocument::new(None, a)),
            ),
        }
    }
    Ok(found)
}
