//! How a number is to be set up, against how it is.

use std::collections::HashSet;
use std::sync::Arc;

use crate::fleet::{Faults, Fleet, Group, Located, Members, Wanted, nearest};
use crate::{Attached, Carrier, Change, Failure, Holding, NamedId, Names, Setting};

/// Knows what the names in a fleet file stand for.
#[derive(Debug)]
pub(crate) struct Book(Names);

impl Book {
    /// Reads the account's names, if the file has any. Names that the account does not have, or has twice, are faults.
    pub(crate) async fn read(
        fleet: &Fleet,
        carrier: &impl Carrier,
        faults: &mut Faults,
    ) -> Result<Self, Failure> {
        let all = distinct(fleet);
        let book = match all.iter().any(|wanted| wanted.has_names()) {
            true => Self(carrier.names().await?),
            false => Self(Names::default()),
        };
        let capabilities = carrier.capabilities();
        for wanted in all {
            for (attached, name) in wanted.names() {
                if let Err(rule) = book.find(attached, &name.value) {
                    faults.add(&name.place, rule);
                }
            }
            if let Some(failover) = wanted.failover.as_ref().filter(|_| !capabilities.failover_route) {
                let rule = format!("failover: {} has no failover routes", capabilities.carrier);
                faults.add(&failover.place, rule);
            }
        }
        Ok(book)
    }

    /// What is to be set, in this order, apart from the alias.
    pub(crate) fn changes(&self, wanted: &Wanted) -> Vec<Change> {
        let attached = wanted.names().filter_map(|(attached, name)| {
            let named = self.find(attached, &name.value).ok()?;
            Some(Change::Attach(attached, named.clone()))
        });
        let messaging = wanted.messaging.map(Change::Messaging);
        attached.chain(messaging).collect()
    }

    /// What is attached, by its name if it has one.
    pub(crate) fn name(&self, attached: Attached, id: &str) -> String {
        let mut all = self.all(attached).1.iter();
        let found = all.find(|named| named.id == id && !named.name.is_empty());
        found.map_or_else(|| id.to_owned(), |named| named.name.clone())
    }

    fn all(&self, attached: Attached) -> (&'static str, &[NamedId]) {
        let Self(names) = self;
        match attached {
            Attached::PrimaryRoute | Attached::FailoverRoute => ("route", &names.routes),
            Attached::EmergencyAddress => ("emergency address", &names.emergency_addresses),
            Attached::CallerName => ("caller name", &names.caller_names),
        }
    }

    /// What has this id or, without one, this name. The case of its letters counts only if there are several.
    fn find(&self, attached: Attached, wanted: &str) -> Result<&NamedId, String> {
        let (what, all) = self.all(attached);
        if let Some(named) = all.iter().find(|named| named.id == wanted) {
            return Ok(named);
        }
        let like = |named: &&NamedId| named.name.to_lowercase() == wanted.to_lowercase();
        let found: Vec<&NamedId> = all.iter().filter(like).collect();
        let exact: Vec<&NamedId> = found
            .iter()
            .copied()
            .filter(|named| named.name == wanted)
            .collect();
        match (exact.as_slice(), found.as_slice()) {
            ([one], _) | ([], [one]) => Ok(one),
            ([], []) => {
                let near = nearest(wanted, all.iter().map(|named| named.name.as_str()));
                let near = near
                    .map(|near| format!("; did you mean {near:?}?"))
                    .unwrap_or_default();
                Err(format!("the account has no {what} called {wanted:?}{near}"))
            }
            _ => {
                let ids: Vec<&str> = found.iter().map(|named| named.id.as_str()).collect();
                let ids = ids.join(", ");
                Err(format!(
                    "the account has several {what}s called {wanted:?}; say one of the ids {ids}"
                ))
            }
        }
    }
}

impl Wanted {
    fn names(&self) -> impl Iterator<Item = (Attached, &Located<String>)> {
        let names = [
            (Attached::PrimaryRoute, &self.route),
            (Attached::FailoverRoute, &self.failover),
            (Attached::EmergencyAddress, &self.e911),
            (Attached::CallerName, &self.caller_name),
        ];
        names
            .into_iter()
            .filter_map(|(attached, name)| name.as_ref().map(|name| (attached, name)))
    }

    fn has_names(&self) -> bool {
        self.names().next().is_some()
    }
}

/// What is wanted in a fleet, once each: most numbers share it.
fn distinct(fleet: &Fleet) -> Vec<&Wanted> {
    let mut seen = HashSet::new();
    let all = fleet.groups.iter().flat_map(|group: &Group| {
        let (any, listed) = match &group.members {
            Members::Any(any) => (Some(&any.wanted), [].as_slice()),
            Members::Listed(listed) => (None, listed.as_slice()),
        };
        any.into_iter().chain(listed.iter().map(|listed| &listed.wanted))
    });
    all.filter(|wanted| seen.insert(Arc::as_ptr(wanted).addr()))
        .map(Arc::as_ref)
        .collect()
}

/// A setting that is not as it is wanted, or is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) wanted: Change,
    pub(crate) is: Setting<String>,
}

/// What is not as it is wanted.
pub(crate) fn differences(wanted: Vec<Change>, holding: &Holding) -> impl Iterator<Item = Difference> {
    wanted.into_iter().filter_map(|wanted| {
        let (is, must) = compared(&wanted, holding);
        (is != Setting::Is(must)).then_some(Difference { wanted, is })
    })
}

/// Whether the carrier has not told of a setting that is wanted.
pub(crate) fn is_untold(wanted: &[Change], holding: &Holding) -> bool {
    wanted
        .iter()
        .any(|change| compared(change, holding).0 == Setting::Untold)
}

/// What a setting is and what it must be.
fn compared(change: &Change, holding: &Holding) -> (Setting<String>, String) {
    match change {
        Change::Alias(alias) => (holding.alias.clone(), alias.clone()),
        Change::Messaging(on) => {
            let is = match holding.messaging {
                Setting::Untold => Setting::Untold,
                Setting::Nothing => Setting::Is(on_off(false)),
                Setting::Is(is) => Setting::Is(on_off(is)),
            };
            (is, on_off(*on))
        }
        Change::Attach(attached, named) => {
            let setting = match attached {
                Attached::PrimaryRoute => &holding.primary_route,
                Attached::FailoverRoute => &holding.failover_route,
                Attached::EmergencyAddress => &holding.emergency_address,
                Attached::CallerName => &holding.caller_name,
            };
            (setting.clone(), named.id.clone())
        }
    }
}

fn on_off(on: bool) -> String {
    if on { "on" } else { "off" }.to_owned()
}
