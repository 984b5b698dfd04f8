//! `trunkline numbers release`.

use serde_json::json;
use trunkline::flowroute::numbers::Release;
use trunkline::{ConfirmedBy, PhoneNumber};

use crate::bulk;
use crate::context::Context;
use crate::deeds::Deed;
use crate::failure::{Failure, OrDryRun};
use crate::fields::attachments;

/// Shows what goes with the numbers, asks once, and releases them.
pub(super) async fn run(numbers: Vec<PhoneNumber>, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut ours = Vec::new();
    let looked_up = bulk::each(&numbers, context, async |number, context| {
        let owned = match context.flowroute.numbers().find(number).await.or_dry_run()? {
            Some(Some(owned)) => owned,
            Some(None) => return gone(number, context),
            None => {
                ours.push(number);
                return Ok(());
            }
        };
        let shown = number.international();
        let with_it = match attachments(&owned) {
            none if none.is_empty() => String::new(),
            parts => format!(", and with it: {parts}"),
        };
        context
            .output
            .note(&format!("{shown}   returns to the carrier{with_it}"))?;
        ours.push(number);
        Ok(())
    })
    .await;
    looked_up?;
    let question = match ours.as_slice() {
        [] => return Ok(()),
        [number] => format!("Release {}? This cannot be undone.", number.international()),
        several => format!("Release these {} numbers? This cannot be undone.", several.len()),
    };
    context.confirm(&question).await?;
    bulk::each(&ours, context, release).await
}

async fn release(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    let deed = Deed::new(number.to_string(), "released")
        .check(format!("check with: trunkline numbers show {number}"));
    let confirmed_by = context.write(deed, Release::new(number)).await?;
    let done = match confirmed_by {
        ConfirmedBy::Reply => format!("released {}", number.international()),
        ConfirmedBy::LookUp => format!(
            "the reply was lost; {} is no longer on the account",
            number.international()
        ),
    };
    context.output.result(
        &json!({ "number": number, "released": true, "confirmed_by": confirmed_by }),
        &done,
    )
}

fn gone(number: PhoneNumber, context: &mut Context<'_>) -> Result<(), Failure> {
    let text = format!(
        "{} is not on this account; nothing to release",
        number.international()
    );
    context
        .output
        .result(&json!({ "number": number, "released": false }), &text)
}
