//! Fetching page after page, or several at once.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{FuturesOrdered, StreamExt};
use trunkline_core::{Cursor, Error, ErrorKind, ListEndpoint, Page, Paging};

use crate::Client;

/// How many pages in a row may be empty. A list that says "more" for ever must end, too.
const MAX_EMPTY_PAGES: u32 = 100;

/// Where a stream begins.
pub(super) struct Start<E> {
    pub(super) client: Client,
    pub(super) endpoint: E,
    /// The cursor to begin at was not one of this list.
    pub(super) refused: Option<Error>,
    pub(super) read_ahead: usize,
    pub(super) at_most: Option<usize>,
}

/// A page and where it was.
pub(super) struct Fetched<T> {
    pub(super) page: Page<T>,
    pub(super) cursor: Cursor,
}

type Response<T> = Result<Page<T>, Error>;
type Fetching<T> = Pin<Box<dyn Future<Output = Response<T>> + Send>>;

/// Fetches the pages of a list in their order.
///
/// Only a page tells for sure whether there is a next one and where. Reading ahead, the pages behind it are fetched on the
/// assumption that it comes full, as the ones before did; what was fetched from a wrong place is thrown away.
pub(super) struct Fetcher<E: ListEndpoint> {
    client: Client,
    /// The request for the next page if nothing is under way; `None` behind the last page.
    next: Option<E>,
    /// The requests of the pages that are under way or have come, in their order.
    requests: VecDeque<E>,
    responses: VecDeque<Response<E::Item>>,
    in_flight: FuturesOrdered<Fetching<E::Item>>,
    /// Ends the list before its next page.
    refused: Option<Error>,
    /// Where a page could not be fetched, to take the list up again.
    failed_at: Option<Cursor>,
    read_ahead: usize,
    /// A full page has come, and there were more.
    may_guess: bool,
    /// How many items may still be fetched.
    wanted: Option<usize>,
    empty_pages: u32,
}

impl<E: ListEndpoint> Unpin for Fetcher<E> {}

impl<E: ListEndpoint> Fetcher<E> {
    pub(super) fn new(start: Start<E>) -> Self {
        let begins = start.refused.is_none() && start.at_most != Some(0);
        Self {
            client: start.client,
            next: begins.then_some(start.endpoint),
            requests: VecDeque::new(),
            responses: VecDeque::new(),
            in_flight: FuturesOrdered::new(),
            refused: start.refused,
            failed_at: None,
            read_ahead: start.read_ahead,
            may_guess: false,
            wanted: start.at_most,
            empty_pages: 0,
        }
    }

    /// Where the next page is that was not handed out yet.
    pub(super) fn cursor(&self) -> Option<Cursor> {
        let request = self.requests.front().or(self.next.as_ref());
        request
            .map(|request| request.paging().cursor())
            .or_else(|| self.failed_at.clone())
    }

    /// The next page, or the error that ends the list.
    pub(super) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Fetched<E::Item>, Error>>> {
        if let Some(error) = self.refused.take() {
            self.finish();
            return Poll::Ready(Some(Err(error)));
        }
        // One more than is kept ready afterwards, for the page that is handed out now.
        self.drive(cx, self.read_ahead + 1);
        let Some(response) = self.responses.pop_front() else {
            return match self.requests.is_empty() {
                true => Poll::Ready(None),
                false => Poll::Pending,
            };
        };
        let Some(request) = self.requests.pop_front() else {
            return Poll::Ready(None);
        };
        let fetched = response.map(|page| self.on_page(request.clone(), page));
        match &fetched {
            Ok(_) => self.drive(cx, self.read_ahead),
            Err(_) => {
                self.finish();
                self.failed_at = Some(request.paging().cursor());
            }
        }
        Poll::Ready(Some(fetched))
    }

    /// Fetches nothing more and forgets what has come.
    pub(super) fn finish(&mut self) {
        self.next = None;
        self.forget();
        self.refused = None;
    }

    fn forget(&mut self) {
        self.requests.clear();
        self.responses.clear();
        self.in_flight = FuturesOrdered::new();
    }

    /// Goes on with reading ahead, while there is something else to hand out.
    pub(super) fn poll_ahead(&mut self, cx: &mut Context<'_>) {
        self.drive(cx, self.read_ahead);
    }

    /// Has up to `pages` pages under way, and takes in what has come.
    fn drive(&mut self, cx: &mut Context<'_>, pages: usize) {
        while self.requests.len() < pages && self.refused.is_none() {
            let Some(request) = self.next.take().or_else(|| self.guess()) else {
                break;
            };
            let (client, endpoint) = (self.client.clone(), request.clone());
            self.in_flight
                .push_back(Box::pin(async move { client.send(endpoint).await }));
            self.requests.push_back(request);
        }
        while let Poll::Ready(Some(response)) = self.in_flight.poll_next_unpin(cx) {
            self.responses.push_back(response);
        }
    }

    /// The request behind the last one under way, if that page comes full.
    fn guess(&self) -> Option<E> {
        let last = self.requests.back().filter(|_| self.may_guess)?;
        let (paging, page_size) = last.paging().next_if_full()?;
        let coming = page_size.saturating_mul(self.requests.len());
        if self.wanted.is_some_and(|wanted| wanted <= coming) {
            return None;
        }
        let mut request = last.clone();
        *request.paging_mut() = paging;
        Some(request)
    }

    /// A page has come; finds out what comes behind it.
    fn on_page(&mut self, mut request: E, mut page: Page<E::Item>) -> Fetched<E::Item> {
        let cursor = request.paging().cursor();
        let more = request.paging_mut().advance(page.sent(), &page.links);
        let complete = self.count(&mut page);
        self.empty_pages = if page.sent() == 0 { self.empty_pages + 1 } else { 0 };
        if !more || complete {
            self.finish();
            return Fetched { page, cursor };
        }
        self.may_guess = page.sent() > 0;
        let next = request.paging().cursor();
        let guessed = self.requests.front().map(|request| request.paging().cursor());
        self.refused = self.runaway(&cursor, &next);
        if guessed.as_ref() != Some(&next) {
            self.forget();
            self.next = Some(request);
        }
        Fetched { page, cursor }
    }

    /// Whether `page`, cut to what is wanted, completes it.
    fn count(&mut self, page: &mut Page<E::Item>) -> bool {
        let Some(wanted) = &mut self.wanted else {
            return false;
        };
        page.items.truncate(*wanted);
        *wanted -= page.items.len();
        *wanted == 0
    }

    /// Whether the list never ends.
    fn runaway(&self, cursor: &Cursor, next: &Cursor) -> Option<Error> {
        let what = if cursor == next {
            format!("the list does not advance: the page behind {cursor} is itself")
        } else if self.empty_pages >= MAX_EMPTY_PAGES {
            format!("the list does not end: {MAX_EMPTY_PAGES} empty pages in a row, the next one at {next}")
        } else {
            return None;
        };
        Some(Error::new(&E::OPERATION, ErrorKind::Decode, what))
    }
}
