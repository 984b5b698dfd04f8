//! Salted hashes of passwords.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;

use crate::wire::incoming::same_secret;

/// Enough to keep state files from giving away common passwords at a glance, and few enough for a busy test suite.
const ROUNDS: u32 = 600;

/// What a user signs in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Password {
    /// The password that the emulator was started with.
    StartUp,
    /// None: the user cannot sign in.
    Nothing,
    /// This one.
    Hashed { salt: String, hash: String },
}

impl Password {
    /// Keeps a password; `salt` should be the user's own.
    pub(crate) fn hashed(salt: String, password: &str) -> Self {
        let hash = stretched(&salt, password);
        Self::Hashed { salt, hash }
    }

    /// Whether `given` is the password, `start_up` being the one of the start.
    pub(crate) fn is(&self, given: &str, start_up: &str) -> bool {
        match self {
            Self::StartUp => same_secret(given, start_up),
            Self::Nothing => false,
            Self::Hashed { salt, hash } => same_secret(&stretched(salt, given), hash),
        }
    }
}

/// HMAC-SHA-1 over its own output, round after round, as in PBKDF2.
fn stretched(salt: &str, password: &str) -> String {
    // HMAC takes keys of any length; there is no error to come.
    let Ok(keyed) = Hmac::<Sha1>::new_from_slice(password.as_bytes()) else {
        return String::new();
    };
    let mut block = salt.as_bytes().to_vec();
    for _ in 0..ROUNDS {
        let mut mac = keyed.clone();
        mac.update(&block);
        block = mac.finalize().into_bytes().to_vec();
    }
    let mut hex = String::with_capacity(2 * block.len());
    for byte in block {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits() {
        let password = Password::hashed("salt".to_owned(), "secret");
        assert!(password.is("secret", "secret of the start"));
        assert!(!password.is("secret of the start", "secret of the start"));
        assert!(!password.is("", ""));
        assert!(Password::StartUp.is("x", "x"));
        assert!(!Password::Nothing.is("", ""));
        assert_ne!(password, Password::hashed("pepper".to_owned(), "secret"));
        assert!(!format!("{password:?}").contains("secret"));
    }
}
