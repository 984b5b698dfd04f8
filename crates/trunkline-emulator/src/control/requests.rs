//! `/_emulator/requests`.

use super::{ControlResult, ok};
use crate::engine::Engine;
use crate::fault::Selector;
use crate::number::Tn;
use crate::record::Filter;
use crate::router::operations;
use crate::wire::{Incoming, Params};

pub(super) fn list(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let filter = filter(request).map_err(|reason| (400, reason))?;
    ok(&engine.world().records.found(&filter))
}

fn filter(request: &Incoming) -> Result<Filter, String> {
    let mut filter = Filter::default();
    for (name, value) in &request.query {
        let count = || {
            value
                .parse::<u64>()
                .map_err(|_| format!("{name} must be a whole number"))
        };
        match name.as_str() {
            "operation" => {
                let wanted = Selector::of(value.as_str());
                wanted.check(operations().map(|operation| operation.name()))?;
                filter.operation = Some(wanted);
            }
            "number" => {
                // A plus that was not escaped has arrived as a blank.
                let number = Tn::parse(value.trim());
                filter.number = Some(number.ok_or("number must be 10 to 15 digits, with or without +")?);
            }
            "seq" => filter.seq = Some(count()?),
            "since" => filter.since = Some(count()?),
            "limit" => filter.limit = usize::try_from(count()?).ok(),
            _ => {
                return Err(format!(
                    "unknown parameter {name}; there are operation, number, seq, since, limit"
                ));
            }
        }
    }
    Ok(filter)
}
