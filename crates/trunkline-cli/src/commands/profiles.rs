//! `trunkline profiles`: the stored accounts.

use clap::Subcommand;
use serde::Serialize;
use serde_json::json;

use crate::account::{ACCESS_KEY, BASE_URL, ending};
use crate::confirm::Consent;
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show, text};
use crate::output::Output;
use crate::profile::{self, Profile};
use crate::settings::Global;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfilesCommand {
    /// List the stored profiles
    #[command(visible_alias = "ls")]
    List,

    /// Use a profile whenever the environment has no keys
    #[command(after_help = "Example:\n  trunkline profiles use work")]
    Use {
        /// Name of the profile
        name: String,
    },

    /// Show a profile, without its secrets
    #[command(visible_alias = "get")]
    Show {
        /// Name of the profile
        name: String,
    },

    /// Delete a profile and its keys, after asking for confirmation
    #[command(visible_aliases = ["rm", "delete"])]
    Remove {
        /// Name of the profile
        name: String,
    },
}

/// A profile, without its secrets.
#[derive(Serialize)]
struct Stored {
    profile: String,
    default: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl Show for Stored {
    const COLUMNS: &'static [&'static str] = &["profile", "default", "account", "url", "problem"];

    fn fields(&self, _: Form) -> Fields {
        let default = if self.default { "yes" } else { "" };
        vec![
            ("profile", self.profile.clone()),
            ("default", default.to_owned()),
            ("account", text(self.account.as_ref())),
            ("url", text(self.url.as_ref())),
            ("problem", text(self.problem.as_ref())),
        ]
    }
}

/// Runs a subcommand.
pub(crate) async fn run(
    command: ProfilesCommand,
    global: &Global,
    output: &mut Output,
) -> Result<(), Failure> {
    match command {
        ProfilesCommand::List => list(output),
        ProfilesCommand::Use { name } => {
            profile::set_default(&name)?;
            output.result(
                &json!({ "profile": name, "default": true }),
                &format!("profile {name:?} is used whenever the environment has no keys"),
            )
        }
        ProfilesCommand::Show { name } => {
            Profile::read(&name)?;
            output.record(&stored(name, profile::default_name()?.as_deref()))
        }
        ProfilesCommand::Remove { name } => {
            let question = format!("Delete the profile {name:?} and its keys?");
            Consent::of(global.yes).get(&question, output).await?;
            profile::remove(&name)?;
            output.result(
                &json!({ "profile": name, "deleted": true }),
                &format!("deleted the profile {name:?}"),
            )
        }
    }
}

fn list(output: &mut Output) -> Result<(), Failure> {
    let default = profile::default_name()?;
    let all: Vec<Stored> = profile::names()?
        .into_iter()
        .map(|name| stored(name, default.as_deref()))
        .collect();
    output.records(&all)?;
    match all.is_empty() {
        true => output.note("no profiles; make one with: trunkline login"),
        false => Ok(()),
    }
}

/// What can be shown of a profile. One that cannot be read is shown with the reason.
fn stored(name: String, default: Option<&str>) -> Stored {
    let (profile, problem) = match Profile::read(&name) {
        Ok(profile) => (Some(profile), None),
        Err(failure) => (None, failure.message().map(|message| message.text.clone())),
    };
    let get = |setting: &str| profile.as_ref().and_then(|profile| profile.get(setting));
    Stored {
        default: default == Some(&name),
        account: get(ACCESS_KEY).and_then(ending).map(|key| format!("…{key}")),
        url: get(BASE_URL).map(str::to_owned),
        problem,
        profile: name,
    }
}
