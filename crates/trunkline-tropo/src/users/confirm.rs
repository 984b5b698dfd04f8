//! `POST users/{id}/confirmations` (docs/contracts/tropo.md §2.1, U3).

use std::net::IpAddr;

use bytes::Bytes;
use http::{Method, Response};
use secrecy::SecretString;
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::UserId;
use crate::TROPO;
use crate::response::{body, nothing};
use crate::rules::{exposed, required_secret};

/// Confirms a pending user, who is active afterwards.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct ConfirmUser {
    #[serde(skip)]
    user: UserId,
    #[serde(serialize_with = "exposed")]
    key: SecretString,
    end_user_host: IpAddr,
}

impl ConfirmUser {
    /// Confirms `user` with the key that creating it answered; `host` is where the person sits who confirms.
    pub fn new(user: impl Into<UserId>, key: impl Into<SecretString>, host: impl Into<IpAddr>) -> Self {
        Self {
            user: user.into(),
            key: key.into(),
            end_user_host: host.into(),
        }
    }

    /// The user.
    #[must_use]
    pub fn user(&self) -> &UserId {
        &self.user
    }
}

impl Endpoint for ConfirmUser {
    // A confirmed user stays confirmed. A repetition may be refused: only the user's status tells then.
    const OPERATION: Operation =
        Operation::repeatable(&TROPO, "tropo.v1.users.confirm", "confirmed").confidential();
    const METHOD: Method = Method::POST;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("confirmations");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required_secret("key", &self.key)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.user.to_string())
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check users.get {}: a confirmed user is active",
            self.user
        ))
    }
}
