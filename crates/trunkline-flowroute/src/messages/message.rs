//! Message detail records (docs/contracts/flowroute-v2.md §3.5.2).

use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{Money, PhoneNumber, Timestamp, lenient, open_enum, string_id};

string_id! {
    /// A message: `mdr2-` and 32 hexadecimal digits.
    pub struct MessageId;
}

open_enum! {
    /// Which way a message went.
    pub enum Direction {
        /// To us.
        Inbound = "inbound",
        /// From us.
        Outbound = "outbound",
    }
}

open_enum! {
    /// Where a message stands. The carrier's vocabulary is open: any other text is kept.
    pub enum MessageStatus {
        /// Accepted, not sent yet.
        Pending = "pending",
        /// Sent.
        Sent = "message sent",
        /// Handed to the network.
        SmscSubmit = "smsc submit",
        /// Accepted by the recipient's carrier.
        Buffered = "message buffered",
        /// Delivered.
        Delivered = "delivered",
        /// Not delivered.
        Failed = "failed",
    }
}

open_enum! {
    /// What kind of number sent or received it.
    pub enum MessageType {
        /// A geographic number.
        Longcode = "longcode" | "standard",
        /// A toll-free number.
        TollFree = "toll-free" | "tollfree",
    }
}

/// Who sent or received a message: a number, or whatever else the carrier wrote (short codes, ten digits that are no
/// valid number).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "it is a number or it is not")]
pub enum MessageParty {
    /// A number.
    Number(PhoneNumber),
    /// Anything else, verbatim.
    Other(Box<str>),
}

/// A message, sent or received.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Which way it went.
    pub direction: Direction,
    /// The sender.
    pub from: MessageParty,
    /// The recipient.
    pub to: MessageParty,
    /// The text; MMS often have none.
    pub body: Option<Box<str>>,
    /// Where it stands; inbound MMS have no status.
    pub status: Option<MessageStatus>,
    /// Whether it is an MMS.
    pub is_mms: bool,
    /// How the text is encoded: 0 is GSM or ASCII, 8 is UCS-2.
    pub encoding: Option<u64>,
    /// What kind of number sent or received it.
    pub message_type: Option<MessageType>,
    /// What it cost, exactly.
    pub amount: Option<Money>,
    /// What it cost, as the carrier displays it: `$0.0040`.
    pub amount_display: Option<Box<str>>,
    /// When it was accepted.
    pub timestamp: Option<Timestamp>,
    /// What became of it, in the carrier's order. Inbound messages have none.
    pub delivery_receipts: Vec<DeliveryReceipt>,
    /// Where its receipts are posted to.
    pub callback_url: Option<Box<str>>,
    /// The files of an MMS.
    pub media: Vec<Media>,
}

/// One step in the life of a sent message.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DeliveryReceipt {
    /// 1: handed to the carrier's network; 2: the other carrier's answer.
    #[serde(default, deserialize_with = "lenient::u64")]
    pub level: Option<u64>,
    /// Where the message stood.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: Option<MessageStatus>,
    /// The network's code; the table is not public.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status_code: Option<Box<str>>,
    /// What the code means.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status_code_description: Option<Box<str>>,
    /// When.
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
}

/// A file of an MMS.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Media {
    /// Its id.
    pub id: Box<str>,
    /// Where it can be fetched.
    pub url: Option<Box<str>>,
    /// Its media type.
    pub mime_type: Option<Box<str>>,
    /// Its name.
    pub file_name: Option<Box<str>>,
    /// Its size in bytes.
    pub file_size: Option<u64>,
}

/// A message that was accepted. That does not mean delivered: see [`Message::status`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentMessage {
    /// Its id, to look it up with.
    pub id: MessageId,
    /// What it costs; told by v2.2 only.
    pub price: Option<PriceDetails>,
}

/// What a message costs, in dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PriceDetails {
    /// For one segment.
    pub base_rate: Money,
    /// The other carrier's surcharge for one segment.
    #[serde(default)]
    pub surcharge_rate: Option<Money>,
    /// Into how many segments the text was cut.
    #[serde(default, deserialize_with = "lenient::u64")]
    pub segment_count: Option<u64>,
    /// (base + surcharge) × segments.
    #[serde(default)]
    pub charged_cost: Option<Money>,
}

impl MessageParty {
    /// The number, if it is one.
    pub fn number(&self) -> Option<PhoneNumber> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Other(_) => None,
        }
    }
}

impl From<&str> for MessageParty {
    fn from(text: &str) -> Self {
        text.parse()
            .map_or_else(|_| Self::Other(text.into()), Self::Number)
    }
}

impl fmt::Display for MessageParty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// The resource as it comes; the files of an MMS are beside it, in `included`.
#[derive(Deserialize)]
struct Wire {
    id: MessageId,
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    direction: Direction,
    #[serde(deserialize_with = "lenient::text")]
    from: Option<MessageParty>,
    #[serde(deserialize_with = "lenient::text")]
    to: Option<MessageParty>,
    #[serde(default, deserialize_with = "lenient::text")]
    body: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    status: Option<MessageStatus>,
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    is_mms: Option<bool>,
    #[serde(default, deserialize_with = "lenient::u64")]
    message_encoding: Option<u64>,
    #[serde(default, deserialize_with = "lenient::text")]
    message_type: Option<MessageType>,
    #[serde(default, deserialize_with = "lenient::i64")]
    amount_nanodollars: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    amount_display: Option<Box<str>>,
    #[serde(default)]
    timestamp: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::null_default")]
    delivery_receipts: Vec<DeliveryReceipt>,
    #[serde(default, deserialize_with = "lenient::text")]
    message_callback_url: Option<Box<str>>,
}

impl From<Wire> for Message {
    fn from(Wire { id, attributes: a }: Wire) -> Self {
        let nobody = || MessageParty::Other("".into());
        Self {
            id,
            direction: a.direction,
            from: a.from.unwrap_or_else(nobody),
            to: a.to.unwrap_or_else(nobody),
            body: a.body,
            status: a.status,
            is_mms: a.is_mms.unwrap_or_default(),
            encoding: a.message_encoding,
            message_type: a.message_type,
            amount: a.amount_nanodollars.map(Money::from_nanodollars),
            amount_display: a.amount_display,
            timestamp: a.timestamp,
            delivery_receipts: a.delivery_receipts,
            callback_url: a.message_callback_url,
            media: Vec::new(),
        }
    }
}

impl Media {
    /// Reads an included resource of type `media`; anything else is none.
    pub(super) fn from_included(resource: &Value) -> Option<Self> {
        if resource.get("type")?.as_str()? != "media" {
            return None;
        }
        let text = |name| Some(resource.get("attributes")?.get(name)?.as_str()?.into());
        Some(Self {
            id: resource.get("id")?.as_str()?.into(),
            url: text("url"),
            mime_type: text("mime_type"),
            file_name: text("file_name"),
            file_size: resource
                .get("attributes")
                .and_then(|a| a.get("file_size"))
                .and_then(Value::as_u64),
        })
    }
}
