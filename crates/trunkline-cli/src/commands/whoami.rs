//! `trunkline whoami`: whose keys are used, and where.

use std::time::Instant;

use serde::Serialize;

use crate::carriers::{self, Api};
use crate::deeds::Deeds;
use crate::dry_run;
use crate::failure::{Failure, OrDryRun};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl Show for WhoAmI {
    const COLUMNS: &'static [&'static str] =
        &["carrier", "account", "profile", "url", "answered in", "problem"];

    fn fields(&self, _: Form) -> Fields {
        vec![
            ("carrier", self.carrier.to_owned()),
            ("account", text(self.account.as_ref())),
            ("profile", text(self.profile.as_ref())),
            ("url", self.url.clone()),
            ("answered in", format!("{} ms", self.latency_ms)),
            ("problem", text(self.problem.as_ref())),
        ]
    }
}

/// Shows each account in use, after trying its keys with a read.
pub(crate) async fn run(global: &Global, output: &mut Output) -> Result<(), Failure> {
    let mut all = Vec::new();
    for api in carriers::in_use(global)? {
        if let Some(found) = ask(api, global).await.or_dry_run()? {
            all.push(found);
        }
    }
    output.records(&all)?;
    match all.iter().filter(|found| found.problem.is_some()).count() {
        0 => Ok(()),
        failed => {
            let text = format!("{failed} of {} did not accept a call", all.len());
            Err(Failure::failed(text).hint("look closer with: trunkline doctor"))
        }
    }
}

async fn ask(api: &Api, global: &Global) -> Result<WhoAmI, Failure> {
    let carrier = (api.client)(global, &Deeds::default())?;
    let request = (api.probe)(&carrier.client)?;
    let started = Instant::now();
    let problem = match carrier.client.raw(request).await {
        Ok(response) => match response.status().as_u16() {
            200..=299 => None,
            401 | 403 => Some("the carrier does not accept the keys".to_owned()),
            status => Some(format!("the carrier answers {status}")),
        },
        Err(error) if dry_run::is_kept(&error) => return Err(error.into()),
        Err(error) => Some(error.summary().to_owned()),
    };
    Ok(WhoAmI {
        carrier: api.name,
        account: carrier.place.key.map(|key| format!("…{key}")),
        profile: carrier.place.profile,
        url: carrier.client.base_url().to_owned(),
        latency_ms: started.elapsed().as_millis(),
        problem,
    })
}
