//! What is attached to numbers: asked for by the hundred, for lists and for `numbers show` of several.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use trunkline::flowroute::cnam::{Cnam, CnamId, ListCnams};
use trunkline::flowroute::e911::{E911, E911Id, ListE911};
use trunkline::flowroute::numbers::{GetNumbers, ListNumbers, OwnedNumber, Relationships};
use trunkline::flowroute::routes::{ListRoutes, Route, RouteId};
use trunkline::flowroute::{Flowroute, Related};
use trunkline::transport::Listing;
use trunkline::{Error, ErrorKind, ListEndpoint, PhoneNumber};

use crate::context::Context;
use crate::failure::Failure;
use crate::fields::{Detailed, Show};
use crate::listing::{self, HowMany};

/// How many numbers are asked about at once; the carrier tells no limit.
const AT_ONCE: usize = 100;

/// Shows one number as a record, several as a table.
pub(super) async fn show(numbers: Vec<PhoneNumber>, context: &mut Context<'_>) -> Result<(), Failure> {
    if let [number] = numbers.as_slice() {
        let owned = context.flowroute.numbers().get(*number).await?;
        return context.output.record(&owned);
    }
    let mut names = Names::default();
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for numbers in numbers.chunks(AT_ONCE) {
        let mut details = details(numbers, context).await?;
        names.add(details.values_mut(), &context.flowroute).await?;
        for number in numbers {
            match details.remove(number) {
                Some(owned) => rows.push(Detailed(owned)),
                None => missing.push(number),
            }
        }
    }
    context.output.records(&rows)?;
    for number in &missing {
        let text = format!("{number} is not on this account");
        let failure = Failure::failed(text)
            .kind("not_found")
            .hint("list yours with: trunkline numbers list");
        context.output.failure(&failure);
    }
    match missing.len() {
        0 => Ok(()),
        several => {
            Err(Failure::failed(format!("{several} of {} not found", numbers.len())).kind("not_found"))
        }
    }
}

/// Lists numbers with what is attached to them, as far as the carrier tells.
pub(super) async fn list(
    listing: Listing<ListNumbers>,
    how_many: HowMany,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let (mut rows, mut is_told) = (Vec::new(), true);
    let end = listing::walk(
        context,
        listing,
        how_many,
        |_| true,
        async |mut page, context| {
            if is_told && let Err(failure) = fill_in(&mut page, context).await {
                is_told = false;
                let reason = failure.message().map_or("", |message| message.text.as_str());
                let text = format!("what is attached to the numbers is not shown: {reason}");
                context.output.warning(&text)?;
            }
            show_or_keep(page, &mut rows, context)
        },
    );
    let end = end.await;
    context.output.records(&rows)?;
    end?.report(context)
}

/// Lists numbers with the names of what is attached to them in the columns.
pub(super) async fn list_in_detail(
    listing: Listing<ListNumbers>,
    how_many: HowMany,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let (mut rows, mut names) = (Vec::new(), Names::default());
    let end = listing::walk(
        context,
        listing,
        how_many,
        |_| true,
        async |mut page, context| {
            fill_in(&mut page, context).await?;
            names.add(page.iter_mut(), &context.flowroute).await?;
            show_or_keep(page.into_iter().map(Detailed), &mut rows, context)
        },
    );
    let end = end.await;
    context.output.records(&rows)?;
    end?.report(context)
}

/// JSON is written at once, and not kept for a table.
fn show_or_keep<T: Show>(
    page: impl IntoIterator<Item = T>,
    rows: &mut Vec<T>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    if !context.output.is_json() {
        rows.extend(page);
        return Ok(());
    }
    page.into_iter().try_for_each(|item| context.output.record(&item))
}

