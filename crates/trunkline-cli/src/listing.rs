//! Lists: how much of them is wanted, and how they are shown.

use clap::Args;
use trunkline::transport::Listing;
use trunkline::{ErrorKind, ListEndpoint};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::Show;

/// How much of a list is wanted.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct HowMany {
    /// At most this many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, conflicts_with = "all",
          value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,

    /// All of them, however many
    #[arg(long)]
    all: bool,
}

impl HowMany {
    /// How many, if not all.
    fn take(self) -> Option<u32> {
        (!self.all).then_some(self.limit)
    }

    /// How many to ask for at a time, if the carrier gives at most `max`.
    pub(crate) fn page(self, max: u32) -> u32 {
        self.take().map_or(max, |limit| limit.min(max))
    }
}

/// Shows a list: objects as they come, or a table at the end. An item that cannot be read is told, and hides no other.
pub(crate) async fn show<E, T>(
    context: &mut Context<'_>,
    listing: Listing<E>,
    how_many: HowMany,
    view: impl Fn(E::Item) -> T,
) -> Result<(), Failure>
where
    E: ListEndpoint + 'static,
    T: Show,
{
    let wanted = how_many
        .take()
        .map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut items = listing.take(wanted).items();
    let mut rows = Vec::new();
    let (mut shown, mut unreadable) = (0_usize, 0_usize);
    while shown < wanted {
        match items.try_next().await {
            Ok(None) => break,
            Ok(Some(item)) => {
                shown += 1;
                let row = view(item);
                if context.output.is_json() {
                    context.output.object(&row)?
                } else {
                    rows.push(row)
                }
            }
            Err(error) if error.kind() == ErrorKind::Decode => {
                unreadable += 1;
                context.output.warning(&error.to_string())?;
            }
            Err(error) => {
                print(context, &rows)?;
                return Err(error.into());
            }
        }
    }
    print(context, &rows)?;
    if unreadable > 0 {
        return Err(Failure::failed(format!(
            "{unreadable} of the items could not be read"
        )));
    }
    if shown == 0 {
        context.output.talk("nothing found")?;
    } else if shown == wanted && !context.output.is_json() {
        context
            .output
            .talk(&format!("the first {shown}; more with --limit N or --all"))?;
    }
    Ok(())
}

fn print<T: Show>(context: &mut Context<'_>, rows: &[T]) -> Result<(), Failure> {
    if rows.is_empty() {
        Ok(())
    } else {
        context.output.table(rows)
    }
}
