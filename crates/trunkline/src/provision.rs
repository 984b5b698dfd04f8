//! Fleets of numbers: what `trunkline-provision` has, and the carriers that it can drive.

mod flowroute;
mod refusal;

pub use flowroute::FlowrouteFleet;
pub use trunkline_provision::*;
