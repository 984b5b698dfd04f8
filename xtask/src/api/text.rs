//! The tables on a terminal.

use trunkline_tests::api::webhooks::Payload;

use super::survey::{Entry, Survey};

const HEADINGS: [&str; 7] = [
    "#",
    "call",
    "operation",
    "endpoint",
    "handle",
    "emulator",
    "fixtures",
];
const HOLE: &str = "----";

/// A title, a line per operation, and what is not offered.
pub(super) fn table(survey: &Survey, colored: bool) -> String {
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    lines.extend(survey.entries.iter().map(cells));
    let widths: [usize; 7] = std::array::from_fn(|column| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    });
    let (offered, all) = survey.operations;
    let mut text = format!("{}: {offered} of {all} operations\n\n", survey.title);
    text.extend(lines.iter().map(|cells| line(cells, widths, colored)));
    if !survey.transfers.is_empty() {
        text.push_str("\nfiles, at addresses that other calls give, without credentials\n");
    }
    for known in &survey.transfers {
        let handle = known.transfer.unwrap_or_default();
        text += &format!("{:<5} {} {}: {handle}\n", known.id, known.method, known.path);
    }
    if !survey.webhooks.is_empty() {
        text.push_str("\nposted by the carrier\n");
    }
    for Payload {
        contract,
        what,
        event,
        example,
    } in survey.webhooks
    {
        text += &format!("{contract:<5} {what}: Event::{event}, {example} documented\n");
    }
    text.push_str("\nnot offered\n");
    for known in &survey.missing {
        let why = known.missing.unwrap_or_default();
        text += &format!("{:<5} {} {}: {why}\n", known.id, known.method, known.path);
    }
    text.push('\n');
    text
}

fn cells(entry: &Entry) -> [String; 7] {
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_else(|| HOLE.to_owned());
    [
        entry.contract.to_owned(),
        entry.call.clone(),
        cell(&entry.operation),
        cell(&entry.endpoint),
        cell(&entry.handle),
        cell(&entry.emulator),
        cell(&entry.fixtures),
    ]
}

fn line(cells: &[String; 7], widths: [usize; 7], colored: bool) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| {
        let text = format!("{cell:<width$}");
        if colored && cell == HOLE {
            format!("\u{1b}[31m{text}\u{1b}[0m")
        } else {
            text
        }
    });
    format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_shown_in_red() {
        let entry = Entry {
            contract: "N5",
            call: "POST /x".to_owned(),
            ..Entry::default()
        };
        let survey = Survey {
            title: "T",
            entries: vec![entry],
            transfers: vec![],
            operations: (1, 1),
            webhooks: &[],
            missing: vec![],
            holes: vec![],
        };
        assert!(
            table(&survey, false).contains("N5  POST /x  ----"),
            "{}",
            table(&survey, false)
        );
        assert!(table(&survey, true).contains("\u{1b}[31m----"));
    }
}
