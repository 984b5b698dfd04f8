//! Fetching page after page, or several at once.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_util::stream::{FuturesOrdered, StreamExt};
use trunkline_core::{Arrived, Cursor, Error, ListEndpoint, Page, Paging, Walk};

use crate::Client;

/// Where a stream begins.
pub(super) struct Start<E: ListEndpoint> {
    pub(super) client: Client,
    /// The list, or why it cannot begin.
    pub(super) walk: Result<Walk<E>, Error>,
    pub(super) read_ahead: usize,
    pub(super) at_most: Option<usize>,
}

type Response<T> = Result<Page<T>, Error>;
type Fetching<T> = Pin<Box<dyn Future<Output = Response<T>> + Send>>;

/// Fetches the pages of a list in their order.
///
/// Only a page tells for sure whether there is a next one and where. Reading ahead, the pages behind it are fetched on the
/// assumption that it comes as full as the ones before; what was fetched from a wrong place is thrown away.
pub(super) struct Fetcher<E: ListEndpoint> {
    client: Client,
    walk: Option<Walk<E>>,
    /// The requests of the pages that are under way or have come, in their order. The first one is the walk's.
    requests: VecDeque<E>,
    responses: VecDeque<Response<E::Item>>,
    /// Polled through `&mut` alone; the lock, never taken, makes it `Sync`.
    in_flight: Mutex<FuturesOrdered<Fetching<E::Item>>>,
    /// Why the list cannot begin.
    refused: Option<Error>,
    /// Where it has ended before its end.
    ended_at: Option<Cursor>,
    read_ahead: usize,
    /// The last guess was right, or there was none yet.
    may_guess: bool,
    /// How many items may still be fetched.
    wanted: Option<usize>,
}

impl<E: ListEndpoint> Unpin for Fetcher<E> {}

impl<E: ListEndpoint> Fetcher<E> {
    pub(super) fn new(start: Start<E>) -> Self {
        let (walk, refused) = match start.walk {
            Ok(walk) => (Some(walk), None),
            Err(error) => (None, Some(error)),
        };
        let mut fetcher = Self {
            client: start.client,
            walk,
            requests: VecDeque::new(),
            responses: VecDeque::new(),
            in_flight: Mutex::default(),
            refused,
            ended_at: None,
            read_ahead: start.read_ahead,
            may_guess: true,
            wanted: start.at_most,
        };
        if fetcher.wanted == Some(0) && fetcher.refused.is_none() {
            fetcher.end_here();
        }
        fetcher
    }

    /// Where to go on behind what was handed out; `None` behind the last item.
    pub(super) fn cursor(&self) -> Option<Cursor> {
        let walk = self.walk.as_ref().and_then(Walk::cursor);
        walk.or(self.ended_at.as_ref()).cloned()
    }

    /// The next page, or the error that ends the list.
    pub(super) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Arrived<E::Item>, Error>>> {
        loop {
            // One more than is kept ready afterwards, for the page that is handed out now.
            if let Err(error) = self.drive(cx, self.read_ahead.saturating_add(1)) {
                self.end_here();
                return Poll::Ready(Some(Err(error)));
            }
            let Some(response) = self.responses.pop_front() else {
                return match self.requests.is_empty() {
                    true => Poll::Ready(None),
                    false => Poll::Pending,
                };
            };
            self.requests.pop_front();
            match response {
                Ok(page) => {
                    if let Some(arrived) = self.on_page(page) {
                        self.poll_ahead(cx);
                        return Poll::Ready(Some(Ok(arrived)));
                    }
                }
                Err(error) => {
                    self.end_here();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// Fetches nothing more, and keeps the place.
    fn end_here(&mut self) {
        self.ended_at = self.cursor();
        self.walk = None;
        self.forget();
    }

    fn forget(&mut self) {
        self.requests.clear();
        self.responses.clear();
        self.in_flight = Mutex::default();
    }

    /// Goes on with reading ahead, while there is something else to hand out. What keeps it from that is told in its turn.
    pub(super) fn poll_ahead(&mut self, cx: &mut Context<'_>) {
        if self.read_ahead > 0 && self.refused.is_none() {
            let _told_by_the_next_page = self.drive(cx, self.read_ahead);
        }
    }

    /// Has up to `pages` pages under way, and takes in what has come.
    fn drive(&mut self, cx: &mut Context<'_>, pages: usize) -> Result<(), Error> {
        if let Some(error) = self.refused.take() {
            return Err(error);
        }
        let in_flight = self.in_flight.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(walk) = &self.walk else {
            return Ok(());
        };
        while self.requests.len() < pages {
            let next = match self.requests.back() {
                None => walk.request()?.cloned(),
                Some(last) if self.may_guess && !is_enough(self.wanted, walk, self.requests.len()) => {
                    walk.guess(last)
                }
                Some(_) => None,
            };
            let Some(request) = next else { break };
            let (client, endpoint) = (self.client.clone(), request.clone());
            in_flight.push_back(Box::pin(async move { client.send(endpoint).await }));
            self.requests.push_back(request);
        }
        while let Poll::Ready(Some(response)) = in_flight.poll_next_unpin(cx) {
            self.responses.push_back(response);
        }
        Ok(())
    }

    /// A page has come; finds out what comes behind it. `None` if it is fetched again later.
    fn on_page(&mut self, page: Page<E::Item>) -> Option<Arrived<E::Item>> {
        let walk = self.walk.as_mut()?;
        let mut arrived = walk.take_in(page);
        let next = walk.request().ok().flatten();
        let guessed = self.requests.front().map(|request| request.paging().cursor());
        if guessed != next.map(|request| request.paging().cursor()) {
            self.may_guess = guessed.is_none();
            self.forget();
        } else {
            self.may_guess = true;
        }
        if let Some(arrived) = &mut arrived {
            self.count(arrived);
        }
        arrived
    }

    /// Cuts a page to what is wanted, and ends the list if it completes that.
    fn count(&mut self, arrived: &mut Arrived<E::Item>) {
        let Some(wanted) = &mut self.wanted else { return };
        let page = &mut arrived.page;
        let Some(last) = wanted
            .checked_sub(1)
            .and_then(|last| arrived.places.get(last).copied())
        else {
            *wanted -= page.items.len();
            return;
        };
        let is_cut = page.items.len() > *wanted || page.unreadable.iter().any(|item| item.index > last);
        page.items.truncate(*wanted);
        arrived.places.truncate(*wanted);
        page.unreadable.retain(|place| place < last);
        self.wanted = Some(0);
        self.end_here();
        if is_cut {
            self.ended_at = Some(arrived.cursor.clone().plus(last + 1));
        }
    }
}

/// Whether the pages that are under way bring all that is wanted.
fn is_enough<E: ListEndpoint>(wanted: Option<usize>, walk: &Walk<E>, under_way: usize) -> bool {
    let page_size = walk.page_size().and_then(|size| usize::try_from(size).ok());
    let coming = page_size.map(|size| size.saturating_mul(under_way));
    wanted
        .zip(coming)
        .is_some_and(|(wanted, coming)| wanted <= coming)
}
