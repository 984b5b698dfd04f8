//! Caller names.

use trunkline::flowroute::cnam::{Cnam, CnamState};
use trunkline::{PhoneNumber, Timestamp};

use super::{Fields, Form, Show, text};

impl Show for Cnam {
    const COLUMNS: &'static [&'static str] = &["id", "name", "status", "created", "approved"];

    fn fields(&self, form: Form) -> Fields {
        let time = |at: &Option<Timestamp>| match (at, form) {
            (Some(at), Form::Row) => at.date(),
            (at, form) => form.time(at.as_ref()),
        };
        let status = match self.state() {
            CnamState::Pending => "pending",
            CnamState::Approved => "approved",
            CnamState::Rejected => "rejected",
            _ => "unknown",
        };
        let numbers = self.numbers.iter().flatten().map(PhoneNumber::to_string);
        vec![
            ("id", self.id.to_string()),
            ("name", text(self.value.as_ref())),
            ("status", status.to_owned()),
            ("created", time(&self.created)),
            ("approved", time(&self.approved)),
            ("rejection reason", text(self.rejection_reason.as_ref())),
            ("numbers", numbers.collect::<Vec<_>>().join(" ")),
        ]
    }
}
