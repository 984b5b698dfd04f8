//! `trunkline completions` and `trunkline man`: what a shell and `man` need to know.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::Output;

/// Options of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Subcommand: numbers buy
    #[arg(value_name = "COMMAND")]
    path: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, conflicts_with = "path")]
    folder: Option<PathBuf>,
}

/// Writes the script that completes commands.
pub(crate) fn completions(args: &CompletionsArgs, output: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "trunkline", &mut script);
    write(&script, output)
}

/// Writes the manual page of the command or of a subcommand, or all of them.
pub(crate) fn man(args: &ManArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(folder) = &args.folder {
        return clap_mangen::generate_to(Arguments::command(), folder)
            .map_err(|error| Failure::failed(format!("cannot write into {}: {error}", folder.display())));
    }
    let mut command = Arguments::command();
    command.build();
    for name in &args.path {
        command = command
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::user(format!("there is no command {:?}", args.path.join(" "))))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::failed(format!("cannot write the page: {error}")))?;
    write(&page, output)
}

fn write(text: &[u8], output: &mut Output) -> Result<(), Failure> {
    let text = String::from_utf8_lossy(text);
    text.lines().try_for_each(|line| output.line(line))
}
