//! Applications (docs/contracts/tropo.md §2.5).

use serde_json::{Value, json};

use super::answer::DocumentResult;
use super::body::Fields;
use super::caller;
use super::view::{self, Links};
use crate::api::Call;
use crate::store::tropo::applications::{ApplicationChange, Edit};

/// What every deletion says.
pub(super) fn deleted() -> Value {
    json!({"message": "delete successful"})
}

/// The applications of a user, in the order they were created.
pub(super) fn all_of(call: &Call<'_>, owner: u64) -> Value {
    let links = Links::of(call);
    let all = call.store.state.tropo.applications.iter();
    all.filter(|(_, application)| application.owner == owner)
        .map(|(id, application)| view::application(&links, *id, application))
        .collect()
}

/// A1.
pub(super) fn list(call: &mut Call<'_>) -> DocumentResult {
    let owner = caller::id(call)?;
    Ok(all_of(call, owner))
}

/// A2.
pub(super) fn get(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::application(call, call.params.get("id"))?;
    let tropo = &call.store.state.tropo;
    let document = view::application(&Links::of(call), id, tropo.application(id)?);
    let in_list = call.store.state.switches.tropo.application_in_list;
    Ok(if in_list { json!([document]) } else { document })
}

fn change(fields: &Fields, null_keeps: bool) -> ApplicationChange {
    let url = |name: &str| match fields.text(name) {
        Some(text) => Edit::Set(text),
        None if fields.is_null(name) && !null_keeps => Edit::Clear,
        None => Edit::Keep,
    };
    let word = |name: &str| fields.text(name).filter(|text| !text.is_empty());
    ApplicationChange {
        name: fields.text("name"),
        platform: word("platform"),
        partition: word("partition"),
        voice_url: url("voiceUrl"),
        messaging_url: url("messagingUrl"),
        environment: word("environment"),
        api_type: word("apiType"),
    }
}

/// A3.
pub(super) fn create(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let owner = caller::id(call)?;
    let odd = &call.store.state.switches.tropo;
    let (wanted, with_addresses) = (
        change(&fields, odd.null_keeps),
        odd.new_applications_have_addresses,
    );
    let tropo = &mut call.store.state.tropo;
    let id = tropo.create_application(owner, wanted, with_addresses)?;
    Ok(view::href(Links::of(call).application(id)))
}

/// A4. Members that are not known are ignored: the gem's own example puts back what it got.
pub(super) fn update(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let id = caller::application(call, call.params.get("id"))?;
    let change = change(&fields, call.store.state.switches.tropo.null_keeps);
    call.store.state.tropo.change_application(id, change)?;
    Ok(view::href(Links::of(call).application(id)))
}

/// A5.
pub(super) fn delete(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::application(call, call.params.get("id"))?;
    call.store.state.tropo.delete_application(id)?;
    Ok(deleted())
}
