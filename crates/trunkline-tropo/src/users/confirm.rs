//! Confirming a user (docs/contracts/tropo.md §2.1, U3).

use std::net::IpAddr;

use secrecy::{ExposeSecret, SecretString};

use super::{GetUser, UserId, UserStatus};
use crate::carrier::is_taken;
use crate::prelude::*;

/// Confirms a pending user, who is active afterwards.
#[derive(Clone, Debug)]
#[must_use]
pub struct ConfirmUser {
    user: UserId,
    key: SecretString,
    end_user_host: IpAddr,
}

impl ConfirmUser {
    /// Confirms `user` with the key that came when the user was created; `host` is where the person sits who confirms.
    pub fn new(user: impl Into<UserId>, key: impl Into<SecretString>, host: impl Into<IpAddr>) -> Self {
        Self {
            user: user.into(),
            key: key.into(),
            end_user_host: host.into(),
        }
    }
}

endpoint! {
    impl ConfirmUser { user }
    // A confirmed user stays confirmed. A repetition may be refused: only the user's status tells then.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.users.confirm", "confirmed")
        .confidential()
        .refine(confirmed);
    POST "/users/{user}/confirmations" -> (): nothing;
    subject "{user}";
    hint "check users.get {user}: a confirmed user is active";

    fn body(&self) -> Body {
        JsonObject::new()
            .with("key", self.key.expose_secret())
            .with("endUserHost", self.end_user_host)
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        required_secret("key", &self.key)
    }

    fn secrets(&self) -> Vec<SecretString> {
        vec![self.key.clone()]
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<()>> {
        let user = reader.send(GetUser::new(&self.user)).await?;
        let active = user.status == Some(UserStatus::Active);
        Ok(LookUp::from_option(active.then_some(())))
    }
}

fn confirmed(refusal: Refusal) -> Refusal {
    match is_taken(&refusal) {
        true => refusal
            .kind(ErrorKind::Conflict)
            .summary("the user is confirmed already"),
        false => refusal,
    }
}
