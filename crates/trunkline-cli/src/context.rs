//! What a command needs to run: the client, the output, and confirmation.

use trunkline::flowroute::Flowroute;

use crate::confirm::Consent;
use crate::failure::Failure;
use crate::in_flight::InFlight;
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

    /// Makes a call that costs money or cannot be undone. If its outcome is unknown, after Ctrl-C or a lost reply, the user
    /// is told so with `hint`, which says how to find out.
    pub(crate) async fn billable<T>(
        &self,
        unknown_outcome: impl Into<String>,
        hint: impl Into<String>,
        call: impl Future<Output = trunkline::Result<T>>,
    ) -> Result<T, Failure> {
        let hint = hint.into();
        let _guard = self.in_flight.begin(unknown_outcome, hint.clone());
        call.await.map_err(|error| match Failure::from(error) {
            failure @ Failure::Unknown(_) => failure.hint(hint),
            failure => failure,
        })
    }
}
