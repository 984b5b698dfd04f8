//! Fleets of telephone numbers: say what is wanted, see what it costs, get it, and never buy a number twice.
//!
//! A [`Journal`] (one file, or a database that workers on any number of machines share) begins a [`Run`] of a [`Plan`], and
//! [`Run::work`] does it: every purchase is an intent in the journal, with its price reserved, before it is sent, and what came of
//! it afterwards. A process may be killed at any time; the next one settles what was open, and goes on.
//!
//! This crate knows no carrier. It drives one through the port [`Carrier`]; the facade `trunkline` has the adapters.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod audit;
mod carrier;
mod fleet;
mod item;
mod journal;
mod members;
mod plan;
mod plan_file;
mod planning;
mod progress;
mod run;
mod totals;
mod work;

pub use audit::{Audit, Bought, Drift, Finding, audit};
pub use carrier::{
    Attached, Capabilities, Carrier, Change, Failure, Holding, NamedId, Names, Offer, OrderRef, Purchase,
    Reference, Refused, Released, Search, Setting, Written,
};
pub use fleet::{Fault, Faults, Fleet, Place};
pub use item::Standing;
pub use journal::{Journal, JournalError, JournalErrorKind};
pub use members::{FleetNumber, count_numbers, fleet_numbers};
pub use plan::{Action, Basis, Limits, Plan, Slot};
pub use plan_file::{PlanFile, PlanFileError, PlanWriter, Slots};
pub use planning::{GroupPlan, PlanError, Planned, plan};
pub use progress::{Event, Phase, Progress, Record, Status, Tally};
pub use run::{Options, Run};
pub use totals::Totals;
