//! The imports of every endpoint file.

pub(crate) use trunkline_core::{
    Body, JsonObject, LookUp, Operation, Page, PhoneNumber, Query, Reader, Refusal, Result, ValidationError,
    endpoint, ensure, nothing,
};

pub(crate) use crate::FLOWROUTE_V1;
pub(crate) use crate::body::{page, spaced};
pub(crate) use crate::digits::{ensure_digits, ensure_nanp};
pub(crate) use crate::page_number::PageNumber;

/// The outcome of [`trunkline_core::Endpoint::validate`].
pub(crate) type Valid = Result<(), ValidationError>;
