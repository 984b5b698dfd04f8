//! An invitation (docs/contracts/tropo.md §3.7).

use serde::Deserialize;
use trunkline_core::{Money, Path, lenient, string_id};

use crate::Href;
use crate::applications::Partition;
use crate::rules::subject;
use crate::users::UserId;

string_id! {
    /// The code of an invitation, which people type in.
    pub struct InvitationCode;
}

/// An invitation. Lists may tell nothing but its link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct Invitation {
    /// The code.
    pub code: InvitationCode,
    /// The link.
    pub href: Option<Href>,
    /// How many sign-ups are left.
    pub count: Option<u32>,
    /// What a new user's balance starts with.
    pub credit: Option<Money>,
    /// The user it belongs to, as a link. Those of the service belong to nobody.
    pub owner: Option<Href>,
    /// Where it is valid.
    pub partition: Option<Partition>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    code: Option<InvitationCode>,
    #[serde(default, deserialize_with = "lenient::text")]
    href: Option<Href>,
    #[serde(default, deserialize_with = "lenient::u32")]
    count: Option<u32>,
    #[serde(default, deserialize_with = "lenient::optional")]
    credit: Option<Money>,
    #[serde(default, deserialize_with = "lenient::text")]
    owner: Option<Href>,
    #[serde(default, deserialize_with = "lenient::text")]
    partition: Option<Partition>,
}

impl TryFrom<Wire> for Invitation {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let linked = || wire.href.as_ref().and_then(Href::id);
        Ok(Self {
            code: wire.code.clone().or_else(linked).ok_or("neither code nor href")?,
            href: wire.href,
            count: wire.count,
            credit: wire.credit,
            owner: wire.owner,
            partition: wire.partition,
        })
    }
}

/// `invitations` or `users/{user}/invitations`.
pub(crate) fn collection(user: Option<&UserId>, path: &mut Path) {
    if let Some(user) = user {
        path.push("users").push(user);
    }
    path.push("invitations");
}

/// `ABC456`, or `ABC456 of user 12345`.
pub(crate) fn named(code: &str, user: Option<&UserId>) -> Option<String> {
    match user {
        Some(user) => subject(&format!("{code} of user {user}")),
        None => subject(code),
    }
}
