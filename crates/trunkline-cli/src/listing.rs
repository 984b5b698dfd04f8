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
    /// The most items to show, unless all are wanted.
    pub(crate) fn most(self) -> Option<usize> {
        self.limit().and_then(|limit| usize::try_from(limit).ok())
    }

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
    show_some(context, listing, how_many, |_| true).await
}

/// As [`show`], but only the items that pass. The limit counts what is shown.
pub(crate) async fn show_some<E>(
    context: &mut Context<'_>,
    listing: Listing<E>,
    how_many: HowMany,
    passes: impl Fn(&E::Item) -> bool,
) -> Result<(), Failure>
where
    E: ListEndpoint,
    E::Item: Show,
{
    let (items, end) = collect(context, listing, how_many, passes).await;
    context.output.records(&items)?;
    end?.report(context)
}

/// The items of a list, or those that were read before it failed. JSON is written at once and is not collected.
async fn collect<E>(
    context: &mut Context<'_>,
    listing: Listing<E>,
    how_many: HowMany,
    passes: impl Fn(&E::Item) -> bool,
) -> (Vec<E::Item>, Result<End, Failure>)
where
    E: ListEndpoint,
    E::Item: Show,
{
    let mut rows = Vec::new();
    let end = walk(context, listing, how_many, passes, async |page, context| {
        if context.output.is_json() {
            return page.iter().try_for_each(|item| context.output.record(item));
        }
        rows.extend(page);
        Ok(())
    });
    let end = end.await;
    (rows, end)
}

/// How far a list was read.
pub(crate) struct End {
    shown: usize,
    limit: usize,
    unreadable: usize,
}

impl End {
    /// Says whether there may be more.
    pub(crate) fn report(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        let Self {
            shown,
            limit,
            unreadable,
        } = *self;
        if unreadable > 0 {
            return Err(Failure::failed(format!(
                "could not read all results ({unreadable} skipped)"
            )));
        }
        if shown == 0 {
            return context.output.note("no results; fewer filters find more");
        }
        if shown == limit {
            let note = format!("showing the first {shown}; use --limit or --all for more");
            return context.output.note(&note);
        }
        Ok(())
    }
}

/// Hands the items of a list over, page by page.
pub(crate) async fn walk<'a, E: ListEndpoint>(
    context: &mut Context<'a>,
    listing: Listing<E>,
    how_many: HowMany,
    passes: impl Fn(&E::Item) -> bool,
    mut each: impl AsyncFnMut(Vec<E::Item>, &mut Context<'a>) -> Result<(), Failure>,
) -> Result<End, Failure> {
    let limit = how_many
        .limit()
        .map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut pages = listing.pages();
    let (mut shown, mut skipped) = (0, Skipped::default());
    while shown < limit {
        let Some(page) = pages.next_page().await? else {
            break;
        };
        skipped.add(&page.unreadable);
        let items = page.items.into_iter().filter(&passes).take(limit - shown);
        let items: Vec<E::Item> = items.collect();
        shown += items.len();
        each(items, context).await?;
    }
    skipped.warn(context)?;
    Ok(End {
        shown,
        limit,
        unreadable: skipped.count,
    })
}
