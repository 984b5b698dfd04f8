//! Creating an invitation (docs/contracts/tropo.md §2.7, I3).

use serde::Serialize;
use trunkline_core::ConfirmedBy;

use super::invitation::Scope;
use super::{GetInvitation, Invitation, InvitationCode};
use crate::amount::Number;
use crate::applications::Partition;
use crate::carrier::is_taken;
use crate::prelude::*;
use crate::rules::not_negative;
use crate::users::UserId;

endpoint! {
    /// Creates an invitation. With a code of your own a lost reply can be looked up; without one it cannot.
    #[derive(Default)]
    pub struct CreateInvitation {}
    optional {
        /// Its code. By default the carrier makes one up: six letters and digits.
        code(impl Into<InvitationCode>): InvitationCode,
        /// How many users can sign up with it.
        count(u32): u32,
        /// What a new user's balance starts with.
        credit(Money): Money,
        /// Where it is valid.
        partition(impl Into<Partition>): Partition,
        /// The link of the user it belongs to.
        owner(impl Into<Href>): Href,
    }
    optional in scope: Scope {
        /// It shall be this user's.
        of_user(impl Into<UserId>),
    }

    // Without a code of its own, a second request makes a second invitation, with credit that costs.
    OPERATION = Operation::once(&TROPO, "tropo.v1.invitations.create", "created").refine(code_taken);
    POST "{scope}/invitations" -> CreatedInvitation:
        |response| created(response).map(|(code, href)| CreatedInvitation { code, href, confirmed_by: ConfirmedBy::Reply });

    fn subject(&self) -> Option<String> {
        let code = self.code.as_ref().map_or("without code", InvitationCode::as_str);
        Some(format!("{code}{}", self.scope))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(match &self.code {
            Some(code) => format!("check invitations.get {code}: if it is there, it is created"),
            None => "compare invitations.list with what it was before".to_owned(),
        })
    }

    fn body(&self) -> Body {
        JsonObject::new()
            .with_some("code", self.code.as_ref())
            .with_some("count", self.count)
            .with_some("credit", self.credit.map(Number))
            .with_some("partition", self.partition.as_ref())
            .with_some("owner", self.owner.as_ref())
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        self.code.iter().try_for_each(|code| required("code", code.as_str()))?;
        not_negative("credit", self.credit)
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<CreatedInvitation>> {
        let Some(code) = &self.code else {
            return Ok(LookUp::Unsupported);
        };
        let get = GetInvitation { scope: self.scope.clone(), ..GetInvitation::new(code) };
        Ok(reader.get(get).await?.map_or(LookUp::NotFound, |found| self.made(found)))
    }
}

/// An invitation that was just created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CreatedInvitation {
    /// Its code.
    pub code: InvitationCode,
    /// Its link.
    pub href: Href,
    /// How it is known. [`ConfirmedBy::LookUp`]: found after a lost reply; it may have been there before, or be the work of
    /// another process of yours.
    pub confirmed_by: ConfirmedBy,
}

impl CreateInvitation {
    /// One with this code.
    pub fn with_code(code: impl Into<InvitationCode>) -> Self {
        Self::new().code(code)
    }

    /// The result, if `found` is the one that this request makes: equal in all that was asked for.
    fn made(&self, found: Invitation) -> LookUp<CreatedInvitation> {
        let same = [
            same(Some(&found.code), self.code.as_ref()),
            same(found.count.as_ref(), self.count.as_ref()),
            same(found.credit.as_ref(), self.credit.as_ref()),
            same(found.partition.as_ref(), self.partition.as_ref()),
        ];
        let fewer = self
            .count
            .zip(found.count)
            .is_some_and(|(ours, theirs)| theirs < ours);
        let others = same.iter().filter(|same| **same == Some(false)).count();
        if others > usize::from(fewer) {
            return LookUp::Conflict(format!("another invitation has the code {}", found.code));
        }
        if fewer || same.contains(&None) {
            return LookUp::Inconclusive(format!(
                "invitation {} may be another one, or one that users have signed up with",
                found.code
            ));
        }
        let href = found
            .href
            .unwrap_or_else(|| Href::from(format!("invitations/{}", found.code)));
        LookUp::Found(CreatedInvitation {
            code: found.code,
            href,
            confirmed_by: ConfirmedBy::LookUp,
        })
    }
}

/// Whether what is told is what was asked for, if anything was; `None` if it is not told.
fn same<T: PartialEq>(told: Option<&T>, asked: Option<&T>) -> Option<bool> {
    match asked {
        None => Some(true),
        Some(asked) => told.map(|told| told == asked),
    }
}

fn code_taken(refusal: Refusal) -> Refusal {
    match is_taken(&refusal) {
        true => refusal.kind(ErrorKind::Taken).summary("the code is taken"),
        false => refusal,
    }
}
