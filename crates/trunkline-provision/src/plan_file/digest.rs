//! The digest that shows whether a plan file is what was written.

use sha2::{Digest, Sha256};

use crate::Plan;
use crate::fleet::hex;

/// Takes in the lines of slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Digests(Sha256);

impl Digests {
    /// Takes in a line, without its end.
    pub(super) fn line(&mut self, line: &[u8]) {
        self.0.update(line);
        self.0.update(b"\n");
    }

    /// The digest of the lines and the header.
    pub(super) fn of(self, header: &Plan) -> serde_json::Result<String> {
        let mut header = header.clone();
        header.digest = String::new();
        let mut all = Sha256::new();
        all.update(serde_json::to_vec(&header)?);
        all.update(self.0.finalize());
        Ok(hex(&all.finalize()))
    }
}
