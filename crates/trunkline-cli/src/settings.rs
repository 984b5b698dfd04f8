//! The options of every command, and the client they describe.

use std::time::Duration;

use clap::{ArgAction, Args};
use trunkline::flowroute::{Credentials, Flowroute};

use crate::failure::Failure;
use crate::profile::Profile;

const ACCESS_KEY: &str = "FR_ACCESS_KEY";
const SECRET_KEY: &str = "FR_SECRET_KEY";
const BASE_URL: &str = "TRUNKLINE_FLOWROUTE_URL";

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Write one JSON object per line to stdout, for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Say yes to what costs money or cannot be taken back, for scripts
    #[arg(long, short = 'y', global = true)]
    pub(crate) yes: bool,

    /// Another place than Flowroute's own, such as an emulator's [env: TRUNKLINE_FLOWROUTE_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// Take keys and place from ~/.config/trunkline/NAME.profile instead of the environment
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// Give a call up after this many seconds, retries included [default: 60]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,

    /// Log to stderr what happens on the way; twice for everything. Keys are never logged
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

impl Global {
    /// The client of the account whose keys are in the profile, or else in the environment.
    pub(crate) fn flowroute(&self) -> Result<Flowroute, Failure> {
        let profile = self.profile.as_deref().map(Profile::read).transpose()?;
        let setting = |name| match &profile {
            Some(profile) => profile.get(name).map(str::to_owned),
            None => std::env::var(name).ok().filter(|value| !value.is_empty()),
        };
        let (Some(access_key), Some(secret_key)) = (setting(ACCESS_KEY), setting(SECRET_KEY)) else {
            return Err(self.no_keys());
        };
        let mut builder = Flowroute::builder(Credentials::new(access_key, secret_key));
        if let Some(url) = self.base_url.clone().or_else(|| setting(BASE_URL)) {
            builder = builder.base_url(url);
        }
        if let Some(seconds) = self.timeout {
            builder = builder.operation_timeout(Duration::from_secs(seconds));
        }
        Ok(builder.build()?)
    }

    fn no_keys(&self) -> Failure {
        let place = match &self.profile {
            Some(name) => format!("the profile {name:?}"),
            None => "the environment".to_owned(),
        };
        Failure::user(format!("{ACCESS_KEY} and {SECRET_KEY} are not set in {place}"))
            .hint("the keys are in the customer portal, under API Control; `trunkline demo` needs none")
    }
}
