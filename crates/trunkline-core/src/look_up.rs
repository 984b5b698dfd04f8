//! Looking up what became of a call whose reply was lost.

use serde::Serialize;

use crate::{Endpoint, Error, ListEndpoint, Walk};

/// How it is known that a call was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum ConfirmedBy {
    /// The carrier's reply to this very call.
    Reply,
    /// Found after a lost reply. It may have been so before the call, or be the work of another process of yours: a number
    /// that is on the account may have been there before, or have been bought by somebody else on the same account.
    LookUp,
}

/// What the carrier's records say about a call whose reply was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LookUp<T> {
    /// It was done; this is its result.
    Found(T),
    /// It was not done, as far as reading can tell. That becomes proof only when it lasts longer than the carrier's settlement
    /// window.
    NotFound,
    /// Something else stands where the result would be: a route of this name that leads elsewhere. As
    /// [`NotFound`](Self::NotFound), but the error is then a [`Conflict`](crate::ErrorKind::Conflict) with this text.
    Conflict(String),
    /// The records settle nothing, however long that lasts; why, and what to do.
    Inconclusive(String),
    /// No read settles the outcome of such a call.
    Unsupported,
}

impl<T> LookUp<T> {
    /// [`Found`](Self::Found) or [`NotFound`](Self::NotFound).
    pub fn from_option(found: Option<T>) -> Self {
        found.map_or(Self::NotFound, Self::Found)
    }

    /// Converts what was found.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> LookUp<U> {
        match self {
            Self::Found(found) => LookUp::Found(convert(found)),
            Self::NotFound => LookUp::NotFound,
            Self::Conflict(text) => LookUp::Conflict(text),
            Self::Inconclusive(text) => LookUp::Inconclusive(text),
            Self::Unsupported => LookUp::Unsupported,
        }
    }
}

/// Whether an item of a list is the one that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there is no fourth answer")]
pub enum Match {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It stands in the place of the one that is looked for, and says something else.
    Conflict(String),
}

impl From<bool> for Match {
    fn from(is_it: bool) -> Self {
        if is_it { Self::Yes } else { Self::No }
    }
}

/// How many pages a search reads at most to settle an outcome, within the deadline of the call.
const MAX_PAGES: usize = 1000;

/// Sends reads. A client is one; [`Endpoint::look_up`] gets one that stays within the deadline of the call.
pub trait Reader: Sync {
    /// Sends a read.
    fn send<E: Endpoint>(&self, endpoint: E) -> impl Future<Output = Result<E::Output, Error>> + Send;

    /// Whether a [`LookUp::NotFound`] would be taken as proof now. What costs a further read can wait until then.
    fn is_last(&self) -> bool {
        true
    }

    /// As [`send`](Self::send), but `None` if there is no such thing.
    fn get<E: Endpoint>(&self, endpoint: E) -> impl Future<Output = Result<Option<E::Output>, Error>> + Send {
        async {
            match self.send(endpoint).await {
                Ok(found) => Ok(Some(found)),
                Err(error) if error.is_not_found() => Ok(None),
                Err(error) => Err(error),
            }
        }
    }

    /// [`find_in`] the first 1000 pages of a list.
    fn find<L: ListEndpoint>(
        &self,
        list: L,
        matches: impl Fn(&L::Item) -> Match + Send + Sync,
    ) -> impl Future<Output = Result<LookUp<L::Item>, Error>> + Send {
        find_in(self, Walk::new(list).max_pages(MAX_PAGES), matches)
    }
}

/// Reads a list, page after page, until an item is the one that is looked for. An item that cannot be read might have been it;
/// so might one that is missing from a list which is not known to be complete.
///
/// # Errors
/// If the carrier cannot be asked.
pub async fn find_in<L: ListEndpoint>(
    reader: &(impl Reader + ?Sized),
    mut walk: Walk<L>,
    matches: impl Fn(&L::Item) -> Match + Send + Sync,
) -> Result<LookUp<L::Item>, Error> {
    let mut otherwise = LookUp::NotFound;
    loop {
        let request = match walk.request() {
            Ok(Some(request)) => request.clone(),
            Ok(None) => return Ok(otherwise),
            Err(incomplete) => return Ok(LookUp::Inconclusive(incomplete.summary().to_string())),
        };
        let Some(arrived) = walk.take_in(reader.send(request).await?) else {
            continue;
        };
        if let Some(unreadable) = arrived.page.unreadable.first() {
            let reason = &unreadable.reason;
            otherwise = LookUp::Inconclusive(format!("a record in the list cannot be read: {reason}"));
        }
        for item in arrived.page.items {
            match matches(&item) {
                Match::Yes => return Ok(LookUp::Found(item)),
                Match::No => {}
                Match::Conflict(text) => otherwise = LookUp::Conflict(text),
            }
        }
    }
}

/// Looks up the purchase of a number: `owned` reads it from the account and says whether it is the number, `offers` lists it if
/// it is for sale. Absent from the account *and* still for sale is what a purchase that was not made looks like.
///
/// # Errors
/// If the carrier cannot be asked.
pub async fn look_up_purchase<G, S, R>(
    reader: &R,
    owned: G,
    is_owned: impl Fn(&G::Output) -> bool + Send + Sync,
    offers: S,
    is_offered: impl Fn(&S::Item) -> bool + Send + Sync,
) -> Result<LookUp<G::Output>, Error>
where
    G: Endpoint,
    S: ListEndpoint,
    R: Reader,
{
    match reader.get(owned).await? {
        Some(number) if is_owned(&number) => return Ok(LookUp::Found(number)),
        Some(_) => {
            let what = "the carrier's answer is not the record of the number asked for";
            return Ok(LookUp::Inconclusive(what.to_owned()));
        }
        None if !reader.is_last() => return Ok(LookUp::NotFound),
        None => {}
    }
    Ok(match reader.find(offers, |offer| Match::from(is_offered(offer))).await? {
        LookUp::Found(_) => LookUp::NotFound,
        _ => LookUp::Inconclusive(
            "it is not on the account and not for sale: somebody else may have bought it, or the account may not show it yet"
                .to_owned(),
        ),
    })
}
