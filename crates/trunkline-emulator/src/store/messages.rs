//! Messages: both directions, receipts over time, money (docs/contracts/flowroute-v2.md §5.5, §5.6, §6.6).

use serde::{Deserialize, Serialize};

use crate::hash::{Stream, mix};
use crate::number::Tn;
use crate::store::account::{Callback, What};
use crate::store::events::{Event, seconds};
use crate::store::stock::NumberKind;
use crate::store::{Refused, State};
use crate::time::Micros;

/// The longest text taken, in characters (assumed, docs/contracts/flowroute-v2.md A:66).
pub(crate) const BODY_LIMIT: usize = 2048;

/// Most media of one message (assumed, docs/contracts/flowroute-v2.md A:67).
pub(crate) const MEDIA_LIMIT: usize = 10;

/// Media and text together, in bytes.
pub(crate) const MMS_BYTES: u64 = 767_840;

/// Records kept; the oldest go first.
const RECORD_LIMIT: usize = 200_000;

/// A message detail record with its media.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Message {
    /// Order of creation, for messages of the same instant.
    pub(crate) order: u64,
    pub(crate) timestamp: Micros,
    /// From when reads show it.
    pub(crate) visible_at: Micros,
    pub(crate) inbound: bool,
    pub(crate) from: Tn,
    pub(crate) to: Tn,
    pub(crate) body: Option<String>,
    pub(crate) is_mms: bool,
    /// 0 = basic set, 8 = UCS-2.
    pub(crate) encoding: u8,
    pub(crate) kind: NumberKind,
    pub(crate) amount: i64,
    pub(crate) segments: u32,
    pub(crate) status: String,
    pub(crate) receipts: Vec<Receipt>,
    pub(crate) media: Vec<Media>,
    /// Where events about it go.
    pub(crate) callback: Option<Callback>,
    /// Test numbers can make a message fail.
    pub(crate) fate: FinalStatus,
}

impl Message {
    /// Whether text and files are the same.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let files =
            |message: &Self| -> Vec<String> { message.media.iter().map(|media| media.url.clone()).collect() };
        self.body == other.body && files(self) == files(other)
    }
}

/// How an outbound message ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FinalStatus {
    Delivered,
    Failed,
    /// Nothing more happens to it.
    Final,
}

/// A delivery receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receipt {
    pub(crate) level: u8,
    pub(crate) status: String,
    pub(crate) code: Option<u32>,
    pub(crate) description: String,
    pub(crate) timestamp: Micros,
}

/// A file of an MMS; never fetched, its size is made up (see `flowroute/media.rs`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Media {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) file_size: u64,
    pub(crate) mime_type: String,
    pub(crate) url: String,
}

/// A message to be sent; numbers are valid, text and media within limits.
pub(crate) struct Draft {
    pub(crate) from: Tn,
    pub(crate) to: Tn,
    pub(crate) body: Option<String>,
    pub(crate) media: Vec<Media>,
    pub(crate) is_mms: bool,
    pub(crate) dlr_callback: Option<String>,
    pub(crate) api_version: String,
    /// Price per segment (or per MMS), in nanodollars.
    pub(crate) rate: i64,
    pub(crate) fate: FinalStatus,
}

/// Encoding (0 or 8) and number of segments of a text (docs/contracts/flowroute-v2.md §5.5).
pub(crate) fn segments(text: &str) -> (u8, u32) {
    let (encoding, length, first, more) = if text.chars().all(is_basic) {
        (0, text.chars().count(), 160, 140)
    } else {
        (8, text.encode_utf16().count(), 70, 70)
    };
    let count = if length <= first { 1 } else { length.div_ceil(more) };
    (encoding, u32::try_from(count).unwrap_or(u32::MAX))
}

/// The GSM 03.38 alphabet with its extension, and the rest of ASCII, which the vendor counts as basic.
fn is_basic(c: char) -> bool {
    c.is_ascii() || "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€".contains(c)
}

