//! P1 and P2: message provisioning.

use serde_json::{Value, json};

use super::numbers::phone_numbers;
use super::{body, errors, view};
use crate::api::Call;
use crate::store::provisioning::{Progress, Task};
use crate::wire::{Answer, Problem};

/// P1.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let members = body::required(call)?;
    let numbers = phone_numbers(&members)?;
    let action = members
        .text("action")
        .map_err(|message| Problem::field("action", message))?;
    let enable = match action.as_deref() {
        Some("enable") => true,
        Some("disable") => false,
        Some(_) => return Err(Problem::field("action", "Not a valid choice.")),
        None => return Err(Problem::field("action", "Missing data for required field.")),
    };
    let name = "callback_url";
    let callback = members
        .url(name)
        .map_err(|message| Problem::field(name, message))?;
    if call.store.state.switches.provisioning_down {
        return Err(errors::usual(503));
    }
    let id = call.store.state.start_task(&numbers, enable, callback);
    document(call, &id, 201)
}

/// P2.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    document(call, call.params.get("id"), 200)
}

fn document(call: &Call<'_>, id: &str, status: u16) -> Result<Answer, Problem> {
    let task = call.store.state.tasks.get(id).ok_or_else(errors::not_found)?;
    Ok(Answer::document(status, &json!({"data": resource(id, task)})))
}

/// One number: single form; several: bulk form (docs/contracts/flowroute-v2.md §3.6).
fn resource(id: &str, task: &Task) -> Value {
    if let (false, Some(part)) = (task.bulk, task.numbers.first()) {
        return view::provision(id, part.number, part.progress);
    }
    let with = |progress| task.with(progress).map(|tn| tn.to_string()).collect::<Vec<_>>();
    json!({
        "type": "message_bulk_provisioning_status",
        "id": id,
        "attributes": {
            "status": task.progress().word(),
            "message": "",
            "numbers": {
                "successful": with(Progress::Completed),
                "processing": with(Progress::Processing),
                "failed": with(Progress::Failed),
            },
        },
    })
}
