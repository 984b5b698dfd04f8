//! What a port order needs next.

use serde::Serialize;

use super::{DocumentStatus, PortOrder, PortStatus};

/// What a port order needs next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "next", content = "detail", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NextStep {
    /// Sign the letter of agency.
    Sign,
    /// Send a document again that the carrier could not get: its name.
    SendDocument(String),
    /// Correct what was rejected, then sign again: the reason, if the carrier says one.
    Correct(Option<String>),
    /// Nothing: the carrier is at work.
    WaitForCarrier,
    /// Nothing: the losing carrier is at work.
    WaitForLosingCarrier,
    /// Nothing: the numbers move on this day, if the carrier says which.
    WaitForDay(Option<String>),
    /// Nothing: the numbers are here.
    Done,
    /// Nothing: it has ended without the numbers.
    Canceled,
    /// Ask the carrier: it stands where this version does not know.
    Ask,
}

impl PortOrder {
    /// What it needs next.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        let failed = |status: &Option<DocumentStatus>| *status == Some(DocumentStatus::Failed);
        let lost = self
            .business_documents
            .iter()
            .find(|document| failed(&document.status));
        match &self.status {
            Some(PortStatus::Pending) => match lost.and_then(|document| document.filename.clone()) {
                Some(name) => NextStep::SendDocument(name),
                None => NextStep::Sign,
            },
            Some(PortStatus::Rejected) => {
                NextStep::Correct(self.comments.last().map(|comment| comment.text.clone()))
            }
            Some(PortStatus::Processing | PortStatus::Review) => NextStep::WaitForCarrier,
            Some(PortStatus::Submitted) => NextStep::WaitForLosingCarrier,
            Some(PortStatus::Accepted) => NextStep::WaitForDay(self.desired_completion_date.clone()),
            Some(PortStatus::Completed) => NextStep::Done,
            Some(status) if status.is_canceled() => NextStep::Canceled,
            _ => NextStep::Ask,
        }
    }
}
