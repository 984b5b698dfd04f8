//! `trunkline numbers show`, and `numbers list --details`: what is attached to numbers.

use trunkline::PhoneNumber;
use trunkline::flowroute::numbers::{ListNumbers, OwnedNumber};
use trunkline::transport::Listing;

use crate::bulk;
use crate::context::Context;
use crate::failure::Failure;
use crate::fields::Detailed;
use crate::listing::{self, HowMany};

/// Shows one number as a record, several as a table.
pub(super) async fn show(numbers: Vec<PhoneNumber>, context: &mut Context<'_>) -> Result<(), Failure> {
    if let [number] = numbers.as_slice() {
        let owned = context.flowroute.numbers().get(*number).await?;
        return context.output.record(&owned);
    }
    rows(&numbers, context).await
}

/// Lists numbers, and asks for the details of each.
pub(super) async fn list(
    listing: Listing<ListNumbers>,
    how_many: HowMany,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut numbers = Vec::new();
    let mut note = |owned: OwnedNumber, _: &mut Context<'_>| {
        numbers.push(owned.number);
        Ok(())
    };
    let end = listing::walk(context, listing, how_many, |_| true, &mut note).await?;
    rows(&numbers, context).await?;
    end.report(context)
}

async fn rows(numbers: &[PhoneNumber], context: &mut Context<'_>) -> Result<(), Failure> {
    let mut rows = Vec::new();
    let end = bulk::each(numbers, context, async |number, context| {
        let owned = Detailed(context.flowroute.numbers().get(number).await?);
        if context.output.is_json() {
            return context.output.record(&owned);
        }
        rows.push(owned);
        Ok(())
    })
    .await;
    context.output.records(&rows)?;
    end
}
