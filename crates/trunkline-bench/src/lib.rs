//! What trunkline costs beside bare hyper and serde_json, as a ratio from one and the same run.
//!
//! * [`answers`]: the two fixed answers, a number's details (1.5 kB) and a list page of 200 numbers (60 kB).
//! * [`server`], [`process`]: the loopback server that gives them, in a process of its own, so that the CPU time of this
//!   process is the client's alone.
//! * [`bare`]: what a person would write by hand. [`sdk`]: trunkline. Both are a [`Caller`].
//! * [`compare`]: both in turns, round by round. [`memory`]: whether memory stays flat.
//!
//! A ratio holds on any machine; microseconds hold on one. Rounds are short and alternate, so whatever else the machine
//! does falls on both sides, and the median of the rounds' ratios is what counts.
//!
//! Everything is counted in whole nanoseconds and thousandths.

pub mod answers;
pub mod bare;
pub mod compare;
pub mod memory;
pub mod process;
pub mod sdk;
pub mod server;

mod caller;
mod cpu;
mod units;

pub use caller::{Caller, Case, drive};
pub use cpu::cpu_time;
pub use units::{Bytes, Ratio, median};

/// Whatever keeps a run from going on.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
