//! `GET users/[{id}/]partitions/production/platforms/sms/whitelist` (docs/contracts/tropo.md §2.8, W1).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient};

use super::collection;
use crate::response::{many, whole_list};
use crate::users::UserId;
use crate::{Href, TROPO};

/// Lists the numbers on a whitelist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListWhitelist {
    user: Option<UserId>,
}

impl ListWhitelist {
    /// That of the user who calls.
    pub fn new() -> Self {
        Self::default()
    }

    /// That of this user instead.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }
}

/// A number on a whitelist.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct WhitelistEntry {
    /// The number's digits.
    pub value: Box<str>,
    /// The link; its partition is not to be relied on.
    pub href: Option<Href>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    value: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    href: Option<Href>,
}

impl TryFrom<Wire> for WhitelistEntry {
    type Error = &'static str;

    fn try_from(Wire { value, href }: Wire) -> Result<Self, Self::Error> {
        let linked = || href.as_ref().and_then(Href::last).map(Into::into);
        Ok(Self {
            value: value.or_else(linked).ok_or("neither value nor href")?,
            href,
        })
    }
}

whole_list!(ListWhitelist, WhitelistEntry);

impl Endpoint for ListWhitelist {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.whitelist.list");
    const METHOD: Method = Method::GET;
    type Output = Page<WhitelistEntry>;

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        self.user.as_ref().map(|user| format!("of user {user}"))
    }
}
