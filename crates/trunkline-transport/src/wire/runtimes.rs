//! What belongs to one runtime. A connection is driven by a task of the runtime that it was made in: used from another one, it
//! would wait until that runtime runs again.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::{Handle, Id};

/// The most runtimes at a time; of more, the one that has not been used for longest has to make its connections anew.
const MOST: usize = 8;

/// One `T` for each runtime, the one that was used last in front.
pub(super) struct PerRuntime<T>(Mutex<Vec<(Option<Id>, Arc<T>)>>);

impl<T> Default for PerRuntime<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> PerRuntime<T> {
    /// The one of the current runtime, made by `make` if there is none.
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let runtime = Handle::try_current().ok().map(|handle| handle.id());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((id, last)) = all.first()
            && *id == runtime
        {
            return Arc::clone(last);
        }
        let found = match all.iter().position(|(id, _)| *id == runtime) {
            Some(place) => all.remove(place).1,
            None => {
                all.truncate(MOST - 1);
                Arc::new(make())
            }
        };
        all.insert(0, (runtime, Arc::clone(&found)));
        found
    }
}
