//! Exchanges, features and other fixed lists (docs/contracts/tropo.md §2.2 P3, §2.3).

use serde_json::{Value, json};

use super::answer::{DocumentResult, problem};
use super::view::{self, Links};
use crate::api::Call;
use crate::store::tropo::catalog::{
    COUNTRIES, FEATURES, PARTITIONS, PAYMENT_TYPES, PLATFORMS, STATES, UNITED_STATES,
};
use crate::store::tropo::pool::EXCHANGES;

/// P3.
pub(super) fn payment_types(call: &mut Call<'_>) -> DocumentResult {
    let links = Links::of(call);
    let line = |(id, name): &(u8, &str)| json!({"name": name, "href": links.to(&format!("types/payment/{id}")), "id": id.to_string()});
    Ok(PAYMENT_TYPES.iter().map(line).collect())
}

/// C1. No ids: clients take them from the links.
pub(super) fn countries(call: &mut Call<'_>) -> DocumentResult {
    let links = Links::of(call);
    let line = |(id, code, name): &(u32, &str, &str)| {
        let mut line = json!({"name": name, "href": links.to(&format!("countries/{id}")), "code": code});
        if let (UNITED_STATES, Value::Object(members)) = (*id, &mut line) {
            let states = links.to(&format!("countries/{id}/states"));
            members.insert("states".to_owned(), Value::from(states));
        }
        line
    };
    Ok(COUNTRIES.iter().map(line).collect())
}

/// C2.
pub(super) fn states(call: &mut Call<'_>) -> DocumentResult {
    let links = Links::of(call);
    let text = call.params.get("id");
    let country = COUNTRIES.iter().find(|(id, ..)| id.to_string() == text);
    match country {
        None => Err(problem(404, format!("there is no country {text}"))),
        Some((UNITED_STATES, ..)) => {
            let line = |(id, (code, name)): (usize, &(&str, &str))| {
                let path = format!("countries/{UNITED_STATES}/states/{}", id + 1);
                json!({"name": name, "href": links.to(&path), "code": code})
            };
            Ok(STATES.iter().enumerate().map(line).collect())
        }
        Some(_) => Ok(json!([])),
    }
}

/// C3, all or those of one area code.
pub(super) fn exchanges(call: &mut Call<'_>) -> DocumentResult {
    let area_code = call.request.query("areaCode");
    let wanted = EXCHANGES.iter().filter(|exchange| {
        area_code.is_none_or(|area_code| exchange.prefix.strip_prefix('1') == Some(area_code.trim()))
    });
    Ok(wanted.map(view::exchange).collect())
}

/// C4.
pub(super) fn partitions(call: &mut Call<'_>) -> DocumentResult {
    let links = Links::of(call);
    let line = |name: &&str| json!({"name": name, "href": links.to(&format!("partitions/{name}"))});
    Ok(PARTITIONS.iter().map(line).collect())
}

/// C5.
pub(super) fn platforms(call: &mut Call<'_>) -> DocumentResult {
    let partition = call.params.get("partition");
    if !PARTITIONS.contains(&partition) {
        return Err(problem(404, format!("there is no partition {partition}")));
    }
    let links = Links::of(call);
    let line = |(name, description): &(&str, &str)| json!({"name": name, "href": links.to(&format!("platforms/{name}")), "description": description});
    Ok(PLATFORMS.iter().map(line).collect())
}

/// C6.
pub(super) fn features(call: &mut Call<'_>) -> DocumentResult {
    let links = Links::of(call);
    let lines = FEATURES.iter().map(|feature| {
        json!({
            "id": feature.id.to_string(),
            "name": feature.name,
            "href": links.to(&format!("features/{}", feature.id)),
            "description": feature.name,
        })
    });
    Ok(lines.collect())
}
