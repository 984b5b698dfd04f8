//! What the end-to-end suites and `cargo xtask` share: the API tables, which tie every operation of a contract to its
//! endpoint, its handle, its emulator route and its fixtures, and the recorder of exchanges.
#![allow(clippy::exhaustive_structs, reason = "this crate is not published")]
#![allow(clippy::exhaustive_enums, reason = "this crate is not published")]

pub mod api;
pub mod how_many_times;
pub mod mutate;
pub mod record;
pub mod session;
pub mod shape;
pub mod soak;

/// The README's examples compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
