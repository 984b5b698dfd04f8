//! Values, endpoints and errors through the crate's public face.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail loudly"
)]

mod endpoint;
mod evidence;
mod lenient;
mod look_up;
mod money;
mod nanp;
mod phone_number;
mod public;
mod sip;
mod time;
mod words;
