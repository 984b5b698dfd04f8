//! Turns records into lines: tables for people, tabs and commas for programs.

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

use serde_json::Value;

use super::style::Style;
use super::table;
use super::text::printable;

/// No column is cut shorter than that.
const LEAST: usize = 16;

/// The fields of a record, by name. A name may occur several times.
pub(super) type Row = Vec<(String, String)>;

/// The members of an object, as texts: objects in it by their id or name, lists with commas.
pub(super) fn members(record: &Value) -> Row {
    /// What a record is known by stands first.
    const FIRST: [&str; 6] = ["id", "number", "code", "name", "username", "value"];
    let mut members: Vec<(&String, &Value)> = record.as_object().into_iter().flatten().collect();
    members.retain(|(name, value)| *name != "href" && !is_link(value));
    members.sort_by_key(|(name, _)| {
        FIRST
            .iter()
            .position(|first| first == name)
            .unwrap_or(FIRST.len())
    });
    members
        .into_iter()
        .map(|(name, value)| {
            let text = shown(value);
            let text = match name.as_str() {
                // A link, too, but its end is the ID.
                "application" => text.rsplit('/').next().unwrap_or_default(),
                _ => text.as_str(),
            };
            (name.replace('_', " "), printable(text))
        })
        .collect()
}

/// Whether it only says where the carrier's API has more.
fn is_link(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("/v1/"))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(is) => if *is { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(object) => ["id", "name", "value"]
            .iter()
            .find_map(|name| object.get(*name))
            .map(shown)
            .unwrap_or_default(),
    }
}

/// The columns of a table: those that are asked for, or all names in the order in which they turn up.
pub(super) fn columns(asked: Option<Vec<String>>, rows: &[Row]) -> Vec<String> {
    asked.unwrap_or_else(|| {
        let mut columns: Vec<String> = Vec::new();
        for (name, _) in rows.iter().flatten() {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        columns
    })
}

/// The rows, but with one column cut so that a table of this width has room for all.
pub(super) fn shortened(cut: Option<&str>, columns: &[String], mut rows: Vec<Row>, width: usize) -> Vec<Row> {
    let Some(cut) = cut else { return rows };
    let widest = |column: &String| {
        let cells = rows.iter().map(|row| display_width(&cell(row, column)));
        match cells.max().unwrap_or_default() {
            0 => 0,
            widest => widest.max(display_width(column)) + table::GAP,
        }
    };
    let others: usize = columns.iter().filter(|column| *column != cut).map(widest).sum();
    let room = width.saturating_sub(others + table::GAP).max(LEAST);
    for (_, text) in rows.iter_mut().flatten().filter(|(name, _)| name == cut) {
        if display_width(text) > room {
            *text = text.chars().take(room - 1).chain(['…']).collect();
        }
    }
    rows
}

/// A table, or records one below the other if there is no room for one.
pub(super) fn table(columns: &[String], rows: &[Row], width: usize, style: Style) -> Vec<String> {
    let is_used = |column: &&String| rows.iter().any(|row| !cell(row, column).is_empty());
    let used: Vec<String> = columns.iter().filter(is_used).cloned().collect();
    if used.is_empty() {
        return Vec::new();
    }
    let heading: Vec<String> = used.iter().map(|name| name.to_uppercase()).collect();
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(row, &used)).collect();
    let Some(mut lines) = table::table(&heading, &cells, width) else {
        return one_below_the_other(&used, rows, width, style);
    };
    let height = table::table(&heading, &[], width).map_or(1, |heading| heading.len());
    for line in lines.iter_mut().take(height) {
        *line = style.dim(line);
    }
    lines
}

fn one_below_the_other(columns: &[String], rows: &[Row], width: usize, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let fields: Row = columns
            .iter()
            .map(|column| (column.clone(), cell(row, column)))
            .collect();
        lines.extend(stacked(&fields, width, style));
    }
    lines
}

/// A record for people: a name and a text on each line. Empty fields are left out.
pub(super) fn stacked(fields: &Row, width: usize, style: Style) -> Vec<String> {
    let fields: Row = fields
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .cloned()
        .collect();
    table::record(&fields, width)
        .into_iter()
        .map(|(name, text)| format!("{}{text}", style.dim(&name)).trim_end().to_owned())
        .collect()
}

/// A record for programs: a name, a tab and a text on each line. Empty fields are left out.
pub(super) fn tabbed_record(fields: &Row) -> Vec<String> {
    let fields = fields.iter().filter(|(_, text)| !text.is_empty());
    fields.map(|(name, text)| format!("{name}\t{text}")).collect()
}

/// Rows for programs: tabs between the cells, no heading. Texts have no tabs: they were made printable.
pub(super) fn tabbed(columns: &[String], rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| cells(row, columns).join("\t")).collect()
}

/// Comma-separated values (RFC 4180).
pub(super) fn csv(columns: &[String], rows: &[Row], heading: bool) -> Vec<String> {
    let names: Vec<String> = columns.iter().map(|name| name.replace(' ', "_")).collect();
    let heading = heading.then_some(names);
    heading
        .into_iter()
        .chain(rows.iter().map(|row| cells(row, columns)))
        .map(|cells| {
            cells
                .iter()
                .map(|cell| quoted(cell))
                .collect::<Vec<_>>()
                .join(",")
        })
        .collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn cells(row: &Row, columns: &[String]) -> Vec<String> {
    columns.iter().map(|column| cell(row, column)).collect()
}

/// The texts of this name, one blank between them.
fn cell(row: &Row, column: &str) -> String {
    let texts = row.iter().filter(|(name, _)| name == column);
    texts.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A text folded between words, so that no line is wider than `width`, unless a word is.
pub(super) fn wrapped(first: &str, rest: &str, text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .word_separator(WordSeparator::AsciiSpace);
    let lines = textwrap::wrap(text, options);
    lines.into_iter().map(String::from).collect()
}
