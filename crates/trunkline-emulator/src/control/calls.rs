//! Every call of the control API: what it is for, what it takes and gives, and what answers it. The list of calls, the OpenAPI
//! document and the answers all come from this table.

use super::{ControlResult, external, faults, index, media, openapi, overview, page, requests};
use super::{advance, audit, change_switches, clock, health, operation_list, put_state, reset_call};
use super::{state, switches, webhooks};
use crate::engine::Engine;
use crate::wire::{Incoming, Params};

/// What the page reads each second.
pub(super) const OVERVIEW: &str = "/_emulator/overview";

/// Answers one call.
type Handler = fn(&Engine, &Incoming, &Params) -> ControlResult;

/// One call.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub(super) method: &'static str,
    /// `{id}` stands for one segment.
    pub(super) path: &'static str,
    pub(super) meaning: &'static str,
    /// Name and meaning of every parameter.
    pub(super) query: &'static [(&'static str, &'static str)],
    pub(super) takes: Takes,
    pub(super) gives: Gives,
    pub(super) handler: Handler,
}

/// The body of a call.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    Nothing,
    /// A document of a schema.
    Document(&'static str),
    /// The same, or nothing.
    Optional(&'static str),
}

/// The answer to a call that was done.
#[derive(Clone, Copy)]
pub(super) enum Gives {
    /// 204.
    Nothing,
    /// A status with a document of a schema.
    Document(u16, &'static str),
    /// 200 with bytes of whatever type.
    File,
}

/// What a method and a path lead to.
pub(super) enum Found {
    Call(&'static Call, Params),
    /// The path has other methods.
    OtherMethods,
    Nothing,
}

impl Call {
    const fn new(
        (method, path): (&'static str, &'static str),
        meaning: &'static str,
        gives: Gives,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            path,
            meaning,
            query: &[],
            takes: Takes::Nothing,
            gives,
            handler,
        }
    }

    const fn taking(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    const fn asking(self, query: &'static [(&'static str, &'static str)]) -> Self {
        Self { query, ..self }
    }
}

/// The call for a method and a path without a slash at its end.
pub(super) fn find(method: &str, path: &str) -> Found {
    let mut known = false;
    for call in CALLS {
        match Params::matching(call.path, path) {
            Some(params) if call.method == method => return Found::Call(call, params),
            Some(_) => known = true,
            None => {}
        }
    }
    if known {
        Found::OtherMethods
    } else {
        Found::Nothing
    }
}

/// All of them.
pub(super) const CALLS: &[Call] = &[
    Call::new(
        ("GET", "/_emulator"),
        "this list; for browsers a page",
        Gives::Document(200, "Index"),
        index::list,
    ),
    Call::new(
        ("GET", "/_emulator/page/{file}"),
        "what the page loads",
        Gives::File,
        page::file,
    ),
    Call::new(
        ("GET", "/_emulator/openapi.json"),
        "the control API for programs",
        Gives::Document(200, "Anything"),
        openapi::file,
    ),
    Call::new(
        ("GET", "/_emulator/health"),
        "seed, virtual time, numbers in stock",
        Gives::Document(200, "Health"),
        health,
    ),
    Call::new(
        ("GET", OVERVIEW),
        "the newest of everything, as the page shows it",
        Gives::Document(200, "Overview"),
        overview::document,
    ),
    Call::new(
        ("POST", "/_emulator/reset"),
        "back to the beginning",
        Gives::Document(200, "Seed"),
        reset_call,
    )
    .taking(Takes::Optional("Seed")),
    Call::new(
        ("GET", "/_emulator/state"),
        "everything, as one document",
        Gives::Document(200, "State"),
        state,
    ),
    Call::new(
        ("PUT", "/_emulator/state"),
        "puts such a document in place of the present state",
        Gives::Nothing,
        put_state,
    )
    .taking(Takes::Document("State")),
    Call::new(
        ("GET", "/_emulator/requests"),
        "the newest requests; ?operation=, ?number=, ?seq=, ?since= (a seq), ?limit=",
        Gives::Document(200, "Requests"),
        requests::list,
    )
    .asking(&[
        ("operation", "only of this operation, named as in a fault"),
        ("number", "only about this number"),
        ("seq", "only the one with this seq"),
        ("since", "only those after this seq"),
        ("limit", "only so many, the newest"),
    ]),
    Call::new(
        ("GET", "/_emulator/operations"),
        "every operation of the carriers",
        Gives::Document(200, "Operations"),
        operation_list,
    ),
    Call::new(
        ("GET", "/_emulator/audit"),
        "money, purchases, invariants, what was done twice",
        Gives::Document(200, "Audit"),
        audit,
    ),
    Call::new(
        ("GET", "/_emulator/switches"),
        "what the contracts leave open",
        Gives::Document(200, "Switches"),
        switches,
    ),
    Call::new(
        ("PATCH", "/_emulator/switches"),
        "changes some of them",
        Gives::Document(200, "Switches"),
        change_switches,
    )
    .taking(Takes::Document("Switches")),
    Call::new(
        ("PUT", "/_emulator/switches"),
        "the same as PATCH",
        Gives::Document(200, "Switches"),
        change_switches,
    )
    .taking(Takes::Document("Switches")),
    Call::new(
        ("GET", "/_emulator/clock"),
        "the virtual time",
        Gives::Document(200, "Clock"),
        clock,
    ),
    Call::new(
        ("POST", "/_emulator/clock/advance"),
        "moves it on",
        Gives::Document(200, "Clock"),
        advance,
    )
    .taking(Takes::Document("Advance")),
    Call::new(
        ("GET", "/_emulator/faults"),
        "the active faults and how often they acted",
        Gives::Document(200, "ActiveFaults"),
        faults::list,
    ),
    Call::new(
        ("POST", "/_emulator/faults"),
        "adds one or a list",
        Gives::Document(201, "FaultIds"),
        faults::add,
    )
    .taking(Takes::Document("Faults")),
    Call::new(
        ("DELETE", "/_emulator/faults"),
        "removes all",
        Gives::Document(200, "Deleted"),
        faults::clear,
    ),
    Call::new(
        ("DELETE", "/_emulator/faults/{id}"),
        "removes one",
        Gives::Nothing,
        faults::remove,
    ),
    Call::new(
        ("POST", "/_emulator/balance"),
        "sets the balance",
        Gives::Document(200, "Balance"),
        external::balance,
    )
    .taking(Takes::Document("Balance")),
    Call::new(
        ("POST", "/_emulator/cnams/{id}/approve"),
        "reviews a caller name",
        Gives::Nothing,
        external::approve,
    ),
    Call::new(
        ("POST", "/_emulator/cnams/{id}/reject"),
        "reviews a caller name",
        Gives::Nothing,
        external::reject,
    )
    .taking(Takes::Optional("Rejection")),
    Call::new(
        ("POST", "/_emulator/messages/inbound"),
        "a text or an MMS from outside",
        Gives::Document(201, "Received"),
        external::inbound,
    )
    .taking(Takes::Document("Inbound")),
    Call::new(
        ("GET", "/_emulator/webhooks"),
        "what was, or will be, posted to callbacks",
        Gives::Document(200, "Webhooks"),
        webhooks,
    ),
    Call::new(
        ("GET", "/_emulator/media/{id}"),
        "a file of an MMS",
        Gives::File,
        media::file,
    ),
];
