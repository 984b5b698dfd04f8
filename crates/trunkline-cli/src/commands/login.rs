//! `trunkline login`: stores the keys of an account in a profile.

use std::io::{self, BufRead, IsTerminal};

use clap::Args;
use serde_json::json;
use trunkline::flowroute::numbers::ListNumbers;

use crate::account::{
    ACCESS_KEY, BASE_URL, SECRET_KEY, TROPO_PASSWORD, TROPO_URL, TROPO_USERNAME, environment_url,
};
use crate::carriers;
use crate::deeds::Deeds;
use crate::failure::Failure;
use crate::output::Output;
use crate::profile;
use crate::settings::Global;

/// The name of the first profile.
const FIRST: &str = "default";

/// Options of `login`.
#[derive(Debug, Args)]
pub(crate) struct LoginArgs {
    /// Name of the profile
    #[arg(value_name = "NAME", default_value = FIRST)]
    name: String,

    /// Store the user name and the password of Tropo, beside the keys that the profile has
    #[arg(long)]
    tropo: bool,

    /// Store the keys without trying them
    #[arg(long)]
    no_check: bool,
}

/// What a carrier's keys are called.
struct Keys {
    names: [&'static str; 2],
    url: &'static str,
    questions: [&'static str; 2],
    /// Where a person finds them.
    found: &'static str,
}

const FLOWROUTE: Keys = Keys {
    names: [ACCESS_KEY, SECRET_KEY],
    url: BASE_URL,
    questions: ["Access key:", "Secret key (not shown):"],
    found: "find them in the customer portal, under API Control",
};

const TROPO: Keys = Keys {
    names: [TROPO_USERNAME, TROPO_PASSWORD],
    url: TROPO_URL,
    questions: ["User name:", "Password (not shown):"],
    found: "they are those of the web site",
};

/// Asks for the keys, tries them with a read, and stores them.
pub(crate) async fn run(args: LoginArgs, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let carrier = if args.tropo { TROPO } else { FLOWROUTE };
    let url = global.base_url.clone().or_else(|| environment_url(carrier.url));
    let [key, secret] = carrier.questions;
    let keys = [ask(key, false, output).await?, ask(secret, true, output).await?];
    if !args.no_check {
        let tried = check(keys.clone(), url.clone(), &args, global).await;
        tried.map_err(|error| untried(error, &carrier))?;
    }
    let [key_name, secret_name] = carrier.names;
    let [key, secret] = &keys;
    let settings = [
        (key_name, Some(key.as_str())),
        (secret_name, Some(secret.as_str())),
        (carrier.url, url.as_deref()),
    ];
    let path = profile::write(&args.name, &settings)?;
    let name = &args.name;
    let default = profile::default_name()?;
    if default.is_none() {
        profile::set_default(name)?;
    }
    let is_default = default.is_none_or(|default| default == *name);
    let path = path.display().to_string();
    let object = json!({ "profile": name, "path": path, "checked": !args.no_check, "default": is_default });
    output.result(&object, &format!("stored the keys in {path}"))?;
    let used = match is_default {
        true => "it is used whenever the environment has no keys".to_owned(),
        false => format!("use it with: trunkline --profile {name}, or: trunkline profiles use {name}"),
    };
    output.note(&used)
}

/// Tries the keys with a call that changes nothing.
async fn check(
    keys: [String; 2],
    url: Option<String>,
    args: &LoginArgs,
    global: &Global,
) -> Result<(), Failure> {
    let deeds = Deeds::default();
    if args.tropo {
        carriers::tropo_with(keys, url, global, &deeds)?.verify().await?;
    } else {
        let flowroute = global.flowroute_with(keys, url, &deeds)?;
        flowroute
            .numbers()
            .list(ListNumbers::new().limit(1))
            .page()
            .await?;
    }
    Ok(())
}

fn untried(failure: Failure, carrier: &Keys) -> Failure {
    match failure.message().map(|message| message.kind.as_str()) {
        Some("unauthorized") => Failure::failed("the carrier does not accept these keys; nothing was stored")
            .kind("unauthorized")
            .hint(carrier.found),
        _ => failure
            .context("the keys could not be tried, and were not stored")
            .hint("to store them all the same: trunkline login --no-check"),
    }
}

/// Asks for one line. Without a terminal the line is read as it is, for scripts.
async fn ask(question: &str, is_secret: bool, output: &mut Output) -> Result<String, Failure> {
    let is_terminal = io::stdin().is_terminal();
    if is_terminal {
        output.ask(question)?;
    }
    let line = tokio::task::spawn_blocking(move || read_line(is_secret && is_terminal)).await;
    output.answered();
    let line = match line {
        Ok(line) => line
            .map_err(|error| Failure::user(format!("cannot read the answer: {error}; nothing was stored")))?,
        Err(_) => return Err(Failure::user("the question was interrupted; nothing was stored")),
    };
    let value = line.trim();
    let is_plain = |c: char| c.is_ascii_graphic() && c != '"' && c != '\'';
    if value.is_empty() || !value.chars().all(is_plain) {
        return Err(Failure::user(
            "a key has printable characters and no blanks; nothing was stored",
        ));
    }
    Ok(value.to_owned())
}

fn read_line(is_hidden: bool) -> io::Result<String> {
    let mut line = String::new();
    if is_hidden {
        let _restored = echo::Off::new();
        io::stdin().lock().read_line(&mut line)?;
    } else {
        io::stdin().lock().read_line(&mut line)?;
    }
    Ok(line)
}

/// Keeps what is typed off the screen.
#[cfg(unix)]
mod echo {
    use std::io;

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// Restores the terminal when it is dropped.
    pub(super) struct Off(Option<Termios>);

    impl Off {
        pub(super) fn new() -> Self {
            let Ok(before) = tcgetattr(io::stdin()) else {
                return Self(None);
            };
            let mut hidden = before.clone();
            hidden.local_modes.remove(LocalModes::ECHO);
            hidden.local_modes.insert(LocalModes::ECHONL);
            let is_hidden = tcsetattr(io::stdin(), OptionalActions::Flush, &hidden).is_ok();
            Self(is_hidden.then_some(before))
        }
    }

    impl Drop for Off {
        fn drop(&mut self) {
            if let Some(before) = &self.0 {
                // There is nothing left to try if the terminal is gone.
                let _ignored = tcsetattr(io::stdin(), OptionalActions::Now, before);
            }
        }
    }
}

/// Elsewhere the key is shown as it is typed.
#[cfg(not(unix))]
mod echo {
    pub(super) struct Off;

    impl Off {
        pub(super) fn new() -> Self {
            Self
        }
    }
}