impl State {
    /// Whether messages may be sent from a number: owned and enabled (docs/contracts/flowroute-v2.md A:72).
    pub(crate) fn may_send_from(&self, tn: Tn) -> bool {
        self.numbers
            .get(&tn)
            .is_some_and(|number| number.messaging_enabled)
    }

    /// Stores and charges a message, and its inbound twin if the recipient is an own number.
    pub(crate) fn send_message(&mut self, draft: Draft) -> Result<String, Refused> {
        let kind = self.number(draft.from)?.kind;
        let (encoding, count) = if draft.is_mms {
            (0, 1)
        } else {
            segments(draft.body.as_deref().unwrap_or(""))
        };
        let amount = draft.rate.saturating_mul(i64::from(count));
        self.account.covers(amount)?;

        let id = self.next_message_id();
        let shown_body = if draft.media.is_empty() {
            draft.body.clone()
        } else {
            None
        };
        let message = Message {
            order: self.next_order(),
            timestamp: self.now,
            visible_at: self.now + seconds(self.switches.lag_seconds),
            inbound: false,
            from: draft.from,
            to: draft.to,
            body: shown_body,
            is_mms: draft.is_mms,
            encoding,
            kind,
            amount,
            segments: count,
            status: "pending".to_owned(),
            receipts: Vec::new(),
            callback: self.receipt_callback(&draft),
            fate: draft.fate,
            media: draft.media,
        };
        self.charge(What::Message, amount, Some(draft.from));
        let loops_back =
            self.switches.loopback && self.may_send_from(draft.to) && draft.fate == FinalStatus::Delivered;
        if loops_back {
            self.receive_copy(&message);
        }
        self.messages.insert(id.clone(), message);
        self.forget_oldest_messages();
        self.schedule(seconds(1), Event::MessageStep { id: id.clone() });
        Ok(id)
    }

    /// Adds a message from outside; used by loop-back and by the control API.
    pub(crate) fn receive_message(
        &mut self,
        from: Tn,
        to: Tn,
        body: Option<String>,
        media: Vec<Media>,
    ) -> Result<String, Refused> {
        let number = self.number(to)?;
        let is_mms = !media.is_empty();
        let callback = self.inbound_callback(to, is_mms);
        let kind = number.kind;
        let (encoding, count) = if is_mms {
            (0, 1)
        } else {
            segments(body.as_deref().unwrap_or(""))
        };
        let rate = if is_mms {
            self.switches.fees.mms
        } else {
            self.switches.fees.sms_segment
        };
        let amount = rate.saturating_mul(i64::from(count));
        let id = self.next_message_id();
        let message = Message {
            order: self.next_order(),
            timestamp: self.now,
            visible_at: self.now + seconds(self.switches.lag_seconds),
            inbound: true,
            from,
            to,
            body: if is_mms { None } else { body },
            is_mms,
            encoding,
            kind,
            amount,
            segments: count,
            status: if is_mms {
                String::new()
            } else {
                "delivered".to_owned()
            },
            receipts: Vec::new(),
            media,
            callback,
            fate: FinalStatus::Final,
        };
        self.charge(What::Message, amount, Some(to));
        let callback = message.callback.clone();
        self.messages.insert(id.clone(), message);
        self.forget_oldest_messages();
        self.notify_inbound(&id, callback);
        Ok(id)
    }

    fn receive_copy(&mut self, sent: &Message) {
        let (from, to) = (sent.from, sent.to);
        // The recipient is an own number here, so nothing can refuse it.
        let received = self.receive_message(from, to, sent.body.clone(), sent.media.clone());
        if let Err(refused) = received {
            tracing::warn!(?refused, "an own number refused a message");
        }
    }

