//! A stream of items.

use std::iter::Peekable;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use trunkline_core::{Cursor, Error, ErrorKind, ListEndpoint, Unreadable};

use super::dedup::RecentItems;
use super::fetch::{Fetched, Fetcher, Start};

/// The items of a list, page after page, in the carrier's order.
///
/// * An item that cannot be read is an error of [`ErrorKind::Decode`] in its place and does not end the stream.
/// * An item that was on this page or one of the two before is dropped: a write has moved it.
/// * An error of a call ends the stream.
///
/// A [`Stream`], and [`try_next`](Self::try_next) for those who use none. A wait that is dropped loses nothing.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<E: ListEndpoint> {
    fetcher: Fetcher<E>,
    current: Option<Current<E::Item>>,
    recent: RecentItems<E::Key>,
    /// How many items may still be handed out.
    wanted: Option<usize>,
}

/// The page whose items are being handed out.
struct Current<T> {
    cursor: Cursor,
    items: std::vec::IntoIter<T>,
    unreadable: Peekable<std::vec::IntoIter<Unreadable>>,
    index: usize,
}

impl<T> Current<T> {
    fn new(fetched: Fetched<T>) -> Self {
        let Fetched { page, cursor } = fetched;
        let unreadable = page.unreadable.into_iter().peekable();
        Self {
            cursor,
            items: page.items.into_iter(),
            unreadable,
            index: 0,
        }
    }

    fn next(&mut self) -> Option<Result<T, Unreadable>> {
        let due = self
            .unreadable
            .next_if(|u| u.index <= self.index || self.items.as_slice().is_empty());
        self.index += 1;
        match due {
            Some(unreadable) => Some(Err(unreadable)),
            None => self.items.next().map(Ok),
        }
    }
}

impl<E: ListEndpoint> Items<E> {
    pub(super) fn new(mut start: Start<E>) -> Self {
        // Doubles are dropped here, so only here it is known how many items there are.
        let wanted = start.at_most.take();
        let mut fetcher = Fetcher::new(start);
        if wanted == Some(0) {
            fetcher.finish();
        }
        Self {
            fetcher,
            current: None,
            recent: RecentItems::new(),
            wanted,
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

    /// Where the page is that the next item comes from; `None` behind the last one. A list that is taken up there again
    /// repeats the items of that page.
    pub fn cursor(&self) -> Option<Cursor> {
        match &self.current {
            Some(current) => Some(current.cursor.clone()),
            None => self.fetcher.cursor(),
        }
    }

    /// The next item of the page at hand that was not there before.
    fn at_hand(&mut self) -> Option<Result<E::Item, Error>> {
        let current = self.current.as_mut()?;
        loop {
            match current.next() {
                Some(Ok(item)) => {
                    if E::key(&item).is_none_or(|key| self.recent.insert(key)) {
                        return Some(Ok(item));
                    }
                }
                Some(Err(unreadable)) => return Some(Err(reason::<E>(&unreadable, &current.cursor))),
                None => break,
            }
        }
        self.current = None;
        None
    }

    /// Ends the stream once all that was wanted is handed out.
    fn count(&mut self) {
        let Some(wanted) = &mut self.wanted else { return };
        *wanted = wanted.saturating_sub(1);
        if *wanted == 0 {
            self.current = None;
            self.fetcher.finish();
        }
    }
}

fn reason<E: ListEndpoint>(unreadable: &Unreadable, cursor: &Cursor) -> Error {
    let what = format!(
        "item {} of the page at {cursor} cannot be read: {}",
        unreadable.index, unreadable.reason
    );
    Error::new(&E::OPERATION, ErrorKind::Decode, what)
}

impl<E: ListEndpoint> Unpin for Items<E> {}

impl<E: ListEndpoint> Stream for Items<E> {
    type Item = Result<E::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.at_hand() {
                if item.is_ok() {
                    this.count();
                }
                this.fetcher.poll_ahead(cx);
                return Poll::Ready(Some(item));
            }
            match ready!(this.fetcher.poll_page(cx)) {
                Some(Ok(fetched)) => {
                    this.recent.next_page();
                    this.current = Some(Current::new(fetched));
                }
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
