//! Listing the addresses of an application (docs/contracts/tropo.md §2.6, B1, B6).

use std::fmt;

use super::{Address, AddressType};
use crate::applications::ApplicationId;
use crate::prelude::*;

endpoint! {
    /// Lists the addresses of an application. A new application has some already.
    pub struct ListAddresses { application: ApplicationId }
    optional in kind: Kind {
        /// Only those of this type.
        of_type(impl Into<AddressType>),
    }
    optional in paging: SinglePage {}

    // Responses hold passwords of messenger accounts, and tokens.
    OPERATION = Operation::read(&TROPO, "tropo.v1.addresses.list").confidential();
    GET "/applications/{application}/addresses{kind}" -> Page<Address>: many;
    list(paging: SinglePage) Address, key () = |_| None;
    subject "of application {application}";

    fn validate(&self) -> Valid {
        self.kind.of_type.iter().try_for_each(|kind| required("type", kind.as_str()))
    }
}

/// All types, or one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kind {
    of_type: Option<AddressType>,
}

impl PathPart for Kind {
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of_type {
            Some(kind) => write!(f, "/{}", Segment(kind)),
            None => Ok(()),
        }
    }
}
