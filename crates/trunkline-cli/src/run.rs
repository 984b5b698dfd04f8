//! Runs the command: from the arguments to the exit code.

use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

use crate::arguments::{Arguments, Command};
use crate::commands;
use crate::context::Context;
use crate::deeds::Deeds;
use crate::demo;
use crate::failure::Failure;
use crate::output::Output;
use crate::{prompt, signals, usage};

/// Runs this process's command.
pub(crate) fn run() -> ExitCode {
    let arguments = match prompt::parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::show(&error),
    };
    let deeds = Deeds::default();
    let mut output = Output::standard(
        arguments.global.choice(),
        arguments.global.progress.clone(),
        deeds.clone(),
    );
    match start(arguments, &mut output, deeds) {
        Ok(code) => code,
        Err(failure) => {
            output.failure(&failure);
            failure.code()
        }
    }
}

fn start(arguments: Arguments, output: &mut Output, deeds: Deeds) -> Result<ExitCode, Failure> {
    trace(&arguments);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format!("cannot start the runtime: {error}")))?;
    let done = runtime.block_on(unless_interrupted(arguments, output, deeds));
    // The thread of an unanswered prompt still waits for a line on stdin; do not wait for it.
    runtime.shutdown_background();
    done
}

/// Sets up the log on stderr. The emulator logs even without `--verbose`, as servers do.
fn trace(arguments: &Arguments) {
    let is_server = arguments.command.starts_emulator().is_some();
    let level = match (arguments.global.verbose, is_server) {
        (0, true) => "info",
        (0, false) => return,
        (1, _) => "trunkline_transport=debug,info",
        (_, _) => "trace",
    };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    // This is the only subscriber of the process, so setting it cannot fail.
    let _is_set = subscriber.with_env_filter(EnvFilter::new(level)).try_init();
}

async fn unless_interrupted(
    arguments: Arguments,
    output: &mut Output,
    deeds: Deeds,
) -> Result<ExitCode, Failure> {
    // The emulator handles signals itself, and exits with 0.
    if let Some(args) = arguments.command.starts_emulator() {
        let ended = trunkline_emulator::run(args.clone()).await;
        return ended
            .map(|()| ExitCode::SUCCESS)
            .map_err(|error| Failure::failed(error.to_string()));
    }
    // A signal is for the program, which says how it ended.
    if let Command::Emulator(command) = &arguments.command
        && let Some(args) = command.program()
    {
        return commands::emulator::exec::run(args, output).await;
    }
    let mut command = std::pin::pin!(perform(arguments, output, deeds.clone()));
    let done = loop {
        tokio::select! {
            // The signal handlers are installed first, before anything is sent.
            biased;
            signal = signals::first() => if !deeds.stop(signal) {
                break Err(signal);
            },
            done = &mut command => break Ok(done),
        }
    };
    match done {
        Ok(done) => done.map(|()| ExitCode::SUCCESS),
        // The command has not been dropped yet, so what it has in flight is still noted.
        Err(signal) => Err(interrupted(&deeds, signal)),
    }
}

fn interrupted(deeds: &Deeds, signal: u8) -> Failure {
    let done = deeds
        .done()
        .map(|done| format!("; before that, {done}"))
        .unwrap_or_default();
    match deeds.current() {
        Some(deed) => Failure::unknown(format!("interrupted: {}{done}", deed.in_doubt())).hint(deed.hint()),
        None if done.is_empty() => Failure::interrupted("interrupted; nothing was changed", signal),
        None => Failure::done(format!("interrupted{done}")),
    }
}

async fn perform(arguments: Arguments, output: &mut Output, deeds: Deeds) -> Result<(), Failure> {
    let Arguments { global, command } = arguments;
    if global.dry_run && !command.is_about_a_carrier() {
        return Err(Failure::user(
            "--dry-run shows requests to a carrier, and this command is about none",
        ));
    }
    let kept = global.kept.clone();
    let done = match command {
        Command::Demo(args) => demo::start(&args, output).await,
        Command::Listen(args) => commands::listen::run(args, output).await,
        Command::Fleet(command) => commands::fleet::run(*command, &global, output, deeds).await,
        Command::Emulator(command) => commands::emulator::control(*command, output).await,
        Command::Login(args) => commands::login::run(args, &global, output).await,
        Command::Profiles(command) => commands::profiles::run(command, &global, output).await,
        Command::Whoami => commands::whoami::run(&global, output).await,
        Command::Doctor => commands::doctor::run(&global, output).await,
        Command::Api(args) => commands::api::run(args, &global, output, deeds).await,
        Command::V1(command) => commands::v1::run(command, &global, output, deeds).await,
        Command::Tropo(command) => commands::tropo::run(command, &global, output, deeds).await,
        Command::Completions(args) => commands::shell::completions(&args, output),
        Command::Man(args) => commands::shell::man(&args, output),
        command => {
            let mut context = Context::new(&global, output, deeds)?;
            commands::run(command, &mut context).await
        }
    };
    kept.show(output)?;
    match done {
        Err(Failure::DryRun) => Ok(()),
        done => done,
    }
}
