//! Handles a request: route, fault, authorize, execute, record. No sockets, no waiting.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::api::{Api, Call, ErrorContext, Operation, OperationKind};
use crate::config::Config;
use crate::control::state_document;
use crate::fault::{self, Act, CommitTime, RetryAfter};
use crate::faults::Faults;
use crate::history::History;
use crate::late::LateCalls;
use crate::limits::Limits;
use crate::number::Tn;
use crate::raw::Oddity;
use crate::record::{Records, RequestRecord, masked};
use crate::router::{Found, api_of, find};
use crate::state_file::StateFile;
use crate::store::Store;
use crate::store::switches::ClockMode;
use crate::time::{self, Micros};
use crate::wire::answer::JSON;
use crate::wire::{Answer, Incoming, Params, Problem};

/// The largest body that is searched for numbers, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// Longest header that pads an answer, in bytes.
const PADDING_LINE: usize = 4000;

/// The emulator without a listener.
pub(crate) struct Engine {
    pub(crate) config: Config,
    world: Mutex<World>,
    state_file: Option<Arc<StateFile>>,
    /// Held by whoever saves; those who wait for it are saved together.
    saving: tokio::sync::Mutex<()>,
    /// Something may be due for a callback.
    pub(crate) changed: Notify,
    /// Nothing more is due for a callback.
    pub(crate) delivered: Notify,
}

/// Everything that changes.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) faults: Faults,
    pub(crate) records: Records,
    pub(crate) limits: Limits,
    late: LateCalls<LateCall>,
    history: History,
    ticked: Instant,
    /// Counts changes of the state that somebody was told of; those up to `saved` are on disk.
    changes: u64,
    saved: u64,
    /// Counts the states that were put in place of another.
    pub(crate) generation: u64,
}

/// A request on its way: what it is for and what will go wrong with it.
#[derive(Clone)]
pub(crate) struct Pending {
    seq: u64,
    api: &'static Api,
    found: Found,
    fault: Option<Act>,
}

/// A request whose reply was lost and that takes effect later.
struct LateCall {
    pending: Pending,
    request: Incoming,
}

/// How an answer gets to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Whole,
    /// All of it, after a while.
    After(Duration),
    Drop,
    Reset,
    Hang,
    /// Bytes that an HTTP library would not send, then the end of the connection.
    Odd(Oddity),
}

/// What came of a request.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) delivery: Delivery,
    pub(crate) commit: Commit,
}

/// Whether a call took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Commit {
    No,
    Yes,
    /// Not yet: it is executed later, if it can be then.
    Later,
}

impl World {
    /// Lets a running clock pass.
    fn tick(&mut self, now: Instant) {
        let elapsed = now.saturating_duration_since(self.ticked);
        self.ticked += elapsed;
        if self.store.state.switches.clock == ClockMode::Running {
            self.store
                .state
                .advance(Micros::try_from(elapsed.as_micros()).unwrap_or(0));
        }
    }

    /// Puts a state in place of the present one; what is derived from it follows.
    pub(crate) fn replace(&mut self, store: Store) {
        self.store = store;
        self.generation += 1;
        self.limits = Limits::default();
        self.late.clear();
        self.history.clear();
    }

    /// Notes that the state has changed in a way that is to be saved.
    pub(crate) fn note_change(&mut self) {
        self.changes += 1;
    }

    /// Takes numbers that are for sale out of the inventory.
    fn sell_elsewhere(&mut self, numbers: &[Tn]) {
        for tn in numbers {
            if self.store.for_sale().find(*tn).is_some() {
                self.store.state.sold.insert(*tn);
            }
        }
    }

    /// When the next call takes effect whose reply was lost.
    pub(crate) fn next_late_call(&self) -> Option<Instant> {
        self.late.next_due()
    }

    /// Forgets calls that would take effect later.
    pub(crate) fn cancel_late_calls(&mut self) {
        self.late.clear();
    }

    /// The wall clock moved by what the virtual clock was advanced. A clock that runs by itself is not moved twice.
    fn wall(&self) -> Micros {
        match self.store.state.switches.clock {
            ClockMode::Frozen => {
                let state = &self.store.state;
                time::wall().saturating_add(state.now - state.started)
            }
            ClockMode::Running => time::wall(),
        }
    }
}

impl Engine {
    pub(crate) fn new(config: Config, store: Store, state_file: Option<StateFile>) -> Self {
        let world = World {
            store,
            faults: Faults::default(),
            records: Records::default(),
            limits: Limits::default(),
            late: LateCalls::default(),
            history: History::default(),
            ticked: Instant::now(),
            changes: 0,
            saved: 0,
            generation: 0,
        };
        Self {
            config,
            world: Mutex::new(world),
            state_file: state_file.map(Arc::new),
            saving: tokio::sync::Mutex::new(()),
            changed: Notify::new(),
            delivered: Notify::new(),
        }
    }

