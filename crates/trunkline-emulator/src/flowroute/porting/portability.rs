//! O1: whether numbers can be ported in.

use serde_json::json;

use super::super::body;
use super::super::numbers::phone_numbers;
use crate::api::Call;
use crate::number::Tn;
use crate::store::places::AREAS;
use crate::store::porting::is_portable;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// O1. Numbers that are on the account already do not come from elsewhere; those of area codes the inventory covers are on
/// the vendor's own network as well (constructed, docs/contracts/flowroute-v2.md A:53).
pub(in crate::flowroute) fn check_portability(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let numbers = wanted(call)?;
    let (mut portable, mut nonportable, mut own_network) = (Vec::new(), Vec::new(), Vec::new());
    for tn in numbers {
        let text = format!("+{tn}");
        if !is_portable(tn) || call.store.state.numbers.contains_key(&tn) {
            nonportable.push(text);
            continue;
        }
        if AREAS.iter().any(|area| Some(area.npa) == tn.area_code()) {
            own_network.push(text.clone());
        }
        portable.push(text);
    }
    let lists =
        json!({"portable": portable, "nonportable": nonportable, "hypernetwork_enabled": own_network});
    Ok(Answer::json(200, JSON, &json!({"data": lists})))
}

/// JSON, or a form with `numbers`, `numbers[]` or `numbers[0]` repeated (docs/contracts/flowroute-v2.md §1.3).
fn wanted(call: &Call<'_>) -> Result<Vec<Tn>, Problem> {
    let Some(form) = body::form(call) else {
        return phone_numbers(&body::required(call)?);
    };
    let fields = form
        .into_iter()
        .filter(|(name, _)| name == "numbers" || name.starts_with("numbers["));
    let parse = |text: String| {
        // A `+` that was not percent-encoded arrives as a space.
        Tn::parse(text.trim()).ok_or_else(|| Problem::field("numbers", "Not a valid phone number."))
    };
    let numbers = fields
        .map(|(_, text)| parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    if numbers.is_empty() {
        return Err(Problem::field("numbers", "Missing data for required field."));
    }
    Ok(numbers)
}
