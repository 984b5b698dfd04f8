//! `trunkline porting`: whether numbers can be ported in.

use clap::Subcommand;
use trunkline::PhoneNumber;
use trunkline::flowroute::porting::CheckPortability;

use crate::context::Context;
use crate::failure::Failure;
use crate::fields::PortabilityOf;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum PortingCommand {
    /// Check whether numbers can be ported in from another carrier (free)
    #[command(after_help = "Example:\n  trunkline porting check 14254664444 18827833439")]
    Check {
        /// Phone numbers, in any common format
        #[arg(required = true)]
        numbers: Vec<PhoneNumber>,
    },
}

/// Runs a subcommand.
pub(crate) async fn run(command: PortingCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    let PortingCommand::Check { numbers } = command;
    let answer = context
        .flowroute
        .porting()
        .check_portability(CheckPortability::new(numbers.as_slice()))
        .await?;
    let portability = |number: &PhoneNumber| PortabilityOf {
        number: *number,
        portable: answer.of(*number),
    };
    let records: Vec<_> = numbers.iter().map(portability).collect();
    context.output.records(&records)
}
