//! The recorded session: all lines of a table, driven one after the other through the client.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use trunkline::{Effect, Error, Operation};

use crate::api::Row;
use crate::record::{Exchange, Recorder};

/// Drives a whole table.
pub type Record = fn(Source) -> Pin<Box<dyn Future<Output = Result<Vec<Step>, String>> + Send>>;

/// Whom the endpoints are driven against.
#[derive(Clone, Debug)]
pub enum Source {
    /// An emulator of its own, always the same.
    Emulator,
    /// The carrier itself, or whoever answers at the account's URL.
    Live(Account),
}

/// Somebody's account.
#[derive(Clone)]
pub struct Account {
    /// Who calls.
    pub user: String,
    /// What proves it.
    pub secret: String,
    /// Where, if not where the carrier lives.
    pub url: Option<String>,
    /// Whether calls may be made that buy, send, change and release.
    pub spend: bool,
}

/// Without the secret.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("url", &self.url)
            .field("spend", &self.spend)
            .finish_non_exhaustive()
    }
}

impl Source {
    /// Whether a call with this effect may be made: on a real account, what is no read needs an explicit word.
    pub fn permits(&self, effect: Effect) -> bool {
        match self {
            Self::Emulator => true,
            Self::Live(account) => account.spend || effect == Effect::Read,
        }
    }
}

/// What one line did.
#[derive(Debug)]
pub struct Step {
    /// The line's operation.
    pub operation: Operation,
    /// What went over the wire, in order: the call itself, then what was looked up for it.
    pub exchanges: Vec<Exchange>,
    /// How it ended.
    pub outcome: Result<(), Stop>,
}

/// Why a line did not get to its end.
#[derive(Debug)]
pub enum Stop {
    /// The account has nothing to make this call with; nothing was sent.
    Lacking(&'static str),
    /// The call failed.
    Failed(Box<Error>),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lacking(what) => write!(f, "not called: there is no {what}"),
            Self::Failed(error) => write!(f, "{error}"),
        }
    }
}

/// Drives all permitted lines in their order; one that stops does not keep the others from being driven.
pub async fn drive<W>(rows: &[Row<W>], world: &mut W, recorder: &Recorder, source: &Source) -> Vec<Step> {
    let mut steps = Vec::new();
    for row in rows.iter().filter(|row| source.permits(row.operation.effect)) {
        let outcome = (row.drive)(world).await;
        steps.push(Step {
            operation: row.operation,
            exchanges: recorder.take(),
            outcome,
        });
    }
    steps
}

/// A thing that lines need: one that this session made may be changed, one that was there may only be looked at.
#[derive(Clone, Debug)]
pub struct Slot<T> {
    what: &'static str,
    made: Option<T>,
    seen: Option<T>,
}

impl<T: Clone> Slot<T> {
    /// An empty slot for `what`.
    pub const fn new(what: &'static str) -> Self {
        Self {
            what,
            made: None,
            seen: None,
        }
    }

    /// This session made it.
    pub fn made(&mut self, thing: T) {
        self.made = Some(thing);
    }

    /// It was there already.
    pub fn saw(&mut self, thing: Option<T>) {
        self.seen = self.seen.take().or(thing);
    }

    /// What this session made.
    ///
    /// # Errors
    /// If it made none.
    pub fn ours(&self) -> Result<T, Stop> {
        self.made.clone().ok_or(Stop::Lacking(self.what))
    }

    /// What there is, preferably our own.
    ///
    /// # Errors
    /// If there is none.
    pub fn any(&self) -> Result<T, Stop> {
        self.made
            .clone()
            .or_else(|| self.seen.clone())
            .ok_or(Stop::Lacking(self.what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_account_is_only_read_unless_told_otherwise() {
        let live = |spend| {
            Source::Live(Account {
                user: String::new(),
                secret: String::new(),
                url: None,
                spend,
            })
        };
        for effect in [Effect::Repeatable, Effect::Once] {
            assert!(
                !live(false).permits(effect)
                    && live(true).permits(effect)
                    && Source::Emulator.permits(effect)
            );
        }
        assert!(live(false).permits(Effect::Read));
    }

    #[test]
    fn what_was_there_is_never_ours() {
        let mut slot = Slot::new("route");
        slot.saw(Some(1));
        slot.saw(Some(2));
        assert!(slot.ours().is_err());
        assert_eq!(slot.any().ok(), Some(1));
        slot.made(3);
        assert_eq!((slot.ours().ok(), slot.any().ok()), (Some(3), Some(3)));
    }
}
