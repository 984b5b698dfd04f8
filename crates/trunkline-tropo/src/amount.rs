//! Amounts as requests carry them: JSON numbers, written without passing through a float.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use trunkline_core::Money;

/// A JSON number with exactly the decimals the amount has: `10.50`.
pub(crate) fn number<S: Serializer>(amount: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    raw(amount.amount().to_string(), serializer)
}

/// [`number`] for an amount that may be missing (and is skipped then).
pub(crate) fn number_some<S: Serializer>(amount: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => number(amount, serializer),
        None => serializer.serialize_none(),
    }
}

/// A JSON number that always has a decimal point: the gem sent nothing else as the amount of a payment.
pub(crate) fn decimal<S: Serializer>(amount: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = amount.amount().to_string();
    if !text.contains('.') {
        text.push_str(".0");
    }
    raw(text, serializer)
}

fn raw<S: Serializer>(number: String, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(number)
        .map_err(serde::ser::Error::custom)?
        .serialize(serializer)
}
