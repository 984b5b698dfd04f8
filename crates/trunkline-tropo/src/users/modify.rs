//! Changing a user (docs/contracts/tropo.md §2.1, U4).

use secrecy::{ExposeSecret, SecretString};

use super::UserId;
use super::profile::{Profile, profile_setters, setters};
use crate::prelude::*;

/// Changes a user. Only what is set is sent; the rest stays as it is.
///
/// A new password of the user who calls is in force at once: this client's next call will be refused, so build
/// another one with it.
#[derive(Clone, Debug)]
#[must_use]
pub struct ModifyUser {
    user: UserId,
    login: Login,
    profile: Profile,
    members: Members,
}

/// What a user is created with, and can change later.
#[derive(Clone, Debug, Default)]
struct Login {
    username: Option<String>,
    password: Option<SecretString>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

impl ModifyUser {
    /// Changes `user`; say what with the setters.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self {
            user: user.into(),
            login: Login::default(),
            profile: Profile::default(),
            members: Members::default(),
        }
    }

    fn known(&self) -> JsonObject {
        let Login {
            username,
            password,
            first_name,
            last_name,
            email,
        } = &self.login;
        let object = JsonObject::new()
            .with_some("username", username.as_ref())
            .with_some("password", password.as_ref().map(ExposeSecret::expose_secret))
            .with_some("firstName", first_name.as_ref())
            .with_some("lastName", last_name.as_ref())
            .with_some("email", email.as_ref());
        self.profile.write(object)
    }
}

setters! {
    ModifyUser, login:
    /// The user name.
    username(impl Into<String>)
    /// The password, in force at once.
    password(impl Into<SecretString>)
    /// First name.
    first_name(impl Into<String>)
    /// Last name.
    last_name(impl Into<String>)
    /// The e-mail address.
    email(impl Into<String>)
}

profile_setters!(ModifyUser);
member_setter!(ModifyUser);

endpoint! {
    impl ModifyUser { user }
    // Setting the same values twice leaves the same values. Requests hold the password.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.users.modify", "changed").confidential();
    PUT "/users/{user}" -> (): nothing;
    subject "{user}";

    fn body(&self) -> Body {
        self.members.write(self.known()).content(JSON)
    }

    fn validate(&self) -> Valid {
        let known = self.known();
        let changes = !known.is_empty() || !self.members.is_empty();
        ensure(changes, "email", "or something else to change must be set")?;
        let Login { username, password, first_name, last_name, email } = &self.login;
        let names =
            [("username", username), ("firstName", first_name), ("lastName", last_name), ("email", email)];
        for (field, name) in names {
            name.iter().try_for_each(|text| required(field, text))?;
        }
        password.iter().try_for_each(|password| required_secret("password", password))?;
        self.members.validate(&known)
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.login.password.iter().cloned().chain(self.members.secrets()).collect()
    }

    fn recovery_hint(&self) -> Option<String> {
        let user = &self.user;
        let hint = || format!("check users.get {user} with the new password, which is in force at once");
        self.login.password.as_ref().map(|_| hint())
    }
}
