//! Message detail records (docs/contracts/flowroute-v2.md §3.5.2).

use std::fmt;

use bytes::Bytes;
use http::Response;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use trunkline_core::{DecodeError, Money, PhoneNumber, Timestamp, json, lenient, open_enum, string_id};

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
    Other(String),
}

record! {
    /// A message, sent or received.
    pub struct Message {
        /// Its id.
        id: MessageId,
    }
    attributes {
        /// Which way it went.
        direction: Direction,
        /// The sender.
        from: MessageParty,
        /// The recipient.
        to: MessageParty,
        /// The text; MMS often have none.
        body: Option<String> = "lenient::text",
        /// Where it stands; inbound MMS have no status.
        status: Option<MessageStatus> = "lenient::text",
        /// Whether it is an MMS.
        is_mms: bool = "is_mms",
        /// How the text is encoded: 0 is GSM or ASCII, 8 is UCS-2.
        encoding: Option<u64> = "lenient::u64" in "message_encoding",
        /// What kind of number sent or received it.
        message_type: Option<MessageType> = "lenient::text",
        /// What it cost, exactly.
        amount: Option<Money> = "nanodollars" in "amount_nanodollars",
        /// What it cost, as the carrier displays it: `$0.0040`.
        amount_display: Option<String> = "lenient::text",
        /// When it was accepted.
        timestamp: Option<Timestamp>,
        /// What became of it, in the carrier's order. Inbound messages have none.
        delivery_receipts: Vec<DeliveryReceipt> = "lenient::null_default",
        /// Where its receipts are posted to.
        callback_url: Option<String> = "lenient::text" in "message_callback_url",
    }
    included {
        /// The files of an MMS. Lists do not have them.
        media: Vec<Media>,
    }
}

/// One step in the life of a sent message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DeliveryReceipt {
    /// 1: handed to the carrier's network; 2: the other carrier's answer.
    #[serde(
        default,
        deserialize_with = "lenient::u64",
        skip_serializing_if = "Option::is_none"
    )]
    pub level: Option<u64>,
    /// Where the message stood.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub status: Option<MessageStatus>,
    /// The network's code; the table is not public.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub status_code: Option<String>,
    /// What the code means.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub status_code_description: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Timestamp>,
}

/// A file of an MMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Media {
    /// Its id.
    pub id: String,
    /// Where it can be fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Its size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_size: Option<u64>,
}

/// A message that was accepted. That does not mean delivered: see [`Message::status`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SentMessage {
    /// Its id, to look it up with.
    pub id: MessageId,
    /// What it costs; sent by v2.2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceDetails>,
}

/// What a message costs, in dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PriceDetails {
    /// For one segment.
    pub base_rate: Money,
    /// The other carrier's surcharge for one segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surcharge_rate: Option<Money>,
    /// Into how many segments the text was cut.
    #[serde(
        default,
        deserialize_with = "lenient::u64",
        skip_serializing_if = "Option::is_none"
    )]
    pub segment_count: Option<u64>,
    /// (base + surcharge) × segments.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// As its text.
impl Serialize for MessageParty {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From text or an integer; nobody is the empty text.
impl<'de> Deserialize<'de> for MessageParty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let party = lenient::text(deserializer)?;
        Ok(party.unwrap_or_else(|| Self::Other(String::new())))
    }
}

fn is_mms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    lenient::bool_or_text(deserializer).map(Option::unwrap_or_default)
}

fn nanodollars<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    let amount = lenient::i64(deserializer)?;
    Ok(amount.map(Money::from_nanodollars))
}

/// Reads one message, with its files from what is included.
pub(super) fn message(response: &Response<Bytes>) -> Result<Message, DecodeError> {
    #[derive(Deserialize)]
    struct Body {
        data: Message,
        #[serde(default)]
        included: Vec<Value>,
    }
    let Body { mut data, included } = json(response.body())?;
    data.media = included.iter().filter_map(Media::from_included).collect();
    Ok(data)
}

impl Media {
    /// Reads an included resource of type `media`; anything else is none.
    pub(crate) fn from_included(resource: &Value) -> Option<Self> {
        let is_media = resource.get("type")?.as_str()? == "media";
        is_media.then(|| Self::read(resource)).flatten()
    }

    /// Reads a resource; one without an id is none.
    pub(super) fn read(resource: &Value) -> Option<Self> {
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
