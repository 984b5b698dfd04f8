//! What proves to a carrier who is calling.

use std::fmt;

use secrecy::SecretString;

/// The name and the secret of an account: access key and secret key, or user and password.
///
/// The name may be shown; the secret never is.
#[derive(Clone)]
pub struct Credentials {
    name: String,
    secret: SecretString,
}

impl Credentials {
    /// The account `name`, with its `secret`.
    pub fn new(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            name: name.into(),
            secret: secret.into(),
        }
    }

    /// The access key or the user name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The secret key or the password, still wrapped.
    pub fn secret(&self) -> &SecretString {
        &self.secret
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
