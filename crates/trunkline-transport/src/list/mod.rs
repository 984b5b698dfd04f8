//! Lists: one page, a stream of pages, a stream of items.

mod fetch;
mod items;
mod pages;
mod window;

pub use items::Items;
pub use pages::Pages;

use trunkline_core::{Cursor, Error, ListEndpoint, Page};

use crate::{CallOptions, Client};
use fetch::Start;

/// A list that can be read as one [`page`](Self::page), as [`pages`](Self::pages), or as [`items`](Self::items). Nothing is
/// sent before one of them is asked for.
///
/// The carrier's links are never followed; the place of the next page is computed. Lists are not snapshots: what is written
/// while one reads can shift the rest.
#[derive(Clone, Debug)]
#[must_use = "a list does nothing until a page or an item is asked for"]
pub struct Listing<E> {
    client: Client,
    endpoint: E,
    resume: Option<Cursor>,
    read_ahead: usize,
    at_most: Option<usize>,
}

impl<E: ListEndpoint> Listing<E> {
    pub(crate) fn new(client: Client, endpoint: E) -> Self {
        Self {
            client,
            endpoint,
            resume: None,
            read_ahead: 0,
            at_most: None,
        }
    }

    /// Begins at `cursor` and not at the beginning. A cursor that is not one of this list is refused by the first page.
    pub fn resume(mut self, cursor: impl Into<Cursor>) -> Self {
        self.resume = Some(cursor.into());
        self
    }

    /// Fetches up to `pages` pages before they are asked for; off by default. They are fetched one after the other, while
    /// the caller works on those it has, and nothing is fetched while nobody waits for the stream.
    pub fn read_ahead(mut self, pages: usize) -> Self {
        self.read_ahead = pages;
        self
    }

    /// Ends after `items` items. No page is fetched once they are there.
    pub fn take(mut self, items: usize) -> Self {
        self.at_most = Some(items);
        self
    }

    /// With other options for each of its calls.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.client = self.client.with_options(options);
        self
    }

    /// Where the list begins.
    pub fn cursor(&self) -> Cursor {
        self.resume.clone().unwrap_or_else(|| self.endpoint.cursor())
    }

    /// One page, with as many items as the request says, and no more than [`at_most`](Self::take).
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn page(&self) -> Result<Page<E::Item>, Error> {
        let mut endpoint = self.endpoint.clone();
        if let Some(cursor) = &self.resume {
            endpoint
                .go_to(cursor)
                .map_err(|e| Error::invalid(&E::OPERATION, e))?;
        }
        let mut page = self.client.send(&endpoint).await?;
        if let Some(most) = self.at_most {
            page.items.truncate(most);
        }
        Ok(page)
    }
}

impl<E: ListEndpoint + 'static> Listing<E> {
    /// All pages, fetched as they are asked for, as long as the contract allows unless the request says how long.
    pub fn pages(self) -> Pages<E> {
        Pages::new(self.start())
    }

    /// All items of all pages.
    pub fn items(self) -> Items<E> {
        Items::new(self.start())
    }

    fn start(self) -> Start<E> {
        let mut endpoint = self.endpoint;
        endpoint.prefer_full_pages();
        let refused = self.resume.and_then(|cursor| endpoint.go_to(&cursor).err());
        Start {
            client: self.client,
            endpoint,
            refused: refused.map(|e| Error::invalid(&E::OPERATION, e)),
            read_ahead: self.read_ahead,
            at_most: self.at_most,
        }
    }
}
