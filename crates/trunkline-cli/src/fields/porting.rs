//! Portability and port orders.

use serde::Serialize;
use trunkline::PhoneNumber;
use trunkline::flowroute::porting::{NextStep, PortDocument, PortOrder, PortOrderSummary};

use super::{Fields, Form, Show, joined, text, yes_no};

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

fn numbers(numbers: &[PhoneNumber], form: Form) -> String {
    let texts: Vec<String> = numbers.iter().map(|number| form.number(*number)).collect();
    texts.join(", ")
}

impl Show for PortOrderSummary {
    const COLUMNS: &'static [&'static str] = &["id", "status", "alias", "numbers"];

    fn fields(&self, form: Form) -> Fields {
        vec![
            ("id", self.id.to_string()),
            ("status", text(self.status.as_ref())),
            ("alias", text(self.alias.as_ref())),
            ("numbers", numbers(&self.numbers, form)),
        ]
    }
}

impl Show for PortOrder {
    const COLUMNS: &'static [&'static str] = &["id", "status", "alias", "numbers"];

    fn fields(&self, form: Form) -> Fields {
        let address = self.billing_address.clone().unwrap_or_default();
        let state = address.state.as_ref().map(|state| state.as_str());
        let parts = [
            address.street.as_deref(),
            address.street2.as_deref(),
            address.city.as_deref(),
            state,
        ];
        vec![
            ("id", self.id.to_string()),
            ("group", text(self.group_id.as_ref())),
            ("alias", text(self.alias.as_ref())),
            ("status", text(self.status.as_ref())),
            ("since", text(self.status_updated_at.as_ref())),
            ("next", next_step(&self.next_step())),
            ("numbers", numbers(&self.numbers, form)),
            ("carrier", text(self.provider.as_ref())),
            ("billing name", text(self.billing_name.as_ref())),
            ("company", text(self.company.as_ref())),
            ("address", joined(parts.into_iter().flatten(), ", ")),
            ("day", text(self.desired_completion_date.as_ref())),
            ("cost", text(self.cost.as_ref())),
            (
                "comment",
                self.comments
                    .last()
                    .map(|comment| comment.text.clone())
                    .unwrap_or_default(),
            ),
        ]
    }
}

impl Show for PortDocument {
    const COLUMNS: &'static [&'static str] = &["id", "status", "name"];

    fn fields(&self, _: Form) -> Fields {
        vec![
            ("id", text(self.id.as_ref())),
            ("status", text(self.status.as_ref())),
            ("name", text(self.filename.as_ref())),
        ]
    }
}

/// What an order needs next, for people.
pub(crate) fn next_step(next: &NextStep) -> String {
    match next {
        NextStep::Sign => "sign the letter of agency (trunkline port sign)".to_owned(),
        NextStep::SendDocument(name) => format!("send {name} again (trunkline port documents)"),
        NextStep::Correct(Some(reason)) => format!("correct it, then sign again: {reason}"),
        NextStep::Correct(None) => "correct it, then sign again".to_owned(),
        NextStep::WaitForCarrier => "wait: the carrier is at work".to_owned(),
        NextStep::WaitForLosingCarrier => "wait: the losing carrier is at work".to_owned(),
        NextStep::WaitForDay(Some(day)) => format!("wait: the numbers move on {day}"),
        NextStep::WaitForDay(None) => "wait: the day is agreed on".to_owned(),
        NextStep::Done => "nothing: the numbers are on the account".to_owned(),
        NextStep::Canceled => "nothing: it has ended without the numbers".to_owned(),
        _ => "ask the carrier".to_owned(),
    }
}
