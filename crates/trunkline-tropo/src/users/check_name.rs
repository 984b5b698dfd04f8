//! Checking whether a user name is available (docs/contracts/tropo.md §2.1, U6).

use crate::prelude::*;

endpoint! {
    /// Checks whether a user name is available.
    pub struct CheckUsername { username: String }

    OPERATION = Operation::read(&TROPO, "tropo.v1.users.check_name");
    GET "/usernames/{username}" -> UsernameCheck: one;
    subject "{username}";

    fn validate(&self) -> Valid {
        required("username", &self.username)
    }
}

record! {
    /// What the carrier says of a user name.
    #[derive(PartialEq, Eq)]
    pub struct UsernameCheck {
        /// Whether nobody has it. A user of that name **exists** if it is not available.
        #[serde(deserialize_with = "crate::response::flag")]
        available: bool,
        /// Whether it is well-formed. The rules are not documented.
        #[serde(deserialize_with = "crate::response::flag")]
        valid: bool,
        /// The link.
        href: Option<Href> = "lenient::text",
    }
}

impl UsernameCheck {
    /// Whether a user of that name exists.
    #[must_use]
    pub fn exists(&self) -> bool {
        !self.available
    }
}
