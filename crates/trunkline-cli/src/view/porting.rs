//! Portability.

use serde::Serialize;
use trunkline::PhoneNumber;

use super::yes_no;
use crate::output::Show;

/// Whether a number can be ported in.
#[derive(Serialize)]
pub(crate) struct PortabilityView {
    pub(crate) number: PhoneNumber,
    /// Not known if the carrier does not say, or says both.
    pub(crate) portable: Option<bool>,
}

impl Show for PortabilityView {
    const COLUMNS: &'static [&'static str] = &["NUMBER", "PORTABLE"];

    fn cells(&self) -> Vec<String> {
        let portable = yes_no(self.portable);
        let portable = if portable.is_empty() {
            "not known".to_owned()
        } else {
            portable
        };
        vec![self.number.to_string(), portable]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("number", self.number.international().to_string()),
            ("portable", yes_no(self.portable)),
        ]
    }
}
