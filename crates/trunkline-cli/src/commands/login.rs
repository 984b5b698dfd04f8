//! `trunkline login`: stores the keys of an account in a profile.

use std::io::{self, BufRead, IsTerminal};

use clap::Args;
use serde_json::json;
use trunkline::ErrorKind;
use trunkline::flowroute::numbers::ListNumbers;

use crate::account::{ACCESS_KEY, BASE_URL, SECRET_KEY, environment_url};
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

    /// Store the keys without trying them
    #[arg(long)]
    no_check: bool,
}

/// Asks for the keys, tries them with a read, and stores them.
pub(crate) async fn run(args: LoginArgs, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let url = global.base_url.clone().or_else(|| environment_url(BASE_URL));
    let keys = [
        ask("Access key:", false, output).await?,
        ask("Secret key (not shown):", true, output).await?,
    ];
    if !args.no_check {
        check(keys.clone(), url.clone(), global).await?;
    }
    let [access_key, secret_key] = &keys;
    let mut values = vec![
        (ACCESS_KEY, access_key.as_str()),
        (SECRET_KEY, secret_key.as_str()),
    ];
    values.extend(url.as_deref().map(|url| (BASE_URL, url)));
    let path = profile::write(&args.name, &values)?;
    let is_default = profile::default_name()?.is_none();
    if is_default {
        profile::set_default(&args.name)?;
    }
    let name = &args.name;
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
async fn check(keys: [String; 2], url: Option<String>, global: &Global) -> Result<(), Failure> {
    let flowroute = global.flowroute_with(keys, url, &Deeds::default())?;
    let tried = flowroute.numbers().list(ListNumbers::new().limit(1)).page().await;
    match tried {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::Unauthorized => Err(Failure::failed(
            "the carrier does not accept these keys; nothing was stored",
        )
        .kind("unauthorized")
        .hint("find them in the customer portal, under API Control")),
        Err(error) => Err(Failure::from(error)
            .context("the keys could not be tried, and were not stored")
            .hint("to store them all the same: trunkline login --no-check")),
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
