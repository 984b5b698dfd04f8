//! Amounts as requests carry them: JSON numbers, written without passing through a float.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use trunkline_core::Money;

/// A JSON number with exactly the decimals the amount has: `10.50`.
pub(crate) struct Number(pub(crate) Money);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.0.amount().to_string(), serializer)
    }
}

/// A JSON number that always has a decimal point: the gem sent nothing else as the amount of a payment.
pub(crate) struct Decimal(pub(crate) Money);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = self.0.amount().to_string();
        if !text.contains('.') {
            text.push_str(".0");
        }
        raw(text, serializer)
    }
}

fn raw<S: Serializer>(number: String, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(number)
        .map_err(serde::ser::Error::custom)?
        .serialize(serializer)
}
