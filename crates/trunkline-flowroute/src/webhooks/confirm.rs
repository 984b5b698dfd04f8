//! What the carrier itself has on an event.

use trunkline_core::{Endpoint, Reader, Result, Timestamp};

use super::{Event, Receipt, StatusEvent, StatusKind};
use crate::Flowroute;
use crate::cdrs::GetCdrExport;
use crate::messages::{GetMessage, GetProvisioning, Message};
use crate::numbers::ProvisionId;
use crate::porting::{GetPortOrderStatus, PortOrderState};

/// What the carrier itself has on an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Confirmation {
    /// The same as the event says.
    Confirmed,
    /// Something else: do not act upon the event.
    Contradicted,
    /// Something newer: a port order has gone on since. Whether the event is genuine cannot be told; act upon the order as
    /// it stands now.
    Superseded,
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
                let recorded = self.recorded(GetMessage::new(&message.id)).await?;
                Ok(compared(recorded, |recorded| is_same(recorded, message)))
            }
            Event::Receipt(receipt) => {
                let recorded = self.recorded(GetMessage::new(&receipt.id)).await?;
                Ok(compared(recorded, |recorded| has_step(recorded, receipt)))
            }
            Event::Status(event) => self.confirm_status(event).await,
            Event::LegacyMessage(_) | Event::Other => Ok(Confirmation::NotReadable),
        }
    }

    async fn confirm_status(&self, event: &StatusEvent) -> Result<Confirmation> {
        let Some(status) = event.status.as_deref() else {
            return Ok(Confirmation::NotReadable);
        };
        let id = event.resource_id.as_str();
        match event.kind {
            StatusKind::PortOrder => {
                let order = self.recorded(GetPortOrderStatus::new(id)).await?;
                Ok(order.map_or(Confirmation::Unknown, |order| {
                    port_order(&order, status, event.at.as_ref())
                }))
            }
            StatusKind::CdrExport => {
                let export = self.recorded(GetCdrExport::new(id)).await?;
                Ok(compared(export, |export| {
                    export.status.as_ref().is_some_and(|word| word.as_str() == status)
                }))
            }
            StatusKind::Messaging => {
                let task = self.recorded(GetProvisioning::new(ProvisionId::from(id))).await?;
                Ok(compared(task, |task| {
                    task.status.as_ref().is_some_and(|word| word.as_str() == status)
                }))
            }
            StatusKind::Other(_) => Ok(Confirmation::NotReadable),
        }
    }

    /// What cannot be an id has no record.
    async fn recorded<E: Endpoint>(&self, request: E) -> Result<Option<E::Output>> {
        match request.validate() {
            Ok(()) => Reader::get(self.client(), request).await,
            Err(_) => Ok(None),
        }
    }
}

fn compared<T>(recorded: Option<T>, is_same: impl FnOnce(&T) -> bool) -> Confirmation {
    match recorded {
        None => Confirmation::Unknown,
        Some(recorded) if is_same(&recorded) => Confirmation::Confirmed,
        Some(_) => Confirmation::Contradicted,
    }
}

/// The order shows where it stands now, in whole seconds; an event may be about where it stood before.
fn port_order(order: &PortOrderState, status: &str, at: Option<&Timestamp>) -> Confirmation {
    if order.status.as_ref().is_some_and(|word| word.as_str() == status) {
        return Confirmation::Confirmed;
    }
    let updated = order.status_updated_at.as_ref().and_then(Timestamp::unix_seconds);
    match (updated, at.and_then(Timestamp::unix_seconds)) {
        (Some(updated), Some(at)) if updated >= at => Confirmation::Superseded,
        _ => Confirmation::Contradicted,
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
