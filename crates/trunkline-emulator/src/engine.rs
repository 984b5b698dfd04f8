//! From a request to what happens with it: route, fault, authorize, execute, record. No sockets, no waiting.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;
use tokio::time::Instant;

use crate::config::Config;
use crate::fault::{Act, Fault};
use crate::faults::{Faults, is_late, prevents};
use crate::late::{LateCall, LateCalls};
use crate::limits::Limits;
use crate::mount::{Asked, Call, Found, Mount, OperationKind, find, mount_of};
use crate::record::{self, Records, RequestRecord};
use crate::store::Store;
use crate::store::switches::ClockMode;
use crate::time::{self, EPOCH, Micros};
use crate::tn::Tn;
use crate::wire::{Answer, Incoming, Params, Problem};

/// The largest body that is searched for numbers, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// The emulator without a listener.
pub(crate) struct Engine {
    pub(crate) config: Config,
    world: Mutex<World>,
}

/// Everything that changes.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) faults: Faults,
    pub(crate) records: Records,
    pub(crate) limits: Limits,
    late: LateCalls,
    ticked: Instant,
}

/// A request on its way: what it is for and what will go wrong with it.
#[derive(Clone)]
pub(crate) struct Ticket {
    seq: u64,
    mount: &'static Mount,
    found: Found,
    fault: Option<Fault>,
}

/// How an answer gets to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Whole,
    Drop,
    Reset,
    Hang,
    /// So many bytes of the body, then the end of the connection.
    Cut(usize),
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
        self.limits = Limits::default();
        self.late.clear();
    }

    /// Forgets calls that would take effect later.
    pub(crate) fn cancel_late_calls(&mut self) {
        self.late.clear();
    }

    /// The wall clock moved by what the virtual clock was advanced. A clock that runs by itself is not moved twice.
    fn wall(&self) -> Micros {
        match self.store.state.switches.clock {
            ClockMode::Frozen => time::wall().saturating_add(self.store.state.now - EPOCH),
            ClockMode::Running => time::wall(),
        }
    }
}

impl Engine {
    pub(crate) fn new(config: Config, store: Store) -> Self {
        let world = World {
            store,
            faults: Faults::default(),
            records: Records::default(),
            limits: Limits::default(),
            late: LateCalls::default(),
            ticked: Instant::now(),
        };
        Self {
            config,
            world: Mutex::new(world),
        }
    }

