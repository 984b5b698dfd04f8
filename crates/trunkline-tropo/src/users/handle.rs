//! `tropo.users()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{
    CheckUsername, ConfirmUser, CreateUser, CreatedUser, GetUser, ListUserApplications, ModifyUser,
    SearchUsers, User, UsernameCheck,
};

handle! {
    /// Users.
    pub struct Users;
}

impl Users {
    /// Shows a user, by id or by user name.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::NotFound`]: there is none.
    /// * [`trunkline_core::ErrorKind::Forbidden`]: there is one that this account may not see.
    pub async fn get(&self, request: impl Into<GetUser>) -> Result<User> {
        self.0.send(request.into()).await
    }

    /// Checks whether a user name is available.
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
    /// * [`trunkline_core::ErrorKind::Taken`]: the user name is taken.
    ///
    /// # If the outcome is unknown
    /// It is looked up within the call's deadline. A user of that name and e-mail address is returned, **without confirmation
    /// key**: that came with the lost reply and cannot be read again. If the name is still free, or somebody else's, when the
    /// settlement window is over (30 s by default,
    /// [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)), the error says
    /// [`Applied::No`](trunkline_core::Applied::No), else [`Applied::Unknown`](trunkline_core::Applied::Unknown):
    /// [`Tropo::settle`](crate::Tropo::settle) with the same request goes on later.
    pub async fn create(&self, request: CreateUser) -> Result<CreatedUser> {
        self.0.send(request).await
    }

    /// Confirms a pending user with the key that came when the user was created.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::NotFound`]: there is no such user.
    /// * [`trunkline_core::ErrorKind::Conflict`]: the user is confirmed already.
    /// * [`trunkline_core::ErrorKind::Rejected`]: the key is wrong.
    ///
    /// # If the outcome is unknown
    /// It is looked up within the call's deadline: a user who is active is a success. One who is not when the settlement
    /// window is over (30 s by default) was not confirmed, and the error says [`Applied::No`](trunkline_core::Applied::No), else
    /// [`Applied::Unknown`](trunkline_core::Applied::Unknown): [`Tropo::settle`](crate::Tropo::settle) with the same request
    /// goes on later.
    pub async fn confirm(&self, request: ConfirmUser) -> Result<()> {
        self.0.send(request).await
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
}
