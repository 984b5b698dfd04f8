//! Requests and answers as handlers see them; no carrier, no state.

pub(crate) mod answer;
pub(crate) mod incoming;
pub(crate) mod problem;

pub(crate) use answer::Answer;
pub(crate) use incoming::{Incoming, Params};
pub(crate) use problem::{Detail, Problem};
