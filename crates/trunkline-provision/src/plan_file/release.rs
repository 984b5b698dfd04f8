//! A plan that gives numbers back.

use trunkline_core::{EncodeError, Timestamp};

use super::VERSION;
use super::digest::Digests;
use crate::{Basis, Limits, Plan, Slot};

impl Plan {
    /// The plan of these slots, of which nothing is done before `not_before`. It may not buy anything.
    ///
    /// # Errors
    /// When a slot cannot be written as JSON.
    pub fn waiting(basis: Basis, not_before: Timestamp, slots: &[Slot]) -> Result<Self, EncodeError> {
        let unwritable = |error: serde_json::Error| EncodeError::new(error.to_string());
        let nothing = Some(trunkline_core::Money::ZERO);
        let mut plan = Self {
            version: VERSION,
            basis,
            limits: Limits {
                setup: nothing,
                monthly: nothing,
            },
            not_before: Some(not_before),
            slots: u64::try_from(slots.len()).unwrap_or(u64::MAX),
            digest: String::new(),
        };
        let mut digests = Digests::default();
        for slot in slots {
            digests.line(&serde_json::to_vec(slot).map_err(unwritable)?);
        }
        plan.digest = digests.of(&plan).map_err(unwritable)?;
        Ok(plan)
    }
}
