//! Runs the command: from the arguments to the exit code.

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use tracing_subscriber::EnvFilter;

use crate::arguments::{Arguments, Command};
use crate::commands;
use crate::context::Context;
use crate::demo;
use crate::failure::Failure;
use crate::in_flight::InFlight;
use crate::output::Output;

/// Runs this process's command.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let mut output = Output::standard(arguments.global.json);
    match start(arguments, &mut output) {
        Ok(code) => code,
        Err(failure) => {
            output.failure(&failure);
            failure.code()
        }
    }
}

/// Help and version go to stdout and exit with 0; everything else is a usage error.
fn usage(error: &clap::Error) -> ExitCode {
    let _unread = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(1),
    }
}

fn start(arguments: Arguments, output: &mut Output) -> Result<ExitCode, Failure> {
    trace(&arguments);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format!("cannot start the runtime: {error}")))?;
    let done = runtime.block_on(unless_interrupted(arguments, output));
    // The thread of an unanswered prompt still waits for a line on stdin; do not wait for it.
    runtime.shutdown_background();
    done
}

/// Sets up the log on stderr. The emulator logs even without `--verbose`, as servers do.
fn trace(arguments: &Arguments) {
    let level = match (arguments.global.verbose, &arguments.command) {
        (0, Command::Emulator(_)) => "info",
        (0, _) => return,
        (1, _) => "trunkline_transport=debug,info",
        (_, _) => "trace",
    };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    // This is the only subscriber of the process, so setting it cannot fail.
    let _is_set = subscriber.with_env_filter(EnvFilter::new(level)).try_init();
}

async fn unless_interrupted(arguments: Arguments, output: &mut Output) -> Result<ExitCode, Failure> {
    // The emulator handles Ctrl-C itself, and exits with 0.
    if let Command::Emulator(args) = arguments.command {
        let ended = trunkline_emulator::run(args).await;
        return ended
            .map(|()| ExitCode::SUCCESS)
            .map_err(|error| Failure::failed(error.to_string()));
    }
    let in_flight = InFlight::default();
    let mut command = std::pin::pin!(perform(arguments, output, in_flight.clone()));
    let done = tokio::select! {
        // The signal handler is installed first, before anything is sent.
        biased;
        Ok(()) = tokio::signal::ctrl_c() => None,
        done = &mut command => Some(done),
    };
    match done {
        Some(done) => done.map(|()| ExitCode::SUCCESS),
        // The command has not been dropped yet, so what it has in flight is still noted.
        None => Err(interrupted(&in_flight)),
    }
}

fn interrupted(in_flight: &InFlight) -> Failure {
    match in_flight.current() {
        Some(operation) => {
            Failure::unknown(format!("interrupted: {}", operation.unknown_outcome)).hint(operation.hint)
        }
        None => Failure::interrupted("interrupted; nothing billable was in progress"),
    }
}

async fn perform(arguments: Arguments, output: &mut Output, in_flight: InFlight) -> Result<(), Failure> {
    if let Command::Demo(args) = &arguments.command {
        return demo::start(args, output).await;
    }
    if let Command::Listen(args) = arguments.command {
        return commands::listen::run(args, output).await;
    }
    let mut context = Context::new(&arguments.global, output, in_flight)?;
    commands::run(arguments.command, &mut context).await
}
