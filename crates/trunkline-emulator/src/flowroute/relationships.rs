//! N11 to N15: callbacks of one number, with reading and deleting as an extension (docs/contracts/flowroute-v2.md A:22).

use super::path::number_of;
use super::{body, errors, view};
use crate::api::Call;
use crate::store::account::Callback;
use crate::wire::{Answer, Problem};

/// The types of callbacks; `dlr_callback` is the old name of `sms_dlr_callback` (docs/contracts/flowroute-v2.md A:68).
pub(super) fn callback_type(word: &str) -> Option<&'static str> {
    match word {
        "sms_callback" => Some("sms_callback"),
        "mms_callback" => Some("mms_callback"),
        "sms_dlr_callback" | "dlr_callback" => Some("sms_dlr_callback"),
        "mms_dlr_callback" => Some("mms_dlr_callback"),
        _ => None,
    }
}

/// The URL in a body, which must be there.
pub(super) fn callback_url(call: &Call<'_>) -> Result<String, Problem> {
    let name = "callback_url";
    if let Some(url) = printed_hash(&call.request.body) {
        return Ok(url);
    }
    let url = body::required(call)?
        .url(name)
        .map_err(|message| Problem::field(name, message))?;
    url.ok_or_else(|| Problem::field(name, "Missing data for required field."))
}

/// The URL in what Ruby prints for a hash, `{:callback_url=>"…"}` or, since 3.4, `{callback_url: "…"}`: its SDK sends that
/// (docs/contracts/flowroute-v2.md §7, 33). Anything else is none.
fn printed_hash(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let inner = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    let spellings = [":callback_url", "\"callback_url\"", "callback_url:"];
    let rest = spellings
        .iter()
        .find_map(|name| inner.strip_prefix(name))?
        .trim_start();
    let value = match inner.starts_with("callback_url:") {
        true => rest,
        false => rest.strip_prefix("=>")?,
    };
    let url: String = serde_json::from_str(value).ok()?;
    body::is_url(&url).then_some(url)
}

fn kind(call: &Call<'_>) -> Result<&'static str, Problem> {
    callback_type(call.params.get("callback_type")).ok_or_else(Problem::unknown_path)
}

/// N11 to N15.
pub(super) fn set_callback(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let (kind, tn) = (kind(call)?, number_of(call)?);
    call.store.state.number(tn).map_err(errors::refused)?;
    let callback = Callback {
        url: callback_url(call)?,
        api_version: "2".to_owned(),
    };
    let number = call.store.state.number_mut(tn).map_err(errors::refused)?;
    number.callbacks.insert(kind.to_owned(), callback);
    Ok(Answer::empty(204))
}

/// Extension: reads a callback of a number.
pub(super) fn get_callback(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let (kind, tn) = (kind(call)?, number_of(call)?);
    let number = call.store.state.number(tn).map_err(errors::refused)?;
    let callback = number.callbacks.get(kind).ok_or_else(errors::not_found)?;
    Ok(Answer::document(
        200,
        &view::callback(kind, &callback.url, &callback.api_version),
    ))
}

/// Extension: removes a callback of a number; there need not be one.
pub(super) fn delete_callback(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let (kind, tn) = (kind(call)?, number_of(call)?);
    call.store
        .state
        .number_mut(tn)
        .map_err(errors::refused)?
        .callbacks
        .remove(kind);
    Ok(Answer::empty(204))
}
