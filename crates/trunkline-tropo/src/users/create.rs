//! `POST users` (docs/contracts/tropo.md §2.1, U2).

use bytes::Bytes;
use http::{Method, Response};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, lenient,
};

use super::UserId;
use super::profile::{Profile, profile_setters};
use crate::response::{body, id_of, one};
use crate::rules::{exposed, required, required_secret, subject};
use crate::{Href, TROPO};

/// Creates a user, who is pending until [`ConfirmUser`](super::ConfirmUser).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct CreateUser {
    username: Box<str>,
    #[serde(serialize_with = "exposed")]
    password: SecretString,
    first_name: Box<str>,
    last_name: Box<str>,
    email: Box<str>,
    #[serde(flatten)]
    profile: Profile,
}

impl CreateUser {
    /// A user with these, all required. User names are unique, whatever their case. The web site is `tropo` unless
    /// you set another one, because the carrier's own gem filled that in.
    pub fn new(
        username: impl Into<Box<str>>,
        password: impl Into<SecretString>,
        first_name: impl Into<Box<str>>,
        last_name: impl Into<Box<str>>,
        email: impl Into<Box<str>>,
    ) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
            first_name: first_name.into(),
            last_name: last_name.into(),
            email: email.into(),
            profile: Profile {
                website: Some("tropo".into()),
                ..Profile::default()
            },
        }
    }

    /// The user name.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// The e-mail address.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }
}

profile_setters!(CreateUser);

/// A user that was just created.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CreatedUser {
    /// The id.
    pub id: UserId,
    /// What [`ConfirmUser`](super::ConfirmUser) wants. It cannot be read again: it is `None` if the answer was lost
    /// and the user was found by reading back.
    pub confirmation_key: Option<SecretString>,
    /// The link.
    pub href: Href,
}

impl Endpoint for CreateUser {
    // A second request is a second user, or a refusal. Requests hold the password, answers the confirmation key.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.users.create", "created").confidential();
    const METHOD: Method = Method::POST;
    type Output = CreatedUser;

    fn path(&self, path: &mut Path) {
        path.push("users");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("username", &self.username)?;
        required_secret("password", &self.password)?;
        required("firstName", &self.first_name)?;
        required("lastName", &self.last_name)?;
        required("email", &self.email)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Created {
            href: Href,
            #[serde(default, deserialize_with = "lenient::id_text")]
            confirmation_key: Option<SecretString>,
        }
        let Created {
            href,
            confirmation_key,
        } = one(response)?;
        Ok(CreatedUser {
            id: id_of(&href)?,
            confirmation_key,
            href,
        })
    }

    fn subject(&self) -> Option<String> {
        subject(&self.username)
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check users.check_name {}: if it is not available, the user exists",
            self.username
        ))
    }
}
