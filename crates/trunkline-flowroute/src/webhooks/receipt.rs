//! Delivery receipts (docs/contracts/flowroute-v2.md §4.3).

use serde::{Deserialize, Deserializer, Serialize};
use trunkline_core::{Timestamp, lenient};

use crate::messages::{DeliveryReceipt, MessageId};

/// One step in the life of a sent message. Usually two are posted for a message, in any order; some carriers send none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Receipt {
    /// The message's id; a receipt has none of its own.
    pub id: MessageId,
    /// The text that was sent; MMS have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Where the message stands.
    #[serde(flatten)]
    pub step: DeliveryReceipt,
}

impl<'de> Deserialize<'de> for Receipt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Resource {
            id: MessageId,
            attributes: Attributes,
        }
        #[derive(Deserialize)]
        struct Attributes {
            #[serde(default, deserialize_with = "lenient::text")]
            body: Option<String>,
            #[serde(flatten)]
            step: DeliveryReceipt,
        }
        let Resource { id, attributes } = Resource::deserialize(deserializer)?;
        Ok(Self {
            id,
            body: attributes.body,
            step: attributes.step,
        })
    }
}

impl Receipt {
    /// A message has several receipts; level, status and time tell them apart (docs/contracts/flowroute-v2.md §4.1).
    pub(super) fn key(&self) -> String {
        let DeliveryReceipt {
            level,
            status,
            timestamp,
            ..
        } = &self.step;
        let level = level.map(|level| level.to_string()).unwrap_or_default();
        let status = status.as_ref().map_or("", |status| status.as_str());
        let time = timestamp.as_ref().map(Timestamp::to_string).unwrap_or_default();
        format!("receipt {} {level} {status} {time}", self.id)
    }
}
