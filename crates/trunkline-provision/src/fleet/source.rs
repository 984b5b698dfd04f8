//! The lines of a text, so that an offset in it can be named.

use std::ops::Range;
use std::sync::Arc;

use super::Place;

/// A file's name, and where its lines begin.
#[derive(Debug)]
pub(super) struct Source {
    file: Arc<str>,
    starts: Vec<usize>,
}

impl Source {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            file: file.into(),
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    /// The line in which a span begins.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        self.line(self.starts.partition_point(|start| *start <= span.start))
    }

    /// The line of this number.
    pub(super) fn line(&self, line: usize) -> Place {
        Place {
            file: self.file.clone(),
            line,
        }
    }
}
