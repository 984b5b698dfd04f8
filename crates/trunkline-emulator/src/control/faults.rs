//! `/_emulator/faults`.

use http::Method;
use serde_json::{Value, json};

use super::{Reply, body};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::router::operations;
use crate::wire::Incoming;

pub(super) fn reply(engine: &Engine, request: &Incoming, rest: &str) -> Reply {
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

/// Arms one fault or a list of them, all or none.
fn add(engine: &Engine, document: Value) -> Reply {
    let wanted = match document {
        Value::Array(items) => items,
        single => vec![single],
    };
    let mut faults = Vec::with_capacity(wanted.len());
    for (index, item) in wanted.into_iter().enumerate() {
        let fault: Fault =
            serde_json::from_value(item).map_err(|error| (400, format!("fault {index}: {error}")))?;
        let checked = fault.check(operations().map(|operation| operation.name()));
        checked.map_err(|reason| (400, format!("fault {index}: {reason}")))?;
        faults.push(fault);
    }
    let mut world = engine.world();
    let mut ids = Vec::with_capacity(faults.len());
    for fault in faults {
        match world.faults.add(fault) {
            Some(id) => ids.push(id),
            None => {
                for id in ids {
                    world.faults.remove(id);
                }
                return Err((409, "there are too many faults; delete some".to_owned()));
            }
        }
    }
    Ok((201, json!({"ids": ids})))
}
