//! Fetching page after page.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use trunkline_core::{Cursor, Error, ErrorKind, ListEndpoint, Page, fingerprint};

use super::window::Trail;
use crate::Client;

/// How many pages in a row may be empty. A list that says "more" for ever must end, too.
const EMPTY_PAGES: u32 = 100;

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

type Fetching<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send>>;

/// Fetches the pages of a list in their order: one at a time, since only a page tells whether there is a next one, and up to
/// `read_ahead` before they are asked for.
pub(super) struct Fetcher<E: ListEndpoint> {
    client: Client,
    /// The request for the next page, in flight or not; `None` behind the last page.
    next: Option<E>,
    flight: Option<Fetching<E::Item>>,
    ready: VecDeque<Fetched<E::Item>>,
    /// The last word, after the pages that are ready.
    failed: Option<Error>,
    /// The last word was said.
    over: bool,
    read_ahead: usize,
    /// How many items may still be fetched.
    wanted: Option<usize>,
    trail: Trail,
    empty_pages: u32,
}

impl<E: ListEndpoint> Unpin for Fetcher<E> {}

impl<E: ListEndpoint + 'static> Fetcher<E> {
    pub(super) fn new(start: Start<E>) -> Self {
        let mut trail = Trail::new();
        trail.step(fingerprint(start.endpoint.cursor().as_str()));
        let begins = start.refused.is_none() && start.at_most != Some(0);
        Self {
            client: start.client,
            next: begins.then_some(start.endpoint),
            flight: None,
            ready: VecDeque::new(),
            failed: start.refused,
            over: false,
            read_ahead: start.read_ahead,
            wanted: start.at_most,
            trail,
            empty_pages: 0,
        }
    }

    /// Where the next page is that was not handed out yet.
    pub(super) fn cursor(&self) -> Option<Cursor> {
        match self.ready.front() {
            Some(fetched) => Some(fetched.cursor.clone()),
            None => self.next.as_ref().map(E::cursor),
        }
    }

    /// The next page, or the error that ends the list.
    pub(super) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Fetched<E::Item>, Error>>> {
        // One more than is kept ready afterwards, for the page that is handed out now.
        self.drive(cx, self.read_ahead + 1);
        if let Some(fetched) = self.ready.pop_front() {
            return Poll::Ready(Some(Ok(fetched)));
        }
        match self.failed.take() {
            Some(error) => {
                self.over = true;
                Poll::Ready(Some(Err(error)))
            }
            None if self.flight.is_some() => Poll::Pending,
            None => Poll::Ready(None),
        }
    }

    /// Fetches nothing more and forgets what is ready.
    pub(super) fn finish(&mut self) {
        self.next = None;
        self.flight = None;
        self.ready.clear();
        self.failed = None;
    }

    /// Goes on with reading ahead, while there is something else to hand out.
    pub(super) fn poll_ahead(&mut self, cx: &mut Context<'_>) {
        self.drive(cx, self.read_ahead);
    }

    fn drive(&mut self, cx: &mut Context<'_>, keep: usize) {
        while self.failed.is_none() && !self.over {
            if self.flight.is_none() && self.ready.len() < keep {
                self.flight = self.take_off();
            }
            let Some(flight) = &mut self.flight else { return };
            let Poll::Ready(result) = flight.as_mut().poll(cx) else {
                return;
            };
            self.flight = None;
            match result {
                Ok(page) => self.land(page),
                // The request stays, so that the cursor says where to take the list up again.
                Err(error) => self.failed = Some(error),
            }
        }
    }

    fn take_off(&self) -> Option<Fetching<E::Item>> {
        let endpoint = self.next.clone()?;
        let client = self.client.clone();
        Some(Box::pin(async move { client.send(&endpoint).await }))
    }

    fn land(&mut self, mut page: Page<E::Item>) {
        let Some(mut endpoint) = self.next.take() else {
            return;
        };
        let cursor = endpoint.cursor();
        let more = endpoint.advance(&page);
        let enough = self.count(&mut page);
        self.empty_pages = if page.sent() == 0 { self.empty_pages + 1 } else { 0 };
        self.ready.push_back(Fetched { page, cursor });
        if !more || enough {
            return;
        }
        self.failed = self.astray(&endpoint);
        if self.failed.is_none() {
            self.next = Some(endpoint);
        }
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

    /// Whether the list leads nowhere.
    fn astray(&mut self, endpoint: &E) -> Option<Error> {
        let cursor = endpoint.cursor();
        let what = if !self.trail.step(fingerprint(cursor.as_str())) {
            format!("the list goes in circles: the page at {cursor} was there before")
        } else if self.empty_pages >= EMPTY_PAGES {
            format!("the list does not end: {EMPTY_PAGES} empty pages in a row, the next one at {cursor}")
        } else {
            return None;
        };
        Some(Error::new(&E::OPERATION, ErrorKind::Decode, what))
    }
}