    /// How much longer every call takes.
    pub(crate) fn latency(&self) -> Duration {
        fault::wait(self.world().store.state.switches.latency_millis)
    }

    /// Saves what has changed, if there is a file for it and it is not saved already.
    pub(crate) async fn save(&self) -> io::Result<()> {
        let Some(file) = &self.state_file else {
            return Ok(());
        };
        let _turn = self.saving.lock().await;
        let (change, document) = {
            let world = self.world();
            if world.saved >= world.changes {
                return Ok(());
            }
            (world.changes, state_document(&world))
        };
        let file = Arc::clone(file);
        let written = tokio::task::spawn_blocking(move || file.save(change, &document)).await;
        written.map_err(io::Error::other)??;
        self.world().saved = change;
        Ok(())
    }

    /// Saves everything at the end, whatever it was that changed it.
    pub(crate) fn save_finally(&self) -> io::Result<()> {
        let Some(file) = &self.state_file else {
            return Ok(());
        };
        let mut world = self.world();
        world.changes += 1;
        file.save(world.changes, &state_document(&world))
    }

    /// The changing part, brought up to date: calls that are due have taken effect, a running clock has passed.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while let Some((due, late)) = world.late.take_due(now) {
            world.tick(due);
            let LateCall { pending, request } = late;
            let result = self.perform(&pending, &request, due, &mut world);
            if took_effect(&pending, &result) {
                world.note_change();
                world.records.committed(pending.seq);
            }
        }
        world.tick(now);
        world
    }

    /// Takes a request in: finds its operation, looks for a fault, opens its record.
    pub(crate) fn begin(&self, request: &Incoming) -> Pending {
        let api = api_of(&request.path);
        let found = find(api, request);
        let (operation, numbers) = match &found {
            Found::Operation(operation, params) => (Some(operation.name()), numbers(params, request)),
            _ => (None, Vec::new()),
        };
        let mut world = self.world();
        let seq = world.records.next();
        let (seed, now) = (world.store.state.seed, world.store.state.now);
        let fault = world
            .faults
            .next_fault((seed, Instant::now()), operation, &numbers);
        world.records.push(RequestRecord {
            seq,
            method: request.method.to_string(),
            target: masked::target(&request.target),
            operation,
            number: numbers.first().map(Tn::to_string),
            status: None,
            committed: false,
            fault: fault.as_ref().map(Act::word),
            at: time::rfc3339(now),
            headers: masked::headers(&request.headers),
            body: masked::body(request),
            numbers,
        });
        Pending {
            seq,
            api,
            found,
            fault,
        }
    }

    /// Executes a request unless its fault prevents or postpones that, and says what the client gets to see.
    pub(crate) fn finish(&self, pending: &Pending, request: &Incoming) -> Outcome {
        let mut world = self.world();
        let context = ErrorContext {
            seed: world.store.state.seed,
            seq: pending.seq,
            path: &request.path,
        };
        let (answer, commit) = match pending
            .fault
            .as_ref()
            .map_or(CommitTime::AtOnce, Act::commit_time)
        {
            CommitTime::Never => (Answer::empty(503), Commit::No),
            CommitTime::AtOnce | CommitTime::IfAwaited(_) => {
                self.execute(pending, request, context, &mut world)
            }
            CommitTime::Late(wait) => (
                Answer::empty(503),
                self.postpone(pending, request, wait, &mut world),
            ),
        };
        let (answer, delivery) = match &pending.fault {
            Some(act) => corrupt(pending, act, answer, context),
            None => (answer, Delivery::Whole),
        };
        let status = match delivery {
            Delivery::Whole | Delivery::After(_) | Delivery::Odd(_) => Some(answer.status),
            Delivery::Drop | Delivery::Reset | Delivery::Hang => None,
        };
        if commit == Commit::Yes {
            world.note_change();
        }
        world.records.finish(pending.seq, status, commit == Commit::Yes);
        Outcome {
            answer,
            delivery,
            commit,
        }
    }

    fn execute(
        &self,
        pending: &Pending,
        request: &Incoming,
        context: ErrorContext<'_>,
        world: &mut World,
    ) -> (Answer, Commit) {
        let authorized = self.authorize(pending, request, world);
        let result = authorized.and_then(|()| self.perform(pending, request, Instant::now(), world));
        let commit = if took_effect(pending, &result) {
            Commit::Yes
        } else {
            Commit::No
        };
        let answer = result.unwrap_or_else(|problem| (pending.api.render)(&problem, context));
        (answer, commit)
    }

    /// Keeps a request for later; one with wrong credentials never takes effect.
    fn postpone(&self, pending: &Pending, request: &Incoming, wait: Duration, world: &mut World) -> Commit {
        if self.authorize(pending, request, world).is_err() {
            return Commit::No;
        }
        let call = LateCall {
            pending: pending.clone(),
            request: request.clone(),
        };
        if world.late.add(Instant::now() + wait, pending.seq, call) {
            Commit::Later
        } else {
            tracing::warn!(
                seq = pending.seq,
                "too many calls wait to take effect; this one never will"
            );
            Commit::No
        }
    }

    fn authorize(&self, pending: &Pending, request: &Incoming, world: &mut World) -> Result<(), Problem> {
        match &pending.found {
            Found::Operation(_, params) => (pending.api.authorize)(&self.call(request, params, world)),
            Found::OtherMethods(_) | Found::Nothing => Ok(()),
        }
    }

    /// Does what an authorized request asks for, as of `now`: a late call is due before anybody looks.
    fn perform(
        &self,
        pending: &Pending,
        request: &Incoming,
        now: Instant,
        world: &mut World,
    ) -> Result<Answer, Problem> {
        match &pending.found {
            Found::Operation(operation, params) => {
                match &pending.fault {
                    Some(Act::SoldElsewhere {}) => world.sell_elsewhere(&numbers(params, request)),
                    Some(Act::Stale { millis }) if operation.kind() == OperationKind::Read => {
                        return self.read_of(*millis, operation, (request, params), world);
                    }
                    _ => {}
                }
                if operation.kind() == OperationKind::Write && world.faults.has_stale() {
                    world.history.keep(now, &world.store.state);
                }
                let answer = (operation.handler)(&mut self.call(request, params, world));
                // Events that are due at once (delays of zero) happen before anybody can look.
                world.store.state.settle();
                answer
            }
            Found::OtherMethods(allow) => {
                Err((pending.api.usual)(405).with_header(http::header::ALLOW, allow.clone()))
            }
            Found::Nothing => Err(Problem::unknown_path()),
        }
    }

    /// A read of the state of `millis` ago; the present one is put back.
    fn read_of(
        &self,
        millis: u64,
        operation: &Operation,
        (request, params): (&Incoming, &Params),
        world: &mut World,
    ) -> Result<Answer, Problem> {
        let moment = Instant::now().checked_sub(fault::wait(millis));
        let shown = moment.and_then(|moment| world.history.at(moment)).cloned();
        let present = shown.map(|shown| std::mem::replace(&mut world.store.state, shown));
        let answer = (operation.handler)(&mut self.call(request, params, world));
        if let Some(present) = present {
            world.store.state = present;
        }
        answer
    }

    fn call<'a>(&'a self, request: &'a Incoming, params: &'a Params, world: &'a mut World) -> Call<'a> {
        let wall = world.wall();
        Call {
            request,
            params,
            store: &mut world.store,
            limits: &mut world.limits,
            config: &self.config,
            wall,
        }
    }
}

