//! What the carrier itself has on an event.

use trunkline_core::{Endpoint, Reader, Result};

use super::{Event, Receipt, StatusEvent, StatusKind};
use crate::Flowroute;
use crate::messages::{GetMessage, GetProvisioning, Message, MessageId};
use crate::numbers::ProvisionId;

/// What the carrier itself has on an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Confirmation {
    /// The same as the event says.
    Confirmed,
    /// Something else: do not act upon the event.
    Contradicted,
    /// Nothing. Records may appear with a delay, so ask again later; a forged event is never confirmed.
    Unknown,
    /// It cannot be asked about this kind of event.
    NotReadable,
}

impl Flowroute {
    /// Reads the record back that an event is about: the proof that the carrier sent it, since it signs nothing.
    ///
    /// # Errors
    /// If the carrier cannot be asked.
    pub async fn confirm(&self, event: &Event) -> Result<Confirmation> {
        match event {
            Event::Message(message) => {
                let recorded = self.recorded(&message.id).await?;
                Ok(compared(recorded, |recorded| is_same(recorded, message)))
            }
            Event::Receipt(receipt) => {
                let recorded = self.recorded(&receipt.id).await?;
                Ok(compared(recorded, |recorded| has_step(recorded, receipt)))
            }
            Event::Status(event) if event.kind == StatusKind::Messaging => {
                self.confirm_provisioning(event).await
            }
            _ => Ok(Confirmation::NotReadable),
        }
    }

    /// What cannot be the id of a message has no record.
    async fn recorded(&self, id: &MessageId) -> Result<Option<Message>> {
        let request = GetMessage::new(id);
        match request.validate() {
            Ok(()) => Reader::get(self.client(), request).await,
            Err(_) => Ok(None),
        }
    }

    async fn confirm_provisioning(&self, event: &StatusEvent) -> Result<Confirmation> {
        let id = ProvisionId::from(event.resource_id.as_str());
        let task = Reader::get(self.client(), GetProvisioning::new(id)).await?;
        Ok(compared(task, |task| {
            task.status.as_ref().map(|status| status.as_str()) == event.status.as_deref()
        }))
    }
}

fn compared<T>(recorded: Option<T>, is_same: impl FnOnce(&T) -> bool) -> Confirmation {
    match recorded {
        None => Confirmation::Unknown,
        Some(recorded) if is_same(&recorded) => Confirmation::Confirmed,
        Some(_) => Confirmation::Contradicted,
    }
}

fn is_same(recorded: &Message, posted: &Message) -> bool {
    recorded.direction == posted.direction
        && recorded.from == posted.from
        && recorded.to == posted.to
        && recorded.body == posted.body
}

/// The code is a text in one place and a number in the other; both are read as text.
fn has_step(recorded: &Message, receipt: &Receipt) -> bool {
    let same = |step| &receipt.step == step;
    recorded.delivery_receipts.iter().any(same)
}
