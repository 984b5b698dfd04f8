//! A stream of pages.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use trunkline_core::{Cursor, Error, ListEndpoint, Page};

use super::fetch::{Fetcher, Start};

/// The pages of a list. Each item comes once, also if a write moves it to another page, so a page may be shorter than the
/// carrier sent it. An empty page does not end the stream; an error does.
///
/// A [`Stream`], and [`next_page`](Self::next_page) for those who use none. A wait that is dropped loses nothing: the next one
/// goes on with the same call.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<E: ListEndpoint> {
    fetcher: Fetcher<E>,
}

impl<E: ListEndpoint> Pages<E> {
    pub(super) fn new(start: Start<E>) -> Self {
        Self {
            fetcher: Fetcher::new(start),
        }
    }

    /// The next page, or `None` behind the last one.
    ///
    /// # Errors
    /// As [`Client::send`](crate::Client::send), and [`ErrorKind::Incomplete`](trunkline_core::ErrorKind::Incomplete) if
    /// there is more and it cannot be had. There is nothing behind an error, but [`cursor`](Self::cursor) says where to take
    /// the list up again.
    pub async fn next_page(&mut self) -> Result<Option<Page<E::Item>>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
            .await
            .transpose()
    }

    /// Where the next page is; `None` behind the last one. With [`Listing::resume`](crate::Listing::resume) the list is
    /// taken up there again, after a crash or tomorrow.
    pub fn cursor(&self) -> Option<Cursor> {
        self.fetcher.cursor()
    }
}

impl<E: ListEndpoint> Stream for Pages<E> {
    type Item = Result<Page<E::Item>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.get_mut().fetcher.poll_page(cx);
        next.map(|next| next.map(|arrived| arrived.map(|arrived| arrived.page)))
    }
}

impl<E: ListEndpoint> std::fmt::Debug for Pages<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &E::OPERATION.name)
            .finish_non_exhaustive()
    }
}
