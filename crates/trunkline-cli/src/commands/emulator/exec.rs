//! `trunkline emulator exec`: a program, or a shell, with an emulator of its own.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus};

use clap::Args;
use trunkline_emulator::{Clock, Emulator};

use crate::account::{ACCESS_KEY, BASE_URL, PROFILE, SECRET_KEY, TROPO_PASSWORD, TROPO_URL, TROPO_USERNAME};
use crate::failure::Failure;
use crate::output::Output;

/// The keys of the emulated accounts, which are no secret.
const FLOWROUTE: (&str, &str) = ("11223344", "emulator-secret-0123456789abcdef");
const TROPO: (&str, &str) = ("emulator", "emulator");

/// Options of `emulator exec`.
#[derive(Debug, Args)]
pub(crate) struct ExecArgs {
    /// Program and its arguments [default: your shell]
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Starts an emulator, runs the program with its URLs and keys in the environment, and ends as the program does.
pub(crate) async fn run(args: &ExecArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let emulator = Emulator::builder()
        .clock(Clock::running())
        .flowroute_credentials(FLOWROUTE.0, FLOWROUTE.1)
        .tropo_credentials(TROPO.0, TROPO.1)
        .start()
        .await
        .map_err(|error| Failure::failed(error.to_string()))?;
    let mut command = match args.command.split_first() {
        Some((program, arguments)) => {
            let mut command = Command::new(program);
            command.args(arguments);
            command
        }
        None => {
            let url = emulator.flowroute_url();
            output.note(&format!(
                "an emulator is at {url} as long as this shell runs; leave it with: exit"
            ))?;
            output.note("try: trunkline numbers search --area-code 206")?;
            Command::new(shell())
        }
    };
    set_up(&mut command, &emulator);
    let name = command.get_program().to_string_lossy().into_owned();
    // A signal of the terminal goes to the program, too, which decides what it means.
    let ignore = tokio::spawn(async { while tokio::signal::ctrl_c().await.is_ok() {} });
    let ended = tokio::task::spawn_blocking(move || command.status()).await;
    ignore.abort();
    match ended {
        Ok(Ok(status)) => Ok(ExitCode::from(code(status))),
        Ok(Err(error)) => Err(Failure::user(format!("cannot run {name}: {error}"))),
        Err(error) => Err(Failure::failed(format!("cannot wait for {name}: {error}"))),
    }
}

fn set_up(command: &mut Command, emulator: &Emulator) {
    command
        .env(BASE_URL, emulator.flowroute_url())
        .env(ACCESS_KEY, FLOWROUTE.0)
        .env(SECRET_KEY, FLOWROUTE.1)
        .env(TROPO_URL, emulator.tropo_url())
        .env(TROPO_USERNAME, TROPO.0)
        .env(TROPO_PASSWORD, TROPO.1)
        // A profile would lead somewhere else.
        .env_remove(PROFILE);
    let own = std::env::current_exe().ok();
    let before = std::env::var_os("PATH").unwrap_or_default();
    let folders = own.as_deref().and_then(|own| own.parent()).map(PathBuf::from);
    let folders = folders.into_iter().chain(std::env::split_paths(&before));
    if let Ok(path) = std::env::join_paths(folders) {
        command.env("PATH", path);
    }
}

/// The person's own.
fn shell() -> OsString {
    let (name, usual) = if cfg!(windows) {
        ("COMSPEC", "cmd")
    } else {
        ("SHELL", "/bin/sh")
    };
    std::env::var_os(name)
        .filter(|shell| !shell.is_empty())
        .unwrap_or_else(|| usual.into())
}

/// As shells say it.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return u8::try_from(128 + signal).unwrap_or(u8::MAX);
        }
    }
    status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1)
}
