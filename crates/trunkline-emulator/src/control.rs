//! The control API under `/_emulator`: health, state, faults, clock, audit. JSON, no credentials.

mod calls;
mod external;
pub(crate) mod faults;
mod guard;
mod index;
mod media;
mod openapi;
mod overview;
mod page;
mod requests;

use http::Method;
use http::header::X_CONTENT_TYPE_OPTIONS;
use serde::Serialize;
use serde_json::{Value, json};

use crate::audit::Audit;
use crate::config::Opening;
use crate::engine::{Engine, World};
use crate::router::operations;
use crate::state_file;
use crate::store::Store;
use crate::store::switches::ClockMode;
use crate::time::{self, Micros, rfc3339};
use crate::wire::answer::JSON;
use crate::wire::{Answer, Incoming, Params};
use calls::Found;

const PREFIX: &str = "/_emulator";

/// What a control call comes to: its answer, or an error status with a reason.
type ControlResult = Result<Answer, (u16, String)>;

/// Whether a path belongs to the control API.
pub(crate) fn is_control(path: &str) -> bool {
    path.strip_prefix(PREFIX)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a request is a line of the log. The page looks each second: nobody wants to see that.
pub(crate) fn is_logged(request: &Incoming) -> bool {
    request.path != calls::OVERVIEW
}

/// Answers a control call, once what it has changed is saved. Control calls are not recorded and no fault applies to them.
pub(crate) async fn answer(engine: &Engine, request: &Incoming) -> Answer {
    let mut replied = reply(engine, request);
    if replied.is_ok() && request.method != Method::GET {
        engine.world().note_change();
        if let Err(error) = engine.save().await {
            replied = Err((500, format!("done, but the state was not saved: {error}")));
        }
    }
    let answer =
        replied.unwrap_or_else(|(status, reason)| Answer::json(status, JSON, &json!({"error": reason})));
    answer.with_header(X_CONTENT_TYPE_OPTIONS, "nosniff")
}

fn reply(engine: &Engine, request: &Incoming) -> ControlResult {
    guard::check(&engine.config, request)?;
    match calls::find(request.method.as_str(), &request.path) {
        Found::Call(call, params) => (call.handler)(engine, request, &params),
        Found::OtherMethods => Err((405, format!("{} is not possible here", request.method))),
        Found::Nothing => Err((404, index::in_words())),
    }
}

/// An answer of 200 with a document.
fn ok(document: &impl Serialize) -> ControlResult {
    told(200, document)
}

/// An answer with a document.
fn told(status: u16, document: &impl Serialize) -> ControlResult {
    let document = serde_json::to_value(document).map_err(|error| (500, error.to_string()))?;
    Ok(Answer::json(status, JSON, &document))
}

fn health(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    let world = engine.world();
    let state = &world.store.state;
    ok(&json!({
        "ok": true,
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "seed": state.seed,
        "now": rfc3339(state.now),
        "clock": state.switches.clock,
        "stock": world.store.stock().total(),
    }))
}

/// The state as `GET state` shows it and `PUT state` takes it.
pub(crate) fn state_document(world: &World) -> Value {
    // Plain data with text keys: it cannot fail to be JSON.
    serde_json::to_value(&world.store.state).unwrap_or(Value::Null)
}

fn state(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    ok(&engine.world().store.state)
}

fn put_state(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let store = state_file::parse(body(request)?).map_err(|reason| (400, reason))?;
    engine.world().replace(store);
    Ok(Answer::empty(204))
}

/// Back to the beginning, with another seed if one is given.
pub(crate) fn reset(world: &mut World, opening: &Opening, seed: Option<u64>) {
    let state = &world.store.state;
    let (switches, stock_size) = (state.switches.clone(), state.stock_size);
    let start = match switches.clock {
        ClockMode::Frozen => state.started,
        ClockMode::Running => time::wall(),
    };
    let mut fresh = Store::seeded(seed.unwrap_or(state.seed), stock_size, start);
    opening.apply(&mut fresh.state);
    // Rate limits, signatures and the clock's way of passing are settings of this emulator, not of the account.
    fresh.state.switches.sms_per_second = switches.sms_per_second;
    fresh.state.switches.mms_per_second = switches.mms_per_second;
    fresh.state.switches.clock = switches.clock;
    fresh.state.switches.webhooks.any_host = switches.webhooks.any_host;
    fresh.state.switches.latency_millis = switches.latency_millis;
    fresh.state.switches.flowroute_v1 = switches.flowroute_v1;
    world.replace(fresh);
    world.faults = crate::faults::Faults::default();
    world.records.clear();
}

fn reset_call(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    #[derive(Default, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Reset {
        seed: Option<u64>,
    }
    let wanted: Reset = optional(request)?;
    let mut world = engine.world();
    reset(&mut world, &engine.config.opening, wanted.seed);
    ok(&json!({"seed": world.store.state.seed}))
}

fn webhooks(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let root = format!("{}/flowroute", request.origin);
    ok(&crate::webhook::deliveries(&engine.world().store.state, &root))
}

fn audit(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    ok(&Audit::of(&engine.world().store.state).to_json())
}

fn operation_list(_: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    let line =
        |o: &crate::api::Operation| json!({"operation": o.name(), "method": o.method(), "path": o.path()});
    ok(&operations().map(line).collect::<Vec<_>>())
}

fn switches(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    ok(&engine.world().store.state.switches)
}

fn change_switches(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let Value::Object(changes) = body(request)? else {
        return Err((400, "an object of switches is wanted".to_owned()));
    };
    let mut world = engine.world();
    let mut document = json!(world.store.state.switches);
    if let Value::Object(switches) = &mut document {
        for (name, value) in changes {
            match (switches.get_mut(&name), value) {
                (Some(Value::Object(group)), Value::Object(values)) => group.extend(values),
                (_, value) => {
                    switches.insert(name, value);
                }
            }
        }
    }
    world.store.state.switches =
        serde_json::from_value(document).map_err(|error| (400, error.to_string()))?;
    ok(&world.store.state.switches)
}

fn now(world: &World) -> ControlResult {
    ok(&json!({"now": rfc3339(world.store.state.now)}))
}

fn clock(engine: &Engine, _: &Incoming, _: &Params) -> ControlResult {
    now(&engine.world())
}

fn advance(engine: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct By {
        seconds: Option<u32>,
        millis: Option<u32>,
    }
    let by: By = serde_json::from_value(body(request)?).map_err(|error| (400, error.to_string()))?;
    if by.seconds.or(by.millis).is_none() {
        return Err((400, "seconds or millis is wanted".to_owned()));
    }
    let (seconds, millis) = (by.seconds.unwrap_or(0), by.millis.unwrap_or(0));
    let mut world = engine.world();
    world
        .store
        .state
        .advance(Micros::from(seconds) * 1_000_000 + Micros::from(millis) * 1000);
    now(&world)
}

/// The body as JSON.
fn body(request: &Incoming) -> Result<Value, (u16, String)> {
    serde_json::from_slice(&request.body).map_err(|error| (400, format!("the body is not JSON: {error}")))
}

/// The body as a value, or its default when there is no body.
fn optional<T: serde::de::DeserializeOwned + Default>(request: &Incoming) -> Result<T, (u16, String)> {
    if request.body.trim_ascii().is_empty() {
        return Ok(T::default());
    }
    serde_json::from_slice(&request.body).map_err(|error| (400, error.to_string()))
}
