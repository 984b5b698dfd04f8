//! One group of a fleet file.

use std::sync::Arc;

use super::list;
use super::read::{Files, Named};
use super::table::{AREA_CODE, COUNT, DIGITS, MONEY, NAME, NUMBER, PATTERN, REGION, SWITCH, TEXT, Table};
use super::{Any, Ceilings, Faults, Group, Listed, Located, Members, Pattern, Place, Wanted};
use crate::Search;

/// The most searches one group may have.
const MOST_SEARCHES: usize = 1000;
/// What says which numbers a group has. One of them must.
const MEMBERS: [&str; 3] = ["count", "numbers", "numbers_csv"];
/// What makes sense only if any number will do.
const ONLY_FOR_ANY: [&str; 6] = [
    "area_codes",
    "rate_centers",
    "regions",
    "contains",
    "substitutes",
    "release_surplus",
];

/// Reads a group: its name, and all of it if nothing is wrong with it.
pub(super) fn read(table: &mut Table<'_, '_>, files: &mut Files, faults: &mut Faults) -> Named {
    let place = table.place.clone();
    let name = table.required("name", NAME, faults);
    let ceilings = Ceilings {
        max_setup: table.take("max_setup", MONEY, faults),
        max_monthly: table.take("max_monthly", MONEY, faults),
    };
    let alias = table.take("alias", PATTERN, faults).map(|alias| alias.value);
    let wanted = Arc::new(wanted(table, faults));
    let members = members(table, name.as_ref(), alias, wanted, files, faults);
    let named = name.map(|name| (name.value, name.place));
    let group = named.clone().zip(members).map(|((name, _), members)| Group {
        name,
        place,
        members,
        ceilings,
    });
    (named, group)
}

fn wanted(table: &mut Table<'_, '_>, faults: &mut Faults) -> Wanted {
    Wanted {
        route: table.take("route", TEXT, faults),
        failover: table.take("failover", TEXT, faults),
        e911: table.take("e911", TEXT, faults),
        caller_name: table.take("caller_name", TEXT, faults),
        messaging: table.take("messaging", SWITCH, faults).map(|on| on.value),
    }
}

fn members(
    table: &mut Table<'_, '_>,
    name: Option<&Located<String>>,
    alias: Option<Pattern>,
    wanted: Arc<Wanted>,
    files: &mut Files,
    faults: &mut Faults,
) -> Option<Members> {
    let said: Vec<(&str, Place)> = MEMBERS
        .into_iter()
        .filter_map(|key| table.has(key).map(|place| (key, place)))
        .collect();
    if said.is_empty() {
        faults.add(
            &table.place,
            "[[group]] must say its count, numbers or numbers_csv",
        );
    }
    for (key, place) in said.iter().skip(1) {
        let (first, _) = said.first()?;
        faults.add(
            place,
            format!("[[group]] has {first} already; {key} cannot be said as well"),
        );
    }
    let is_any = said.first().is_none_or(|(key, _)| *key == "count");
    for key in ONLY_FOR_ANY {
        if let Some(place) = table.has(key).filter(|_| !is_any) {
            faults.add(&place, format!("{key} can be said only together with count"));
        }
    }
    let any = any(table, name, alias.clone(), wanted.clone(), faults);
    let numbers = table.list("numbers", NUMBER, faults);
    let csv = table.take("numbers_csv", TEXT, faults);
    let listed = match (numbers, csv) {
        (Some(numbers), _) => Some(these(numbers.value, &wanted)),
        (None, Some(csv)) => list::read(&csv, &wanted, files, faults),
        (None, None) => None,
    };
    match said.first()?.0 {
        "count" => any.map(Members::Any),
        _ => listed.map(|listed| Members::Listed(named(listed, alias.as_ref()))),
    }
}

/// A group of any numbers. What it is made of is taken in every case, so that it counts as known.
fn any(
    table: &mut Table<'_, '_>,
    name: Option<&Located<String>>,
    alias: Option<Pattern>,
    wanted: Arc<Wanted>,
    faults: &mut Faults,
) -> Option<Any> {
    let is_meant = table.has("count").is_some();
    let says_where = ONLY_FOR_ANY.iter().take(4).any(|key| table.has(key).is_some());
    let count = table.take("count", COUNT, faults);
    let searches = searches(table, faults);
    let substitutes = table.take("substitutes", SWITCH, faults);
    let release_surplus = table.take("release_surplus", SWITCH, faults);
    if is_meant && !says_where {
        faults.add(
            &table.place,
            "[[group]] must say where its numbers come from: area_codes, rate_centers, regions or contains",
        );
    }
    Some(Any {
        count: count?,
        searches,
        alias: alias.or_else(|| name.map(|name| Pattern::usual(&name.value)))?,
        substitutes: substitutes.is_some_and(|on| on.value),
        release_surplus: release_surplus.is_some_and(|on| on.value),
        wanted,
    })
}

/// Every combination of what the lists say, in their order, the last list varying first.
fn searches(table: &mut Table<'_, '_>, faults: &mut Faults) -> Vec<Search> {
    let place = table.place.clone();
    let area_codes = values(table.list("area_codes", AREA_CODE, faults));
    let rate_centers = values(table.list("rate_centers", TEXT, faults));
    let regions = values(table.list("regions", REGION, faults));
    let contains = values(table.list("contains", DIGITS, faults));
    let lists = [
        area_codes.len(),
        rate_centers.len(),
        regions.len(),
        contains.len(),
    ];
    let count = lists.into_iter().fold(1_usize, usize::saturating_mul);
    if count > MOST_SEARCHES {
        faults.add(
            &place,
            format!("the lists of [[group]] make {count} searches, more than {MOST_SEARCHES}"),
        );
        return Vec::new();
    }
    let mut searches = Vec::with_capacity(count);
    for area_code in &area_codes {
        for rate_center in &rate_centers {
            for region in &regions {
                for contains in &contains {
                    searches.push(Search {
                        area_code: *area_code,
                        rate_center: rate_center.clone(),
                        region: region.clone(),
                        contains: contains.clone(),
                        ..Search::default()
                    });
                }
            }
        }
    }
    searches
}

/// The values of a list, or one that asks for nothing.
fn values<T>(list: Option<Located<Vec<Located<T>>>>) -> Vec<Option<T>> {
    match list {
        Some(list) => list.value.into_iter().map(|item| Some(item.value)).collect(),
        None => vec![None],
    }
}

fn these(numbers: Vec<Located<trunkline_core::PhoneNumber>>, wanted: &Arc<Wanted>) -> Vec<Listed> {
    let listed = numbers.into_iter().map(|number| Listed {
        number: number.value,
        place: number.place,
        alias: None,
        wanted: wanted.clone(),
    });
    listed.collect()
}

/// Gives each number that has no alias of its own the one of its place in the list, if there is a pattern.
fn named(mut listed: Vec<Listed>, alias: Option<&Pattern>) -> Vec<Listed> {
    if let Some(alias) = alias {
        for (n, listed) in (1..).zip(&mut listed) {
            listed.alias.get_or_insert_with(|| alias.name(n));
        }
    }
    listed
}
