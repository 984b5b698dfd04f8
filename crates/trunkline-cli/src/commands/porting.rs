//! `trunkline porting`.

use clap::Subcommand;
use trunkline::PhoneNumber;
use trunkline::flowroute::porting::CheckPortability;

use crate::context::Context;
use crate::failure::Failure;
use crate::view::PortabilityView;

/// What can be done about porting.
#[derive(Debug, Subcommand)]
pub(crate) enum PortingCommand {
    /// Ask which numbers of other carriers can be brought over; changes nothing, costs nothing
    #[command(after_help = "Example:\n  trunkline porting check 14254664444 18827833439")]
    Check {
        /// The numbers, written in any way
        #[arg(required = true)]
        numbers: Vec<PhoneNumber>,
    },
}

/// Runs one of them.
pub(crate) async fn run(command: PortingCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    let PortingCommand::Check { numbers } = command;
    let answer = context
        .flowroute
        .porting()
        .check_portability(CheckPortability::new(numbers.iter().copied()))
        .await?;
    let row = |number: &PhoneNumber| PortabilityView {
        number: *number,
        portable: answer.of(*number),
    };
    let rows: Vec<_> = numbers.iter().map(row).collect();
    if context.output.is_json() {
        return rows.iter().try_for_each(|row| context.output.object(row));
    }
    context.output.table(&rows)
}
