//! From the arguments to the exit code.

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use tracing_subscriber::EnvFilter;

use crate::arguments::{Arguments, Command};
use crate::commands;
use crate::context::Context;
use crate::demo;
use crate::failure::Failure;
use crate::output::Output;
use crate::underway::UnderWay;

/// Runs the command of this process.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let mut output = Output::standard(arguments.global.json);
    let done = start(arguments, &mut output);
    match done {
        Ok(code) => code,
        Err(failure) => {
            output.failure(&failure);
            failure.code()
        }
    }
}

/// Help and version go to stdout and are no failure; everything else is the caller's mistake.
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
        .map_err(|error| Failure::failed(format!("the runtime does not start: {error}")))?;
    let done = runtime.block_on(unless_interrupted(arguments, output));
    // A question that nobody answered is still waiting for its line; do not wait with it.
    runtime.shutdown_background();
    done
}

/// Logs on stderr; the emulator keeps a log without being asked, as a server does.
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
    // Nobody else sets one: this is the process's own beginning.
    let _first = subscriber.with_env_filter(EnvFilter::new(level)).try_init();
}

async fn unless_interrupted(arguments: Arguments, output: &mut Output) -> Result<ExitCode, Failure> {
    // The emulator ends well when interrupted, and says so by itself.
    if let Command::Emulator(args) = arguments.command {
        let ended = trunkline_emulator::run(args).await;
        return ended
            .map(|()| ExitCode::SUCCESS)
            .map_err(|error| Failure::failed(error.to_string()));
    }
    let under_way = UnderWay::default();
    let mut command = std::pin::pin!(perform(arguments, output, under_way.clone()));
    let done = tokio::select! {
        // Listened for from the beginning: before anything is sent.
        biased;
        Ok(()) = tokio::signal::ctrl_c() => None,
        done = &mut command => Some(done),
    };
    match done {
        Some(done) => done.map(|()| ExitCode::SUCCESS),
        // The command is still there, and with it the note of what it was doing.
        None => Err(interrupted(&under_way)),
    }
}

fn interrupted(under_way: &UnderWay) -> Failure {
    match under_way.now() {
        Some(call) => Failure::unknown(format!("interrupted: {}", call.doubt)).hint(call.look_at),
        None => Failure::interrupted("interrupted; nothing paid or sent was under way"),
    }
}

async fn perform(arguments: Arguments, output: &mut Output, under_way: UnderWay) -> Result<(), Failure> {
    if let Command::Demo(args) = &arguments.command {
        return demo::start(args, output).await;
    }
    let mut context = Context::new(&arguments.global, output, under_way)?;
    commands::run(arguments.command, &mut context).await
}
