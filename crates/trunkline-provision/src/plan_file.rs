//! The file of a plan: a line for the header, and one for each slot.

mod digest;
mod read;
mod release;
mod write;

use std::io;

pub use read::{PlanFile, Slots};
pub use write::PlanWriter;

/// The form of the file.
const VERSION: u32 = 1;

/// Why a plan file cannot be used or written, in one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanFileError {
    /// It cannot be read.
    #[error("cannot read the plan {path}: {error}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write the plan {path}: {error}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// It is not what was written.
    #[error("{path}:{line}: {problem}; plan again")]
    Damaged {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// What is wrong.
        problem: String,
    },
}
