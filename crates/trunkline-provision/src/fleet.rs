//! The fleet file: which numbers are wanted, and how each is set up.

mod check;
mod fault;
mod group;
mod list;
mod pattern;
mod read;
mod source;
mod table;
mod word;

use std::sync::Arc;

use trunkline_core::{Money, PhoneNumber};

use crate::{Limits, Search};

pub use fault::{Fault, Faults, Place};
pub(crate) use pattern::Pattern;
pub(crate) use read::hex;
pub(crate) use word::nearest;

/// What a fleet file asks for. Everything in it has been checked, as far as that is possible without the account.
///
/// ```no_run
/// let fleet = trunkline_provision::Fleet::read("fleet.toml".as_ref())?;
/// println!("{} groups", fleet.groups().count());
/// # Ok::<(), trunkline_provision::Faults>(())
/// ```
#[derive(Clone, Debug)]
pub struct Fleet {
    pub(crate) limits: FileLimits,
    pub(crate) groups: Vec<Group>,
    pub(crate) digest: String,
}

impl Fleet {
    /// The names of its groups, in the order of the file.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|group| group.name.as_str())
    }

    /// What it allows to be spent.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            setup: self.limits.setup.as_ref().map(|limit| limit.value),
            monthly: self.limits.monthly.as_ref().map(|limit| limit.value),
        }
    }

    /// The SHA-256 of the file and of the lists that it names.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// A value, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// What may be spent, and where that is said.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileLimits {
    pub(crate) setup: Option<Located<Money>>,
    pub(crate) monthly: Option<Located<Money>>,
}

/// Numbers that are set up alike.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) members: Members,
    pub(crate) ceilings: Ceilings,
}

/// What one number may cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ceilings {
    pub(crate) max_setup: Option<Located<Money>>,
    pub(crate) max_monthly: Option<Located<Money>>,
}

/// Which numbers belong to a group.
#[derive(Clone, Debug)]
pub(crate) enum Members {
    /// So many of those that the searches find. The numbers of the account whose alias fits the pattern are members.
    Any(Any),
    /// These.
    Listed(Vec<Listed>),
}

/// A group of numbers that may be any.
#[derive(Clone, Debug)]
pub(crate) struct Any {
    pub(crate) count: Located<u32>,
    pub(crate) searches: Vec<Search>,
    pub(crate) alias: Pattern,
    pub(crate) substitutes: bool,
    pub(crate) release_surplus: bool,
    pub(crate) wanted: Arc<Wanted>,
}

/// One definite number.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) number: PhoneNumber,
    pub(crate) place: Place,
    pub(crate) alias: Option<String>,
    pub(crate) wanted: Arc<Wanted>,
}

impl Listed {
    /// What it is called: its alias or else its place in the list.
    pub(crate) fn name(&self, n: u32, group: &str) -> String {
        self.alias.clone().unwrap_or_else(|| format!("{group}-{n:03}"))
    }
}

/// How a number is set up. What is not said is left as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) route: Option<Located<String>>,
    pub(crate) failover: Option<Located<String>>,
    pub(crate) e911: Option<Located<String>>,
    pub(crate) caller_name: Option<Located<String>>,
    pub(crate) messaging: Option<bool>,
}
