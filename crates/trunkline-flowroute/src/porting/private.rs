//! Text that proves to a carrier who somebody is.

use std::fmt;

use serde::{Serialize, Serializer};

/// Text that proves to a carrier who somebody is: a PIN, an account number. Nothing shows it but [`expose`](Self::expose).
#[derive(Clone, PartialEq, Eq)]
pub struct Private(String);

impl Private {
    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// As `"***"`: that there is one can be told.
impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}
