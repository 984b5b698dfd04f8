//! Flowroute v1: signed requests over the same account, inventory, owned numbers and routes as v2.
//!
//! Everything here follows the wire contract "Flowroute v1"; sections are cited as `docs/contracts/flowroute-v1.md §n`.

mod auth;
mod body;
mod errors;
mod inventory;
mod numbers;
mod query;
mod routes;
mod signature;
mod table;

use crate::api::Api;
use crate::wire::Answer;
use crate::wire::answer::JSON;

/// The v1 paths.
pub(crate) const API: Api = Api {
    prefixes: &["/flowroute/v1"],
    host: "api.flowroute.com",
    root: "/flowroute",
    media_type: JSON,
    operations: table::OPERATIONS,
    authorize: auth::authorize,
    usual: errors::usual,
    render: errors::render,
};

/// What every successful write answers: no body, and its type is JSON all the same (docs/contracts/flowroute-v1.md §1).
fn nothing(status: u16) -> Answer {
    Answer {
        content_type: Some(JSON),
        ..Answer::empty(status)
    }
}
