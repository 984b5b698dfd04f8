//! Shows lists, and the options that say how much of them.

use clap::Args;
use trunkline::transport::Listing;
use trunkline::{ListEndpoint, UnreadableItems};

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

/// The items that could not be read: how many, and why the first of them could not.
#[derive(Debug, Default)]
pub(crate) struct Skipped {
    count: usize,
    reasons: Vec<String>,
}

impl Skipped {
    /// How many reasons are told.
    const TOLD: usize = 3;

    /// Adds those of a page.
    pub(crate) fn add(&mut self, unreadable: &UnreadableItems) {
        self.count += unreadable.count();
        let room = Self::TOLD.saturating_sub(self.reasons.len());
        let reasons = unreadable.iter().take(room).map(|item| item.reason.to_string());
        self.reasons.extend(reasons);
    }

    /// Warns of them, in one line.
    pub(crate) fn warn(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        let Self { count, reasons } = self;
        let more = if *count > reasons.len() { "; and so on" } else { "" };
        let reasons = reasons.join("; ");
        match count {
            0 => Ok(()),
            1 => context
                .output
                .warning(&format!("1 result cannot be read: {reasons}")),
            _ => context
                .output
                .warning(&format!("{count} results cannot be read: {reasons}{more}")),
        }
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
    let mut pages = listing.take(limit).pages();
    let (mut rows, mut shown, mut skipped) = (Vec::new(), 0, Skipped::default());
    let end = loop {
        match pages.next_page().await {
            Ok(None) => break Ok(()),
            Ok(Some(page)) => {
                shown += page.len();
                skipped.add(&page.unreadable);
                if context.output.is_json() {
                    context.output.records(&page.items)?;
                } else {
                    rows.extend(page);
                }
            }
            Err(error) => break Err(error),
        }
    };
    context.output.records(&rows)?;
    skipped.warn(context)?;
    end?;
    if skipped.count > 0 {
        return Err(Failure::failed(format!(
            "could not read all results ({} skipped)",
            skipped.count
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
