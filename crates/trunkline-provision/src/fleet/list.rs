//! A list of numbers in a CSV file: `number,alias,route,failover,e911,caller_name,messaging`.

use std::sync::Arc;

use super::read::Files;
use super::source::Source;
use super::word::suggestion;
use super::{Faults, Listed, Located, Place, Wanted};

const COLUMNS: [&str; 7] = [
    "number",
    "alias",
    "route",
    "failover",
    "e911",
    "caller_name",
    "messaging",
];

/// Reads the list that `csv` names. What a row says replaces what the group says; an empty cell says nothing.
pub(super) fn read(
    csv: &Located<String>,
    wanted: &Arc<Wanted>,
    files: &mut Files,
    faults: &mut Faults,
) -> Option<Vec<Listed>> {
    let text = match files.list(&csv.value) {
        Ok(text) => text,
        Err(error) => {
            let name = &csv.value;
            faults.add(&csv.place, format!("numbers_csv: cannot read {name}: {error}"));
            return None;
        }
    };
    let source = Source::new(&csv.value, "");
    let mut rows = (1..)
        .map(|line| source.line(line))
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let Some((place, heading)) = rows.next() else {
        faults.add(&source.line(1), HEADING);
        return None;
    };
    let heading = heading_of(&place, heading, faults)?;
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        faults.add(&place, "the list has no numbers");
    }
    let listed = rows.filter_map(|(place, line)| row(&heading, place, line, wanted, faults));
    Some(listed.collect())
}

const HEADING: &str = "a list begins with its columns, such as number,alias,route";

/// Which column each cell of a row belongs to.
fn heading_of(place: &Place, line: &str, faults: &mut Faults) -> Option<Vec<&'static str>> {
    let Some(names) = cells(line) else {
        faults.add(place, HEADING);
        return None;
    };
    let mut columns = Vec::new();
    for name in names {
        match COLUMNS.into_iter().find(|column| *column == name.trim()) {
            Some(column) if columns.contains(&column) => {
                faults.add(place, format!("the column {column} is there twice"));
                return None;
            }
            Some(column) => columns.push(column),
            None => {
                let meant = suggestion(&name, COLUMNS);
                faults.add(place, format!("there is no column {:?}{meant}", name.trim()));
                return None;
            }
        }
    }
    if columns.contains(&"number") {
        return Some(columns);
    }
    faults.add(place, HEADING);
    None
}

fn row(
    heading: &[&str],
    place: Place,
    line: &str,
    wanted: &Arc<Wanted>,
    faults: &mut Faults,
) -> Option<Listed> {
    let Some(cells) = cells(line) else {
        faults.add(&place, "a quote has no end on this line");
        return None;
    };
    if cells.len() != heading.len() {
        let (is, must) = (cells.len(), heading.len());
        faults.add(&place, format!("the row has {is} cells, the heading has {must}"));
        return None;
    }
    let cell = |name: &str| {
        let mut cells = heading.iter().zip(&cells);
        let found = cells.find(|(column, _)| **column == name);
        found.map(|(_, text)| text.trim()).filter(|text| !text.is_empty())
    };
    let number = match cell("number").unwrap_or_default().parse() {
        Ok(number) => number,
        Err(error) => {
            faults.add(&place, format!("number must be a telephone number, got {error}"));
            return None;
        }
    };
    let messaging = match cell("messaging") {
        None => wanted.messaging,
        Some("true" | "yes" | "on") => Some(true),
        Some("false" | "no" | "off") => Some(false),
        Some(other) => {
            faults.add(&place, format!("messaging must be true or false, got {other:?}"));
            return None;
        }
    };
    let text = |name, usual: &Option<Located<String>>| match cell(name) {
        Some(value) => Some(Located {
            value: value.to_owned(),
            place: place.clone(),
        }),
        None => usual.clone(),
    };
    let says = heading
        .iter()
        .any(|column| !matches!(*column, "number" | "alias") && cell(column).is_some());
    let own = says.then(|| {
        Arc::new(Wanted {
            route: text("route", &wanted.route),
            failover: text("failover", &wanted.failover),
            e911: text("e911", &wanted.e911),
            caller_name: text("caller_name", &wanted.caller_name),
            messaging,
        })
    });
    Some(Listed {
        number,
        alias: cell("alias").map(str::to_owned),
        wanted: own.unwrap_or_else(|| wanted.clone()),
        place,
    })
}

/// The cells of a line (RFC 4180, without line breaks in cells); none if a quote has no end.
fn cells(line: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = cell(rest)?;
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return Some(cells),
        }
    }
}

/// The first cell, and what follows its comma.
fn cell(text: &str) -> Option<(String, Option<&str>)> {
    let Some(mut quoted) = text.trim_start().strip_prefix('"') else {
        return Some(match text.split_once(',') {
            Some((cell, after)) => (cell.to_owned(), Some(after)),
            None => (text.to_owned(), None),
        });
    };
    let mut cell = String::new();
    loop {
        let (part, after) = quoted.split_once('"')?;
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                quoted = more;
            }
            None if after.trim().is_empty() => return Some((cell, None)),
            None => return Some((cell, Some(after.trim_start().strip_prefix(',')?))),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_may_be_quoted() {
        let cells = |line| super::cells(line).map(|cells| cells.join("|"));
        assert_eq!(cells("a,,b").as_deref(), Some("a||b"));
        assert_eq!(cells("\"a, \"\"b\"\"\" ,\"\",c").as_deref(), Some("a, \"b\"||c"));
        assert_eq!(cells("a,\"b"), None);
        assert_eq!(cells("\"a\"b,c"), None);
    }
}
