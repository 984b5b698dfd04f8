//! `tropo.users()`.

use trunkline_core::{Applied, Error, Result};
use trunkline_transport::Listing;
use trunkline_transport::reconcile::{Truth, truth};

use super::{
    CheckUsername, ConfirmUser, CreateUser, CreatedUser, GetUser, ListUserApplications, ModifyUser,
    SearchUsers, User, UserStatus, UsernameCheck,
};
use crate::{Href, Tropo};

/// Users.
#[derive(Clone, Copy, Debug)]
pub struct Users<'a>(pub(crate) &'a Tropo);

impl Users<'_> {
    /// Shows a user, by id or by user name.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::NotFound`]: there is none.
    /// * [`trunkline_core::ErrorKind::Forbidden`]: there is one, but not yours to see.
    pub async fn get(&self, request: impl Into<GetUser>) -> Result<User> {
        self.0.send(request.into()).await
    }

    /// Tells whether a user name can be had.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn check_name(&self, request: impl Into<CheckUsername>) -> Result<UsernameCheck> {
        self.0.send(request.into()).await
    }

    /// Searches users.
    pub fn search(&self, request: SearchUsers) -> Listing<SearchUsers> {
        self.0.list(request)
    }

    /// Lists the applications of a user.
    pub fn applications(&self, request: impl Into<ListUserApplications>) -> Listing<ListUserApplications> {
        self.0.list(request.into())
    }

    /// Creates a user, who is pending until confirmed.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::InvalidInput`]: a required member is missing; the error names it, and nothing was sent.
    /// * [`trunkline_core::ErrorKind::Conflict`]: the user name is taken.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the carrier is asked. If nobody has the user name, nothing was created, and the error
    /// says so ([`trunkline_core::Applied::No`]). If a user of that name and e-mail address can be seen, it is returned, **without
    /// confirmation key**: that came with the lost answer and cannot be read again. Otherwise the error remains
    /// [`trunkline_core::Applied::Unknown`].
    pub async fn create(&self, request: CreateUser) -> Result<CreatedUser> {
        let error = match self.0.send(request.clone()).await {
            Ok(created) => return Ok(created),
            Err(error) => error,
        };
        match truth(error, || self.created(&request)).await {
            Truth::Done(created) => Ok(created),
            Truth::Absent(error) if error.applied() == Applied::Unknown => self.absent(&request, error).await,
            Truth::Absent(error) | Truth::Open(error) => Err(error),
        }
    }

    /// Confirms a pending user with the key that creating it answered.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::NotFound`]: there is no such user.
    /// * [`trunkline_core::ErrorKind::Conflict`]: the user is confirmed already.
    /// * [`trunkline_core::ErrorKind::Rejected`]: the key is wrong.
    ///
    /// # If the outcome is unknown
    /// The carrier is asked: if the user can be seen and is active, that is a success.
    pub async fn confirm(&self, request: ConfirmUser) -> Result<()> {
        let Err(error) = self.0.send(request.clone()).await else {
            return Ok(());
        };
        let look = || async {
            let user = self.get(request.user()).await?;
            Ok((user.status == Some(UserStatus::Active)).then_some(()))
        };
        match truth(error, look).await {
            Truth::Done(()) => Ok(()),
            Truth::Absent(error) if error.applied() == Applied::Unknown => Err(error
                .with_applied(Applied::No)
                .with_hint("asked the carrier: the user is not active; calling again is safe")),
            Truth::Absent(error) | Truth::Open(error) => Err(error),
        }
    }

    /// Changes a user. A new password of the user who calls is in force at once.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::Forbidden`] if it is not yours to change.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe, but a new password of your own may be in force already.
    pub async fn modify(&self, request: ModifyUser) -> Result<()> {
        self.0.send(request).await
    }

    /// The user that `request` would have created, if there is one.
    async fn created(&self, request: &CreateUser) -> Result<Option<CreatedUser>> {
        if self.check_name(request.username()).await?.available {
            return Ok(None);
        }
        let user = self.get(request.username()).await?;
        let same = user
            .email
            .as_deref()
            .is_some_and(|email| email.eq_ignore_ascii_case(request.email()));
        let href = user
            .href
            .unwrap_or_else(|| Href::from(format!("users/{}", user.id)));
        Ok(same.then_some(CreatedUser {
            id: user.id,
            confirmation_key: None,
            href,
        }))
    }

    /// The user was not found by reading: because nobody has the name, or because somebody else has it.
    async fn absent(&self, request: &CreateUser, error: Error) -> Result<CreatedUser> {
        let name = request.username();
        Err(match self.check_name(name).await {
            Ok(check) if check.available => error
                .with_applied(Applied::No)
                .with_hint("asked the carrier: the user name is free; calling again is safe"),
            Ok(_) => error.with_hint(format!("asked the carrier: another user has the name {name}")),
            Err(_) => error,
        })
    }
}
