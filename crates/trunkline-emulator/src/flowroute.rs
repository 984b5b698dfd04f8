//! Flowroute v2: numbers, routes, E911, CNAM, portability; messages v2.1 and v2.2; message provisioning.
//!
//! Everything here follows the wire contract "Flowroute v2"; what it marks as assumed is marked `A:n` here too.

mod body;
mod cdrs;
mod cnam;
mod e911;
mod errors;
pub(crate) mod files;
mod media;
mod messages;
mod numbers;
mod path;
mod porting;
mod provision;
mod query;
mod relationships;
mod routes;
mod table;
mod view;
pub(crate) mod webhooks;

use crate::api::{Api, Call};
use crate::wire::incoming::same_secret;
use crate::wire::{Answer, Problem};

/// Media type of answers other than porting (assumed, docs/contracts/flowroute-v2.md A:4).
const JSON_API: &str = "application/vnd.api+json";

impl Answer {
    /// A JSON:API document.
    fn document(status: u16, value: &serde_json::Value) -> Self {
        Self::json(status, JSON_API, value)
    }
}

/// The v2 family of paths.
pub(crate) const API: Api = Api {
    prefixes: &["/flowroute/v2", "/flowroute/v2.1", "/flowroute/v2.2"],
    host: "api.flowroute.com",
    root: "/flowroute",
    media_type: JSON_API,
    operations: table::OPERATIONS,
    authorize,
    usual: errors::usual,
    render: errors::render,
};

/// HTTP Basic with access key and secret key (docs/contracts/flowroute-v2.md §1.2).
fn authorize(call: &Call<'_>) -> Result<(), Problem> {
    let login = &call.config.flowroute;
    let given = call.request.basic();
    let good = given.is_some_and(|(key, secret)| {
        let key = same_secret(&key, &login.user);
        same_secret(&secret, &login.secret) && key
    });
    if good { Ok(()) } else { Err(errors::unauthorized()) }
}
