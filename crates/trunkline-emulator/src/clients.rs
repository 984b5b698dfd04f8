//! What makes the emulator handy for trunkline's own clients: keys in their types, and a failure in their error.
//!
//! This is all that the emulator takes from their crates: requests it reads with its own code.

use trunkline_core::{Carrier, Error, ErrorKind, Operation, Refusal};

use crate::config::Login;
use crate::{Emulator, StartError};

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

static EMULATOR: Carrier = Carrier::new("emulator", "", "application/json", |_, response| {
    Refusal::from_status(response.status())
});

/// So that a test can return `trunkline::Result` and use `?` for everything.
impl From<StartError> for Error {
    fn from(cause: StartError) -> Self {
        let start = Operation::read(&EMULATOR, "start");
        Self::new(&start, ErrorKind::Configuration, cause.to_string()).caused_by(cause)
    }
}
