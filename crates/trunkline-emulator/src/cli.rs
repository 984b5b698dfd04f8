//! The command line, shared by the `trunkline-emulator` binary and `trunkline emulator`.

use std::io::{self, Write as _};
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use crate::clock::Clock;
use crate::config::Login;
use crate::control;
use crate::emulator::{Emulator, EmulatorBuilder, StartError};
use crate::fault::Fault;
use crate::money;
use crate::store::v1::{PublicUrl, Signatures};

/// Options of the emulator.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct EmulatorArgs {
    /// Address to listen on: a host, a port, or both; port 0 selects a free port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4010", value_parser = address)]
    pub listen: SocketAddr,

    /// Seed for generated data; the same seed and calls produce the same state
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,

    /// Load state from this file if it exists, and save it there whenever it changes
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,

    /// Access key and secret key for Flowroute [default: 11223344:emulator-secret-0123456789abcdef]
    #[arg(long, value_name = "KEY:SECRET", value_parser = pair, hide_default_value = true)]
    pub flowroute_credentials: Option<(String, String)>,

    /// User and password for Tropo [default: emulator:emulator]
    #[arg(long, value_name = "USER:PASSWORD", value_parser = pair, hide_default_value = true)]
    pub tropo_credentials: Option<(String, String)>,

    /// How strictly to verify Flowroute v1 signatures [default: lenient]
    #[arg(long, value_name = "MODE")]
    pub flowroute_v1_signatures: Option<Signatures>,

    /// Clock skew to accept in Flowroute v1 timestamps, in seconds; 0 accepts any [default: 900]
    #[arg(long, value_name = "SECONDS")]
    pub flowroute_v1_window: Option<u32>,

    #[allow(rustdoc::bare_urls, reason = "it is the text of --help")]
    /// URL that Flowroute v1 clients sign, if they connect through a proxy or a hosts entry [default: https://api.flowroute.com]
    #[arg(long, value_name = "URL")]
    pub flowroute_v1_public_url: Option<PublicUrl>,

    /// Minimum count of numbers for sale
    #[arg(long, value_name = "N", default_value_t = crate::store::DEFAULT_STOCK)]
    pub stock: u64,

    /// Balance of the Flowroute account at the beginning, in dollars [default: 100]
    #[arg(long, value_name = "DOLLARS", value_parser = nanodollars, allow_negative_numbers = true)]
    pub balance: Option<i64>,

    /// Begin with nothing on the accounts: no numbers, routes, records, messages, applications
    #[arg(long)]
    pub empty: bool,

    /// Begin with the faults of this file, as JSON: one, or a list
    #[arg(long, value_name = "FILE")]
    pub faults: Option<PathBuf>,

    /// Milliseconds by which every call takes longer
    #[arg(long, value_name = "MS")]
    pub latency: Option<u64>,

    /// Write nothing to stderr for each request, and no lines to paste into a shell
    #[arg(long)]
    pub quiet: bool,

    /// Disable the limits on messages per second
    #[arg(long)]
    pub no_rate_limits: bool,

    /// How the virtual clock passes: `running` in real time, or `frozen`, until it is advanced on request; either may be
    /// followed by a start, as in `frozen@2026-01-15T12:00:00Z`
    #[arg(long, value_name = "CLOCK", default_value_t = Clock::running())]
    pub clock: Clock,

    /// Name of this machine under which the control API may be called, besides its addresses and localhost; may be repeated
    #[arg(long, value_name = "HOST")]
    pub allow_host: Vec<String>,

    /// Post webhooks to other machines, not only to this one
    #[arg(long)]
    pub webhooks_to_any_host: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once(':') {
        Some((user, secret)) if !user.is_empty() && !secret.is_empty() => {
            Ok((user.to_owned(), secret.to_owned()))
        }
        _ => Err("expected two values separated by a colon".to_owned()),
    }
}

/// `127.0.0.1:4010`, `localhost:4011`, `4011` or `localhost`.
fn address(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix(':').unwrap_or(text);
    let whole = if port.bytes().all(|b| b.is_ascii_digit()) {
        format!("127.0.0.1:{port}")
    } else if text.contains(':') {
        text.to_owned()
    } else {
        format!("{text}:4010")
    };
    let found: Vec<SocketAddr> = whole
        .to_socket_addrs()
        .map_err(|error| error.to_string())?
        .collect();
    let first = found.iter().find(|address| address.is_ipv4()).or(found.first());
    first.copied().ok_or_else(|| "the host has no address".to_owned())
}

fn nanodollars(text: &str) -> Result<i64, String> {
    let amount = money::parse(text.trim_start_matches('$'));
    amount.ok_or_else(|| "expected an amount in dollars, such as 12.50".to_owned())
}