    /// Per message, then number, then account (docs/contracts/flowroute-v2.md §4.1).
    fn receipt_callback(&self, draft: &Draft) -> Option<Callback> {
        if let Some(url) = &draft.dlr_callback {
            return Some(Callback {
                url: url.clone(),
                api_version: draft.api_version.clone(),
            });
        }
        let kind = if draft.is_mms {
            "mms_dlr_callback"
        } else {
            "sms_dlr_callback"
        };
        let number = self
            .numbers
            .get(&draft.from)
            .and_then(|number| number.callbacks.get(kind));
        number.or_else(|| self.account.callbacks.get(kind)).cloned()
    }

    fn inbound_callback(&self, to: Tn, is_mms: bool) -> Option<Callback> {
        let kind = if is_mms { "mms_callback" } else { "sms_callback" };
        let number = self
            .numbers
            .get(&to)
            .and_then(|number| number.callbacks.get(kind));
        number.or_else(|| self.account.callbacks.get(kind)).cloned()
    }

    /// pending, then handed over (1 s), then the carrier's answer, then the handset (2 s).
    pub(crate) fn step_message(&mut self, id: &str) {
        let now = self.now;
        let Some(message) = self.messages.get_mut(id) else {
            return;
        };
        let (level, status, code, description, next) = match (message.status.as_str(), message.fate) {
            ("pending", _) => (1, "smsc submit", None, "Message has been sent", Some(0)),
            ("smsc submit", FinalStatus::Failed) => {
                (2, "failed", Some(1001), "Message rejected by Carrier", None)
            }
            ("smsc submit", _) => (
                2,
                "message buffered",
                Some(1003),
                "Message accepted by Carrier",
                Some(1),
            ),
            ("message buffered", FinalStatus::Delivered) => {
                (2, "delivered", Some(0), "Message delivered", None)
            }
            _ => return,
        };
        status.clone_into(&mut message.status);
        let receipt = Receipt {
            level,
            status: status.to_owned(),
            code,
            description: description.to_owned(),
            timestamp: now,
        };
        message.receipts.insert(0, receipt.clone());
        let callback = message.callback.clone();
        self.notify_receipt(id, receipt, callback);
        if let Some(delay) = next {
            self.schedule(seconds(delay), Event::MessageStep { id: id.to_owned() });
        }
    }

    /// Messages with `start <= timestamp < end`, newest first.
    pub(crate) fn messages_between(&self, start: Micros, end: Micros) -> Vec<(&String, &Message)> {
        let shown = |message: &Message| {
            message.visible_at <= self.now && start <= message.timestamp && message.timestamp < end
        };
        let mut found: Vec<_> = self
            .messages
            .iter()
            .filter(|(_, message)| shown(message))
            .collect();
        found.sort_by_key(|(_, message)| std::cmp::Reverse((message.timestamp, message.order)));
        found
    }

    fn forget_oldest_messages(&mut self) {
        if self.messages.len() <= RECORD_LIMIT {
            return;
        }
        let oldest = self
            .messages
            .iter()
            .min_by_key(|(_, message)| message.order)
            .map(|(id, _)| id.clone());
        if let Some(id) = oldest {
            self.messages.remove(&id);
        }
    }

    /// An id for the `index`th medium of the next message.
    pub(crate) fn media_id(&self, index: usize) -> String {
        let hash = mix(self.seed, Stream::Media as u64, self.counters.message + 1);
        format!("{:08x}-{}", hash >> 32, index + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_follow_the_vendors_table() {
        assert_eq!(segments(""), (0, 1));
        assert_eq!(segments(&"a".repeat(160)), (0, 1));
        assert_eq!(segments(&"a".repeat(161)), (0, 2));
        assert_eq!(segments(&"a".repeat(281)), (0, 3));
        assert_eq!(segments("smart ’quote’"), (8, 1));
        assert_eq!(segments(&"’".repeat(71)), (8, 2));
        assert_eq!(segments("prix: 5 € à Orléans"), (0, 1));
    }
}
