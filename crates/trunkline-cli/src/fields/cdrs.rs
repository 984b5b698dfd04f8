//! Exports of call detail records.

use trunkline::flowroute::cdrs::CdrExport;

use super::{Fields, Form, Show, text};

impl Show for CdrExport {
    const COLUMNS: &'static [&'static str] = &["id", "status", "requested", "calls", "cost"];

    fn fields(&self, form: Form) -> Fields {
        vec![
            ("id", self.id.to_string()),
            ("status", text(self.status.as_ref())),
            ("requested", form.time(self.requested_at.as_ref())),
            ("expires", form.time(self.expires_at.as_ref())),
            ("calls", text(self.num_calls.as_ref())),
            ("billed minutes", text(self.billed_minutes.as_ref())),
            ("cost", text(self.total_cost.as_ref())),
        ]
    }
}
