//! Messages.

use serde::Serialize;
use trunkline::Timestamp;
use trunkline::flowroute::messages::{DeliveryReceipt, Message, MessageParty, SentMessage};

use super::{Fields, Form, Show, joined, text};

impl Show for Message {
    const COLUMNS: &'static [&'static str] = &["time", "id", "from", "to", "status", "text"];

    fn fields(&self, form: Form) -> Fields {
        let mut fields = vec![
            ("id", self.id.to_string()),
            ("direction", self.direction.to_string()),
            ("from", party(&self.from, form)),
            ("to", party(&self.to, form)),
            ("text", text(self.body.as_ref())),
            ("status", text(self.status.as_ref())),
            ("type", if self.is_mms { "MMS" } else { "SMS" }.to_owned()),
            ("cost", text(self.amount.as_ref())),
            ("time", form.time(self.timestamp.as_ref())),
        ];
        fields.extend(self.media.iter().map(|file| ("media", text(file.url.as_ref()))));
        fields.extend(
            self.delivery_receipts
                .iter()
                .map(|step| ("receipt", receipt(step))),
        );
        fields
    }
}

/// A number as all numbers are written, even one that no numbering plan has.
fn party(party: &MessageParty, form: Form) -> String {
    if let Some(number) = party.number() {
        return form.number(number);
    }
    let text = party.to_string();
    let is_number = text.len() >= 10 && text.chars().all(|c| c.is_ascii_digit());
    if is_number { format!("+{text}") } else { text }
}

fn receipt(step: &DeliveryReceipt) -> String {
    let time = step.timestamp.as_ref().map(Timestamp::to_string);
    let status = step.status.as_ref().map(|status| status.as_str());
    let parts = [time.as_deref(), status, step.status_code_description.as_deref()];
    joined(parts.into_iter().flatten(), "  ")
}

/// A message that was accepted, and the segments that this command counted.
#[derive(Serialize)]
pub(crate) struct Sent {
    #[serde(flatten)]
    pub(crate) message: SentMessage,
    pub(crate) segments: usize,
}

impl Show for Sent {
    const COLUMNS: &'static [&'static str] = &["id", "segments", "cost"];

    fn fields(&self, _: Form) -> Fields {
        let cost = self.message.price.and_then(|price| price.charged_cost);
        vec![
            ("id", self.message.id.to_string()),
            ("segments", self.segments.to_string()),
            ("cost", text(cost.as_ref())),
        ]
    }
}
