//! `PUT users/{id}` (docs/contracts/tropo.md §2.1, U4).

use bytes::Bytes;
use http::{Method, Response};
use secrecy::SecretString;
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure};

use super::UserId;
use super::profile::{Profile, profile_setters};
use crate::TROPO;
use crate::response::{body, nothing};
use crate::rules::{exposed_some, required, required_secret};

/// Changes a user. Only what is set is sent; the rest stays as it is.
///
/// A new password of the user who calls is in force at once: this client's next call will be refused, so build
/// another one with it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct ModifyUser {
    #[serde(skip)]
    user: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "exposed_some")]
    password: Option<SecretString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<Box<str>>,
    #[serde(flatten)]
    profile: Profile,
}

impl ModifyUser {
    /// Changes `user`; say what with the setters.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self {
            user: user.into(),
            username: None,
            password: None,
            first_name: None,
            last_name: None,
            email: None,
            profile: Profile::default(),
        }
    }

    /// The user name.
    pub fn username(mut self, username: impl Into<Box<str>>) -> Self {
        self.username = Some(username.into());
        self
    }

    /// The password, in force at once.
    pub fn password(mut self, password: impl Into<SecretString>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// First name.
    pub fn first_name(mut self, first_name: impl Into<Box<str>>) -> Self {
        self.first_name = Some(first_name.into());
        self
    }

    /// Last name.
    pub fn last_name(mut self, last_name: impl Into<Box<str>>) -> Self {
        self.last_name = Some(last_name.into());
        self
    }

    /// The e-mail address.
    pub fn email(mut self, email: impl Into<Box<str>>) -> Self {
        self.email = Some(email.into());
        self
    }

    fn names(&self) -> [(&'static str, &Option<Box<str>>); 4] {
        [
            ("username", &self.username),
            ("firstName", &self.first_name),
            ("lastName", &self.last_name),
            ("email", &self.email),
        ]
    }

    fn changes_something(&self) -> bool {
        self.password.is_some()
            || self.profile != Profile::default()
            || self.names().iter().any(|(_, value)| value.is_some())
    }
}

profile_setters!(ModifyUser);

impl Endpoint for ModifyUser {
    // Setting the same values twice leaves the same values. Requests hold the password.
    const OPERATION: Operation =
        Operation::repeatable(&TROPO, "tropo.v1.users.modify", "changed").confidential();
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            self.changes_something(),
            "email",
            "or something else to change must be set",
        )?;
        for (field, value) in self.names() {
            value.as_deref().map_or(Ok(()), |text| required(field, text))?;
        }
        self.password
            .as_ref()
            .map_or(Ok(()), |password| required_secret("password", password))
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.user.to_string())
    }

    fn recovery_hint(&self) -> Option<String> {
        self.password.as_ref().map(|_| {
            format!(
                "check users.get {} with the new password, which is in force at once",
                self.user
            )
        })
    }
}
