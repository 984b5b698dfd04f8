//! The command line as a whole.

use clap::{Parser, Subcommand};

use crate::commands::cnam::CnamCommand;
use crate::commands::e911::E911Command;
use crate::commands::messages::MessagesCommand;
use crate::commands::numbers::NumbersCommand;
use crate::commands::porting::PortingCommand;
use crate::commands::routes::RoutesCommand;
use crate::demo::DemoArgs;
use crate::failure::EXIT_CODES;
use crate::settings::Global;

const BEGINNING: &str = "\
Begin here, without an account:
  trunkline demo                             a number's whole life, in a second
  trunkline emulator                         the carriers on this machine

With an account (keys in FR_ACCESS_KEY and FR_SECRET_KEY, or in a profile):
  trunkline numbers search --area-code 206   what is for sale, and for how much
  trunkline numbers buy 12064205780          shows the price and asks
  trunkline numbers list --json              stdout is data, stderr is talk";

/// Search, buy, configure, message with and release telephone numbers.
#[derive(Debug, Parser)]
#[command(
    name = "trunkline",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = format!("{BEGINNING}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show a number's whole life against a built-in emulator; needs nothing, costs nothing
    #[command(after_help = "\
Starts an emulator inside itself and drives it over real TCP. Every HTTP
exchange is shown as it happened and checked against what it should have been;
anything else ends the demonstration with exit code 2.

Examples:
  trunkline demo
  trunkline demo --json | jq -r '[.step, .name, .status] | @tsv'")]
    Demo(DemoArgs),

    /// Run the carriers on this machine, for tests of your own programs
    #[command(after_help = "\
The first line on stdout is a JSON object with the base URLs; logs go to stderr.

Example:
  trunkline emulator --listen 127.0.0.1:4010 &
  export TRUNKLINE_FLOWROUTE_URL=http://127.0.0.1:4010/flowroute
  export FR_ACCESS_KEY=11223344 FR_SECRET_KEY=emulator-secret-0123456789abcdef
  trunkline numbers search --area-code 206")]
    Emulator(trunkline_emulator::EmulatorArgs),

    /// Phone numbers: search, buy, list, show, change, release
    #[command(subcommand)]
    Numbers(NumbersCommand),

    /// Where inbound calls go
    #[command(subcommand)]
    Routes(RoutesCommand),

    /// Emergency addresses
    #[command(subcommand)]
    E911(E911Command),

    /// Caller names, shown when a number calls
    #[command(subcommand)]
    Cnam(CnamCommand),

    /// SMS and MMS
    #[command(subcommand)]
    Messages(MessagesCommand),

    /// Bringing numbers over from another carrier
    #[command(subcommand)]
    Porting(PortingCommand),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
