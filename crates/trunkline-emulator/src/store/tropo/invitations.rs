//! Invitations (docs/contracts/tropo.md §2.7, §3.7).

use serde::{Deserialize, Serialize};

use super::{TropoRefused, TropoState};
use crate::hash::{Stream, mix};

/// What a code is made of when none is given.
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// One invitation; its code is its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invitation {
    /// Order of creation.
    pub(crate) order: u64,
    /// Sign-ups left.
    pub(crate) count: u64,
    /// Opening balance of who signs up, in nanodollars.
    pub(crate) credit: i64,
    pub(crate) partition: Option<String>,
    /// Whose it is; nobody's is everybody's.
    pub(crate) owner: Option<u64>,
}

/// What an invitation is to become.
#[derive(Debug, Default)]
pub(crate) struct InvitationChange {
    pub(crate) count: Option<u64>,
    pub(crate) credit: Option<i64>,
    pub(crate) partition: Option<String>,
    /// A user, or nobody.
    pub(crate) owner: Option<Option<u64>>,
}

impl TropoState {
    /// The opening balance that a code is good for.
    pub(super) fn credit_of(&self, code: &str) -> Result<i64, TropoRefused> {
        let usable = self.invitations.get(code).filter(|found| found.count > 0);
        usable
            .map(|found| found.credit)
            .ok_or_else(|| TropoRefused::invalid(format!("invitation {code} cannot be used")))
    }

    /// The invitation of a code: any that `caller` may see, or only those of the user `of`.
    pub(crate) fn invitation(
        &self,
        caller: u64,
        of: Option<u64>,
        code: &str,
    ) -> Result<&Invitation, TropoRefused> {
        let found = self
            .invitations
            .get(code)
            .filter(|found| self.shows(caller, of, found));
        found.ok_or_else(|| TropoRefused::NotFound(format!("there is no invitation {code}")))
    }

    /// Whether a list of invitations has this one.
    pub(crate) fn shows(&self, caller: u64, of: Option<u64>, invitation: &Invitation) -> bool {
        match of {
            Some(user) => invitation.owner == Some(user),
            None => invitation.owner.is_none_or(|owner| self.may_see(caller, owner)),
        }
    }

    /// A new invitation; returns its code. One sign-up and no credit unless told otherwise (assumed).
    pub(crate) fn create_invitation(
        &mut self,
        seed: u64,
        code: Option<String>,
        wanted: InvitationChange,
    ) -> Result<String, TropoRefused> {
        if let Some(code) = &code {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
            if !(1..=64).contains(&code.len()) || !code.bytes().all(plain) {
                return Err(TropoRefused::invalid("code must be letters and digits"));
            }
            if self.invitations.contains_key(code) {
                return Err(TropoRefused::invalid(format!("code {code} is already taken")));
            }
        }
        self.counters.invitation += 1;
        let code = code.unwrap_or_else(|| self.free_code(seed));
        let mut invitation = Invitation {
            order: self.counters.invitation,
            count: 1,
            credit: 0,
            partition: None,
            owner: None,
        };
        invitation.change(wanted);
        self.invitations.insert(code.clone(), invitation);
        Ok(code)
    }

    fn free_code(&self, seed: u64) -> String {
        let letter = |attempt: u64, place: u64| {
            let roll = mix(
                seed,
                Stream::TropoCode as u64 | place << 8 | attempt << 16,
                self.counters.invitation,
            );
            let at = usize::try_from(roll % 36).unwrap_or(0);
            char::from(ALPHABET.get(at).copied().unwrap_or(b'A'))
        };
        let codes = (0u64..).map(|attempt| (0..6).map(|place| letter(attempt, place)).collect());
        codes
            .into_iter()
            .find(|code: &String| !self.invitations.contains_key(code))
            .unwrap_or_default()
    }

    pub(crate) fn change_invitation(&mut self, code: &str, change: InvitationChange) {
        if let Some(invitation) = self.invitations.get_mut(code) {
            invitation.change(change);
        }
    }
}

impl Invitation {
    fn change(&mut self, change: InvitationChange) {
        self.count = change.count.unwrap_or(self.count);
        self.credit = change.credit.unwrap_or(self.credit);
        self.partition = change.partition.or_else(|| self.partition.take());
        self.owner = change.owner.unwrap_or(self.owner);
    }
}