/// Adds what lists do not tell.
async fn fill_in(page: &mut [OwnedNumber], context: &Context<'_>) -> Result<(), Failure> {
    for numbers in page.chunks_mut(AT_ONCE) {
        let wanted: Vec<PhoneNumber> = numbers.iter().map(|owned| owned.number).collect();
        let mut details = details(&wanted, context).await?;
        for owned in numbers {
            if let Some(full) = details.remove(&owned.number) {
                owned.relationships = full.relationships;
                owned.messaging_enabled = full.messaging_enabled.or(owned.messaging_enabled);
            }
        }
    }
    Ok(())
}

async fn details(
    numbers: &[PhoneNumber],
    context: &Context<'_>,
) -> Result<HashMap<PhoneNumber, OwnedNumber>, Failure> {
    let page = context
        .flowroute
        .numbers()
        .details(GetNumbers::new(numbers))
        .await?;
    Ok(page.into_iter().map(|owned| (owned.number, owned)).collect())
}

/// The records of what is attached, which many numbers share: read from lists, as far as they are needed.
#[derive(Default)]
struct Names {
    routes: HashMap<RouteId, Route>,
    addresses: HashMap<E911Id, E911>,
    caller_names: HashMap<CnamId, Cnam>,
}

impl Names {
    /// Adds the records to the IDs.
    async fn add<'a>(
        &mut self,
        numbers: impl Iterator<Item = &'a mut OwnedNumber>,
        flowroute: &Flowroute,
    ) -> Result<(), Failure> {
        let mut attached: Vec<&mut Relationships> = numbers
            .filter_map(|owned| owned.relationships.as_deref_mut())
            .collect();
        let routes = attached
            .iter()
            .flat_map(|to| [&to.primary_route, &to.failover_route]);
        let routes = missing(routes, &self.routes);
        read(
            &mut self.routes,
            routes,
            flowroute.routes().list(ListRoutes::new().limit(200)),
            |route| &route.id,
        )
        .await?;
        let addresses = missing(attached.iter().map(|to| &to.e911_address), &self.addresses);
        read(
            &mut self.addresses,
            addresses,
            flowroute.e911().list(ListE911::new().limit(200)),
            |address| &address.id,
        )
        .await?;
        let caller_names = missing(attached.iter().map(|to| &to.cnam_preset), &self.caller_names);
        read(
            &mut self.caller_names,
            caller_names,
            flowroute.cnam().list(ListCnams::new().limit(200)),
            |name| &name.id,
        )
        .await?;
        for to in &mut attached {
            name(&mut to.primary_route, &self.routes);
            name(&mut to.failover_route, &self.routes);
            name(&mut to.e911_address, &self.addresses);
            name(&mut to.cnam_preset, &self.caller_names);
        }
        Ok(())
    }
}

/// The IDs whose records are not known yet.
fn missing<'a, I: Clone + Eq + Hash + 'a, T: 'a>(
    related: impl Iterator<Item = &'a Option<Related<I, T>>>,
    known: &HashMap<I, T>,
) -> HashSet<I> {
    let ids = related.flatten().map(|related| &related.id);
    ids.filter(|id| !known.contains_key(*id)).cloned().collect()
}

/// Reads a list until all that is wanted has been found.
async fn read<I: Clone + Eq + Hash, E: ListEndpoint>(
    known: &mut HashMap<I, E::Item>,
    mut wanted: HashSet<I>,
    list: Listing<E>,
    id: fn(&E::Item) -> &I,
) -> Result<(), Error> {
    let mut items = list.items();
    while !wanted.is_empty() {
        match items.try_next().await {
            Ok(Some(item)) => {
                if let Some(id) = wanted.take(id(&item)) {
                    known.insert(id, item);
                }
            }
            Ok(None) => return Ok(()),
            // Its ID is shown without a name.
            Err(error) if error.kind() == ErrorKind::Decode => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn name<I: Eq + Hash, T: Clone>(related: &mut Option<Related<I, T>>, known: &HashMap<I, T>) {
    if let Some(related) = related
        && related.record.is_none()
    {
        related.record = known.get(&related.id).cloned();
    }
}
