//! The classes of one client: those with a limit of their own, and those whose limit was learned.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use super::RateLimits;
use super::class::Class;
use super::pace::Pace;
use super::shared::Shared;
use crate::clock::SharedClock;
use crate::delayed::Held;
use crate::http_service::HttpResult;
use crate::retry::retry_after;

/// The most classes that are learned; there are as many as a carrier has operations.
const MOST_LEARNED: usize = 1024;

pub(super) struct Limiter {
    known: Box<[Known]>,
    /// Classes whose calls the carrier has refused or asked to wait.
    learned: Mutex<HashMap<&'static str, Arc<Class>>>,
    has_learned: AtomicBool,
    shared: Option<Shared>,
    clock: SharedClock,
}

/// A class whose limit was given, and what its calls' classes begin with.
struct Known {
    prefix: Cow<'static, str>,
    class: Arc<Class>,
}

impl Limiter {
    pub(super) fn new(limits: RateLimits, clock: SharedClock) -> Self {
        let RateLimits { limits, shared } = limits;
        let known = limits.into_iter().map(|limit| Known {
            class: Arc::new(Class::new(
                &limit.prefix,
                Pace::new(limit.interval),
                shared.clone(),
            )),
            prefix: limit.prefix,
        });
        Self {
            known: known.collect(),
            learned: Mutex::default(),
            has_learned: AtomicBool::new(false),
            shared,
            clock,
        }
    }

    /// The class that holds calls named `name` up, if there is one.
    pub(super) fn class(&self, name: &'static str) -> Option<Arc<Class>> {
        let known = self.known.iter().find(|known| name.starts_with(&*known.prefix));
        match known {
            Some(known) => Some(Arc::clone(&known.class)),
            None if self.has_learned.load(Ordering::Acquire) => self.learned().get(name).cloned(),
            None => None,
        }
    }

    fn learned(&self) -> std::sync::MutexGuard<'_, HashMap<&'static str, Arc<Class>>> {
        self.learned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The class of `name`, made if it is not there; `None` if there are too many.
    fn learn(&self, name: &'static str) -> Option<Arc<Class>> {
        if let Some(class) = self.class(name) {
            return Some(class);
        }
        let mut learned = self.learned();
        if learned.len() >= MOST_LEARNED {
            return None;
        }
        let class = || Arc::new(Class::new(name, Pace::new(Duration::ZERO), self.shared.clone()));
        let class = Arc::clone(learned.entry(name).or_insert_with(class));
        self.has_learned.store(true, Ordering::Release);
        Some(class)
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<_> = self.known.iter().map(|known| &known.prefix).collect();
        f.debug_struct("Limiter")
            .field("known", &known)
            .finish_non_exhaustive()
    }
}

/// A call that has left, or is about to: it tells the limiter how it was answered.
pub struct Departure {
    limiter: Arc<Limiter>,
    class: &'static str,
    /// When it left; `None` if nothing held it up, and so nothing was known of its class.
    left: Option<Instant>,
}

impl Departure {
    pub(super) fn new(limiter: &Arc<Limiter>, class: &'static str, left: Option<Instant>) -> Self {
        Self {
            limiter: Arc::clone(limiter),
            class,
            left,
        }
    }
}

impl Held for Departure {
    /// Too much at once slows the class down; a `Retry-After` holds all of it up.
    fn ended(&self, result: &HttpResult) {
        let (status, headers) = match result {
            Ok(response) => (response.status(), response.headers()),
            Err(error) => match error.refusal() {
                Some(refusal) => refusal,
                None => return,
            },
        };
        let too_many = status == StatusCode::TOO_MANY_REQUESTS;
        if !too_many && status != StatusCode::SERVICE_UNAVAILABLE {
            return;
        }
        let wait = retry_after(headers, self.limiter.clock.now());
        if !too_many && wait.is_none() {
            return;
        }
        let Some(class) = self.limiter.learn(self.class) else {
            return;
        };
        let now = Instant::now();
        if too_many {
            class.slow_down(self.left, now);
        }
        if let Some(wait) = wait {
            class.pause(wait, now);
        }
    }
}
