//! The layers in their order.

use std::sync::Arc;
use std::time::Duration;

use crate::authorize::{Authorize, Identity};
use crate::concurrency::Limited;
use crate::pacing::{Paced, Pacing};
use crate::retry::{Retry, Settings};
use crate::service::Next;
use crate::time_limit::TimeLimit;
use crate::trace::Trace;

/// A layer of the user's, its type hidden.
pub(crate) type Wrap = Box<dyn FnOnce(Next) -> Next + Send>;

/// What goes into the stack, from the caller to the wire.
pub(crate) struct Parts {
    pub(crate) layers: Vec<Wrap>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) pacing: Pacing,
    pub(crate) concurrency: usize,
    pub(crate) attempt_layers: Vec<Wrap>,
    pub(crate) identity: Arc<Identity>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) wire: End,
}

/// Where the stack ends.
pub(crate) enum End {
    /// Our own wire.
    Wire(crate::wire::Wire),
    /// A service of the user's.
    Foreign(Next),
}

impl Parts {
    pub(crate) fn assemble(self) -> Next {
        let identity = self.identity;
        let attempt = match self.wire {
            End::Wire(wire) => {
                let limited = TimeLimit::new(wire, self.attempt_timeout, false);
                Next::new(Authorize::new(Trace::new(limited), identity))
            }
            End::Foreign(service) => {
                let limited = TimeLimit::new(service, self.attempt_timeout, true);
                Next::new(Authorize::new(Trace::new(limited), identity))
            }
        };
        let attempt = wrap(attempt, self.attempt_layers);
        let permitted = Limited::new(attempt, self.concurrency);
        let call = if self.pacing.is_none() {
            Next::new(Retry::new(permitted, self.settings))
        } else {
            Next::new(Retry::new(Paced::new(permitted, &self.pacing), self.settings))
        };
        wrap(call, self.layers)
    }
}

/// The first layer added is the outermost one.
fn wrap(inner: Next, layers: Vec<Wrap>) -> Next {
    layers.into_iter().rev().fold(inner, |inner, layer| layer(inner))
}
