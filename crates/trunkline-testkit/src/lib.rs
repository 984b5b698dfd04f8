//! What the tests of several crates share: clients for the emulator that send what they are told and nothing else,
//! scripted carriers and servers, and the documented examples. None of them uses code of trunkline's own clients;
//! [`endpoint`] takes the endpoint under test.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly, and so does what it is made of"
)]

mod browser;
pub mod endpoint;
pub mod fixtures;
pub mod flowroute;
pub mod flowroute_v1;
mod folder;
pub mod lists;
mod mishap;
#[cfg(unix)]
mod postgres;
mod reply;
pub mod request;
pub mod script;
pub mod server;
mod skip;
pub mod socket;
pub mod tropo;

pub use browser::Browser;
pub use folder::Folder;
pub use mishap::Mishap;
#[cfg(unix)]
pub use postgres::Postgres;
pub use reply::Reply;
pub use skip::skip;
