//! The keys of an account.

use std::fmt;

use secrecy::SecretString;

/// Access key and secret key of a Flowroute account, from the customer portal.
///
/// The access key (the "Tech Prefix") names the account and may be shown. The secret key never is, and is never sent
/// either: it signs.
#[derive(Clone)]
pub struct Credentials {
    access_key: Box<str>,
    secret_key: SecretString,
}

impl Credentials {
    /// The two keys.
    pub fn new(access_key: impl Into<Box<str>>, secret_key: impl Into<SecretString>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
        }
    }

    /// The access key, an identifier.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret key, still wrapped.
    pub fn secret_key(&self) -> &SecretString {
        &self.secret_key
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}