/// Whether a call changed the account.
fn took_effect(pending: &Pending, result: &Result<Answer, Problem>) -> bool {
    match (&pending.found, result) {
        (Found::Operation(operation, _), Ok(answer)) => {
            operation.kind() == OperationKind::Write && answer.is_success()
        }
        (_, Ok(_)) => false,
        (_, Err(problem)) => problem.took_effect,
    }
}

/// What a fault makes of an answer; that to a call that was not executed is empty.
fn corrupt(pending: &Pending, act: &Act, answer: Answer, context: ErrorContext<'_>) -> (Answer, Delivery) {
    let render = |problem: &Problem| (pending.api.render)(problem, context);
    let answer = match act {
        Act::DropBeforeCommit {} | Act::CommitThenDrop {} | Act::CommitLate { .. } => {
            return (answer, Delivery::Drop);
        }
        Act::ResetBeforeCommit {} | Act::CommitThenReset {} => return (answer, Delivery::Reset),
        Act::HangBeforeCommit {} | Act::CommitThenHang {} | Act::CommitLateHang { .. } => {
            return (answer, Delivery::Hang);
        }
        Act::Delay { millis } => return (answer, Delivery::After(fault::wait(*millis))),
        Act::CommitThenCutBody { bytes } => {
            let length = cut(*bytes, answer.body.len());
            return (answer, Delivery::Odd(Oddity::Cut(length)));
        }
        Act::WrongLength { off_by } => {
            return (answer, Delivery::Odd(Oddity::WrongLength(i64::from(*off_by))));
        }
        Act::SlowBody { bytes_per_second } => {
            return (answer, Delivery::Odd(Oddity::Slow(*bytes_per_second)));
        }
        Act::Interim { count } => return (answer, Delivery::Odd(Oddity::Interim(*count))),
        Act::LargeHeaders { bytes } => padded(answer, *bytes),
        Act::DelayBeforeCommit { .. } | Act::SoldElsewhere {} | Act::Stale { .. } => answer,
        Act::Answer {
            status,
            body,
            content_type,
            ..
        } => told(*status, body, content_type.as_deref()),
        Act::Refuse { status } | Act::CommitThenStatus { status } | Act::CommitLateStatus { status, .. } => {
            render(&(pending.api.usual)(*status))
        }
        Act::TooManyRequests { retry_after } | Act::Limit { retry_after, .. } => {
            let value = retry_after.as_ref().map(RetryAfter::value);
            render(&(pending.api.usual)(429).with_retry_after(value.as_deref()))
        }
        Act::HtmlBody { status } => Answer::html(*status),
        Act::MalformedBody { status } => with_body(
            answer,
            pending.api.media_type,
            *status,
            Bytes::from_static(b"{\"data\": {\"type\": \"num"),
        ),
        Act::EmptyBody { status } => with_body(answer, pending.api.media_type, *status, Bytes::new()),
    };
    (answer, Delivery::Whole)
}

