//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::api::ApiArgs;
use crate::commands::callbacks::CallbacksCommand;
use crate::commands::cdrs::CdrsCommand;
use crate::commands::cnam::CnamCommand;
use crate::commands::e911::E911Command;
use crate::commands::emulator::EmulatorCommand;
use crate::commands::fleet::FleetCommand;
use crate::commands::listen::ListenArgs;
use crate::commands::login::LoginArgs;
use crate::commands::messages::MessagesCommand;
use crate::commands::numbers::NumbersCommand;
use crate::commands::port::PortCommand;
use crate::commands::profiles::ProfilesCommand;
use crate::commands::routes::RoutesCommand;
use crate::commands::shell::{CompletionsArgs, ManArgs};
use crate::commands::tropo::TropoCommand;
use crate::commands::v1::V1Command;
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
    Emulator(Box<EmulatorCommand>),

    /// Store the keys of an account in a profile, after trying them
    #[command(after_help = "\
Asks for the access key and the secret key; without a terminal they are the first
two lines of stdin. They are tried with a read, and stored in a file that only
you can read. With --base-url or TRUNKLINE_FLOWROUTE_URL (TRUNKLINE_TROPO_URL) the
place is stored, too. A profile holds the keys of both carriers.

Examples:
  trunkline login
  trunkline login work
  trunkline login work --tropo
  trunkline login emulator --base-url http://127.0.0.1:4010/flowroute")]
    Login(LoginArgs),

    /// List, choose, show and remove stored profiles
    #[command(
        subcommand,
        visible_alias = "profile",
        after_help = "Examples:\n  trunkline profiles list\n  trunkline profiles use work"
    )]
    Profiles(ProfilesCommand),

    /// Show whose keys are used, and where, after trying them
    Whoami,

    /// Check settings, name, connection, encryption, keys and clock of each carrier, and say what to do
    Doctor,

    /// Search, buy, list, update and release phone numbers
    #[command(
        subcommand,
        visible_alias = "number",
        after_help = "Examples:\n  trunkline numbers search --area-code 206 --limit 3\n  trunkline numbers buy 12064205780\n  trunkline numbers list --details"
    )]
    Numbers(NumbersCommand),

    /// Plan, buy, set up, audit and release many numbers at once, from a file that says what is wanted
    #[command(subcommand)]
    Fleet(Box<FleetCommand>),

    /// Manage routes for inbound calls, and assign them to numbers
    #[command(
        subcommand,
        visible_alias = "route",
        after_help = "Examples:\n  trunkline routes create \"main office\" sip.example.com\n  trunkline routes assign 12064205780 --primary \"main office\""
    )]
    Routes(RoutesCommand),

    /// Manage emergency addresses (E911), and assign them to numbers
    #[command(
        subcommand,
        after_help = "Examples:\n  trunkline e911 create\n  trunkline e911 assign 12064205780 \"HQ Seattle\""
    )]
    E911(E911Command),

    /// Manage caller names (CNAM), and assign them to numbers
    #[command(
        subcommand,
        after_help = "Examples:\n  trunkline cnam create \"ACME INC\"\n  trunkline cnam assign 12064205780 \"ACME INC\""
    )]
    Cnam(CnamCommand),

    /// Send, show and list messages (SMS and MMS)
    #[command(subcommand, visible_aliases = ["message", "sms"], after_help = "Examples:\n  trunkline messages send --from 12064205780 --to 12065550142 \"Hello\"\n  trunkline messages list --since 2h")]
    Messages(MessagesCommand),

    /// Set, show and remove the URLs that inbound messages and receipts are posted to
    #[command(
        subcommand,
        after_help = "Examples:\n  trunkline callbacks set sms https://example.com/hooks/5e1f60d2\n  trunkline callbacks show"
    )]
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
    #[command(
        subcommand,
        alias = "porting",
        after_help = "Examples:\n  trunkline port check 14254664444\n  trunkline port list"
    )]
    Port(PortCommand),

    /// Export and download call detail records (CDR)
    #[command(
        subcommand,
        after_help = "Examples:\n  trunkline cdrs create --from 2026-10-01 --to 2026-11-01\n  trunkline cdrs list"
    )]
    Cdrs(CdrsCommand),

    /// Use version 1 of Flowroute's API, with signed requests
    #[command(
        subcommand,
        after_help = "Example:\n  trunkline v1 search --area-code 206 --limit 3"
    )]
    V1(V1Command),

    /// Use Tropo: applications, addresses, users, payments, invitations, whitelist, catalog
    #[command(
        subcommand,
        after_help = "\
Keys come from TROPO_USERNAME and TROPO_PASSWORD or a profile, the place from
--base-url or TRUNKLINE_TROPO_URL.

Example:
  trunkline tropo apps list"
    )]
    Tropo(TropoCommand),

    /// Send any request through the client, and write the body of the response
    #[command(after_help = "\
What is no GET may change something and asks first. A status that is no success
is a failure; the body is written all the same.

Examples:
  trunkline api GET \"/v2/numbers?limit=1\"
  trunkline api POST /v2/e911s/validate --data @address.json
  trunkline api GET /v1/available-tns/npas/ --carrier flowroute-v1
  trunkline api GET users/12345 --carrier tropo")]
    Api(ApiArgs),

    /// Write a script that completes commands in a shell
    #[command(
        after_help = "Example:\n  trunkline completions bash > ~/.local/share/bash-completion/completions/trunkline"
    )]
    Completions(CompletionsArgs),

    /// Write the manual page of the command or of a subcommand
    #[command(after_help = "Example:\n  trunkline man numbers buy | man -l -")]
    Man(ManArgs),
}

impl Command {
    /// The options of an emulator to start, if this starts one.
    pub(crate) fn starts_emulator(&self) -> Option<&trunkline_emulator::EmulatorArgs> {
        match self {
            Self::Emulator(command) => command.starts(),
            _ => None,
        }
    }

    /// Whether it does nothing but calls to a carrier, which can be kept back.
    pub(crate) fn is_about_a_carrier(&self) -> bool {
        !matches!(
            self,
            Self::Demo(_) | Self::Emulator(_) | Self::Profiles(_) | Self::Doctor | Self::Listen(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }

    #[test]
    fn every_verb_in_the_list_exists() {
        let verbs = include_str!("../verbs.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for line in verbs {
            let (_, verb) = line.split_once(' ').unwrap();
            let verb = verb.trim();
            if verb.starts_with('!') {
                continue;
            }
            let mut command = super::Arguments::command();
            for name in verb.split(' ') {
                let found = command.find_subcommand(name).cloned();
                command = found.unwrap_or_else(|| panic!("there is no {verb:?}"));
            }
            assert!(!command.has_subcommands(), "{verb:?} is no verb");
        }
    }
}
