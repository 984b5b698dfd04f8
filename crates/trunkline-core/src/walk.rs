//! Reading a list page after page: what to ask for next, and what of a page is new.

use std::collections::HashSet;

use crate::{Cursor, Error, ErrorKind, Links, ListEndpoint, Page, Paging};

/// How many pages in a row may bring nothing new. A list that says "more" for ever must end, too.
const MAX_IDLE_PAGES: usize = 25;

const NO_WAY_ON: &str = "the carrier has a next page of the list, and no call asks for it";

/// A list that is read page after page, without I/O: it says what to ask for next and takes in what came. The rules are those
/// of [`Paging`].
///
/// It knows every item that came, by its [`key`](ListEndpoint::key), and drops it from later pages. So it keeps one key for
/// each item.
#[derive(Debug)]
pub struct Walk<E: ListEndpoint> {
    at: Place<E>,
    /// What keeps it from going on, although the list has not ended.
    stuck: Option<String>,
    seen: HashSet<E::Key>,
    /// How many items of the first page are known already.
    skip: usize,
    /// The page to come must have an item that was there before.
    is_linked: bool,
    /// The item at which the walk began; `None` if items are not counted.
    origin: Option<u64>,
    /// How far it went back last time.
    stepped_back: u64,
    /// How many items a page has, if that is less than what was asked for.
    page_size: Option<u64>,
    /// The last page was as long as the one before, or as asked for, so the next one may be as well.
    is_regular: bool,
    pages: usize,
    max_pages: usize,
    idle_pages: usize,
}

/// The request for the next page, and where the list is taken up again if nothing more comes of it.
#[derive(Debug)]
struct Place<E> {
    request: Option<E>,
    cursor: Option<Cursor>,
}

/// A page that was taken in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Arrived<T> {
    /// What is new of it.
    pub page: Page<T>,
    /// Where each of its items stood on the page as it came.
    pub places: Vec<usize>,
    /// The place of the page as it came.
    pub cursor: Cursor,
}

impl<E: ListEndpoint> Walk<E> {
    /// How many pages are read at most, unless [`max_pages`](Self::max_pages) says otherwise.
    pub const MAX_PAGES: usize = 10_000;

    /// A walk from the place of `endpoint`, with pages as long as the contract allows unless it says how long.
    pub fn new(mut endpoint: E) -> Self {
        endpoint.paging_mut().prefer_full_pages();
        let mut walk = Self {
            at: Place {
                request: None,
                cursor: None,
            },
            stuck: None,
            seen: HashSet::new(),
            skip: 0,
            is_linked: false,
            origin: None,
            stepped_back: 0,
            page_size: None,
            is_regular: false,
            pages: 0,
            max_pages: Self::MAX_PAGES,
            idle_pages: 0,
        };
        walk.begin_at(endpoint);
        walk
    }

    fn begin_at(&mut self, request: E) {
        self.origin = request.paging().window().map(|window| window.start);
        self.at = Place {
            cursor: Some(request.paging().cursor().plus(self.skip)),
            request: Some(request),
        };
    }

    /// Begins at `cursor`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] if it is not one of this list.
    pub fn resume(&mut self, cursor: &Cursor) -> Result<(), Error> {
        if let Some(mut request) = self.at.request.take() {
            let (skip, page) = cursor.split();
            let moved = request.paging_mut().go_to(&page);
            moved.map_err(|wrong| Error::invalid(&E::OPERATION, wrong))?;
            self.skip = skip;
            self.begin_at(request);
        }
        Ok(())
    }

