//! The global options, and the client that is built from them.

use std::time::Duration;

use clap::{ArgAction, Args};
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::transport::EventKind;

use crate::failure::Failure;
use crate::output;
use crate::profile::Profile;

const ACCESS_KEY: &str = "FR_ACCESS_KEY";
const SECRET_KEY: &str = "FR_SECRET_KEY";
const BASE_URL: &str = "TRUNKLINE_FLOWROUTE_URL";

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Write results as JSON, one object per line
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Skip confirmation prompts
    #[arg(long, short = 'y', global = true)]
    pub(crate) yes: bool,

    /// Base URL of the API, such as that of an emulator [env: TRUNKLINE_FLOWROUTE_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// Read keys and base URL from ~/.config/trunkline/NAME.profile, not from the environment
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// Time limit for each API call, including retries and look-ups
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,

    /// Log API calls to stderr; repeat for more detail. Keys are never logged
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

impl Global {
    /// A client with the keys from the profile or, without one, from the environment.
    pub(crate) fn flowroute(&self) -> Result<Flowroute, Failure> {
        let profile = self.profile.as_deref().map(Profile::read).transpose()?;
        let setting = |name| match &profile {
            Some(profile) => profile.get(name).map(str::to_owned),
            None => std::env::var(name).ok().filter(|value| !value.is_empty()),
        };
        let (Some(access_key), Some(secret_key)) = (setting(ACCESS_KEY), setting(SECRET_KEY)) else {
            return Err(self.missing_keys());
        };
        let mut builder = Flowroute::builder(Credentials::new(access_key, secret_key));
        if let Some(url) = self.base_url.clone().or_else(|| setting(BASE_URL)) {
            builder = builder.base_url(url);
        }
        let seconds = self.timeout;
        builder = builder
            .operation_timeout(Duration::from_secs(seconds))
            .observe(move |event| {
                if matches!(event.kind, EventKind::LookingUp { number: 1, .. }) {
                    output::note_look_up(seconds);
                }
            });
        Ok(builder.build()?)
    }

    fn missing_keys(&self) -> Failure {
        let source = match &self.profile {
            Some(name) => format!("the profile {name:?}"),
            None => "the environment".to_owned(),
        };
        Failure::user(format!("{ACCESS_KEY} and {SECRET_KEY} are not set in {source}")).hint(
            "find the keys in the customer portal, under API Control; `trunkline demo` works without keys",
        )
    }
}
