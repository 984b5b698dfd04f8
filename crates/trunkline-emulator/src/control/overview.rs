//! `GET overview`: the newest of everything, bounded, for somebody who looks.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{ControlResult, ok};
use crate::engine::{Engine, World};
use crate::money;
use crate::number::Tn;
use crate::record::RequestRecord;
use crate::store::State;
use crate::store::account::Charge;
use crate::store::messages::Message;
use crate::store::numbers::Number;
use crate::time::rfc3339;
use crate::webhook;
use crate::wire::{Incoming, Params};

/// How many of a kind are shown, and how many numbers.
const NEWEST: usize = 100;
const NUMBERS: usize = 500;

pub(super) fn document(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let world = engine.world();
    let state = &world.store.state;
    let root = format!("{}/flowroute", request.origin);
    let inbound = state.messages.values().filter(|message| message.inbound);
    ok(&json!({
        "version": env!("CARGO_PKG_VERSION"),
        "seed": state.seed,
        "now": rfc3339(state.now),
        "clock": state.switches.clock,
        "money": books(state),
        "numbers": {"total": state.numbers.len(), "newest": numbers(state)},
        "messages": {"total": state.messages.len(), "inbound": inbound.count(), "newest": messages(state)},
        "webhooks": {"total": state.webhooks.all().count(), "newest": webhook::newest(state, &root, NEWEST)},
        "faults": world.faults.all(),
        "requests": requests(&world),
    }))
}

/// So many, newest first; the key grows from one to the next that is made.
fn newest<T, K: Ord>(items: impl Iterator<Item = T>, limit: usize, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable_by_key(|item| Reverse(key(item)));
    items.truncate(limit);
    items
}

fn books(state: &State) -> Value {
    let (account, tropo) = (&state.account, &state.tropo);
    let violations = state.checks().into_iter().flat_map(|check| check.violations);
    let user = tropo.users.get(&tropo.login_user);
    json!({
        "balance": money::plain(account.balance, 2),
        "charged": money::plain(account.charged, 2),
        "tropo_balance": user.map(|user| money::plain(user.money.balance, 2)),
        "double_purchases": state.double_purchases(),
        "violations": violations.take(NEWEST).collect::<Vec<_>>(),
        "charges": {
            "total": account.charges.len(),
            "newest": account.charges.iter().rev().take(NEWEST).map(charge).collect::<Vec<_>>(),
        },
    })
}

fn charge(charge: &Charge) -> Value {
    json!({
        "at": rfc3339(charge.at),
        "what": charge.what,
        "amount": money::plain(charge.amount, 2),
        "number": charge.number.map(|number| number.to_string()),
    })
}

fn numbers(state: &State) -> Vec<Value> {
    let all = newest(state.numbers.iter(), NUMBERS, |(_, number)| number.row);
    all.into_iter()
        .map(|(tn, number)| one(state, *tn, number))
        .collect()
}

fn one(state: &State, tn: Tn, number: &Number) -> Value {
    let route = |id: Option<u64>| Some(state.routes.get(&id?)?.alias.as_str());
    let e911 = number.e911.and_then(|id| state.e911s.get(&id));
    let cnam = number.cnam.and_then(|id| state.cnams.get(&id));
    json!({
        "number": tn.to_string(),
        "alias": number.alias,
        "route": route(number.primary_route),
        "failover_route": route(number.failover_route),
        "messaging": number.messaging_enabled,
        "e911": e911.map(|address| address.label.as_str()),
        "cnam": cnam.map(|name| name.value.as_str()),
        "monthly": money::plain(number.monthly_cost, 2),
        "since": rfc3339(number.bought_at),
    })
}

fn messages(state: &State) -> Vec<Value> {
    let all = newest(state.messages.iter(), NEWEST, |(_, message)| message.order);
    all.into_iter().map(|(id, message)| text(id, message)).collect()
}

fn text(id: &str, message: &Message) -> Value {
    json!({
        "id": id,
        "at": rfc3339(message.timestamp),
        "inbound": message.inbound,
        "from": message.from.to_string(),
        "to": message.to.to_string(),
        "body": message.body,
        "media": message.media.len(),
        "status": message.status,
        "amount": money::plain(message.amount, 2),
    })
}

fn requests(world: &World) -> Value {
    let committed = world.records.all().filter(|record| record.committed);
    let newest = world.records.all().rev().take(NEWEST);
    json!({
        "total": world.records.all().count(),
        "committed": committed.count(),
        "newest": newest.map(request).collect::<Vec<_>>(),
    })
}

/// Without headers and body.
fn request(record: &RequestRecord) -> Value {
    json!({
        "seq": record.seq,
        "at": record.at,
        "method": record.method,
        "target": record.target,
        "operation": record.operation,
        "status": record.status,
        "committed": record.committed,
        "fault": record.fault,
    })
}
