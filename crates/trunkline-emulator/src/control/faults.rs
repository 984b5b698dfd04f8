//! `/_emulator/faults`.

use http::Method;
use serde_json::{Value, json};

use super::{ControlResult, body};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::faults::LIMIT;
use crate::router::operations;
use crate::wire::Incoming;

pub(super) fn reply(engine: &Engine, request: &Incoming, rest: &str) -> ControlResult {
    match (&request.method, rest) {
        (&Method::GET, "") => Ok((200, json!(engine.world().faults.all()))),
        (&Method::POST, "") => add(engine, body(request)?),
        (&Method::DELETE, "") => Ok((200, json!({"deleted": engine.world().faults.clear()}))),
        (&Method::DELETE, id) => {
            let known = id.parse().is_ok_and(|id| engine.world().faults.remove(id));
            if known {
                Ok((204, Value::Null))
            } else {
                Err((404, format!("there is no fault {id}")))
            }
        }
        _ => Err((405, format!("{} is not possible here", request.method))),
    }
}

/// Adds one fault or a list of them, all or none.
fn add(engine: &Engine, document: Value) -> ControlResult {
    let faults = parse(document).map_err(|reason| (400, reason))?;
    let active = &mut engine.world().faults;
    if active.all().len() + faults.len() > LIMIT {
        return Err((409, "there are too many faults; delete some".to_owned()));
    }
    let ids: Vec<u64> = faults.into_iter().map(|fault| active.add(fault)).collect();
    Ok((201, json!({"ids": ids})))
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
