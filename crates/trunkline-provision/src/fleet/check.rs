//! What is wrong only when the parts of a file are seen together.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use trunkline_core::Money;

use super::read::Named;
use super::{Any, Faults, FileLimits, Group, Listed, Located, Members, Place};

/// Names all such faults.
pub(super) fn all(limits: &FileLimits, groups: &[Named], faults: &mut Faults) {
    let names = groups.iter().filter_map(|(name, _)| name.as_ref());
    twice(
        names.map(|(name, place)| (name.as_str(), place)),
        |name, first| format!("the name {name} is taken by the group at {first}"),
        faults,
    );
    let groups: Vec<&Group> = groups.iter().filter_map(|(_, group)| group.as_ref()).collect();
    for group in &groups {
        ceilings(limits, group, faults);
    }
    patterns(&groups, faults);
    twice(
        listed(&groups).map(|listed| (listed.number, &listed.place)),
        |number, first| format!("{number} is already at {first}"),
        faults,
    );
    aliases(&groups, faults);
}

fn ceilings(limits: &FileLimits, group: &Group, faults: &mut Faults) {
    let pairs = [
        ("max_setup", &group.ceilings.max_setup, "setup", &limits.setup),
        (
            "max_monthly",
            &group.ceilings.max_monthly,
            "monthly",
            &limits.monthly,
        ),
    ];
    for (name, ceiling, total, limit) in pairs {
        if let (Some(ceiling), Some(limit)) = (ceiling, limit)
            && ceiling.value > limit.value
        {
            faults.add(&ceiling.place, beyond(name, ceiling.value, total, limit));
        }
    }
}

fn beyond(name: &str, ceiling: Money, total: &str, limit: &Located<Money>) -> String {
    let Located { value, place } = limit;
    format!(
        "{name} is {ceiling} for one number, more than the {value} that {total} allows for all (at {place})"
    )
}

/// An alias says which group a number belongs to, so no two groups may share one.
fn patterns(groups: &[&Group], faults: &mut Faults) {
    let mut before: Vec<(&Group, &Any)> = Vec::new();
    for group in groups {
        let Members::Any(any) = &group.members else {
            continue;
        };
        // Groups of the same name have been found already.
        let meets =
            |(other, theirs): &&(&Group, &Any)| theirs.alias.meets(&any.alias) && other.name != group.name;
        if let Some((other, theirs)) = before.iter().find(meets) {
            let (name, place) = (&other.name, &other.place);
            let (alias, theirs) = (&any.alias, &theirs.alias);
            faults.add(
                &group.place,
                format!("the alias {alias} may be the same as {theirs} of the group {name} at {place}"),
            );
        }
        before.push((group, any));
    }
}

fn aliases(groups: &[&Group], faults: &mut Faults) {
    let aliased =
        || listed(groups).filter_map(|listed| listed.alias.as_deref().map(|alias| (alias, &listed.place)));
    twice(
        aliased(),
        |alias, first| format!("the alias {alias:?} is already at {first}"),
        faults,
    );
    let patterns: Vec<(&str, &Any)> = groups
        .iter()
        .filter_map(|group| match &group.members {
            Members::Any(any) => Some((group.name.as_str(), any)),
            Members::Listed(_) => None,
        })
        .collect();
    for (alias, place) in aliased() {
        let owner = patterns.iter().find(|(_, any)| any.alias.member(alias).is_some());
        if let Some((name, any)) = owner {
            let pattern = &any.alias;
            faults.add(
                place,
                format!("the alias {alias:?} belongs to the group {name}, whose aliases are {pattern}"),
            );
        }
    }
}

fn listed<'a>(groups: &'a [&'a Group]) -> impl Iterator<Item = &'a Listed> {
    groups.iter().flat_map(|group| match &group.members {
        Members::Any(_) => [].iter(),
        Members::Listed(listed) => listed.iter(),
    })
}

/// Names each that is there again.
fn twice<'a, T: std::hash::Hash + Eq + Copy>(
    all: impl Iterator<Item = (T, &'a Place)>,
    rule: impl Fn(T, &Place) -> String,
    faults: &mut Faults,
) {
    let mut seen: HashMap<T, &Place> = HashMap::new();
    for (one, place) in all {
        match seen.entry(one) {
            Entry::Occupied(first) => faults.add(place, rule(one, first.get())),
            Entry::Vacant(free) => drop(free.insert(place)),
        }
    }
}
