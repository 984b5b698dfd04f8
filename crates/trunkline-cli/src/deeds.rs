//! What a command changes: the write in flight and those that are done, for the message after a signal or a full disk.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// One write.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    subject: String,
    done: String,
    check: String,
}

impl Deed {
    /// What is done to what: `+12064205780`, `bought`.
    pub(crate) fn new(subject: impl Into<String>, done: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            done: done.into(),
            check: String::new(),
        }
    }

    /// How to find out whether it was done.
    pub(crate) fn check(mut self, check: impl Into<String>) -> Self {
        self.check = check.into();
        self
    }

    /// How to find out whether it was done.
    pub(crate) fn hint(&self) -> &str {
        &self.check
    }

    /// `+12064205780 may have been bought`.
    pub(crate) fn in_doubt(&self) -> String {
        format!("{} may have been {}", self.subject, self.done)
    }

    /// `+12064205780 is being bought`.
    pub(crate) fn under_way(&self) -> String {
        format!("{} is being {}", self.subject, self.done)
    }

    /// `+12064205780 was bought`.
    fn past(&self) -> String {
        format!("{} was {}", self.subject, self.done)
    }
}

/// The writes of this process. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deeds(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    current: Option<Deed>,
    done: Vec<String>,
    stop: Option<oneshot::Sender<u8>>,
}

impl Deeds {
    /// Notes a write until the guard is dropped.
    pub(crate) fn begin(&self, deed: Deed) -> Guard {
        self.lock().current = Some(deed);
        Guard(self.clone())
    }

    /// The write in flight.
    pub(crate) fn current(&self) -> Option<Deed> {
        self.lock().current.clone()
    }

    /// What is done, in one line; none if nothing is.
    pub(crate) fn done(&self) -> Option<String> {
        const SHOWN: usize = 3;
        let state = self.lock();
        let shown = state.done.iter().take(SHOWN).cloned().collect::<Vec<_>>();
        match state.done.len() {
            0 => None,
            1..=SHOWN => Some(shown.join(", ")),
            all => Some(format!("{} and {} more", shown.join(", "), all - SHOWN)),
        }
    }

    /// Waits for a signal, whose number it gives: whoever waits winds up what it does. The next signal ends it.
    pub(crate) async fn stopped(&self) -> u8 {
        let (send, receive) = oneshot::channel();
        self.lock().stop = Some(send);
        match receive.await {
            Ok(signal) => signal,
            Err(_) => std::future::pending().await,
        }
    }

    /// Tells whoever waits for a signal; false if nobody does.
    pub(crate) fn stop(&self, signal: u8) -> bool {
        let waiting = self.lock().stop.take();
        waiting.is_some_and(|waiting| waiting.send(signal).is_ok())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the write when it is dropped.
#[derive(Debug)]
pub(crate) struct Guard(Deeds);

impl Guard {
    /// It was done.
    pub(crate) fn succeeded(self) {
        let mut state = self.0.lock();
        let past = state.current.as_ref().map(Deed::past);
        state.done.extend(past);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.lock().current = None;
    }
}
