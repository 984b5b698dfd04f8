//! `POST /v2.1/messages` (docs/contracts/flowroute-v2.md §2.7, M1).

use bytes::Bytes;
use http::{Method, Response};
use serde::{Deserialize, Serialize, Serializer};
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError, ensure,
    ensure_length,
};

use super::message::{PriceDetails, SentMessage};
use super::{MessageId, Segments};
use crate::FLOWROUTE;
use crate::envelope::{Document, one};
use crate::rules::is_web_url;

/// The longest text that is sent. The carrier publishes no limit; this one is assumed.
const MAX_TEXT: usize = 2048;
/// The most files of an MMS. The carrier publishes no limit; this one is assumed.
const MAX_MEDIA: usize = 10;

/// Sends an SMS or MMS from a number on the account that is enabled for messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct SendMessage {
    #[serde(serialize_with = "digits")]
    to: PhoneNumber,
    #[serde(serialize_with = "digits")]
    from: PhoneNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Box<str>>,
    #[serde(skip_serializing_if = "is_false")]
    is_mms: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media_urls: Vec<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dlr_callback: Option<Box<str>>,
}

impl SendMessage {
    /// An SMS of 1 to 2048 characters. [`Segments::of`] tells into how many billed segments it is cut.
    pub fn sms(from: PhoneNumber, to: PhoneNumber, text: impl Into<Box<str>>) -> Self {
        Self {
            body: Some(text.into()),
            ..Self::empty(from, to, false)
        }
    }

    /// An MMS; add files with [`media`](Self::media), and a [`text`](Self::text) if you like. US and Canada only.
    pub fn mms(from: PhoneNumber, to: PhoneNumber) -> Self {
        Self::empty(from, to, true)
    }

    fn empty(from: PhoneNumber, to: PhoneNumber, is_mms: bool) -> Self {
        Self {
            to,
            from,
            body: None,
            is_mms,
            media_urls: Vec::new(),
            dlr_callback: None,
        }
    }

    /// The text, at most 2048 characters. Plain quotes: smart ones are known to cause errors.
    pub fn text(mut self, text: impl Into<Box<str>>) -> Self {
        self.body = Some(text.into());
        self
    }

    /// Adds a file, by an http or https URL that anyone can read. At most 10, together at most 767,840 bytes; the
    /// carrier fetches them before it answers.
    pub fn media(mut self, url: impl Into<Box<str>>) -> Self {
        self.media_urls.push(url.into());
        self
    }

    /// Posts the receipts of this message to this URL, instead of the number's or the account's.
    pub fn dlr_callback(mut self, url: impl Into<Box<str>>) -> Self {
        self.dlr_callback = Some(url.into());
        self
    }

    /// How the text is cut into billed segments.
    pub fn segments(&self) -> Segments {
        Segments::of(self.body.as_deref().unwrap_or_default())
    }
}

impl Endpoint for SendMessage {
    // There is no idempotency key: sent twice, it arrives twice and costs twice.
    const OPERATION: Operation = Operation::once(&FLOWROUTE, "flowroute.v2.messages.send", "sent")
        .unknown_outcome("the message may have gone out and was not re-sent");
    const METHOD: Method = Method::POST;
    type Output = SentMessage;

    fn path(&self, path: &mut Path) {
        path.push("v2.1").push("messages");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Document::of("message", None, self).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        match &self.body {
            Some(text) => ensure_length("body", text, 1..=MAX_TEXT)?,
            None => ensure(self.is_mms, "body", "must not be empty")?,
        }
        let has_media = !self.media_urls.is_empty();
        ensure(
            has_media || !self.is_mms,
            "media_urls",
            "must name at least one file of an MMS",
        )?;
        ensure(
            self.media_urls.len() <= MAX_MEDIA,
            "media_urls",
            "must name at most 10 files",
        )?;
        if let Some(url) = self.media_urls.iter().find(|url| !is_web_url(url)) {
            return Err(ValidationError::new("media_urls", "must be absolute http or https URLs").got(url));
        }
        let callback = self.dlr_callback.as_deref();
        ensure(
            callback.is_none_or(is_web_url),
            "dlr_callback",
            "must be an absolute http or https URL",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        #[derive(Deserialize)]
        struct Accepted {
            id: MessageId,
            #[serde(default)]
            attributes: Option<Attributes>,
        }
        #[derive(Deserialize)]
        struct Attributes {
            #[serde(default)]
            price_details: Option<PriceDetails>,
        }
        let Accepted { id, attributes } = one(response)?;
        Ok(SentMessage {
            id,
            price: attributes.and_then(|a| a.price_details),
        })
    }

    fn subject(&self) -> Option<String> {
        Some(format!("to {}", self.to))
    }

    fn recovery_hint(&self) -> Option<String> {
        let (from, to) = (self.from, self.to);
        Some(format!(
            "check messages.list of the last minutes for an outbound one from {from} to {to}"
        ))
    }
}

/// v2.1 wants eleven digits without `+`.
fn digits<S: Serializer>(number: &PhoneNumber, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&number.digits())
}

fn is_false(flag: &bool) -> bool {
    !flag
}
