//! `trunkline emulator`: runs an emulator, or controls one that runs.

pub(crate) mod exec;

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use clap::{Args, Subcommand};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use trunkline::Client;

use self::exec::ExecArgs;
use super::api;
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show, yes_no};
use crate::output::Output;
use crate::values;

/// Where an emulator listens unless told otherwise.
const USUAL: &str = "http://127.0.0.1:4010/_emulator";

/// Options of `emulator`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct EmulatorCommand {
    #[command(subcommand)]
    verb: Option<Verb>,

    #[command(flatten)]
    start: trunkline_emulator::EmulatorArgs,
}

/// What can be done with an emulator.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Run an emulator until Ctrl-C; the same as without a subcommand
    Start(trunkline_emulator::EmulatorArgs),

    /// Run a program, or a shell, with an emulator of its own: URLs and keys are in its environment
    #[command(after_help = "\
The exit code is the program's.

Examples:
  trunkline emulator exec
  trunkline emulator exec pytest
  trunkline emulator exec trunkline numbers buy 12064205780 --yes")]
    Exec(ExecArgs),

    /// Move the virtual clock, so that messages are delivered and names are reviewed
    #[command(after_help = "Example:\n  trunkline emulator advance 2d")]
    Advance {
        /// By how much: 90s, 30m, 24h, 2d
        #[arg(value_parser = values::duration)]
        by: Duration,
        #[command(flatten)]
        at: At,
    },

    /// Go back to the beginning: numbers, money, clock, faults, requests
    Reset {
        #[command(flatten)]
        at: At,
    },

    /// Let the next calls of an operation fail
    #[command(after_help = "\
Acts: refuse, too_many_requests, drop_before_commit, reset_before_commit,
hang_before_commit, delay, commit_then_drop, commit_then_hang,
commit_then_status, malformed_body, html_body and more.

Examples:
  trunkline emulator fault numbers.purchase commit_then_drop --nth 1
  trunkline emulator fault messages.send too_many_requests
  trunkline emulator fault --clear")]
    Fault(FaultArgs),

    /// List the requests that came
    Requests {
        #[command(flatten)]
        at: At,
    },

    /// Write the whole state as JSON, or put one back with --load
    #[command(after_help = "\
Examples:
  trunkline emulator state > saved.json
  trunkline emulator state --load saved.json")]
    State {
        /// File with a state to put back
        #[arg(long, value_name = "FILE")]
        load: Option<PathBuf>,
        #[command(flatten)]
        at: At,
    },

    /// Show money, purchases and broken rules
    Audit {
        #[command(flatten)]
        at: At,
    },
}

/// Which emulator.
#[derive(Debug, Args)]
pub(crate) struct At {
    /// Base URL of its control interface [default: beside TRUNKLINE_FLOWROUTE_URL, or http://127.0.0.1:4010/_emulator]
    #[arg(long, value_name = "URL")]
    at: Option<String>,
}

/// Options of `emulator fault`.
#[derive(Debug, Args)]
pub(crate) struct FaultArgs {
    /// Operation: numbers.purchase, messages.*, or * for all
    #[arg(required_unless_present = "clear", conflicts_with = "clear")]
    operation: Option<String>,

    /// What happens
    #[arg(required_unless_present = "clear", conflicts_with = "clear")]
    act: Option<String>,

    /// Only calls about this number
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,

    /// Only this call, counted from 1
    #[arg(long, value_name = "N")]
    nth: Option<u64>,

    /// Only so many calls
    #[arg(long, value_name = "N")]
    times: Option<u64>,

    /// Status, for acts that answer with one
    #[arg(long)]
    status: Option<u16>,

    /// Milliseconds, for acts that wait
    #[arg(long, value_name = "N")]
    millis: Option<u64>,

    /// Remove all faults
    #[arg(long)]
    clear: bool,

    #[command(flatten)]
    at: At,
}

impl EmulatorCommand {
    /// The options of an emulator to start; none if one that runs is to be controlled.
    pub(crate) fn starts(&self) -> Option<&trunkline_emulator::EmulatorArgs> {
        match &self.verb {
            None => Some(&self.start),
            Some(Verb::Start(args)) => Some(args),
            Some(_) => None,
        }
    }

    /// The program to run with an emulator of its own, if that is what is wanted.
    pub(crate) fn program(&self) -> Option<&ExecArgs> {
        match &self.verb {
            Some(Verb::Exec(args)) => Some(args),
            _ => None,
        }
    }
}

