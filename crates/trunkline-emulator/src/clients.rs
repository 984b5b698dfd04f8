//! The emulator's credentials in the types of trunkline's own clients.
//!
//! This is all that the emulator takes from their crates: requests it reads with its own code.

use crate::Emulator;
use crate::config::Login;

impl Emulator {
    /// Keys of the emulated Flowroute account, for a client of v2.
    pub fn flowroute_credentials(&self) -> trunkline_flowroute::Credentials {
        let Login { user, secret } = &self.config().flowroute;
        trunkline_flowroute::Credentials::new(user.as_str(), secret.as_str())
    }

    /// Keys of the same account, for a client of v1.
    pub fn flowroute_v1_credentials(&self) -> trunkline_flowroute_v1::Credentials {
        let Login { user, secret } = &self.config().flowroute;
        trunkline_flowroute_v1::Credentials::new(user.as_str(), secret.as_str())
    }

    /// User and password of the emulated Tropo user.
    pub fn tropo_credentials(&self) -> trunkline_tropo::Credentials {
        let Login { user, secret } = &self.config().tropo;
        trunkline_tropo::Credentials::new(user.as_str(), secret.as_str())
    }
}
