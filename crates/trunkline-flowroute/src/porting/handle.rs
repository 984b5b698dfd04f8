//! `flowroute.porting()`.

use trunkline_core::Result;

use super::{CheckPortability, Portability};
use crate::Flowroute;

/// Porting numbers in.
#[derive(Clone, Copy, Debug)]
pub struct Porting<'a>(pub(crate) &'a Flowroute);

impl Porting<'_> {
    /// Asks which numbers of other carriers can be ported in.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`]; a number that cannot be ported in is no error.
    pub async fn check_portability(&self, request: impl Into<CheckPortability>) -> Result<Portability> {
        self.0.send(request.into()).await
    }
}