    /// The changing part, brought up to date: calls that are due have taken effect, a running clock has passed.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while let Some((due, late)) = world.late.take_due(now) {
            world.tick(due);
            let LateCall { ticket, request } = late;
            let result = self.perform(&ticket, &request, &mut world);
            if took_effect(&ticket, &result) {
                world.records.committed(ticket.seq);
            }
        }
        world.tick(now);
        world
    }

    /// Takes a request in: finds its operation, lets a fault strike, opens its record.
    pub(crate) fn begin(&self, request: &Incoming) -> Ticket {
        let mount = mount_of(&request.path);
        let found = find(mount, request);
        let (operation, numbers) = match &found {
            Found::Operation(operation, params) => (Some(operation.name()), numbers(params, request)),
            _ => (None, Vec::new()),
        };
        let mut world = self.world();
        let seq = world.records.next();
        let seed = world.store.state.seed;
        let fault = world.faults.strike(seed, operation, &numbers);
        world.records.push(RequestRecord {
            seq,
            method: request.method.to_string(),
            target: record::masked(&request.target),
            operation,
            number: numbers.first().map(Tn::to_string),
            status: None,
            committed: false,
            fault: fault.as_ref().map(|fault| fault.act().word()),
        });
        Ticket {
            seq,
            mount,
            found,
            fault,
        }
    }

    /// Executes a request unless its fault prevents or postpones that, and says what the client gets to see.
    pub(crate) fn finish(&self, ticket: &Ticket, request: &Incoming) -> Outcome {
        let mut world = self.world();
        let asked = Asked {
            seed: world.store.state.seed,
            seq: ticket.seq,
            path: &request.path,
        };
        let outcome = match &ticket.fault {
            Some(fault) if prevents(fault) => prevented(ticket, fault, asked),
            Some(fault) if is_late(fault) => {
                let commit = self.postpone(ticket, request, fault.wait(), &mut world);
                spoil(ticket, fault, Answer::empty(503), commit, asked)
            }
            fault => {
                let (answer, commit) = self.execute(ticket, request, asked, &mut world);
                match fault {
                    Some(fault) => spoil(ticket, fault, answer, commit, asked),
                    None => Outcome {
                        answer,
                        delivery: Delivery::Whole,
                        commit,
                    },
                }
            }
        };
        let sent = matches!(outcome.delivery, Delivery::Whole | Delivery::Cut(_));
        world.records.finish(
            ticket.seq,
            sent.then_some(outcome.answer.status),
            outcome.commit == Commit::Yes,
        );
        outcome
    }

    fn execute(
        &self,
        ticket: &Ticket,
        request: &Incoming,
        asked: Asked<'_>,
        world: &mut World,
    ) -> (Answer, Commit) {
        let authorized = self.authorize(ticket, request, world);
        let result = authorized.and_then(|()| self.perform(ticket, request, world));
        let commit = if took_effect(ticket, &result) {
            Commit::Yes
        } else {
            Commit::No
        };
        let answer = result.unwrap_or_else(|problem| (ticket.mount.render)(&problem, asked));
        (answer, commit)
    }

    /// Keeps a request for later; one that is refused at the door never takes effect.
    fn postpone(&self, ticket: &Ticket, request: &Incoming, wait: Duration, world: &mut World) -> Commit {
        if self.authorize(ticket, request, world).is_err() {
            return Commit::No;
        }
        let call = LateCall {
            ticket: ticket.clone(),
            request: request.clone(),
        };
        if world.late.add(Instant::now() + wait, ticket.seq, call) {
            Commit::Later
        } else {
            tracing::warn!(
                seq = ticket.seq,
                "too many calls wait to take effect; this one never will"
            );
            Commit::No
        }
    }

    fn authorize(&self, ticket: &Ticket, request: &Incoming, world: &mut World) -> Result<(), Problem> {
        match &ticket.found {
            Found::Operation(_, params) => (ticket.mount.authorize)(&self.call(request, params, world)),
            Found::OtherMethods(_) | Found::Nothing => Ok(()),
        }
    }

    /// Does what an authorized request asks for.
    fn perform(&self, ticket: &Ticket, request: &Incoming, world: &mut World) -> Result<Answer, Problem> {
        match &ticket.found {
            Found::Operation(operation, params) => {
                let answer = (operation.handler)(&mut self.call(request, params, world));
                // Events that are due at once (delays of zero) happen before anybody can look.
                world.store.state.settle();
                answer
            }
            Found::OtherMethods(allow) => Err(Problem::method_not_allowed(allow.clone())),
            Found::Nothing => Err(Problem::unknown_path()),
        }
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
fn took_effect(ticket: &Ticket, result: &Result<Answer, Problem>) -> bool {
    match (&ticket.found, result) {
        (Found::Operation(operation, _), Ok(answer)) => {
            operation.kind() == OperationKind::Write && answer.is_success()
        }
        (_, Ok(_)) => false,
        (_, Err(problem)) => problem.took_effect,
    }
}

/// What a fault says instead of a call that is not executed.
fn prevented(ticket: &Ticket, fault: &Fault, asked: Asked<'_>) -> Outcome {
    let status = fault.status();
    let render = |problem: &Problem| (ticket.mount.render)(problem, asked);
    let (answer, delivery) = match fault.act() {
        Act::Refuse => (render(&Problem::usual(status.unwrap_or(503))), Delivery::Whole),
        Act::TooManyRequests => (
            render(&Problem::too_many_requests(fault.retry_after())),
            Delivery::Whole,
        ),
        Act::HtmlBody => (Answer::html(status.unwrap_or(502)), Delivery::Whole),
        Act::ResetBeforeCommit => (Answer::empty(503), Delivery::Reset),
        Act::HangBeforeCommit => (Answer::empty(503), Delivery::Hang),
        _ => (Answer::empty(503), Delivery::Drop),
    };
    Outcome {
        answer,
        delivery,
        commit: Commit::No,
    }
}

/// What a fault makes of an answer to a call that was executed.
fn spoil(ticket: &Ticket, fault: &Fault, mut answer: Answer, commit: Commit, asked: Asked<'_>) -> Outcome {
    let mut delivery = Delivery::Whole;
    match fault.act() {
        Act::CommitThenDrop | Act::CommitLate => delivery = Delivery::Drop,
        Act::CommitThenReset => delivery = Delivery::Reset,
        Act::CommitThenHang | Act::CommitLateHang => delivery = Delivery::Hang,
        Act::CommitThenCutBody => delivery = Delivery::Cut(fault.cut(answer.body.len())),
        Act::CommitThenStatus => {
            let problem = Problem::usual(fault.status().unwrap_or(500));
            answer = (ticket.mount.render)(&problem, asked);
        }
        Act::CommitLateStatus => {
            let problem = Problem::usual(fault.status().unwrap_or(504));
            answer = (ticket.mount.render)(&problem, asked);
        }
        Act::MalformedBody => {
            answer = reworded(answer, fault, Bytes::from_static(b"{\"data\": {\"type\": \"num"))
        }
        Act::EmptyBody => answer = reworded(answer, fault, Bytes::new()),
        Act::HtmlBody => answer = Answer::html(fault.status().unwrap_or(200)),
        _ => {}
    }
    Outcome {
        answer,
        delivery,
        commit,
    }
}

fn reworded(answer: Answer, fault: &Fault, body: Bytes) -> Answer {
    let content_type = answer.content_type.or(Some(crate::wire::answer::JSON_API));
    // A 204 cannot carry a broken body.
    let usual = if answer.status == 204 && !body.is_empty() {
        200
    } else {
        answer.status
    };
    Answer {
        status: fault.status().unwrap_or(usual),
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

impl Ticket {
    /// How long to wait before the request is executed.
    pub(crate) fn wait_before(&self) -> Option<Duration> {
        self.waits(Act::DelayBeforeCommit)
    }

    /// How long to keep the answer back.
    pub(crate) fn wait_after(&self) -> Option<Duration> {
        self.waits(Act::Delay)
    }

    fn waits(&self, act: Act) -> Option<Duration> {
        self.fault
            .as_ref()
            .filter(|fault| fault.act() == act)
            .map(Fault::wait)
    }
}
