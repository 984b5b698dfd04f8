//! Caller names.

use serde::Serialize;
use trunkline::flowroute::cnam::{Cnam, CnamState};
use trunkline::{PhoneNumber, Timestamp};

use super::text;
use crate::output::Show;

/// A caller name.
#[derive(Serialize)]
pub(crate) struct CnamView {
    id: String,
    value: Option<Box<str>>,
    state: &'static str,
    created: Option<Timestamp>,
    approved: Option<Timestamp>,
    rejection_reason: Option<Box<str>>,
    numbers: Option<Vec<PhoneNumber>>,
}

impl From<Cnam> for CnamView {
    fn from(cnam: Cnam) -> Self {
        Self {
            state: word(cnam.state()),
            id: cnam.id.to_string(),
            value: cnam.value,
            created: cnam.created,
            approved: cnam.approved,
            rejection_reason: cnam.rejection_reason.filter(|reason| !reason.is_empty()),
            numbers: cnam.numbers,
        }
    }
}

fn word(state: CnamState) -> &'static str {
    match state {
        CnamState::Pending => "pending",
        CnamState::Approved => "approved",
        CnamState::Rejected => "rejected",
        _ => "unknown",
    }
}

impl Show for CnamView {
    const COLUMNS: &'static [&'static str] = &["ID", "NAME", "STATE", "CREATED", "APPROVED"];

    fn cells(&self) -> Vec<String> {
        let date = |at: &Option<Timestamp>| at.as_ref().map(Timestamp::date).unwrap_or_default();
        let (created, approved) = (date(&self.created), date(&self.approved));
        vec![
            self.id.clone(),
            text(self.value.as_ref()),
            self.state.to_owned(),
            created,
            approved,
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let numbers = self
            .numbers
            .as_deref()
            .unwrap_or_default()
            .iter()
            .map(PhoneNumber::to_string);
        let numbers: Vec<String> = numbers.collect();
        vec![
            ("id", self.id.clone()),
            ("name", text(self.value.as_ref())),
            ("state", self.state.to_owned()),
            ("created", text(self.created.as_ref())),
            ("approved", text(self.approved.as_ref())),
            ("refused", text(self.rejection_reason.as_ref())),
            ("numbers", numbers.join(" ")),
        ]
    }
}
