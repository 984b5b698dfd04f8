//! Checking whether numbers can be ported in (docs/contracts/flowroute-v2.md §2.9, O1, and §3.7.1).

use serde::{Deserialize, Serialize};

use super::rules::numbers;
use crate::prelude::*;

/// Which numbers can be ported in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Portability {
    /// Numbers that can be ported in. What cannot be read is in no list, and [`of`](Self::of) says that it is not known.
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

endpoint! {
    /// Asks which numbers of other carriers, at least one, can be ported in. It is free and changes nothing.
    pub struct CheckPortability { numbers: Vec<PhoneNumber> }

    // A POST that stores nothing.
    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.check_portability");
    POST "/v2/portorders/portability" -> Portability: one;

    fn body(&self) -> Body {
        JsonObject::new().with("numbers", &self.numbers).content("application/json")
    }

    fn validate(&self) -> Valid {
        ensure(!self.numbers.is_empty(), "numbers", "must not be empty")
    }
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
