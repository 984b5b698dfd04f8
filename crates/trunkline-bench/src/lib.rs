//! Measures what trunkline costs compared with bare hyper and serde_json, as a ratio within one run.
//!
//! * [`answers`]: the fixed response bodies: a number's details (1.5 kB), a list page of 200 numbers (60 kB), and a number
//!   that was bought (0.7 kB).
//! * [`server`], [`process`]: the loopback server that sends them, in a process of its own, so that the CPU time of this
//!   process is the client's alone.
//! * [`bare`]: a hand-written client. [`sdk`]: trunkline. Both are a [`Caller`].
//! * [`compare`]: CPU time of both, in alternating rounds. [`list`]: a long list, read ahead and page after page.
//!   [`memory`], [`files`]: whether memory stays constant. [`hostile`]: how much of it a hostile server gets.
//!
//! A ratio can be compared between machines, microseconds cannot. Rounds are short and alternate, so that other load on the
//! machine falls on both clients, and the median of the rounds' ratios counts.
//!
//! All figures are whole nanoseconds and thousandths.

pub mod answers;
pub mod bare;
pub mod compare;
pub mod files;
pub mod hostile;
pub mod list;
pub mod memory;
pub mod process;
pub mod sdk;
pub mod server;
pub mod startup;

mod caller;
mod cpu;
mod rounds;
mod units;

pub use caller::{Caller, Case, drive};
pub use cpu::cpu_time;
pub use rounds::Medians;
pub use units::{Bytes, Ratio, median};

/// Any error that ends a run.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
