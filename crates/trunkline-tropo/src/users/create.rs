//! Creating a user (docs/contracts/tropo.md §2.1, U2).

use bytes::Bytes;
use http::Response;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use trunkline_core::{ConfirmedBy, DecodeError};

use super::profile::{Profile, profile_setters};
use super::{CheckUsername, GetUser, User, UserId};
use crate::carrier::is_taken;
use crate::prelude::*;
use crate::response::id_of;

/// Creates a user, who is pending until [`ConfirmUser`](super::ConfirmUser).
#[derive(Clone, Debug)]
#[must_use]
pub struct CreateUser {
    username: String,
    password: SecretString,
    first_name: String,
    last_name: String,
    email: String,
    profile: Profile,
    members: Members,
}

impl CreateUser {
    /// A user with these, all required. User names are unique, whatever their case. The web site is `tropo` unless
    /// you set another one, because the carrier's own gem filled that in.
    pub fn new(
        username: impl Into<String>,
        password: impl Into<SecretString>,
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        email: impl Into<String>,
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
            members: Members::default(),
        }
    }

    fn known(&self) -> JsonObject {
        let object = JsonObject::new()
            .with("username", &self.username)
            .with("password", self.password.expose_secret())
            .with("firstName", &self.first_name)
            .with("lastName", &self.last_name)
            .with("email", &self.email);
        self.profile.write(object)
    }

    /// The result, if `user` is the one that this request makes: a user of this name and e-mail address.
    fn made(&self, user: User) -> LookUp<CreatedUser> {
        match &user.email {
            Some(email) if email.eq_ignore_ascii_case(&self.email) => LookUp::Found(CreatedUser {
                confirmation_key: None,
                href: user
                    .href
                    .unwrap_or_else(|| Href::from(format!("users/{}", user.id))),
                id: user.id,
                confirmed_by: ConfirmedBy::LookUp,
            }),
            Some(_) => LookUp::Conflict(format!("another user has the name {}", self.username)),
            None => LookUp::Inconclusive(format!(
                "user {} has the name, and no e-mail address to compare",
                user.id
            )),
        }
    }
}

profile_setters!(CreateUser);
member_setter!(CreateUser);

/// A user that was just created.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CreatedUser {
    /// The id.
    pub id: UserId,
    /// The key for [`ConfirmUser`](super::ConfirmUser). It cannot be read again: it is `None` if the reply was lost
    /// and the user was found by reading back. It is not serialized.
    #[serde(skip_serializing)]
    pub confirmation_key: Option<SecretString>,
    /// The link.
    pub href: Href,
    /// How it is known. [`ConfirmedBy::LookUp`]: found after a lost reply; it may have been there before, or be the work of
    /// another process of yours.
    pub confirmed_by: ConfirmedBy,
}

endpoint! {
    impl CreateUser { username }
    // A second request is a second user, or a refusal. Requests hold the password, responses the confirmation key.
    OPERATION = Operation::once(&TROPO, "tropo.v1.users.create", "created").confidential().refine(name_taken);
    POST "/users" -> CreatedUser: created_user;
    subject "{username}";
    hint "check users.check_name {username}: if it is not available, the user exists";

    fn body(&self) -> Body {
        self.members.write(self.known()).content(JSON)
    }

    fn validate(&self) -> Valid {
        required("username", &self.username)?;
        required_secret("password", &self.password)?;
        required("firstName", &self.first_name)?;
        required("lastName", &self.last_name)?;
        required("email", &self.email)?;
        self.members.validate(&self.known())
    }

    fn secrets(&self) -> Vec<SecretString> {
        std::iter::once(self.password.clone()).chain(self.members.secrets()).collect()
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<CreatedUser>> {
        if reader.send(CheckUsername::new(&self.username)).await?.available {
            return Ok(LookUp::NotFound);
        }
        Ok(self.made(reader.send(GetUser::new(self.username.as_str())).await?))
    }
}

fn created_user(response: &Response<Bytes>) -> Result<CreatedUser, DecodeError> {
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
        confirmed_by: ConfirmedBy::Reply,
    })
}

fn name_taken(refusal: Refusal) -> Refusal {
    match is_taken(&refusal) {
        true => refusal
            .kind(ErrorKind::Taken)
            .summary("the user name is taken")
            .advice("users.check_name tells whether another one is free"),
        false => refusal,
    }
}
