//! Numbers that may be sent SMS to in production (docs/contracts/tropo.md §2.8). A set; every answer is the whole list (assumed).

use serde_json::{Value, json};

use super::answer::{DocumentResult, problem};
use super::caller;
use super::view::Links;
use crate::api::Call;
use crate::wire::Problem;

fn shown(call: &Call<'_>, user: u64) -> DocumentResult {
    let links = Links::of(call);
    let values = &call.store.state.tropo.user(user)?.whitelist;
    let line = |value: &String| -> Value {
        let path = format!("users/{user}/partitions/production/platforms/sms/whitelist/{value}");
        json!({"href": links.to(&path), "value": value})
    };
    Ok(values.iter().map(line).collect())
}

/// Digits of a number; the plus does not count.
fn digits(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches('+');
    let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.to_owned())
}

/// W1.
pub(super) fn list(call: &mut Call<'_>) -> DocumentResult {
    let user = caller::subject(call)?;
    shown(call, user)
}

/// W2.
pub(super) fn add(call: &mut Call<'_>) -> DocumentResult {
    let (fields, user) = caller::body_and_subject(call)?;
    let value = digits(&fields.required("value")?);
    let value = value.ok_or_else(|| problem(400, "value must be the digits of a number"))?;
    let list = &mut call.store.state.tropo.user_mut(user)?.whitelist;
    if !list.contains(&value) {
        list.push(value);
    }
    shown(call, user)
}

/// W3. What is not on the list cannot be removed (assumed).
pub(super) fn remove(call: &mut Call<'_>) -> DocumentResult {
    let user = caller::subject(call)?;
    let text = call.params.get("number");
    let missing = || -> Problem { problem(404, format!("{text} is not on the whitelist")) };
    let value = digits(text).ok_or_else(missing)?;
    let list = &mut call.store.state.tropo.user_mut(user)?.whitelist;
    let at = list.iter().position(|other| *other == value);
    list.remove(at.ok_or_else(missing)?);
    shown(call, user)
}
