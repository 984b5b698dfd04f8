//! Messages.

use serde::Serialize;
use trunkline::flowroute::messages::{DeliveryReceipt, Message, SentMessage};
use trunkline::{Money, Timestamp};

use super::text;
use crate::output::Show;

/// A message, sent or received.
#[derive(Serialize)]
pub(crate) struct MessageView {
    id: String,
    direction: String,
    from: String,
    to: String,
    body: Option<Box<str>>,
    status: Option<String>,
    is_mms: bool,
    amount: Option<Money>,
    timestamp: Option<Timestamp>,
    media: Vec<Box<str>>,
    receipts: Vec<ReceiptView>,
}

/// One step in the life of a sent message.
#[derive(Serialize)]
struct ReceiptView {
    level: Option<u64>,
    status: Option<String>,
    description: Option<Box<str>>,
    timestamp: Option<Timestamp>,
}

impl From<Message> for MessageView {
    fn from(message: Message) -> Self {
        Self {
            id: message.id.to_string(),
            direction: message.direction.to_string(),
            from: message.from.to_string(),
            to: message.to.to_string(),
            body: message.body,
            status: message.status.map(|status| status.to_string()),
            is_mms: message.is_mms,
            amount: message.amount,
            timestamp: message.timestamp,
            media: message.media.into_iter().filter_map(|media| media.url).collect(),
            receipts: message
                .delivery_receipts
                .into_iter()
                .map(ReceiptView::from)
                .collect(),
        }
    }
}

impl From<DeliveryReceipt> for ReceiptView {
    fn from(receipt: DeliveryReceipt) -> Self {
        Self {
            level: receipt.level,
            status: receipt.status.map(|status| status.to_string()),
            description: receipt.status_code_description,
            timestamp: receipt.timestamp,
        }
    }
}

impl Show for MessageView {
    const COLUMNS: &'static [&'static str] = &["WHEN", "ID", "FROM", "TO", "STATUS", "TEXT"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.timestamp
                .as_ref()
                .map(Timestamp::rfc3339_seconds)
                .unwrap_or_default(),
            self.id.clone(),
            self.from.clone(),
            self.to.clone(),
            text(self.status.as_ref()),
            text(self.body.as_ref()),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("id", self.id.clone()),
            ("direction", self.direction.clone()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("text", text(self.body.as_ref())),
            ("status", text(self.status.as_ref())),
            ("kind", if self.is_mms { "MMS" } else { "SMS" }.to_owned()),
            ("cost", text(self.amount.as_ref())),
            ("when", text(self.timestamp.as_ref())),
        ];
        facts.extend(self.media.iter().map(|url| ("file", url.to_string())));
        facts.extend(self.receipts.iter().map(|receipt| ("receipt", receipt.line())));
        facts
    }
}

impl ReceiptView {
    fn line(&self) -> String {
        let parts = [
            text(self.timestamp.as_ref()),
            text(self.status.as_ref()),
            text(self.description.as_ref()),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("  ")
    }
}

/// A message that was accepted.
#[derive(Serialize)]
pub(crate) struct SentView {
    id: String,
    segments: usize,
    cost: Option<Money>,
}

impl SentView {
    /// An accepted message, of this many segments by our own count.
    pub(crate) fn new(sent: &SentMessage, segments: usize) -> Self {
        let cost = sent.price.as_ref().and_then(|price| price.charged_cost);
        Self {
            id: sent.id.to_string(),
            segments,
            cost,
        }
    }
}

impl Show for SentView {
    const COLUMNS: &'static [&'static str] = &["ID", "SEGMENTS", "COST"];

    fn cells(&self) -> Vec<String> {
        self.facts().into_iter().map(|(_, text)| text).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("segments", self.segments.to_string()),
            ("cost", text(self.cost.as_ref())),
        ]
    }
}
