//! The imports of every endpoint file.

pub(crate) use trunkline_core::{
    Body, Endpoint, ErrorKind, JsonObject, LookUp, Match, Money, Operation, Page, PathPart, PhoneNumber,
    Query, Reader, Refusal, Result, Segment, SinglePage, ValidationError, endpoint, ensure, lenient, nothing,
    string_id,
};

pub(crate) use crate::carrier::JSON;
pub(crate) use crate::members::{Members, member_setter};
pub(crate) use crate::record::record;
pub(crate) use crate::response::{created, many, one};
pub(crate) use crate::rules::{required, required_secret};
pub(crate) use crate::{Href, TROPO};

/// The outcome of [`trunkline_core::Endpoint::validate`].
pub(crate) type Valid = Result<(), ValidationError>;

/// A repeated deletion that finds nothing has done its work: an earlier attempt, whose reply was lost, has deleted it.
pub(crate) fn gone(refusal: &Refusal) -> Option<()> {
    (refusal.kind == ErrorKind::NotFound).then_some(())
}
