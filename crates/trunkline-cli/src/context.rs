//! What a command needs to run: the client, the output, and confirmation.

use trunkline::flowroute::Flowroute;

use crate::confirm::Consent;
use crate::failure::Failure;
use crate::in_flight::{Guard, InFlight};
use crate::output::Output;
use crate::settings::Global;

/// What a command needs to run.
pub(crate) struct Context<'a> {
    /// The client.
    pub(crate) flowroute: Flowroute,
    /// Where to write to.
    pub(crate) output: &'a mut Output,
    consent: Consent,
    in_flight: InFlight,
}

impl<'a> Context<'a> {
    /// The context that the options describe.
    pub(crate) fn new(global: &Global, output: &'a mut Output, in_flight: InFlight) -> Result<Self, Failure> {
        Ok(Self {
            flowroute: global.flowroute()?,
            output,
            consent: Consent::of(global.yes),
            in_flight,
        })
    }

    /// Asks for confirmation. Show first, with [`Output::note`], what it is about and what it costs.
    pub(crate) async fn confirm(&mut self, question: &str) -> Result<(), Failure> {
        self.consent.get(question, self.output).await
    }

    /// Notes, until the guard is dropped, what an interruption would leave unknown, and how to find out.
    pub(crate) fn begin(&self, unknown_outcome: impl Into<String>, hint: impl Into<String>) -> Guard {
        self.in_flight.begin(unknown_outcome, hint)
    }
}
