//! O4 and O10: groups of port orders.

use serde_json::json;

use super::super::body;
use super::{fields, order, refused, view};
use crate::api::Call;
use crate::store::porting::PortRefused;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

fn not_found() -> Problem {
    refused(PortRefused::NotFound)
}

/// O4.
pub(in crate::flowroute) fn get_group(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let group = call.request.query("group_id").and_then(|id| id.parse().ok());
    let group: u64 = group.ok_or_else(not_found)?;
    if call.store.state.porting.group(group).next().is_none() {
        return Err(not_found());
    }
    Ok(Answer::json(
        200,
        JSON,
        &json!({"data": view::group(call, group)}),
    ))
}

/// O10; the numbers under `add` or `numbers` (docs/contracts/flowroute-v2.md §2.9).
pub(in crate::flowroute) fn add_numbers(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let group = call.params.get("id").parse().map_err(|_| not_found())?;
    let members = body::required(call)?;
    let add = match fields::numbers(&members, "add")? {
        Some(numbers) => numbers,
        None => fields::numbers(&members, "numbers")?.unwrap_or_default(),
    };
    let id = call.store.state.add_port_numbers(group, &add).map_err(refused)?;
    order(call, id)
}
