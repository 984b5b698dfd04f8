//! The engine against a carrier in memory: whatever goes wrong, what is owned is what is wanted.

mod fleet;
mod world;

mod applying;
mod journals;
#[cfg(all(unix, feature = "postgres"))]
mod postgres;
mod schedules;
