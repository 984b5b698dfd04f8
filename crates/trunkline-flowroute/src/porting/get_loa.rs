//! The letter of agency of a port order (docs/contracts/flowroute-v2.md §2.9, O11).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use trunkline_core::lenient;

use super::PortOrderId;
use super::rules::numbers;
use crate::prelude::*;

/// A letter of agency: the subscriber's permission to port the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loa {
    /// The numbers.
    pub numbers: Vec<PhoneNumber>,
    /// What is signed, as the carrier words it.
    pub text: Option<String>,
    /// The whole letter, to be sent back as it is.
    pub(super) letter: Map<String, Value>,
}

#[derive(Deserialize)]
struct Wire {
    attributes: Map<String, Value>,
}

#[derive(Deserialize)]
struct Known {
    #[serde(default, deserialize_with = "numbers")]
    numbers: Vec<PhoneNumber>,
    #[serde(default, deserialize_with = "lenient::text")]
    loa_copy: Option<String>,
}

impl<'de> Deserialize<'de> for Loa {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let letter = Wire::deserialize(deserializer)?.attributes;
        let known = Known::deserialize(&letter).map_err(serde::de::Error::custom)?;
        Ok(Self {
            numbers: known.numbers,
            text: known.loa_copy,
            letter,
        })
    }
}

/// As the letter.
impl Serialize for Loa {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.letter.serialize(serializer)
    }
}

impl Loa {
    /// A part of the letter: `billing_name`, `street`, `provider`.
    #[must_use]
    pub fn get(&self, part: &str) -> Option<&str> {
        self.letter
            .get(part)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }
}

endpoint! {
    /// Shows the letter of agency that is to be signed.
    pub struct GetLoa { id: PortOrderId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.get_loa");
    GET "/v2/portorders/{id}/loa" -> Loa: one;
    subject "{id}";
}
