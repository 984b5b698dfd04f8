//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::callbacks::CallbacksCommand;
use crate::commands::cdrs::CdrsCommand;
use crate::commands::cnam::CnamCommand;
use crate::commands::e911::E911Command;
use crate::commands::listen::ListenArgs;
use crate::commands::messages::MessagesCommand;
use crate::commands::numbers::NumbersCommand;
use crate::commands::port::PortCommand;
use crate::commands::routes::RoutesCommand;
use crate::demo::DemoArgs;
use crate::failure::EXIT_CODES;
use crate::settings::Global;

const EXAMPLES: &str = "\
Without an account:
  trunkline demo                             walk through every step, against an emulator
  trunkline emulator                         start an emulator for your own programs

With an account (keys in FR_ACCESS_KEY and FR_SECRET_KEY, or in a profile):
  trunkline numbers search --area-code 206   list numbers for sale and their prices
  trunkline numbers buy 12064205780          show the price, ask for confirmation, buy
  trunkline numbers list --json              write JSON to stdout; messages go to stderr";

/// Search, buy, configure, message with and release telephone numbers.
#[derive(Debug, Parser)]
#[command(
    name = "trunkline",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Walk through the life of a number against a built-in emulator, free and without an account
    #[command(after_help = "\
Starts an emulator and calls it over TCP. Each step shows its HTTP requests and
checks them, the result and the balance. The first check that fails ends the
demo with exit code 2.

Examples:
  trunkline demo
  trunkline demo --json | jq -r '[.step, .name, .status] | @tsv'")]
    Demo(DemoArgs),

    /// Run an emulator of the carriers, to test your own programs against
    #[command(after_help = "\
The first line of stdout is a JSON object with the base URLs. Logs go to stderr.

Example:
  trunkline emulator --listen 127.0.0.1:4010 &
  export TRUNKLINE_FLOWROUTE_URL=http://127.0.0.1:4010/flowroute
  export FR_ACCESS_KEY=11223344 FR_SECRET_KEY=emulator-secret-0123456789abcdef
  trunkline numbers search --area-code 206")]
    Emulator(trunkline_emulator::EmulatorArgs),

    /// Search, buy, list, update and release phone numbers
    #[command(subcommand)]
    Numbers(NumbersCommand),

    /// Manage routes for inbound calls, and assign them to numbers
    #[command(subcommand)]
    Routes(RoutesCommand),

    /// Manage emergency addresses (E911), and assign them to numbers
    #[command(subcommand)]
    E911(E911Command),

    /// Manage caller names (CNAM), and assign them to numbers
    #[command(subcommand)]
    Cnam(CnamCommand),

    /// Send, show and list messages (SMS and MMS)
    #[command(subcommand)]
    Messages(MessagesCommand),

    /// Set, show and remove the URLs that inbound messages and receipts are posted to
    #[command(subcommand)]
    Callbacks(CallbacksCommand),

    /// Receive what the carrier posts to a callback, show it and forward it
    #[command(after_help = "\
Needs no keys. Without --forward-to everything is acknowledged. The carrier posts again what is not
answered with 200, up to four times.

Example, against an emulator:
  trunkline listen --forward-to http://127.0.0.1:3000/sms &
  trunkline callbacks set sms http://127.0.0.1:4020/")]
    Listen(ListenArgs),

    /// Port numbers in from other carriers
    #[command(subcommand, alias = "porting")]
    Port(PortCommand),

    /// Export and download call detail records (CDR)
    #[command(subcommand)]
    Cdrs(CdrsCommand),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
