//! The emulator's credentials in the type that trunkline's clients take.
//!
//! This is all that the emulator takes from the other crates: requests it reads with its own code.

use trunkline_core::Credentials;

use crate::Emulator;
use crate::config::Login;

impl Emulator {
    /// Keys of the emulated Flowroute account, for a client of v2.
    pub fn flowroute_credentials(&self) -> Credentials {
        let Login { user, secret } = &self.config().flowroute;
        Credentials::new(user.as_str(), secret.as_str())
    }

    /// Keys of the same account, for a client of v1.
    pub fn flowroute_v1_credentials(&self) -> Credentials {
        let Login { user, secret } = &self.config().flowroute;
        Credentials::new(user.as_str(), secret.as_str())
    }

    /// User and password of the emulated Tropo user.
    pub fn tropo_credentials(&self) -> Credentials {
        let Login { user, secret } = &self.config().tropo;
        Credentials::new(user.as_str(), secret.as_str())
    }
}
