//! Who calls.

use std::fmt;

use secrecy::SecretString;

/// User name and password of a Tropo account, sent as HTTP Basic with every request.
///
/// The user name may be shown; the password never is.
#[derive(Clone)]
pub struct Credentials {
    user: Box<str>,
    password: SecretString,
}

impl Credentials {
    /// The two of them.
    pub fn new(user: impl Into<Box<str>>, password: impl Into<SecretString>) -> Self {
        Self {
            user: user.into(),
            password: password.into(),
        }
    }

    /// The user name.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The password, still wrapped.
    pub fn password(&self) -> &SecretString {
        &self.password
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}
