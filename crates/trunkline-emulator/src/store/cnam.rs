//! CNAM storage records: names shown to people who are called (docs/contracts/flowroute-v2.md §5.3, §6.5).

use serde::{Deserialize, Serialize};

use crate::number::Tn;
use crate::store::account::What;
use crate::store::events::{Event, seconds};
use crate::store::stock::NumberKind;
use crate::store::{Refused, State};
use crate::time::Micros;

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cnam {
    /// Order of creation; lists show the oldest first.
    pub(crate) order: u64,
    /// Upper case.
    pub(crate) value: String,
    pub(crate) review: Review,
    /// Nothing on old records.
    pub(crate) created_at: Option<Micros>,
    /// Nothing until approved, and on old records.
    pub(crate) approved_at: Option<Micros>,
    /// Text of a refusal; old records carry an empty one.
    pub(crate) rejection_reason: Option<String>,
}

/// What the human review said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Review {
    Pending,
    Approved,
    Rejected,
}

const LIMIT: usize = 15;

/// Words a review refuses (constructed; the vendor's list is not public).
const REFUSED_WORDS: [&str; 6] = ["POLICE", "PRESIDENT", "SHERIFF", "WHITE HOUSE", "FBI", "911"];

impl Cnam {
    pub(crate) fn is_approved(&self) -> bool {
        self.review == Review::Approved
    }
}

/// The stored form of a name, or the rule it breaks.
pub(crate) fn normalize(value: &str) -> Result<String, Refused> {
    let count = value.chars().count();
    let broken = if !(1..=LIMIT).contains(&count) {
        Some("CNAM value must be 1 to 15 characters long.")
    } else if !value.chars().any(|c| c.is_ascii_alphabetic()) {
        Some("CNAM value must contain at least one letter.")
    } else if !value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || " -_.,@+&'/\"".contains(c))
    {
        Some("CNAM value contains characters that are not allowed.")
    } else {
        None
    };
    match broken {
        Some(text) => Err(Refused::Invalid("value", text.to_owned())),
        None => Ok(value.to_ascii_uppercase()),
    }
}

impl State {
    /// Stores a new name for review; needs funds for a later association, charges nothing.
    pub(crate) fn create_cnam(&mut self, value: &str) -> Result<u64, Refused> {
        let value = normalize(value)?;
        self.check_cnam_free(None, &value)?;
        self.account.covers(self.switches.fees.cnam_storage)?;
        let id = self.counters.cnam;
        self.counters.cnam += 1;
        let record = Cnam {
            order: self.next_order(),
            value,
            review: Review::Pending,
            created_at: Some(self.now),
            approved_at: None,
            rejection_reason: None,
        };
        self.cnams.insert(id, record);
        self.plan_review(id);
        Ok(id)
    }

    /// Changes a name that is not approved; a rejected one is pending again (docs/contracts/flowroute-v2.md A:34).
    pub(crate) fn update_cnam(&mut self, id: u64, value: &str) -> Result<(), Refused> {
        let record = self.cnams.get(&id).ok_or(Refused::NotFound)?;
        if record.is_approved() {
            return Err(Refused::Fixed);
        }
        let rejected = record.review == Review::Rejected;
        let value = normalize(value)?;
        self.check_cnam_free(Some(id), &value)?;
        if let Some(record) = self.cnams.get_mut(&id) {
            record.value = value;
            record.review = Review::Pending;
            record.rejection_reason = None;
        }
        if rejected {
            self.plan_review(id);
        }
        Ok(())
    }

    /// Removes a name and takes it off every number.
    pub(crate) fn delete_cnam(&mut self, id: u64) -> Result<(), Refused> {
        self.cnams.remove(&id).ok_or(Refused::NotFound)?;
        for number in self.numbers.values_mut().filter(|number| number.cnam == Some(id)) {
            number.cnam = None;
        }
        Ok(())
    }

    /// Shows an approved name for a local number, at once (in reality 5 to 7 business days); repeating it is free (docs/contracts/flowroute-v2.md A:12).
    pub(crate) fn associate_cnam(&mut self, tn: Tn, id: u64) -> Result<(), Refused> {
        let number = self.number(tn)?;
        let record = self.cnams.get(&id).ok_or(Refused::NotFound)?;
        let refuse = |text: &str| Err(Refused::Invalid("id", text.to_owned()));
        if !record.is_approved() {
            return refuse("CNAM record is not approved.");
        }
        if number.kind == NumberKind::TollFree {
            return refuse("CNAM records cannot be assigned to toll-free numbers.");
        }
        if number.is_foreign() {
            return refuse("CNAM records can be assigned to numbers of the United States and Canada only.");
        }
        let fee = if number.cnam == Some(id) {
            0
        } else {
            self.switches.fees.cnam_storage
        };
        self.account.covers(fee)?;
        self.number_mut(tn)?.cnam = Some(id);
        self.charge(What::Cnam, fee, Some(tn));
        Ok(())
    }

    /// Takes the name off a number; there need not be one (docs/contracts/flowroute-v2.md A:37).
    pub(crate) fn unassociate_cnam(&mut self, tn: Tn) -> Result<(), Refused> {
        self.number_mut(tn)?.cnam = None;
        Ok(())
    }

    /// The review: refuses names that are on the list, approves the rest.
    pub(crate) fn review_cnam(&mut self, id: u64) {
        let now = self.now;
        let Some(record) = self
            .cnams
            .get_mut(&id)
            .filter(|record| record.review == Review::Pending)
        else {
            return;
        };
        let digits = record.value.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 7 || REFUSED_WORDS.iter().any(|word| record.value.contains(word)) {
            record.review = Review::Rejected;
            record.rejection_reason = Some("The name is misleading or not allowed.".to_owned());
        } else {
            record.review = Review::Approved;
            record.approved_at = Some(now);
        }
    }

    /// What a person at the vendor would do, through the control API.
    pub(crate) fn decide_cnam(&mut self, id: u64, reason: Option<String>) -> Result<(), Refused> {
        let now = self.now;
        let record = self.cnams.get_mut(&id).ok_or(Refused::NotFound)?;
        if record.review != Review::Pending {
            return Err(Refused::Fixed);
        }
        (record.review, record.approved_at) = if reason.is_some() {
            (Review::Rejected, None)
        } else {
            (Review::Approved, Some(now))
        };
        record.rejection_reason = reason;
        Ok(())
    }

    fn plan_review(&mut self, id: u64) {
        if let Some(delay) = self.switches.cnam_review_seconds {
            self.schedule(seconds(delay), Event::CnamReview { id });
        }
    }

    fn check_cnam_free(&self, own: Option<u64>, value: &str) -> Result<(), Refused> {
        let taken = self
            .cnams
            .iter()
            .any(|(id, other)| Some(*id) != own && other.value == value);
        if taken { Err(Refused::Duplicate) } else { Ok(()) }
    }
}
