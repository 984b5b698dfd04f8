//! `flowroute.porting()`.

use trunkline_core::Result;
use trunkline_transport::handle;

use super::{CheckPortability, Portability};

handle! {
    /// Porting numbers in.
    pub struct Porting;
}

impl Porting {
    /// Asks which numbers of other carriers can be ported in.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`]; a number that cannot be ported in is no error.
    pub async fn check_portability(&self, request: impl Into<CheckPortability>) -> Result<Portability> {
        self.0.send(request.into()).await
    }
}
