//! Lists: one page, a stream of pages, a stream of items.

mod fetch;
mod items;
mod pages;

pub use items::Items;
pub use pages::Pages;

use trunkline_core::{Cursor, Error, ListEndpoint, LookUp, Match, Page, Paging, Walk, find_in};

use crate::{CallOptions, Client};
use fetch::Start;

/// A list that can be read as one [`page`](Self::page), as [`pages`](Self::pages), or as [`items`](Self::items). Nothing is
/// sent before one of them is asked for.
///
/// The carrier's links are never followed; the place of the next page is computed ([`Paging`] has the rules). Lists are not
/// snapshots: what is written while one reads shifts the rest. An item that is there all the time comes exactly once, or the
/// list ends with an error of [`ErrorKind::Incomplete`](trunkline_core::ErrorKind::Incomplete); where that cannot be told,
/// [`Paging`] says so.
#[derive(Clone, Debug)]
#[must_use = "a list does nothing until a page or an item is asked for"]
pub struct Listing<E> {
    client: Client,
    endpoint: E,
    resume: Option<Cursor>,
    read_ahead: usize,
    at_most: Option<usize>,
    max_pages: usize,
}

impl<E: ListEndpoint> Listing<E> {
    /// How many pages are read at most, unless [`max_pages`](Self::max_pages) says otherwise: 10,000.
    pub const MAX_PAGES: usize = Walk::<E>::MAX_PAGES;

    pub(crate) fn new(client: Client, endpoint: E) -> Self {
        Self {
            client,
            endpoint,
            resume: None,
            read_ahead: 0,
            at_most: None,
            max_pages: Self::MAX_PAGES,
        }
    }

    /// Begins at `cursor` and not at the beginning. A cursor that is not one of this list is refused by the first page.
    pub fn resume(mut self, cursor: impl Into<Cursor>) -> Self {
        self.resume = Some(cursor.into());
        self
    }

    /// Fetches up to `pages` pages before they are asked for, at the same time; off by default. Once a page was full, the ones
    /// behind it are asked for on the assumption that they are as full; a page from a wrong place is thrown away and fetched
    /// again, so that nothing is lost. At the end of the list up to `pages` requests are in vain.
    pub fn read_ahead(mut self, pages: usize) -> Self {
        self.read_ahead = pages;
        self
    }

    /// Ends after `items` items. No page is fetched once they are there.
    pub fn take(mut self, items: usize) -> Self {
        self.at_most = Some(items);
        self
    }

    /// Reads at most `pages` pages, [`MAX_PAGES`](Self::MAX_PAGES) unless said otherwise; if there is more, the list ends with
    /// an error of [`ErrorKind::Incomplete`](trunkline_core::ErrorKind::Incomplete). A carrier that says "more" for ever must
    /// not be read for ever.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }

    /// With other options for each of its calls.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.client = self.client.with_options(options);
        self
    }

    /// Where the list begins.
    pub fn cursor(&self) -> Cursor {
        self.resume
            .clone()
            .unwrap_or_else(|| self.endpoint.paging().cursor())
    }

    /// One page, with as many items as the request says, and no more than [`at_most`](Self::take).
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn page(&self) -> Result<Page<E::Item>, Error> {
        let mut endpoint = self.endpoint.clone();
        let (skip, at) = self.cursor().split();
        if self.resume.is_some() {
            let moved = endpoint.paging_mut().go_to(&at);
            moved.map_err(|e| Error::invalid(&E::OPERATION, e))?;
        }
        let mut page = self.client.send(&endpoint).await?;
        if !endpoint.paging_mut().advance(page.sent(), &page.links) && page.links.next.is_some() {
            return Err(Walk::<E>::no_way_on());
        }
        page.skip(skip);
        if let Some(most) = self.at_most {
            page.items.truncate(most);
        }
        Ok(page)
    }
}

impl<E: ListEndpoint> Listing<E> {
    /// All pages, fetched as they are asked for, as long as the contract allows unless the request says how long.
    pub fn pages(self) -> Pages<E> {
        Pages::new(self.start())
    }

    /// All items of all pages.
    pub fn items(self) -> Items<E> {
        Items::new(self.start())
    }

    /// The first item for which `matches` says so, in any of the pages. Stops reading there.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn find(
        self,
        matches: impl Fn(&E::Item) -> Match + Send + Sync,
    ) -> Result<LookUp<E::Item>, Error> {
        let Start { client, walk, .. } = self.start();
        find_in(&client, walk?, matches).await
    }

    fn start(self) -> Start<E> {
        let mut walk = Walk::new(self.endpoint).max_pages(self.max_pages);
        let resumed = match &self.resume {
            Some(cursor) => walk.resume(cursor),
            None => Ok(()),
        };
        Start {
            client: self.client,
            walk: resumed.map(|()| walk),
            read_ahead: self.read_ahead,
            at_most: self.at_most,
        }
    }
}
