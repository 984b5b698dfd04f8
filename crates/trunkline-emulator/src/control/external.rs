//! Control calls for events from outside: a caller name is reviewed, money is paid in, a text comes in.

use serde_json::{Value, json};

use super::{ControlResult, body, optional};
use crate::engine::Engine;
use crate::money;
use crate::number::Tn;
use crate::store::Refused;
use crate::wire::Incoming;

pub(super) fn reply(engine: &Engine, request: &Incoming, head: &str, rest: &str) -> ControlResult {
    match (head, rest.split_once('/')) {
        ("cnams", Some((id, "approve"))) => decide(engine, id, None),
        ("cnams", Some((id, "reject"))) => {
            let wanted: Rejection = optional(request)?;
            let reason = wanted
                .reason
                .unwrap_or_else(|| "The name is misleading or not allowed.".to_owned());
            decide(engine, id, Some(reason))
        }
        ("messages", None) if rest == "inbound" => inbound(engine, request),
        ("balance", None) if rest.is_empty() => balance(engine, request),
        _ => Err((404, super::CALLS.to_owned())),
    }
}

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Rejection {
    reason: Option<String>,
}

fn decide(engine: &Engine, id: &str, reason: Option<String>) -> ControlResult {
    let decided = id.parse().map_err(|_| Refused::NotFound).and_then(|id| {
        let mut world = engine.world();
        world.store.state.decide_cnam(id, reason)
    });
    match decided {
        Ok(()) => Ok((204, Value::Null)),
        Err(Refused::NotFound) => Err((404, format!("there is no CNAM record {id}"))),
        Err(_) => Err((409, format!("CNAM record {id} is not pending"))),
    }
}

fn inbound(engine: &Engine, request: &Incoming) -> ControlResult {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Text {
        from: Tn,
        to: Tn,
        body: String,
    }
    let text: Text = serde_json::from_value(body(request)?).map_err(|error| (400, error.to_string()))?;
    let mut world = engine.world();
    let received = world
        .store
        .state
        .receive_message(text.from, text.to, Some(text.body), Vec::new());
    received
        .map(|id| (201, json!({"id": id})))
        .map_err(|_| (404, format!("+{} is not on the account", text.to)))
}

/// Pays in, or out when negative: the opening balance moves as well, so the books still agree.
fn balance(engine: &Engine, request: &Incoming) -> ControlResult {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NewBalance {
        balance: String,
    }
    let wanted: NewBalance =
        serde_json::from_value(body(request)?).map_err(|error| (400, error.to_string()))?;
    let target = money::parse(wanted.balance.trim_start_matches('$'));
    let target = target.ok_or_else(|| {
        (
            400,
            "balance must be a decimal in text, such as \"12.50\"".to_owned(),
        )
    })?;
    let mut world = engine.world();
    let account = &mut world.store.state.account;
    account.opening_balance = account
        .opening_balance
        .saturating_add(target.saturating_sub(account.balance));
    account.balance = target;
    Ok((200, json!({"balance": money::plain(target, 2)})))
}
