//! O1: whether numbers can be ported in. The rest of porting is not served.

use serde_json::json;

use super::body;
use crate::api::Call;
use crate::number::Tn;
use crate::store::places::AREAS;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// O1. Numbers of country code 1 are portable but for the fictional exchange 555; those of area codes the inventory covers are on
/// the vendor's own network as well (constructed, docs/contracts/flowroute-v2.md A:53).
pub(super) fn check_portability(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let numbers = wanted(call)?;
    let (mut portable, mut nonportable, mut own_network) = (Vec::new(), Vec::new(), Vec::new());
    for tn in numbers {
        let text = format!("+{tn}");
        if !is_portable(tn) {
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

fn is_portable(tn: Tn) -> bool {
    let (area, exchange) = (tn.area_code().unwrap_or(0), tn.exchange().unwrap_or(0) % 1000);
    tn.to_string().len() == 11 && area >= 200 && exchange >= 200 && exchange != 555
}

/// JSON, or a form with `numbers`, `numbers[]` or `numbers[0]` repeated (docs/contracts/flowroute-v2.md §1.3).
fn wanted(call: &Call<'_>) -> Result<Vec<Tn>, Problem> {
    let Some(form) = body::form(call) else {
        return super::numbers::phone_numbers(&body::required(call)?);
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
