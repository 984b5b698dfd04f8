//! Settings that are fixed when the emulator starts.

use std::fmt;
use std::path::PathBuf;

use crate::store::State;

/// A user and a secret; the secret never shows in `Debug`.
#[derive(Clone)]
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) secret: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Access key and secret key of the emulated Flowroute account unless others are given.
pub(crate) const FLOWROUTE_LOGIN: (&str, &str) = ("11223344", "emulator-secret-0123456789abcdef");

/// User and password of the emulated Tropo user unless others are given.
pub(crate) const TROPO_LOGIN: (&str, &str) = ("emulator", "emulator");

/// Start-up decisions.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) flowroute: Login,
    pub(crate) tropo: Login,
    pub(crate) state_file: Option<PathBuf>,
    pub(crate) opening: Opening,
    /// Names, other than its own, under which control calls may come in.
    pub(crate) allowed_hosts: Vec<String>,
    /// Whether every request is a line of the log.
    pub(crate) access_log: bool,
}

/// How an account begins, at the start and after a reset.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opening {
    /// In nanodollars, if not the usual one.
    pub(crate) balance: Option<i64>,
    /// With nothing on it.
    pub(crate) empty: bool,
}

impl Opening {
    /// Makes a fresh account begin so.
    pub(crate) fn apply(&self, state: &mut State) {
        if self.empty {
            state.empty();
        }
        if let Some(balance) = self.balance {
            state.account.balance = balance;
            state.account.opening_balance = balance;
        }
    }
}
