//! Tests of the emulator: over its control API, over the carriers' APIs, over sockets, and as a program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails loudly"
)]

#[cfg(feature = "cli")]
mod binary;
mod clock;
mod demos;
mod documented;
mod documented_control;
mod e911;
mod fault_plan;
mod foreign_pages;
mod late_commits;
mod messages;
mod money;
mod names;
mod numbers;
mod openapi;
#[cfg(feature = "cli")]
mod page;
mod properties;
mod protocol;
#[cfg(feature = "cli")]
mod public;
#[cfg(all(feature = "cli", target_os = "linux"))]
mod released;
mod requests;
mod robustness;
mod routes;
mod tropo_addresses;
mod tropo_books;
mod tropo_gem;
mod tropo_resources;
mod v1_clients;
mod v1_operations;
mod v1_routes;
mod v1_signatures;
mod webhooks;
mod wire_faults;
