//! `POST /v2/portorders/portability` (docs/contracts/flowroute-v2.md §2.9, O1, and §3.7.1).

use bytes::Bytes;
use http::{Method, Response};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError, ensure,
};

use crate::FLOWROUTE;
use crate::carrier::JSON;
use crate::envelope::one;

/// Asks which numbers of other carriers can be ported in. It is free and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct CheckPortability {
    numbers: Vec<PhoneNumber>,
}

/// Which numbers can be ported in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Portability {
    /// Numbers that can be ported in.
    #[serde(default, deserialize_with = "numbers")]
    pub portable: Vec<PhoneNumber>,
    /// Numbers that cannot.
    #[serde(default, deserialize_with = "numbers")]
    pub nonportable: Vec<PhoneNumber>,
    /// Numbers that can move to the carrier's own network (assumed: the carrier does not explain it). They are among
    /// the portable ones too.
    #[serde(default, deserialize_with = "numbers")]
    pub hypernetwork_enabled: Vec<PhoneNumber>,
}

/// An array of numbers. A test version of the service put groups in its place: what cannot be read is left out, so that
/// the number is in no list and [`Portability::of`] says that it is not known.
fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PhoneNumber>, D::Error> {
    let items = match Value::deserialize(deserializer)? {
        Value::Array(items) => items,
        _ => Vec::new(),
    };
    Ok(items
        .iter()
        .filter_map(|item| PhoneNumber::deserialize(item).ok())
        .collect())
}

impl Portability {
    /// Whether `number` can be ported in; `None` if the carrier did not say, or says both.
    #[must_use]
    pub fn of(&self, number: PhoneNumber) -> Option<bool> {
        match (
            self.portable.contains(&number),
            self.nonportable.contains(&number),
        ) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

impl CheckPortability {
    /// Asks about these numbers, at least one.
    pub fn new(numbers: impl IntoIterator<Item = PhoneNumber>) -> Self {
        Self {
            numbers: numbers.into_iter().collect(),
        }
    }
}

impl From<PhoneNumber> for CheckPortability {
    fn from(number: PhoneNumber) -> Self {
        Self::new([number])
    }
}

impl From<Vec<PhoneNumber>> for CheckPortability {
    fn from(numbers: Vec<PhoneNumber>) -> Self {
        Self { numbers }
    }
}

impl From<&[PhoneNumber]> for CheckPortability {
    fn from(numbers: &[PhoneNumber]) -> Self {
        Self::new(numbers.iter().copied())
    }
}

impl<const N: usize> From<[PhoneNumber; N]> for CheckPortability {
    fn from(numbers: [PhoneNumber; N]) -> Self {
        Self::new(numbers)
    }
}

impl Endpoint for CheckPortability {
    // A POST that stores nothing.
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.porting.check_portability");
    const METHOD: Method = Method::POST;
    type Output = Portability;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("portorders").push("portability");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Content::json(JSON, self).map(Some)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(!self.numbers.is_empty(), "numbers", "must not be empty")
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }
}
