//! A stream of items.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;
use trunkline_core::{Arrived, Cursor, Error, ErrorKind, ListEndpoint, Unreadable};

use super::fetch::{Fetcher, Start};

/// The items of a list, page after page, in the carrier's order.
///
/// * Each item comes once, also if a write moves it to another page.
/// * An item that cannot be read is an error of [`ErrorKind::Decode`] in its place and does not end the stream. Of each page
///   the first [`KEPT`](trunkline_core::UnreadableItems::KEPT) come like this, and the others as one such error at its end.
/// * An error of a call ends the stream, and so does [`ErrorKind::Incomplete`]: there is more, and it cannot be had.
///   [`cursor`](Self::cursor) says where to take the list up again.
///
/// A [`Stream`], and [`try_next`](Self::try_next) for those who use none. A wait that is dropped loses nothing.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<E: ListEndpoint> {
    fetcher: Fetcher<E>,
    current: Option<Current<E::Item>>,
}

/// The page whose items are being handed out.
struct Current<T> {
    cursor: Cursor,
    items: IntoIter<T>,
    /// Where each of them stood.
    places: IntoIter<usize>,
    unreadable: IntoIter<Unreadable>,
    /// How many more could not be read, without details.
    more: usize,
}

impl<T> Current<T> {
    fn new(arrived: Arrived<T>) -> Self {
        let Arrived {
            page, places, cursor, ..
        } = arrived;
        Self {
            cursor,
            more: page.unreadable.count() - page.unreadable.len(),
            items: page.items.into_iter(),
            places: places.into_iter(),
            unreadable: page.unreadable.into_iter(),
        }
    }

    /// Where the next one stood on the page, and whether it can be read.
    fn place(&self) -> Option<(usize, bool)> {
        let item = self.places.as_slice().first().map(|place| (*place, true));
        let unreadable = self.unreadable.as_slice().first().map(|item| (item.index, false));
        item.into_iter().chain(unreadable).min()
    }

    /// The next item, or what cannot be read.
    fn next(&mut self) -> Option<Result<T, String>> {
        match self.place() {
            Some((_, true)) => {
                self.places.next();
                self.items.next().map(Ok)
            }
            Some((place, false)) => {
                let Unreadable { reason, .. } = self.unreadable.next()?;
                let page = &self.cursor;
                Some(Err(format!(
                    "item {place} of the page at {page} cannot be read: {reason}"
                )))
            }
            None if self.more > 0 => {
                let more = std::mem::take(&mut self.more);
                let page = &self.cursor;
                Some(Err(format!(
                    "{more} more items of the page at {page} cannot be read"
                )))
            }
            None => None,
        }
    }
}

impl<E: ListEndpoint> Items<E> {
    pub(super) fn new(start: Start<E>) -> Self {
        Self {
            fetcher: Fetcher::new(start),
            current: None,
        }
    }

    /// The next item, or `None` behind the last one.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] for an item that cannot be read; the next call goes on behind it. Otherwise as
    /// [`Client::send`](crate::Client::send): then there is nothing more.
    pub async fn try_next(&mut self) -> Result<Option<E::Item>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
            .await
            .transpose()
    }

    /// Where the next item is, readable or not; `None` behind the last one. With [`Listing::resume`](crate::Listing::resume)
    /// the list is taken up again right there. What [`Cursor`] promises holds.
    pub fn cursor(&self) -> Option<Cursor> {
        let current = self.current.as_ref();
        current
            .and_then(|current| Some(current.cursor.clone().plus(current.place()?.0)))
            .or_else(|| self.fetcher.cursor())
    }
}

impl<E: ListEndpoint> Unpin for Items<E> {}

impl<E: ListEndpoint> Stream for Items<E> {
    type Item = Result<E::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.current.as_mut().and_then(Current::next) {
                this.fetcher.poll_ahead(cx);
                let unreadable = |what| Error::new(&E::OPERATION, ErrorKind::Decode, what);
                return Poll::Ready(Some(item.map_err(unreadable)));
            }
            this.current = None;
            match ready!(this.fetcher.poll_page(cx)) {
                Some(Ok(arrived)) => this.current = Some(Current::new(arrived)),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<E: ListEndpoint> std::fmt::Debug for Items<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items")
            .field("operation", &E::OPERATION.name)
            .finish_non_exhaustive()
    }
}
