//! `trunkline whoami`: whose keys are used, and where.

use std::time::Instant;

use serde::Serialize;
use trunkline::flowroute::numbers::ListNumbers;

use crate::account::{ACCESS_KEY, BASE_URL};
use crate::deeds::Deeds;
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show, text};
use crate::output::Output;
use crate::settings::Global;

/// Where one is.
#[derive(Serialize)]
struct WhoAmI {
    carrier: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
    url: String,
    latency_ms: u128,
}

impl Show for WhoAmI {
    const COLUMNS: &'static [&'static str] = &["carrier", "account", "profile", "url"];

    fn fields(&self, _: Form) -> Fields {
        vec![
            ("carrier", self.carrier.to_owned()),
            ("account", text(self.account.as_ref())),
            ("profile", text(self.profile.as_ref())),
            ("url", self.url.clone()),
            ("answered in", format!("{} ms", self.latency_ms)),
        ]
    }
}

/// Shows the account in use, after trying its keys with a read.
pub(crate) async fn run(global: &Global, output: &mut Output) -> Result<(), Failure> {
    let account = global.account()?;
    let flowroute = global.flowroute(&account, &Deeds::default())?;
    let place = account.place(global.base_url.as_deref(), BASE_URL, ACCESS_KEY);
    let started = Instant::now();
    flowroute
        .numbers()
        .list(ListNumbers::new().limit(1))
        .page()
        .await?;
    output.record(&WhoAmI {
        carrier: "flowroute",
        account: place.key.map(|key| format!("…{key}")),
        profile: place.profile,
        url: flowroute.client().base_url().to_owned(),
        latency_ms: started.elapsed().as_millis(),
    })
}
