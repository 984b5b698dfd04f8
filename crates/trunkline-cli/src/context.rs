//! What a command needs to run: the client, the output, and confirmation.

use bytes::Bytes;
use http::{Request, Response};
use trunkline::flowroute::Flowroute;
use trunkline::{Client, Endpoint};

use crate::account::{ACCESS_KEY, BASE_URL, Place};
use crate::confirm::Consent;
use crate::deeds::{Deed, Deeds};
use crate::failure::Failure;
use crate::output::Output;
use crate::settings::Global;

/// What a command needs to run.
pub(crate) struct Context<'a> {
    /// The client.
    pub(crate) flowroute: Flowroute,
    /// Where to write to.
    pub(crate) output: &'a mut Output,
    writer: Writer,
    placeholders: usize,
}

impl<'a> Context<'a> {
    /// The context that the options describe.
    pub(crate) fn new(global: &Global, output: &'a mut Output, deeds: Deeds) -> Result<Self, Failure> {
        let account = global.account()?;
        let place = account.place(global.base_url.as_deref(), BASE_URL, ACCESS_KEY);
        Ok(Self {
            flowroute: global.flowroute(&account, &deeds)?,
            output,
            writer: Writer::new(global, place, deeds),
            placeholders: 0,
        })
    }

    /// Asks for confirmation. Show first, with [`Output::note`], what it is about and what it costs.
    pub(crate) async fn confirm(&mut self, question: &str) -> Result<(), Failure> {
        self.writer.confirm(question, self.output).await
    }

    /// Whether nothing is sent.
    pub(crate) fn is_dry_run(&self) -> bool {
        self.writer.dry_run
    }

    /// Stands, in a dry run, for an ID that only the answer to a look-up tells: `ID1`.
    pub(crate) fn placeholder(&mut self) -> String {
        self.placeholders += 1;
        format!("ID{}", self.placeholders)
    }

    /// Makes a call that changes something. If its outcome is unknown, after a signal or a lost reply, the user is told what
    /// may have happened and how to find out.
    pub(crate) async fn write<E: Endpoint>(&mut self, deed: Deed, endpoint: E) -> Result<E::Output, Failure> {
        let client = self.flowroute.client().clone();
        self.writer.write(&client, deed, endpoint, self.output).await
    }
}

/// Changes things: asks first, says where, and remembers what is under way.
pub(crate) struct Writer {
    consent: Consent,
    dry_run: bool,
    place: Place,
    is_announced: bool,
    deeds: Deeds,
}

impl Writer {
    /// The writer that the options describe.
    pub(crate) fn new(global: &Global, place: Place, deeds: Deeds) -> Self {
        Self {
            consent: Consent::of(global.yes || global.dry_run),
            dry_run: global.dry_run,
            place,
            is_announced: false,
            deeds,
        }
    }

    /// Asks for confirmation.
    pub(crate) async fn confirm(&mut self, question: &str, output: &mut Output) -> Result<(), Failure> {
        self.announce(output)?;
        self.consent.get(question, output).await
    }

    /// Makes a call that changes something.
    pub(crate) async fn write<E: Endpoint>(
        &mut self,
        client: &Client,
        deed: Deed,
        endpoint: E,
        output: &mut Output,
    ) -> Result<E::Output, Failure> {
        self.announce(output)?;
        let check = deed.hint().to_owned();
        let guard = self.deeds.begin(deed);
        match client.send(endpoint).await {
            Ok(done) => {
                guard.succeeded();
                Ok(done)
            }
            Err(error) => Err(match Failure::from(error) {
                failure @ Failure::Unknown(_) if !check.is_empty() => failure.hint(check),
                failure => failure,
            }),
        }
    }

    /// Sends a request that may change something.
    pub(crate) async fn raw(
        &mut self,
        client: &Client,
        deed: Deed,
        request: Request<Bytes>,
        output: &mut Output,
    ) -> Result<Response<Bytes>, Failure> {
        self.announce(output)?;
        let guard = self.deeds.begin(deed);
        let response = client.raw(request).await?;
        if response.status().is_success() {
            guard.succeeded();
        }
        Ok(response)
    }

    /// Says, once, where the change will happen, if that does not go without saying.
    fn announce(&mut self, output: &mut Output) -> Result<(), Failure> {
        if self.place.is_usual() || std::mem::replace(&mut self.is_announced, true) {
            return Ok(());
        }
        output.note(&format!("at {}", self.place))
    }
}
