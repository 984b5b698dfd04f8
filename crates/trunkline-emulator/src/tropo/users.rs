//! Users (docs/contracts/tropo.md §2.1).

use serde_json::{Value, json};

use super::answer::{DocumentResult, problem};
use super::body::Fields;
use super::caller;
use super::view::{self, Links};
use crate::api::Call;
use crate::store::tropo::users::{PROFILE, UserChange, is_name};

/// U1.
pub(super) fn get(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::subject(call)?;
    let user = call.store.state.tropo.user(id)?;
    Ok(view::user(&Links::of(call), id, user, &call.config.tropo.user))
}

/// U2. Anybody may sign users up (assumed), and sees them from then on.
pub(super) fn create(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let caller = caller::id(call)?;
    for name in ["username", "password", "firstName", "lastName", "email"] {
        fields.required(name)?;
    }
    let mut wanted = change(&fields)?;
    // A new user is pending, whatever the request says.
    wanted.status = None;
    let code = ["invitationCode", "invitation", "code"]
        .into_iter()
        .find_map(|name| fields.text(name));
    let links = Links::of(call);
    let state = &mut call.store.state;
    let start_up = &call.config.tropo.user;
    let origin = (state.seed, state.now, start_up.as_str());
    let id = state.tropo.create_user(
        origin,
        caller,
        wanted,
        code.as_deref().filter(|code| !code.is_empty()),
    )?;
    let key = state.tropo.user(id)?.confirmation_key.as_deref();
    Ok(json!({"href": links.user(id), "confirmationKey": key}))
}

fn change(fields: &Fields) -> Result<UserChange, crate::wire::Problem> {
    let mut profile = std::collections::BTreeMap::new();
    for name in PROFILE {
        let value = match name {
            "marketingOptIn" => fields.flag(name)?.map(Value::from),
            _ => fields.text(name).map(Value::from),
        };
        profile.extend(value.map(|value| (name.to_owned(), value)));
    }
    Ok(UserChange {
        username: fields.text("username"),
        password: fields.text("password").filter(|password| !password.is_empty()),
        status: fields.text("status").filter(|status| !status.is_empty()),
        profile,
    })
}

/// U3.
pub(super) fn confirm(call: &mut Call<'_>) -> DocumentResult {
    let (fields, id) = caller::body_and_subject(call)?;
    let key = fields.required("key")?;
    call.store.state.tropo.confirm_user(id, key.trim())?;
    Ok(json!({"message": format!("successfully confirmed user {id}")}))
}

/// U4.
pub(super) fn modify(call: &mut Call<'_>) -> DocumentResult {
    let (fields, id) = caller::body_and_subject(call)?;
    let change = change(&fields)?;
    let state = &mut call.store.state;
    let origin = (state.seed, call.config.tropo.user.as_str());
    state.tropo.change_user(origin, id, change)?;
    Ok(view::href(Links::of(call).user(id)))
}

/// U5. Text is found anywhere in a member, whatever its case: `username=foobar` finds `foobar5331` (docs/contracts/tropo.md §3.1).
/// Only users that the caller may see are found (assumed).
pub(super) fn search(call: &mut Call<'_>) -> DocumentResult {
    let caller = caller::id(call)?;
    let links = Links::of(call);
    let tropo = &call.store.state.tropo;
    let start_up = &call.config.tropo.user;
    let users = tropo.users.iter().filter(|(id, _)| tropo.may_see(caller, **id));
    let views = users.map(|(id, user)| view::user(&links, *id, user, start_up));
    Ok(views
        .filter(|user| call.request.query.iter().all(|term| fits(user, term)))
        .collect())
}

fn fits(user: &Value, (name, wanted): &(String, String)) -> bool {
    let text = match user.get(name) {
        Some(Value::String(text)) if name == "id" => return text == wanted,
        Some(Value::String(text)) => text.to_lowercase(),
        Some(Value::Bool(flag)) => flag.to_string(),
        _ => return false,
    };
    // The gem does not escape: a plus that was meant as one has arrived as a blank.
    let wanted = wanted.to_lowercase();
    text.contains(&wanted) || text.contains(&wanted.replace(' ', "+"))
}

/// U6: exists means not available; malformed names are neither.
pub(super) fn check_name(call: &mut Call<'_>) -> DocumentResult {
    let name = call.params.get("username");
    let valid = is_name(name);
    let taken = caller::called(call, name).is_some();
    Ok(json!({"available": valid && !taken, "valid": valid, "href": Links::of(call).username(name)}))
}

/// U8.
pub(super) fn list_applications(call: &mut Call<'_>) -> DocumentResult {
    let owner = caller::subject(call)?;
    Ok(super::applications::all_of(call, owner))
}

/// A user that a body names by link, id or name.
pub(super) fn named(call: &Call<'_>, text: &str) -> Result<u64, crate::wire::Problem> {
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
    caller::called(call, last).ok_or_else(|| problem(400, format!("owner {text} is not a user")))
}
