//! Emergency addresses.

use trunkline::flowroute::e911::{AssociatedNumber, E911};

use super::{Fields, Form, Show, joined, text};

impl Show for E911 {
    const COLUMNS: &'static [&'static str] = &["id", "label", "name", "street", "city"];

    fn fields(&self, _: Form) -> Fields {
        let [name, street, city] = dispatcher_lines(self);
        vec![
            ("id", self.id.to_string()),
            ("label", text(self.label.as_ref())),
            ("name", name),
            ("street", street),
            ("city", city),
        ]
    }
}

/// The lines that a dispatcher reads.
pub(crate) fn dispatcher_lines(record: &E911) -> [String; 3] {
    let words = |parts: &[Option<&str>]| joined(parts.iter().flatten().copied(), " ");
    let kind = record.address_type.as_ref().map(|kind| kind.as_str());
    let unit = words(&[kind, record.address_type_number.as_deref()]);
    let street = words(&[record.street_number.as_deref(), record.street_name.as_deref()]);
    let region = words(&[
        record.state.as_ref().map(|state| state.as_str()),
        record.zip.as_deref(),
        record.country.as_ref().map(|country| country.as_str()),
    ]);
    [
        words(&[record.first_name.as_deref(), record.last_name.as_deref()]),
        joined([street.as_str(), &unit], ", "),
        joined([record.city.as_deref().unwrap_or_default(), &region], ", "),
    ]
}

impl Show for AssociatedNumber {
    const COLUMNS: &'static [&'static str] = &["number", "alias"];

    fn fields(&self, form: Form) -> Fields {
        vec![
            ("number", form.number(self.number)),
            ("alias", text(self.alias.as_ref())),
        ]
    }
}