/// An answer in the words of a fault.
fn told(status: u16, body: &Value, content_type: Option<&str>) -> Answer {
    let (body, usual) = match body {
        Value::Null => (String::new(), None),
        Value::String(text) => (text.clone(), Some("text/plain; charset=utf-8")),
        document => (document.to_string(), Some(JSON)),
    };
    let answer = Answer {
        body: Bytes::from(body),
        ..Answer::empty(status)
    };
    match content_type.or(usual) {
        Some(content_type) => answer.with_header(http::header::CONTENT_TYPE, content_type),
        None => answer,
    }
}

/// An answer with so many bytes of headers more.
fn padded(mut answer: Answer, bytes: u32) -> Answer {
    let name = http::HeaderName::from_static("x-padding");
    let mut left = usize::try_from(bytes).unwrap_or(0);
    while left > 0 {
        let line = left.min(PADDING_LINE);
        left -= line;
        answer = answer.with_header(name.clone(), "x".repeat(line));
    }
    answer
}

/// How much of a body is sent before the cut: never all of it.
fn cut(bytes: Option<u64>, length: usize) -> usize {
    let wanted = bytes.map_or(length / 2, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    wanted.min(length.saturating_sub(1))
}

fn with_body(answer: Answer, media_type: &'static str, status: Option<u16>, body: Bytes) -> Answer {
    let content_type = answer.content_type.or(Some(media_type));
    // A 204 cannot carry a broken body.
    let usual = if answer.status == 204 && !body.is_empty() {
        200
    } else {
        answer.status
    };
    Answer {
        status: status.unwrap_or(usual),
        body,
        content_type,
        ..answer
    }
}

/// Numbers a request is about: in the path, sender and recipient of a message, or a list of numbers.
fn numbers(params: &Params, request: &Incoming) -> Vec<Tn> {
    let mut found: Vec<Tn> = Tn::parse(params.get("number")).into_iter().collect();
    if found.is_empty() && (1..=LOOKED_AT).contains(&request.body.len()) {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let attributes = body.pointer("/data/attributes").unwrap_or(&body);
        let list = attributes.get("numbers").and_then(Value::as_array);
        let named = ["from", "to", "number"]
            .into_iter()
            .filter_map(|name| attributes.get(name));
        found.extend(
            named
                .chain(list.into_iter().flatten())
                .filter_map(Value::as_str)
                .filter_map(Tn::parse),
        );
    }
    found
}

impl Pending {
    /// What came of the request, in one line for a log.
    pub(crate) fn line(&self, request: &Incoming, outcome: &Outcome) -> String {
        let status = match outcome.delivery {
            Delivery::Whole | Delivery::After(_) | Delivery::Odd(_) => outcome.answer.status.to_string(),
            Delivery::Drop | Delivery::Reset | Delivery::Hang => "-".to_owned(),
        };
        let operation = match &self.found {
            Found::Operation(operation, _) => operation.name(),
            Found::OtherMethods(_) | Found::Nothing => "-",
        };
        let committed = match outcome.commit {
            Commit::Yes => ", committed",
            Commit::Later => ", to be committed",
            Commit::No => "",
        };
        let fault = self.fault.as_ref().map(|act| format!(", fault {}", act.word()));
        let target = masked::target(&request.target);
        let fault = fault.unwrap_or_default();
        format!(
            "{} {target} {status} {operation}{committed}{fault}",
            request.method
        )
    }

    /// How long to wait before the request is executed.
    pub(crate) fn wait_before(&self) -> Option<Duration> {
        match self.fault.as_ref()?.commit_time() {
            CommitTime::IfAwaited(wait) => Some(wait),
            CommitTime::Never | CommitTime::AtOnce | CommitTime::Late(_) => None,
        }
    }
}
