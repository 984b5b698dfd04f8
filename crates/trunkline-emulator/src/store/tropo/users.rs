//! Users (docs/contracts/tropo.md §2.1, §3.1, §5.2).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::password::Password;
use super::payments::Money;
use super::{TropoRefused, TropoState};
use crate::hash::{Stream, hex32};
use crate::time::Micros;

/// Members of a user that are kept and shown as they are given.
pub(crate) const PROFILE: [&str; 16] = [
    "firstName",
    "lastName",
    "email",
    "website",
    "organization",
    "jobTitle",
    "address",
    "address2",
    "city",
    "state",
    "postalCode",
    "country",
    "phoneNumber",
    "marketingOptIn",
    "twitterId",
    "joinedFromHost",
];

/// Status of a user who has not used the confirmation key (the word is assumed).
pub(crate) const PENDING: &str = "pending";

/// Status of every other user.
pub(crate) const ACTIVE: &str = "active";

/// One user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct User {
    /// Nothing for the user of the credentials that the emulator was started with, whose name is theirs.
    pub(crate) username: Option<String>,
    pub(crate) password: Password,
    pub(crate) status: String,
    /// Used up by the confirmation.
    pub(crate) confirmation_key: Option<String>,
    /// Who signed this user up; may see and change it (assumed).
    pub(crate) created_by: Option<u64>,
    pub(crate) joined: Micros,
    pub(crate) profile: BTreeMap<String, Value>,
    pub(crate) money: Money,
    pub(crate) features: BTreeSet<u8>,
    /// Numbers that may be sent SMS to, as digits, in the order they were added.
    pub(crate) whitelist: Vec<String>,
}

/// What somebody wants changed, or a new user to be.
#[derive(Debug, Default)]
pub(crate) struct UserChange {
    pub(crate) username: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) profile: BTreeMap<String, Value>,
}

impl User {
    /// The name to sign in with, `start_up` being the one of the start.
    pub(crate) fn name<'a>(&'a self, start_up: &'a str) -> &'a str {
        self.username.as_deref().unwrap_or(start_up)
    }
}

/// Whether a name can be a user name (assumed): 1 to 64 letters, digits or `._@+-`, and no number, which would be an id.
pub(crate) fn is_name(text: &str) -> bool {
    let length = (1..=64).contains(&text.len());
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._@+-".contains(&b));
    length && plain && !text.bytes().all(|b| b.is_ascii_digit())
}

impl TropoState {
    /// The user of an id or a name, whatever its case.
    pub(crate) fn user_called(&self, text: &str, start_up: &str) -> Option<u64> {
        let by_id = text.parse().ok().filter(|id| self.users.contains_key(id));
        let named = |user: &User| user.name(start_up).eq_ignore_ascii_case(text);
        by_id.or_else(|| self.users.iter().find(|(_, user)| named(user)).map(|(id, _)| *id))
    }

    /// Whether `caller` may see and change `user` (assumed: oneself, and who one signed up).
    pub(crate) fn may_see(&self, caller: u64, user: u64) -> bool {
        let signed_up = |user: &User| user.created_by == Some(caller);
        caller == user || self.users.get(&user).is_some_and(signed_up)
    }

    /// A new user, pending. Name and password must have been checked to be there.
    pub(crate) fn create_user(
        &mut self,
        (seed, now, start_up): (u64, Micros, &str),
        caller: u64,
        wanted: UserChange,
        code: Option<&str>,
    ) -> Result<u64, TropoRefused> {
        let name = wanted.username.unwrap_or_default();
        self.check_name(&name, start_up)?;
        let credit = code.map_or(Ok(0), |code| self.credit_of(code))?;
        if let Some(invitation) = code.and_then(|code| self.invitations.get_mut(code)) {
            invitation.count = invitation.count.saturating_sub(1);
        }
        self.counters.user += 1;
        let id = self.counters.user;
        let salt = hex32(seed, Stream::TropoSalt, id);
        let user = User {
            username: Some(name),
            password: Password::hashed(salt, &wanted.password.unwrap_or_default()),
            status: PENDING.to_owned(),
            confirmation_key: Some(hex32(seed, Stream::TropoKey, id)),
            created_by: Some(caller),
            joined: now,
            profile: wanted.profile,
            money: Money::opened_with(credit),
            features: BTreeSet::new(),
            whitelist: Vec::new(),
        };
        self.users.insert(id, user);
        Ok(id)
    }

    fn check_name(&self, name: &str, start_up: &str) -> Result<(), TropoRefused> {
        if !is_name(name) {
            return Err(TropoRefused::invalid(format!("username {name} is not valid")));
        }
        if self.user_called(name, start_up).is_some() {
            return Err(TropoRefused::invalid(format!("username {name} is already taken")));
        }
        Ok(())
    }

    /// Uses up the confirmation key.
    pub(crate) fn confirm_user(&mut self, id: u64, key: &str) -> Result<(), TropoRefused> {
        let user = self.user_mut(id)?;
        match &user.confirmation_key {
            None => Err(TropoRefused::invalid(format!("user {id} is already confirmed"))),
            Some(right) if right == key => {
                user.confirmation_key = None;
                user.status = ACTIVE.to_owned();
                Ok(())
            }
            Some(_) => Err(TropoRefused::invalid("the confirmation key is wrong")),
        }
    }

    /// Replaces what is given and keeps the rest.
    pub(crate) fn change_user(
        &mut self,
        (seed, start_up): (u64, &str),
        id: u64,
        change: UserChange,
    ) -> Result<(), TropoRefused> {
        if let Some(name) = &change.username
            && self.user_called(name, start_up) != Some(id)
        {
            self.check_name(name, start_up)?;
        }
        let user = self.user_mut(id)?;
        if let Some(name) = change.username.filter(|name| name != user.name(start_up)) {
            user.username = Some(name);
        }
        if let Some(password) = change.password {
            user.password = Password::hashed(hex32(seed, Stream::TropoSalt, id), &password);
        }
        if let Some(status) = change.status {
            user.status = status;
        }
        user.profile.extend(change.profile);
        Ok(())
    }

    pub(crate) fn user(&self, id: u64) -> Result<&User, TropoRefused> {
        self.users.get(&id).ok_or_else(|| no_user(id))
    }

    pub(crate) fn user_mut(&mut self, id: u64) -> Result<&mut User, TropoRefused> {
        self.users.get_mut(&id).ok_or_else(|| no_user(id))
    }
}

fn no_user(id: u64) -> TropoRefused {
    TropoRefused::NotFound(format!("there is no user {id}"))
}
