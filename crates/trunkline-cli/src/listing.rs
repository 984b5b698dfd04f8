//! Shows lists, and the options that say how much of them.

use clap::Args;
use trunkline::transport::Listing;
use trunkline::{ErrorKind, ListEndpoint};

use crate::context::Context;
use crate::failure::Failure;
use crate::fields::Show;

/// How much of a list to show.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct HowMany {
    /// Maximum number of results
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, conflicts_with = "all",
          value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,

    /// Show all results
    #[arg(long)]
    all: bool,
}

impl HowMany {
    fn limit(self) -> Option<u32> {
        (!self.all).then_some(self.limit)
    }

    /// The page size to request, if the carrier allows at most `max`.
    pub(crate) fn page_size(self, max: u32) -> u32 {
        self.limit().map_or(max, |limit| limit.min(max))
    }
}

/// Shows a list: JSON objects as they arrive, or a table at the end. Items that cannot be read are reported; the others are
/// still shown.
pub(crate) async fn show<E>(
    context: &mut Context<'_>,
    listing: Listing<E>,
    how_many: HowMany,
) -> Result<(), Failure>
where
    E: ListEndpoint,
    E::Item: Show,
{
    let limit = how_many
        .limit()
        .map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut items = listing.take(limit).items();
    let mut rows = Vec::new();
    let (mut shown, mut unreadable) = (0_usize, 0_usize);
    while shown < limit {
        match items.try_next().await {
            Ok(None) => break,
            Ok(Some(item)) => {
                shown += 1;
                if context.output.is_json() {
                    context.output.object(&item)?;
                } else {
                    rows.push(item);
                }
            }
            Err(error) if error.kind() == ErrorKind::Decode => {
                unreadable += 1;
                context.output.warning(&error.to_string())?;
            }
            Err(error) => {
                context.output.records(&rows)?;
                return Err(error.into());
            }
        }
    }
    context.output.records(&rows)?;
    if unreadable > 0 {
        return Err(Failure::failed(format!(
            "could not read all results ({unreadable} skipped)"
        )));
    }
    if shown == 0 {
        context.output.note("no results")?;
    } else if shown == limit && !context.output.is_json() {
        context.output.note(&format!(
            "showing the first {shown}; use --limit or --all for more"
        ))?;
    }
    Ok(())
}
