//! After a lost answer: asks the carrier what it did.
//!
//! A provider calls this where its contract names a read that settles the matter. Nothing is ever sent again here.

use std::time::Duration;

use trunkline_core::{Applied, Error};

/// When to look, counted from the look before. Reads may lag behind writes, and a write whose connection broke may still
/// be under way, for a few seconds; so "it is not there" counts only after the last look.
const LOOKS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_millis(500),
    Duration::from_millis(1500),
    Duration::from_secs(3),
];

/// What the carrier's records say about a call whose answer was lost.
#[derive(Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no fourth finding")]
pub enum Truth<T> {
    /// It was done; this is the result.
    Done(T),
    /// It was not done as far as reading can tell.
    Absent(Error),
    /// It could not be looked up, or there was nothing to look up.
    Open(Error),
}

/// Looks a failed call up with `look`, which yields the result if the carrier has it, within about five seconds. A call
/// that was certainly not applied is not looked up. `error` is handed back unless the call turns out to be done.
pub async fn truth<T, L>(error: Error, mut look: impl FnMut() -> L) -> Truth<T>
where
    // A plain closure: with `AsyncFnMut` the compiler cannot show that the calls' futures are `Send`.
    L: Future<Output = Result<Option<T>, Error>>,
{
    if error.applied() == Applied::No {
        return Truth::Open(error);
    }
    let mut last = Ok(None);
    for wait in LOOKS {
        tokio::time::sleep(wait).await;
        last = look().await;
        if let Ok(Some(done)) = last {
            return Truth::Done(done);
        }
    }
    match last {
        Ok(_) => Truth::Absent(error),
        Err(_) => Truth::Open(error),
    }
}

/// [`truth`] for a write under a key that the caller chose (an alias, a label): absent from the account means not done.
///
/// # Errors
/// `error`, now with [`Applied::No`] if the account does not show the write.
pub async fn written<T, L>(error: Error, look: impl FnMut() -> L) -> Result<T, Error>
where
    L: Future<Output = Result<Option<T>, Error>>,
{
    match truth(error, look).await {
        Truth::Done(done) => Ok(done),
        Truth::Absent(error) if error.applied() == Applied::Unknown => Err(error
            .with_applied(Applied::No)
            .with_hint("looked it up: it is not on the account; calling again is safe")),
        Truth::Absent(error) | Truth::Open(error) => Err(error),
    }
}
