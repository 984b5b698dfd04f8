//! Sending a message (docs/contracts/flowroute-v2.md §2.7, M1).

use bytes::Bytes;
use http::Response;
use serde::Deserialize;
use trunkline_core::DecodeError;

use super::message::{PriceDetails, SentMessage};
use super::version::Api;
use super::{MessageId, MessagesVersion, Segments};
use crate::prelude::*;
use crate::rules::{ensure_web_url, is_web_url};

/// The longest text that is sent. The carrier publishes no limit; this one is assumed.
const MAX_TEXT: usize = 2048;
/// The most files of an MMS. The carrier publishes no limit; this one is assumed.
const MAX_MEDIA: usize = 10;

/// What the carrier's rate limits count an MMS as.
pub(crate) const MMS: &str = "flowroute.v2.messages.send.mms";

/// Sends an SMS or MMS from a number on the account that is enabled for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct SendMessage {
    to: PhoneNumber,
    from: PhoneNumber,
    text: Option<String>,
    is_mms: bool,
    media: Vec<String>,
    dlr_callback: Option<String>,
    api: Api,
}

impl SendMessage {
    /// An SMS of 1 to 2048 characters. [`Segments::of`] counts the billed segments it is split into.
    pub fn sms(from: impl Into<PhoneNumber>, to: impl Into<PhoneNumber>, text: impl Into<String>) -> Self {
        Self::empty(from.into(), to.into(), false).text(text)
    }

    /// An MMS; add files with [`media`](Self::media), a [`text`](Self::text), or both. US and Canada only.
    pub fn mms(from: impl Into<PhoneNumber>, to: impl Into<PhoneNumber>) -> Self {
        Self::empty(from.into(), to.into(), true)
    }

    fn empty(from: PhoneNumber, to: PhoneNumber, is_mms: bool) -> Self {
        Self {
            to,
            from,
            text: None,
            is_mms,
            media: Vec::new(),
            dlr_callback: None,
            api: Api::default(),
        }
    }

    /// The text, at most 2048 characters. Plain quotes: smart ones are known to cause errors.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Adds a file, by an http or https URL that anyone can read. At most 10, together at most 767,840 bytes; the
    /// carrier fetches them before it answers.
    pub fn media(mut self, url: impl Into<String>) -> Self {
        self.media.push(url.into());
        self
    }

    /// Posts the receipts of this message to this URL, instead of the number's or the account's.
    pub fn dlr_callback(mut self, url: impl Into<String>) -> Self {
        self.dlr_callback = Some(url.into());
        self
    }

    /// Through which version to send it. By default v2.1; v2.2 tells the price in [`SentMessage::price`].
    pub fn version(mut self, version: MessagesVersion) -> Self {
        self.api.version = Some(version);
        self
    }

    /// A number as the version writes it: v2.2 with `+` (docs/contracts/flowroute-v2.md §5.1).
    fn wire(&self, number: PhoneNumber) -> String {
        match self.api.version.unwrap_or_default() {
            MessagesVersion::V2_1 => number.digits(),
            MessagesVersion::V2_2 => number.to_string(),
        }
    }

    /// How the text is cut into billed segments.
    pub fn segments(&self) -> Segments {
        Segments::of(self.text.as_deref().unwrap_or_default())
    }
}

endpoint! {
    impl SendMessage { api, from, to }

    // There is no idempotency key: sent twice, it arrives twice and costs twice.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.messages.send", "sent")
        .unknown_outcome("the message may have gone out and was not re-sent")
        .refine(not_enabled);
    POST "/{api}/messages" -> SentMessage: accepted;
    subject "to {to}";
    hint "check messages.list of the last minutes for an outbound one from {from} to {to}";

    // Counted apart from SMS (docs/contracts/flowroute-v2.md §1.7).
    fn rate_class(&self) -> &'static str {
        if self.is_mms { MMS } else { Self::OPERATION.name }
    }

    fn body(&self) -> Body {
        let attributes = JsonObject::new()
            .with("to", self.wire(self.to))
            .with("from", self.wire(self.from))
            .with_some("body", self.text.as_ref())
            .with_some("is_mms", self.is_mms.then_some(true))
            .with_some("media_urls", (!self.media.is_empty()).then_some(&self.media))
            .with_some("dlr_callback", self.dlr_callback.as_ref());
        document("message", None, Some(attributes))
    }

    fn validate(&self) -> Valid {
        match &self.text {
            Some(text) => ensure_length("body", text, 1..=MAX_TEXT)?,
            None => ensure(self.is_mms, "body", "must not be empty")?,
        }
        let says_something = self.text.is_some() || !self.media.is_empty();
        ensure(says_something, "media_urls", "must name at least one file of an MMS without text")?;
        ensure(self.media.len() <= MAX_MEDIA, "media_urls", "must name at most 10 files")?;
        if let Some(url) = self.media.iter().find(|url| !is_web_url(url)) {
            return Err(ValidationError::new("media_urls", "must be absolute http or https URLs").got(url));
        }
        ensure_web_url("dlr_callback", self.dlr_callback.as_ref())
    }
}

/// What else is forbidden has a kind of its own.
fn not_enabled(refusal: Refusal) -> Refusal {
    match refusal.kind {
        ErrorKind::Forbidden => {
            refusal.advice("check that the sender is on the account and enabled for messages")
        }
        _ => refusal,
    }
}

/// v2.2 sends the price as well.
fn accepted(response: &Response<Bytes>) -> Result<SentMessage, DecodeError> {
    #[derive(Deserialize)]
    struct Accepted {
        id: MessageId,
        attributes: Option<Attributes>,
    }
    #[derive(Deserialize)]
    struct Attributes {
        price_details: Option<PriceDetails>,
    }
    let Accepted { id, attributes } = one(response)?;
    Ok(SentMessage {
        id,
        price: attributes.and_then(|a| a.price_details),
    })
}