/// Why the emulator did not start or stop cleanly.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// It did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The faults to begin with cannot be read.
    #[error("cannot read the faults in {path}: {reason}")]
    Faults {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// Standard output, signals or the state file failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The first line on standard output; the order of the members is part of the interface.
#[derive(Serialize)]
struct Ready {
    ready: bool,
    listen: String,
    flowroute: String,
    tropo: String,
    admin: String,
}

impl EmulatorArgs {
    fn builder(self) -> Result<EmulatorBuilder, RunError> {
        let mut builder = Emulator::builder()
            .listen(self.listen)
            .seed(self.seed)
            .stock_size(self.stock)
            .clock(self.clock)
            .webhooks_to_any_host(self.webhooks_to_any_host)
            .empty(self.empty)
            .access_log(!self.quiet);
        builder = self
            .allow_host
            .into_iter()
            .fold(builder, EmulatorBuilder::allow_host);
        if let Some(balance) = self.balance {
            builder = builder.balance_nanodollars(balance);
        }
        if let Some(millis) = self.latency {
            builder = builder.latency(Duration::from_millis(millis));
        }
        if let Some(path) = self.faults {
            let faults = read_faults(&path).map_err(|reason| RunError::Faults { path, reason })?;
            builder = faults.into_iter().fold(builder, EmulatorBuilder::fault);
        }
        if let Some(path) = self.state {
            builder = builder.state_file(path);
        }
        if let Some((key, secret)) = self.flowroute_credentials {
            builder = builder.flowroute_credentials(key, secret);
        }
        if let Some((user, password)) = self.tropo_credentials {
            builder = builder.tropo_credentials(user, password);
        }
        if let Some(signatures) = self.flowroute_v1_signatures {
            builder = builder.flowroute_v1_signatures(signatures);
        }
        if let Some(seconds) = self.flowroute_v1_window {
            builder = builder.flowroute_v1_window(Duration::from_secs(seconds.into()));
        }
        if let Some(url) = self.flowroute_v1_public_url {
            builder = builder.flowroute_v1_public_url(url);
        }
        if self.no_rate_limits {
            builder = builder.rate_limits(None, None);
        }
        Ok(builder)
    }
}

fn read_faults(path: &Path) -> Result<Vec<Fault>, String> {
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    let document = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    control::faults::parse(document)
}

/// Runs the emulator until SIGINT, SIGTERM or SIGHUP: prints the ready line on standard output, saves the state at the end.
///
/// # Errors
///
/// It does not start, or standard output, the signals or the state file fail.
pub async fn run(args: EmulatorArgs) -> Result<(), RunError> {
    // Before the ready line: whoever reads it may stop the program at once.
    let signals = StopSignals::catch()?;
    let (quiet, own_keys) = (args.quiet, args.flowroute_credentials.is_some());
    let emulator = args.builder()?.start().await?;
    let ready = Ready {
        ready: true,
        listen: emulator
            .listen_addr()
            .map(|address| address.to_string())
            .unwrap_or_default(),
        flowroute: emulator.flowroute_url(),
        tropo: emulator.tropo_url(),
        admin: emulator.admin_url(),
    };
    print_line(&serde_json::to_string(&ready).map_err(io::Error::other)?)?;
    tracing::info!(listen = %ready.listen, "ready");
    if !quiet {
        tell_people(&ready, &emulator.config().flowroute, own_keys)?;
    }
    signals.wait().await?;
    tracing::info!("stopping");
    emulator.stop().await?;
    Ok(())
}

/// Lines to paste into a shell, on standard error. Keys that somebody chose are not shown.
fn tell_people(ready: &Ready, keys: &Login, own_keys: bool) -> io::Result<()> {
    let (key, secret) = if own_keys {
        ("(the key that was given)", "(the secret that was given)")
    } else {
        (keys.user.as_str(), keys.secret.as_str())
    };
    let mut err = io::stderr().lock();
    writeln!(err, "  export TRUNKLINE_FLOWROUTE_URL={}", ready.flowroute)?;
    writeln!(err, "  export FR_ACCESS_KEY={key}")?;
    writeln!(err, "  export FR_SECRET_KEY={secret}")?;
    writeln!(err, "  and in a browser: {}/", ready.admin)
}

fn print_line(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// SIGINT, SIGTERM and SIGHUP, caught from the moment this exists.
#[cfg(unix)]
struct StopSignals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignals {
    fn catch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    async fn wait(mut self) -> io::Result<()> {
        tokio::select! {
            _ = self.interrupt.recv() => Ok(()),
            _ = self.terminate.recv() => Ok(()),
            _ = self.hang_up.recv() => Ok(()),
        }
    }
}

/// Ctrl-C.
#[cfg(not(unix))]
struct StopSignals;

#[cfg(not(unix))]
impl StopSignals {
    fn catch() -> io::Result<Self> {
        Ok(Self)
    }

    async fn wait(self) -> io::Result<()> {
        tokio::signal::ctrl_c().await
    }
}
