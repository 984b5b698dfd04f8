//! Lays out records for a terminal: as a table, its cells folded if they must be, or one below the other if not even that
//! fits. No word is ever broken.

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

/// Stands before each line and between columns.
pub(super) const GAP: usize = 2;

/// The most lines a row may have.
const TALLEST: usize = 4;

/// The lines of a table, the heading first; `None` if it does not fit.
pub(super) fn table(heading: &[String], rows: &[Vec<String>], width: usize) -> Option<Vec<String>> {
    let widths = widths(heading, rows, width)?;
    let mut lines = Vec::new();
    for row in std::iter::once(heading).chain(rows.iter().map(Vec::as_slice)) {
        let row = row_lines(row, &widths);
        if row.len() > TALLEST {
            return None;
        }
        lines.extend(row);
    }
    Some(lines)
}

/// The lines of a record: a name and a text each.
pub(super) fn record(fields: &[(String, String)], width: usize) -> Vec<(String, String)> {
    let names = fields.iter().map(|(name, _)| display_width(name)).max();
    let names = names.unwrap_or_default();
    let room = width.saturating_sub(GAP + names + GAP + 1).max(1);
    let mut lines = Vec::new();
    for (name, text) in fields {
        let mut name = Some(name);
        for line in folded(text, room) {
            let name = name.take().map_or("", String::as_str);
            lines.push((format!("{:GAP$}{name:names$}", ""), format!("   {line}")));
        }
    }
    lines
}

/// How wide each column is: as wide as its widest cell, or, if there is no room, at least as wide as its longest word.
fn widths(heading: &[String], rows: &[Vec<String>], width: usize) -> Option<Vec<usize>> {
    let all = || std::iter::once(heading).chain(rows.iter().map(Vec::as_slice));
    let widest = |column: usize, measure: fn(&str) -> usize| {
        let cells = all().filter_map(|row| row.get(column));
        cells.map(|cell| measure(cell)).max().unwrap_or_default()
    };
    let columns = 0..heading.len();
    let natural: Vec<usize> = columns
        .clone()
        .map(|column| widest(column, display_width))
        .collect();
    let mut widths: Vec<usize> = columns.map(|column| widest(column, longest_word)).collect();
    let mut room = width.checked_sub(widths.iter().sum::<usize>() + GAP * widths.len())?;
    while room > 0 {
        // The column that lacks most gets the next character.
        let lacking = widths.iter_mut().zip(&natural);
        let (narrowest, lack) = lacking
            .map(|(w, n)| (n - *w, w))
            .max_by_key(|(lack, _)| *lack)
            .map(|(l, w)| (w, l))?;
        if lack == 0 {
            break;
        }
        *narrowest += 1;
        room -= 1;
    }
    Some(widths)
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(display_width).max().unwrap_or_default()
}

fn row_lines(row: &[String], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| folded(cell, *width))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    (0..height)
        .map(|line| {
            let mut text = String::new();
            for (cell, width) in cells.iter().zip(widths) {
                let part = cell.get(line).map_or("", String::as_str);
                let padding = width.saturating_sub(display_width(part));
                text.push_str(&format!("{:GAP$}{part}{:padding$}", "", ""));
            }
            text.trim_end().to_owned()
        })
        .collect()
}

/// A text in lines of this width, folded between words.
pub(super) fn folded(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(1))
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .word_separator(WordSeparator::AsciiSpace);
    let lines = textwrap::wrap(text, options);
    if lines.is_empty() {
        return vec![String::new()];
    }
    lines.into_iter().map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::{record, table};

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn shown(width: usize) -> String {
        let heading = cells(&["ID", "STREET", "CITY"]);
        let rows = [
            cells(&[
                "21907",
                "3910 North Vassault Street, Suite 200",
                "Tacoma, WA 98407 US",
            ]),
            cells(&["21908", "1 Main St", "Kent, WA 98030 US"]),
        ];
        let lines = table(&heading, &rows, width).unwrap_or_else(|| {
            let fields: Vec<_> = heading.into_iter().zip(rows[0].clone()).collect();
            let lines = record(&fields, width);
            lines.into_iter().map(|(name, text)| name + &text).collect()
        });
        assert!(
            lines.iter().all(|line| line.chars().count() <= width.max(20)),
            "{lines:#?}"
        );
        lines.join("\n")
    }

    #[test]
    fn a_table_folds_and_then_stands_on_end() {
        let all: Vec<String> = [80, 60, 40, 24].into_iter().map(shown).collect();
        insta::assert_snapshot!("widths", all.join("\n\n"));
    }
}
