//! Features of users (docs/contracts/tropo.md §2.4).

use serde_json::json;

use super::answer::{DocumentResult, problem};
use super::caller;
use super::view::{self, Links};
use crate::api::Call;
use crate::store::tropo::catalog::{FEATURES, Feature};
use crate::wire::Problem;

/// The feature of a link or a number.
fn called(text: &str) -> Result<&'static Feature, Problem> {
    let last = text
        .trim()
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(text);
    let found = FEATURES.iter().find(|feature| feature.id.to_string() == last);
    found.ok_or_else(|| problem(404, format!("there is no feature {text}")))
}

/// F1.
pub(super) fn list(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::subject(call)?;
    let links = Links::of(call);
    let has = &call.store.state.tropo.user(id)?.features;
    let features = FEATURES.iter().filter(|feature| has.contains(&feature.id));
    Ok(features
        .map(|feature| view::user_feature(&links, id, feature))
        .collect())
}

/// F2. Enabling twice is enabling (assumed).
pub(super) fn enable(call: &mut Call<'_>) -> DocumentResult {
    let (fields, id) = caller::body_and_subject(call)?;
    let feature = called(&fields.required("feature")?)?;
    call.store.state.tropo.user_mut(id)?.features.insert(feature.id);
    Ok(view::href(
        Links::of(call).to(&format!("users/{id}/features/{}", feature.id)),
    ))
}

/// F3. What is not enabled cannot be disabled (assumed).
pub(super) fn disable(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::subject(call)?;
    let feature = called(call.params.get("feature"))?;
    let links = Links::of(call);
    if !call.store.state.tropo.user_mut(id)?.features.remove(&feature.id) {
        let text = format!("feature {} is not enabled for user {id}", feature.id);
        return Err(problem(404, text));
    }
    let (feature, user) = (links.to(&format!("features/{}", feature.id)), links.user(id));
    Ok(json!({"message": format!("disabled feature {feature} for user {user}")}))
}
