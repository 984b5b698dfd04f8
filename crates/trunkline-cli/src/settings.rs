//! The global options, and the client that is built from them.

use std::time::Duration;

use clap::{ArgAction, Args};
use tower::util::MapFutureLayer;
use trunkline::Client;
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::transport::{ClientBuilder, Event, EventKind, RateLimits};

use crate::account::{ACCESS_KEY, Account, BASE_URL, SECRET_KEY};
use crate::deeds::Deeds;
use crate::dry_run::Kept;
use crate::failure::Failure;
use crate::output::{Choice, Format};
use crate::progress::Progress;
use crate::turns::Turns;
use crate::values;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Write results as JSON, one object per line; errors as one JSON object on stderr
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Write results as comma-separated values with a heading
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) csv: bool,

    /// Write only these fields, in this order: number,alias
    #[arg(long, global = true, value_name = "A,B", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,

    /// No remarks on stderr; questions, warnings and errors stay
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,

    /// Show times in tables as they are: 2026-11-20T10:02:00Z, not "2 minutes ago"
    #[arg(long, global = true)]
    pub(crate) absolute_times: bool,

    /// Skip confirmation prompts
    #[arg(long, short = 'y', global = true)]
    pub(crate) yes: bool,

    /// Show the requests and send nothing, not even look-ups
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,

    /// The requests that were not sent
    #[arg(skip)]
    pub(crate) kept: Kept,

    /// The bars on the screen
    #[arg(skip)]
    pub(crate) progress: Progress,

    /// Base URL of the API, such as that of an emulator [env: TRUNKLINE_FLOWROUTE_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// Use the keys and the base URL of a profile; see `trunkline login` [env: TRUNKLINE_PROFILE]
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// Time limit for each API call, including retries and look-ups
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60, value_parser = values::seconds)]
    pub(crate) timeout: u64,

    /// Log API calls to stderr; repeat for more detail. Keys are never logged
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

impl Global {
    /// What is chosen about the output.
    pub(crate) fn choice(&self) -> Choice {
        Choice {
            format: match (self.json, self.csv) {
                (true, _) => Format::Json,
                (_, true) => Format::Csv,
                _ => Format::Text,
            },
            fields: self.fields.clone(),
            quiet: self.quiet,
            absolute_times: self.absolute_times,
        }
    }

    /// Whose keys are used, and where.
    pub(crate) fn account(&self) -> Result<Account, Failure> {
        Account::choose(self.profile.as_deref())
    }

    /// A client of this account.
    pub(crate) fn flowroute(&self, account: &Account, deeds: &Deeds) -> Result<Flowroute, Failure> {
        let keys = account.pair([ACCESS_KEY, SECRET_KEY])?;
        let url = account.url(self.base_url.as_deref(), BASE_URL);
        self.flowroute_with(keys, url, deeds)
    }

    /// A client with these keys, at this place or else the carrier's own.
    pub(crate) fn flowroute_with(
        &self,
        [access_key, secret_key]: [String; 2],
        url: Option<String>,
        deeds: &Deeds,
    ) -> Result<Flowroute, Failure> {
        let key = access_key.clone();
        let builder = Flowroute::builder(Credentials::new(access_key, secret_key));
        self.built(builder, url, &key, deeds)
    }

    /// A client of this account that does not say what it waits for: many calls are under way at once.
    pub(crate) fn quiet_flowroute(&self, account: &Account) -> Result<Flowroute, Failure> {
        let [access_key, secret_key] = account.pair([ACCESS_KEY, SECRET_KEY])?;
        let url = account.url(self.base_url.as_deref(), BASE_URL);
        let key = access_key.clone();
        let builder = Flowroute::builder(Credentials::new(access_key, secret_key));
        Ok(self.plain(builder, url, &key).build()?)
    }

    /// A carrier's client with what all of them have in common.
    pub(crate) fn built<T: From<Client>>(
        &self,
        builder: ClientBuilder<T>,
        url: Option<String>,
        key: &str,
        deeds: &Deeds,
    ) -> Result<T, Failure> {
        let (deeds, progress) = (deeds.clone(), self.progress.clone());
        let watch = MapFutureLayer::new(move |call| progress.clone().watched(call, deeds.clone()));
        let client = self
            .plain(builder, url, key)
            .observe(self.observer())
            .layer(watch)
            .build()?;
        Ok(client)
    }

    fn plain<T: From<Client>>(
        &self,
        mut builder: ClientBuilder<T>,
        url: Option<String>,
        key: &str,
    ) -> ClientBuilder<T> {
        if self.dry_run {
            builder = builder.service(self.kept.clone()).rate_limits(RateLimits::none());
        } else if let Some(turns) = self.turns(url.as_deref().unwrap_or_default(), key) {
            builder = builder.shared_turns(turns);
        }
        if let Some(url) = url {
            builder = builder.base_url(url);
        }
        builder.operation_timeout(Duration::from_secs(self.timeout))
    }

    /// Says why a call takes longer than usual, unless remarks are not wanted.
    fn observer(&self) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        let (progress, seconds) = (self.progress.clone(), self.timeout);
        let is_silent = self.json || self.quiet;
        move |event| match &event.kind {
            _ if is_silent => {}
            EventKind::LookingUp { number: 1, .. } => {
                progress.say(&format!("looking up the outcome, for at most {seconds} s"));
            }
            EventKind::Retrying { delay, .. } if *delay >= Duration::from_secs(1) => {
                let (name, wait) = (event.operation.short_name(), delay.as_secs());
                progress.say(&format!("{name}: trying again in {wait} s"));
            }
            _ => {}
        }
    }

    /// The turns that this account's processes share.
    fn turns(&self, place: &str, key: &str) -> Option<Turns> {
        let (progress, is_json) = (self.progress.clone(), self.json);
        Turns::of(place, key, move |text| progress.warn(text, is_json))
    }
}
