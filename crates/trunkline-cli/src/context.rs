//! What a command needs to do its work.

use trunkline::flowroute::Flowroute;

use crate::confirm::Consent;
use crate::failure::Failure;
use crate::output::Output;
use crate::settings::Global;
use crate::underway::{Guard, UnderWay};

/// The client, the places to write to, and whoever says yes.
pub(crate) struct Context<'a> {
    /// The client.
    pub(crate) flowroute: Flowroute,
    /// Where to write to.
    pub(crate) output: &'a mut Output,
    consent: Consent,
    under_way: UnderWay,
}

impl<'a> Context<'a> {
    /// The context that the options describe.
    pub(crate) fn new(global: &Global, output: &'a mut Output, under_way: UnderWay) -> Result<Self, Failure> {
        Ok(Self {
            flowroute: global.flowroute()?,
            output,
            consent: Consent::of(global.yes),
            under_way,
        })
    }

    /// Goes on only after a yes. Say before, with [`Output::talk`], what it is about and what it costs.
    pub(crate) async fn confirm(&mut self, question: &str) -> Result<(), Failure> {
        self.consent.get(question, self.output).await
    }

    /// Notes that an interruption would leave something open, until the guard is dropped.
    pub(crate) fn under_way(&self, doubt: impl Into<String>, look_at: impl Into<String>) -> Guard {
        self.under_way.begin(doubt, look_at)
    }
}
