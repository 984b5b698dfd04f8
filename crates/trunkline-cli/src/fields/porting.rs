//! Portability.

use serde::Serialize;
use trunkline::PhoneNumber;

use super::{Fields, Form, Show, yes_no};

/// Whether a number can be ported in. The carrier answers with lists of numbers; people ask number by number.
#[derive(Serialize)]
pub(crate) struct PortabilityOf {
    pub(crate) number: PhoneNumber,
    /// `None` if the carrier did not say, or says both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) portable: Option<bool>,
}

impl Show for PortabilityOf {
    const COLUMNS: &'static [&'static str] = &["number", "portable"];

    fn fields(&self, form: Form) -> Fields {
        let portable = match self.portable {
            None => "unknown".to_owned(),
            known => yes_no(known),
        };
        vec![("number", form.number(self.number)), ("portable", portable)]
    }
}
