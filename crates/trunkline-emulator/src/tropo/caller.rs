//! Authentication, and the user that a path is about.

use super::answer::{problem, silenced, usual};
use super::body::Fields;
use crate::api::Call;
use crate::store::tropo::users::PENDING;
use crate::wire::Problem;

/// HTTP Basic with user name and password; the account service of old has them in the query.
pub(super) fn authorize(call: &Call<'_>) -> Result<(), Problem> {
    if call.request.path.starts_with("/tropo/v1/") {
        active(call, id(call)?)
    } else {
        Ok(())
    }
}

/// Whoever is pending may do nothing but confirm (assumed: 403).
fn active(call: &Call<'_>, id: u64) -> Result<(), Problem> {
    let pending = call.store.state.tropo.user(id)?.status == PENDING;
    if pending && !call.request.path.ends_with("/confirmations") {
        return Err(problem(403, format!("user {id} is pending, confirm it first")));
    }
    Ok(())
}

/// The user that is calling.
pub(super) fn id(call: &Call<'_>) -> Result<u64, Problem> {
    let given = call.request.basic();
    let user = given.and_then(|(name, password)| signed_in(call, &name, &password));
    user.ok_or_else(|| silenced(usual(401), call))
}

/// The user of a name and a password.
pub(super) fn signed_in(call: &Call<'_>, name: &str, password: &str) -> Option<u64> {
    let (login, tropo) = (&call.config.tropo, &call.store.state.tropo);
    let named = tropo
        .users
        .iter()
        .find(|(_, user)| user.name(&login.user).eq_ignore_ascii_case(name));
    let (id, user) = named?;
    user.password.is(password, &login.secret).then_some(*id)
}

/// The user that the path is about; oneself where the path names none.
pub(super) fn subject(call: &Call<'_>) -> Result<u64, Problem> {
    let caller = id(call)?;
    let text = call.params.get("id");
    if text.is_empty() {
        return Ok(caller);
    }
    let user = called(call, text).ok_or_else(|| problem(404, format!("there is no user {text}")))?;
    if call.store.state.tropo.may_see(caller, user) {
        Ok(user)
    } else {
        Err(problem(403, format!("user {text} is not yours")))
    }
}

/// The user of an id or a name.
pub(super) fn called(call: &Call<'_>, text: &str) -> Option<u64> {
    call.store.state.tropo.user_called(text, &call.config.tropo.user)
}

/// The caller's application of an id.
pub(super) fn application(call: &Call<'_>, id: &str) -> Result<u64, Problem> {
    let owner = self::id(call)?;
    Ok(call.store.state.tropo.application_of(owner, id)?)
}

/// The body, then the user: what is wrong with the body comes first (docs/contracts/tropo.md §5.3).
pub(super) fn body_and_subject(call: &Call<'_>) -> Result<(Fields, u64), Problem> {
    let fields = Fields::of(call)?;
    Ok((fields, subject(call)?))
}
