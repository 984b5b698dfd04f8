//! Webhooks (docs/contracts/tropo.md §2.10). They are kept and shown, and never called.

use super::answer::DocumentResult;
use super::applications::deleted;
use super::body::Fields;
use super::caller;
use super::view::{self, Links};
use crate::api::Call;
use crate::store::tropo::webhooks::WebhookChange;
use crate::wire::Problem;

fn change(fields: &Fields) -> Result<WebhookChange, Problem> {
    let resource = match fields.get("resource") {
        // A list is not documented, but means what it says.
        Some(serde_json::Value::Array(words)) => {
            let words: Vec<&str> = words.iter().filter_map(serde_json::Value::as_str).collect();
            Some(words.join(","))
        }
        _ => fields.text("resource"),
    };
    Ok(WebhookChange {
        event: fields.text("event").filter(|event| !event.is_empty()),
        resource: resource.filter(|resource| !resource.is_empty()),
        target_url: fields.text("targetUrl"),
        name: fields.text("name"),
        payload: fields.text("payload"),
        enabled: fields.flag("enabled")?,
    })
}

/// The caller's webhook that the path names.
fn named(call: &Call<'_>) -> Result<u64, Problem> {
    let owner = caller::id(call)?;
    Ok(call.store.state.tropo.webhook_of(owner, call.params.get("id"))?)
}

/// All of the caller's, or those of one event or resource.
pub(super) fn list(call: &mut Call<'_>) -> DocumentResult {
    let owner = caller::id(call)?;
    let links = Links::of(call);
    let (event, resource) = (call.request.query("event"), call.request.query("resource"));
    let webhooks = call.store.state.tropo.webhooks.iter();
    let wanted = webhooks.filter(|(_, webhook)| {
        let about = |wanted: &str| {
            webhook
                .resource
                .split(',')
                .any(|word| word.trim().eq_ignore_ascii_case(wanted))
        };
        webhook.owner == owner
            && event.is_none_or(|event| webhook.event == event)
            && resource.is_none_or(about)
    });
    Ok(wanted
        .map(|(id, webhook)| view::webhook(&links, *id, webhook))
        .collect())
}

/// For the account, or for one application.
pub(super) fn create(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let owner = caller::id(call)?;
    let application = match call.params.get("application") {
        "" => None,
        id => Some(caller::application(call, id)?),
    };
    let wanted = change(&fields)?;
    let id = call
        .store
        .state
        .tropo
        .create_webhook(owner, application, wanted)?;
    Ok(view::href(Links::of(call).to(&format!("webhooks/{id}"))))
}

pub(super) fn get(call: &mut Call<'_>) -> DocumentResult {
    let id = named(call)?;
    let webhook = call.store.state.tropo.webhooks.get(&id);
    let links = Links::of(call);
    let webhook = webhook.map(|webhook| view::webhook(&links, id, webhook));
    webhook.ok_or_else(|| super::answer::problem(404, format!("there is no webhook {id}")))
}

/// Assumed.
pub(super) fn update(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let id = named(call)?;
    let change = change(&fields)?;
    call.store.state.tropo.change_webhook(id, change)?;
    Ok(view::href(Links::of(call).to(&format!("webhooks/{id}"))))
}

pub(super) fn delete(call: &mut Call<'_>) -> DocumentResult {
    let id = named(call)?;
    call.store.state.tropo.webhooks.remove(&id);
    Ok(deleted())
}
