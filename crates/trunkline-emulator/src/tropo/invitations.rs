//! Invitations, of everybody and of one user (docs/contracts/tropo.md §2.7).

use serde_json::json;

use super::answer::DocumentResult;
use super::body::Fields;
use super::view::{self, Links};
use super::{caller, users};
use crate::api::Call;
use crate::store::tropo::invitations::InvitationChange;
use crate::wire::Problem;

/// The user of paths below `users/{id}`; nobody for the others.
fn scope(call: &Call<'_>) -> Result<Option<u64>, Problem> {
    if call.params.get("id").is_empty() {
        Ok(None)
    } else {
        caller::subject(call).map(Some)
    }
}

/// Checks that the invitation of the path is there.
fn code(call: &Call<'_>) -> Result<String, Problem> {
    let (caller, of) = (caller::id(call)?, scope(call)?);
    let code = call.params.get("code");
    call.store.state.tropo.invitation(caller, of, code)?;
    Ok(code.to_owned())
}

/// I1. A user's invitations are among everybody's as well (assumed).
pub(super) fn list(call: &mut Call<'_>) -> DocumentResult {
    let (caller, of) = (caller::id(call)?, scope(call)?);
    let links = Links::of(call);
    let tropo = &call.store.state.tropo;
    let mut shown: Vec<_> = tropo
        .invitations
        .iter()
        .filter(|(_, invitation)| tropo.shows(caller, of, invitation))
        .collect();
    shown.sort_by_key(|(_, invitation)| invitation.order);
    let views = shown.into_iter();
    Ok(views
        .map(|(code, invitation)| view::invitation(&links, code, invitation))
        .collect())
}

/// I2.
pub(super) fn get(call: &mut Call<'_>) -> DocumentResult {
    let code = code(call)?;
    let (caller, of) = (caller::id(call)?, scope(call)?);
    let invitation = call.store.state.tropo.invitation(caller, of, &code)?;
    Ok(view::invitation(&Links::of(call), &code, invitation))
}

fn change(call: &Call<'_>, fields: &Fields) -> Result<InvitationChange, Problem> {
    let owner = match fields.text("owner").filter(|owner| !owner.is_empty()) {
        Some(owner) => Some(Some(users::named(call, &owner)?)),
        None => fields.is_null("owner").then_some(None),
    };
    Ok(InvitationChange {
        count: fields.count("count")?,
        credit: fields.amount("credit")?,
        partition: fields.text("partition").filter(|partition| !partition.is_empty()),
        owner,
    })
}

/// I3.
pub(super) fn create(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let of = scope(call)?;
    let mut wanted = change(call, &fields)?;
    if of.is_some() {
        wanted.owner = Some(of);
    }
    let code = fields.text("code").filter(|code| !code.is_empty());
    let state = &mut call.store.state;
    let code = state.tropo.create_invitation(state.seed, code, wanted)?;
    Ok(view::href(Links::of(call).invitation(&code)))
}

/// I4.
pub(super) fn update(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let code = code(call)?;
    let change = change(call, &fields)?;
    call.store.state.tropo.change_invitation(&code, change);
    Ok(view::href(Links::of(call).invitation(&code)))
}

/// I5.
pub(super) fn delete(call: &mut Call<'_>) -> DocumentResult {
    let code = code(call)?;
    call.store.state.tropo.invitations.remove(&code);
    let link = Links::of(call).invitation(&code);
    Ok(json!({"message": format!("deleted invitation at uri {link}")}))
}
