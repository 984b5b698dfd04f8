//! The one error of this tool: a text for the person who ran it.

use std::fmt;
use std::path::Path;

/// Why a task failed, ready to be printed. May have several lines.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What a task or job ends with.
pub(crate) type Outcome = Result<(), Failure>;

impl Failure {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// An I/O error, with the file it happened on.
    pub(crate) fn at(path: &Path, error: impl fmt::Display) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `Ok` when nothing was found, else one failure that lists everything under `heading`.
pub(crate) fn none_of(heading: &str, findings: &[String]) -> Outcome {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("{heading}:\n  {}", findings.join("\n  "))))
}
