//! `cargo xtask api`: one line per operation, with its endpoint, handle, emulator route and fixture; holes in red.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use crate::failure::{Failure, Outcome};
use crate::workspace::{Workspace, files_below};

/// How to show the table.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fail if the table has a hole.
    #[arg(long)]
    check: bool,
}

/// What exists for one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    operation: String,
    /// The type that implements `Endpoint`.
    endpoint: Option<String>,
    /// The method a user calls.
    handle: Option<String>,
    /// Method and path the emulator answers.
    emulator: Option<String>,
    fixture: Option<String>,
}

impl Row {
    fn cells(&self) -> [&Option<String>; 4] {
        [&self.endpoint, &self.handle, &self.emulator, &self.fixture]
    }

    fn has_hole(&self) -> bool {
        self.cells().into_iter().any(Option::is_none)
    }
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let rows = rows(workspace)?;
    print!("{}", table(&rows, std::io::stdout().is_terminal()));
    if arguments.check { complete(&rows) } else { Ok(()) }
}

/// The CI job: the table, and no hole in it.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    run(workspace, &Arguments { check: true })
}

/// An empty table is no complete one: it would mean that nothing was looked at.
fn complete(rows: &[Row]) -> Outcome {
    let holes = rows.iter().filter(|row| row.has_hole()).count();
    match (rows.len(), holes) {
        (0, _) => Err(Failure::new("no operation is known")),
        (_, 0) => Ok(()),
        (all, holes) => Err(Failure::new(format!("{holes} of {all} operations have a hole"))),
    }
}

/// Everything known under any operation's name.
fn rows(workspace: &Workspace) -> Result<Vec<Row>, Failure> {
    let recorded = recorded_operations(workspace)?;
    Ok(recorded
        .into_iter()
        .map(|operation| Row {
            fixture: Some("recorded".to_owned()),
            operation,
            ..Row::default()
        })
        .collect())
}

/// The operations that have a recorded exchange: the folders of tests/fixtures/recorded.
fn recorded_operations(workspace: &Workspace) -> Result<BTreeSet<String>, Failure> {
    let folder = workspace.root.join("tests/fixtures/recorded");
    if !folder.is_dir() {
        return Ok(BTreeSet::new());
    }
    let files = files_below(&folder, ".json")?;
    let operation = |path: &std::path::PathBuf| Some(path.parent()?.file_name()?.to_str()?.to_owned());
    Ok(files.iter().filter_map(operation).collect())
}

const HEADINGS: [&str; 5] = ["operation", "endpoint", "handle", "emulator", "fixture"];
const HOLE: &str = "----";

fn table(rows: &[Row], coloured: bool) -> String {
    let text = |cell: &Option<String>| cell.clone().unwrap_or_else(|| HOLE.to_owned());
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    lines.extend(rows.iter().map(|row| {
        let [endpoint, handle, emulator, fixture] = row.cells().map(text);
        [row.operation.clone(), endpoint, handle, emulator, fixture]
    }));
    let widths = [0, 1, 2, 3, 4].map(|column| {
        lines
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    });
    lines
        .iter()
        .map(|line| table_line(line, widths, coloured))
        .collect()
}

fn table_line(cells: &[String; 5], widths: [usize; 5], coloured: bool) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| {
        let text = format!("{cell:<width$}");
        if coloured && cell == HOLE {
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

    fn full(operation: &str) -> Row {
        let some = |text: &str| Some(text.to_owned());
        Row {
            operation: operation.to_owned(),
            endpoint: some("GetNumber"),
            handle: some("numbers().get"),
            emulator: some("GET /v2/numbers/{tn}"),
            fixture: some("recorded"),
        }
    }

    #[test]
    fn a_hole_is_shown_and_counted() {
        let holed = Row {
            handle: None,
            ..full("b")
        };
        let rows = [full("a"), holed];
        assert!(table(&rows, false).lines().nth(2).unwrap().contains(HOLE));
        assert!(table(&rows, true).contains("\u{1b}[31m----"));
        assert!(complete(&rows).unwrap_err().to_string().contains("1 of 2"));
        assert!(complete(&rows[..1]).is_ok());
    }

    #[test]
    fn an_empty_table_is_not_complete() {
        assert!(complete(&[]).is_err());
    }
}
