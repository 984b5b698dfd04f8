//! `trunkline numbers update`.

use clap::{ArgGroup, Args};
use trunkline::PhoneNumber;
use trunkline::flowroute::numbers::UpdateNumber;

use crate::bulk::{self, Numbers};
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::values;

/// Options of `numbers update`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("change").args(["alias", "cnam_lookups", "messaging"]).required(true).multiple(true)))]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    numbers: Numbers,

    #[command(flatten)]
    changes: Changes,
}

/// What changes.
#[derive(Clone, Debug, Args)]
#[group(skip)]
struct Changes {
    /// Alias, at most 64 characters; an empty one removes it
    #[arg(long)]
    alias: Option<String>,

    /// Look up the names of callers for inbound calls (billed per call)
    #[arg(long, value_name = "on|off", value_parser = values::switch)]
    cnam_lookups: Option<bool>,

    /// Enable or disable SMS and MMS
    #[arg(long, value_name = "on|off", value_parser = values::switch)]
    messaging: Option<bool>,
}

/// Changes numbers. Taking messages away asks first.
pub(super) async fn run(args: UpdateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let numbers = args.numbers.read()?;
    let changes = args.changes;
    if changes.messaging == Some(false) {
        confirm_silence(&numbers, context).await?;
    }
    bulk::each(&numbers, context, async |number, context| {
        update(number, &changes, context).await
    })
    .await
}

async fn confirm_silence(numbers: &[PhoneNumber], context: &mut Context<'_>) -> Result<(), Failure> {
    let what = match numbers {
        [number] => {
            let owned = context.flowroute.numbers().get(*number).await.or_dry_run()?;
            let alias = owned.and_then(|owned| owned.alias);
            match alias.filter(|alias| !alias.is_empty()) {
                Some(alias) => format!("{} ({alias})", number.international()),
                None => number.international(),
            }
        }
        several => format!("{} numbers", several.len()),
    };
    context
        .output
        .note(&format!("{what} can then neither send nor receive SMS and MMS"))?;
    context.confirm(&format!("Turn messaging off for {what}?")).await
}

async fn update(number: PhoneNumber, changes: &Changes, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut request = UpdateNumber::new(number);
    if let Some(alias) = &changes.alias {
        request = request.alias(alias);
    }
    if let Some(enabled) = changes.cnam_lookups {
        request = request.cnam_lookups(enabled);
    }
    if let Some(enabled) = changes.messaging {
        request = request.messaging(enabled);
    }
    let deed = Deed::new(number.to_string(), "changed").check(format!(
        "check with: trunkline numbers show {number}; trying again is safe"
    ));
    let updated = context.write(deed, request).await?;
    context.output.record(&updated)?;
    if updated.messaging_failed {
        return Err(
            Failure::partial("changed, but the carrier could not arrange messaging")
                .hint("repeat the command: changing a number twice is safe"),
        );
    }
    if changes
        .messaging
        .is_some_and(|wanted| updated.details.messaging_enabled != Some(wanted))
    {
        context.output.note(&format!(
            "the carrier changes messaging in the background; check with: trunkline numbers show {number}"
        ))?;
    }
    Ok(())
}