    /// Reads at most `pages` pages.
    #[must_use]
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }

    /// The request for the next page; `None` if the list has ended.
    ///
    /// # Errors
    /// [`ErrorKind::Incomplete`] if it has not ended and cannot be read on.
    pub fn request(&self) -> Result<Option<&E>, Error> {
        if let Some(why) = &self.stuck {
            return Err(incomplete::<E>(why));
        }
        if self.at.request.is_some() && self.pages >= self.max_pages {
            return Err(incomplete::<E>(&format!(
                "the list does not end after {} pages",
                self.pages
            )));
        }
        Ok(self.at.request.as_ref())
    }

    /// Why a list ends that the carrier says has a next page, and that cannot be asked for it.
    pub fn no_way_on() -> Error {
        incomplete::<E>(NO_WAY_ON)
    }

    /// Where to take the list up again behind what has come; `None` if it has ended.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.at.cursor.as_ref()
    }

    /// The request behind `request`, if that page comes as full as the last one. To be asked for beforehand; it may be wrong.
    pub fn guess(&self, request: &E) -> Option<E> {
        let window = request.paging().window().filter(|_| self.is_regular)?;
        let coming = self.page_size.unwrap_or(u64::MAX).min(window.end - window.start);
        let mut next = request.clone();
        let is_linked = move_behind(next.paging_mut(), request.paging(), coming, true);
        is_linked.then_some(next)
    }

    /// How many items a page brings, as far as can be told.
    pub fn page_size(&self) -> Option<u64> {
        let window = self.at.request.as_ref()?.paging().window()?;
        Some(self.page_size.unwrap_or(u64::MAX).min(window.end - window.start))
    }

    /// Takes in the page that [`request`](Self::request) was answered with. `None` if it tells that the walk has to go back:
    /// then the request for the next page is another one, and this page comes again.
    pub fn take_in(&mut self, page: Page<E::Item>) -> Option<Arrived<E::Item>> {
        let request = self.at.request.take()?;
        self.pages += 1;
        if self.is_torn_off(&request, &page) {
            self.go_back(request);
            return None;
        }
        self.stepped_back = 0;
        let cursor = request.paging().cursor();
        let (sent, links) = (page.sent(), page.links.clone());
        let ends_with_key = ends_with_key::<E>(&page);
        let arrived = self.keep_new(page, cursor);
        self.go_on(request, sent, &links, ends_with_key, !arrived.page.is_empty());
        self.skip = 0;
        Some(arrived)
    }

    /// Whether there may be something between the items that came before and this page.
    fn is_torn_off(&self, request: &E, page: &Page<E::Item>) -> bool {
        let begins_the_list = request.paging().window().is_some_and(|window| window.start == 0);
        let is_known = |item| E::key(item).is_some_and(|key| self.seen.contains(&key));
        self.is_linked && !begins_the_list && !page.iter().any(is_known)
    }

    /// Items were removed, so those behind them have moved up: goes back, each time twice as far.
    fn go_back(&mut self, mut request: E) {
        let (Some(window), Some(origin)) = (request.paging().window(), self.origin) else {
            return;
        };
        self.stepped_back = (self.stepped_back * 2).max(window.end - window.start);
        let to = window.start.saturating_sub(self.stepped_back).max(origin);
        request.paging_mut().seek(to);
        let moved = request.paging().window().unwrap_or_default();
        if moved.start < origin || moved.start >= window.start {
            self.stuck =
                Some("items were removed while the list was read, and others moved up unseen".to_owned());
            return;
        }
        self.at.request = Some(request);
    }

    /// Drops what is known from a page.
    fn keep_new(&mut self, mut page: Page<E::Item>, cursor: Cursor) -> Arrived<E::Item> {
        let seen = &mut self.seen;
        let places = page.retain(self.skip, |item| E::key(item).is_none_or(|key| seen.insert(key)));
        Arrived { page, places, cursor }
    }

    /// Moves to the next page, or to the end.
    fn go_on(&mut self, mut request: E, sent: usize, links: &Links, ends_with_key: bool, brought_news: bool) {
        let before = request.paging().clone();
        if !request.paging_mut().advance(sent, links) {
            self.at.cursor = None;
            if links.next.is_some() {
                self.stuck = Some(NO_WAY_ON.to_owned());
            }
            return;
        }
        let sent = sent as u64;
        let asked = request.paging().window().map(|window| window.end - window.start);
        let is_short = asked.is_some_and(|asked| sent < asked);
        self.is_regular = sent > 0 && (!is_short || self.page_size == Some(sent));
        self.page_size = is_short.then_some(sent);
        // A short page without news is one of a carrier that counts what it hides: its own step leads on.
        self.is_linked = sent > 0
            && (brought_news || self.is_regular)
            && move_behind(request.paging_mut(), &before, sent, ends_with_key);
        let cursor = request.paging().cursor();
        let overlap = overlap(&before, request.paging(), sent);
        self.idle_pages = if brought_news { 0 } else { self.idle_pages + 1 };
        if cursor == before.cursor() {
            self.stuck = Some(format!(
                "the list does not advance: the page behind {cursor} is itself"
            ));
        } else if self.idle_pages >= MAX_IDLE_PAGES {
            let pages = self.idle_pages;
            self.stuck = Some(format!(
                "the list does not end: {pages} pages in a row brought nothing new, the next one at {cursor}"
            ));
        }
        self.at = Place {
            cursor: Some(cursor.plus(overlap)),
            request: Some(request),
        };
    }
}

fn incomplete<E: ListEndpoint>(what: &str) -> Error {
    let hint = "what was read may not be all of the list";
    Error::new(&E::OPERATION, ErrorKind::Incomplete, what).with_hint(hint)
}

/// Moves `paging`, which the carrier's own step has moved already, behind `sent` items of the page at `before`. Whether both
/// pages have an item in common.
fn move_behind<P: Paging>(paging: &mut P, before: &P, sent: u64, has_key: bool) -> bool {
    let Some(start) = before.window().map(|window| window.start) else {
        return false;
    };
    let (step, behind) = (paging.clone(), start.saturating_add(sent));
    let leads_on = |paging: &P| {
        let is_other = paging.cursor() != before.cursor();
        is_other && paging.window().is_some_and(|window| window.end > behind)
    };
    if has_key {
        paging.seek(behind.saturating_sub(1));
        if leads_on(paging) {
            return true;
        }
    }
    paging.seek(behind);
    if !leads_on(paging) {
        *paging = step;
    }
    false
}

/// How many items the page at `next` has in common with the one of `sent` items at `before`.
fn overlap<P: Paging>(before: &P, next: &P, sent: u64) -> usize {
    let (Some(before), Some(next)) = (before.window(), next.window()) else {
        return 0;
    };
    usize::try_from(before.start.saturating_add(sent).saturating_sub(next.start)).unwrap_or(usize::MAX)
}

/// Whether the next page can be known by the last item of this one.
fn ends_with_key<E: ListEndpoint>(page: &Page<E::Item>) -> bool {
    let last_is_readable = page.unreadable.count() == page.unreadable.len()
        && page
            .unreadable
            .last()
            .is_none_or(|last| last.index + 1 < page.sent());
    last_is_readable && page.items.last().is_some_and(|item| E::key(item).is_some())
}
