//! `/_emulator/faults`.

use serde_json::{Value, json};

use super::{ControlResult, body, ok, told};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::faults::LIMIT;
use crate::router::operations;
use crate::wire::{Answer, Incoming, Params};

/// The active faults, and how often they acted.
pub(super) fn list(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    ok(&engine.world().faults.all())
}

/// Adds one fault or a list of them, all or none.
pub(super) fn add(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let faults = parse(body(request)?).map_err(|reason| (400, reason))?;
    let active = &mut engine.world().faults;
    if active.all().len() + faults.len() > LIMIT {
        return Err((409, "there are too many faults; delete some".to_owned()));
    }
    let ids: Vec<u64> = faults.into_iter().map(|fault| active.add(fault)).collect();
    told(201, &json!({"ids": ids}))
}

/// Removes all.
pub(super) fn clear(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    ok(&json!({"deleted": engine.world().faults.clear()}))
}

/// Removes one.
pub(super) fn remove(engine: &Engine, _: &Incoming, params: &Params) -> ControlResult {
    let id = params.get("id");
    if id.parse().is_ok_and(|id| engine.world().faults.remove(id)) {
        Ok(Answer::empty(204))
    } else {
        Err((404, format!("there is no fault {id}")))
    }
}

/// Reads one fault or a list of them; the reason names the one that is wrong.
pub(crate) fn parse(document: Value) -> Result<Vec<Fault>, String> {
    let wanted = match document {
        Value::Array(items) => items,
        single => vec![single],
    };
    let faults = wanted.into_iter().enumerate().map(|(index, item)| {
        let fault: Fault = serde_json::from_value(item).map_err(|error| format!("fault {index}: {error}"))?;
        let checked = fault.check(operations().map(|operation| operation.name()));
        checked.map_err(|reason| format!("fault {index}: {reason}"))?;
        Ok(fault)
    });
    faults.collect()
}
