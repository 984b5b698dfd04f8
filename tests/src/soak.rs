//! The soak: every writing operation of every carrier, under seeded schedules of faults, against the emulator.
//!
//! A seed decides everything about one [`Case`]: the operation, the faults and which request each of them hits, the time
//! limits and the jitter. The real client plays it against an emulator whose whole account can be compared: with what it is
//! when the call is carried out once, and with what it is when it is not carried out at all. There is no third thing that it
//! may be, and the client has to say which of the two it is, or that no read could have told.
//!
//! Beside it [`payloads`] posts whatever bytes there may be to everything that reads webhooks.
//!
//! The operations come from the API tables: whoever adds a line there has added it here.

mod acts;
mod case;
mod payloads;
mod play;
mod run;
mod sabotage;
mod scene;
mod schedule;
mod verdict;

pub use self::acts::{ACTS, ActRow};
pub use self::case::{Case, Ending, Wire};
pub use self::payloads::{Posted, payloads};
pub use self::play::Play;
pub use self::run::{Plan, Report, Shrunk, run};
pub use self::sabotage::Sabotage;
pub use self::scene::{Cast, NOTHING_TO_SEE, Playing, Scene, Setup, account, scenes};
pub use self::schedule::{Planned, Schedule};
pub use self::verdict::{Told, Violation};
