//! Fleets of telephone numbers: say what is wanted, see what it costs, get it, and never buy a number twice.
//!
//! This crate knows no carrier. It drives one through the port [`Carrier`]; the facade `trunkline` has the adapters.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod carrier;
mod fleet;
mod plan;

pub use carrier::{
    Attached, Capabilities, Carrier, Change, Failure, Holding, NamedId, Names, Offer, OrderRef, Purchase,
    Reference, Refused, Released, Search, Setting, Written,
};
pub use fleet::{Fault, Faults, Fleet, Place};
pub use plan::{Action, Basis, Limits, Plan, Slot};
