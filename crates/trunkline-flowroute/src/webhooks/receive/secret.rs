//! A path that only the carrier knows.

use std::fmt;
use std::hint::black_box;

/// A path that is compared in constant time and never shown.
#[derive(Clone)]
pub(super) struct SecretPath(String);

impl SecretPath {
    pub(super) fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// Whether `path` is it. How long this takes depends on the length of the secret alone.
    pub(super) fn is(&self, path: &str) -> bool {
        let (secret, given) = (self.0.as_bytes(), path.as_bytes());
        let differing = secret.iter().enumerate().fold(0_u8, |differing, (at, byte)| {
            let given = given.get(at).copied().unwrap_or_default();
            black_box(differing | (byte ^ given))
        });
        differing == 0 && secret.len() == given.len()
    }
}

impl fmt::Debug for SecretPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretPath(..)")
    }
}
