//! The commands that talk to a carrier, one file per resource.

pub(crate) mod api;
pub(crate) mod callbacks;
pub(crate) mod cdrs;
pub(crate) mod cnam;
pub(crate) mod doctor;
pub(crate) mod e911;
pub(crate) mod emulator;
pub(crate) mod fleet;
mod follow;
pub(crate) mod listen;
pub(crate) mod login;
pub(crate) mod messages;
pub(crate) mod numbers;
pub(crate) mod port;
pub(crate) mod profiles;
pub(crate) mod routes;
pub(crate) mod shell;
pub(crate) mod tropo;
pub(crate) mod v1;
pub(crate) mod whoami;

use crate::arguments::Command;
use crate::context::Context;
use crate::failure::Failure;

/// Runs a command that needs a client.
pub(crate) async fn run(command: Command, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        Command::Numbers(command) => numbers::run(command, context).await,
        Command::Routes(command) => routes::run(command, context).await,
        Command::E911(command) => e911::run(command, context).await,
        Command::Cnam(command) => cnam::run(command, context).await,
        Command::Messages(command) => messages::run(command, context).await,
        Command::Callbacks(command) => callbacks::run(command, context).await,
        Command::Port(command) => port::run(command, context).await,
        Command::Cdrs(command) => cdrs::run(command, context).await,
        // These need no client of Flowroute's v2 and have been run before.
        Command::Demo(_)
        | Command::Emulator(_)
        | Command::Fleet(_)
        | Command::Login(_)
        | Command::Profiles(_)
        | Command::Whoami
        | Command::Doctor
        | Command::Listen(_)
        | Command::V1(_)
        | Command::Tropo(_)
        | Command::Api(_)
        | Command::Completions(_)
        | Command::Man(_) => Ok(()),
    }
}
