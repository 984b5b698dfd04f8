//! The imports of every endpoint file.

pub(crate) use trunkline_core::{
    Body, ErrorKind, JsonObject, LookUp, Match, Operation, Page, PhoneNumber, Query, Reader, Refusal, Result,
    ValidationError, endpoint, ensure, ensure_length, nothing,
};

pub(crate) use crate::FLOWROUTE;
pub(crate) use crate::envelope::{document, flat, many, one};
pub(crate) use crate::window::Window;

/// The outcome of [`trunkline_core::Endpoint::validate`].
pub(crate) type Valid = Result<(), ValidationError>;
