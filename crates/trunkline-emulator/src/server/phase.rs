//! What a connection is waiting for.

use std::sync::atomic::{AtomicU8, Ordering};

const IDLE: u8 = 0;
const HEAD: u8 = 1;
const BODY: u8 = 2;
const ANSWER: u8 = 3;

/// Nothing, the rest of a head, the rest of a body, or the answer.
#[derive(Debug, Default)]
pub(super) struct Phase(AtomicU8);

impl Phase {
    /// Bytes have come in; whether a head begins with them.
    pub(super) fn begins_head(&self) -> bool {
        let exchanged = self
            .0
            .compare_exchange(IDLE, HEAD, Ordering::Relaxed, Ordering::Relaxed);
        exchanged.is_ok()
    }

    pub(super) fn is_head(&self) -> bool {
        self.0.load(Ordering::Relaxed) == HEAD
    }

    pub(super) fn is_answering(&self) -> bool {
        self.0.load(Ordering::Relaxed) == ANSWER
    }

    /// The head is whole.
    pub(super) fn expect_body(&self) {
        self.0.store(BODY, Ordering::Relaxed);
    }

    /// The request is whole.
    pub(super) fn expect_answer(&self) {
        self.0.store(ANSWER, Ordering::Relaxed);
    }

    /// The request is answered.
    pub(super) fn rest(&self) {
        self.0.store(IDLE, Ordering::Relaxed);
    }
}