/// Controls an emulator that runs.
pub(crate) async fn control(command: EmulatorCommand, output: &mut Output) -> Result<(), Failure> {
    let Some(verb) = command.verb else {
        return Ok(());
    };
    match verb {
        // They have been run before.
        Verb::Start(_) | Verb::Exec(_) => Ok(()),
        Verb::Advance { by, at } => {
            let body = json!({ "millis": u64::try_from(by.as_millis()).unwrap_or(u64::MAX) });
            call(&at, Method::POST, "/clock/advance", Some(body), output).await
        }
        Verb::Reset { at } => call(&at, Method::POST, "/reset", None, output).await,
        Verb::Fault(args) if args.clear => call(&args.at, Method::DELETE, "/faults", None, output).await,
        Verb::Fault(args) => {
            let fault = fault(&args);
            call(&args.at, Method::POST, "/faults", Some(fault), output).await
        }
        Verb::Requests { at } => {
            let body = reply(&at, Method::GET, "/requests", None).await?;
            let requests: Vec<Request> = serde_json::from_slice(&body)
                .map_err(|error| Failure::failed(format!("the list of requests cannot be read: {error}")))?;
            output.records(&requests)
        }
        Verb::State { load: None, at } => call(&at, Method::GET, "/state", None, output).await,
        Verb::State { load: Some(path), at } => {
            let text = api::file(&path.display().to_string())?;
            let state = serde_json::from_str(&text).map_err(|error| {
                Failure::user(format!("{}: {error}; nothing was changed", path.display()))
            })?;
            call(&at, Method::PUT, "/state", Some(state), output).await
        }
        Verb::Audit { at } => call(&at, Method::GET, "/audit", None, output).await,
    }
}

fn fault(args: &FaultArgs) -> Value {
    let members = [
        ("operation", json!(args.operation)),
        ("act", json!(args.act)),
        ("number", json!(args.number)),
        ("nth", json!(args.nth)),
        ("times", json!(args.times)),
        ("status", json!(args.status)),
        ("millis", json!(args.millis)),
    ];
    members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

async fn call(
    at: &At,
    method: Method,
    path: &'static str,
    body: Option<Value>,
    output: &mut Output,
) -> Result<(), Failure> {
    let body = reply(at, method, path, body).await?;
    match body.is_empty() {
        true => output.result(&json!({ "ok": true }), "done"),
        false => api::show(&body, output),
    }
}

/// The body of the answer to a control call.
async fn reply(at: &At, method: Method, path: &'static str, body: Option<Value>) -> Result<Bytes, Failure> {
    let url = at.at.clone().unwrap_or_else(beside_flowroute);
    let client: Client = Client::builder(&url).build()?;
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let mut request = http::Request::new(Bytes::from(body));
    *request.method_mut() = method;
    *request.uri_mut() = http::Uri::from_static(path);
    let response = client.raw(request).await.map_err(|error| {
        Failure::failed(format!("no emulator answers at {url}: {}", error.summary()))
            .hint("start one with: trunkline emulator")
    })?;
    let status = response.status();
    if !status.is_success() {
        let reason = String::from_utf8_lossy(response.body());
        return Err(Failure::failed(format!(
            "the emulator answers {status}: {}",
            reason.trim()
        )));
    }
    Ok(response.into_body())
}

/// A request that came to the emulator. Programs get everything that it tells of it.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Request(Value);

impl Show for Request {
    const COLUMNS: &'static [&'static str] = &["no", "method", "target", "status", "committed", "fault"];
    const SHORTENED: Option<&'static str> = Some("target");

    fn fields(&self, _: Form) -> Fields {
        let text = |name: &str| match self.0.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        vec![
            ("no", text("seq")),
            ("operation", text("operation")),
            ("method", text("method")),
            ("target", text("target")),
            ("status", text("status")),
            (
                "committed",
                yes_no(self.0.get("committed").and_then(Value::as_bool)),
            ),
            ("fault", text("fault")),
        ]
    }
}

/// The control interface of the emulator that the environment names.
fn beside_flowroute() -> String {
    let flowroute = crate::account::environment_url(crate::account::BASE_URL);
    let origin = flowroute
        .as_deref()
        .and_then(|url| url.trim_end_matches('/').strip_suffix("/flowroute"));
    origin.map_or_else(|| USUAL.to_owned(), |origin| format!("{origin}/_emulator"))
}
