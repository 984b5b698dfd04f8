//! The only place that writes: data to stdout, talk to stderr.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;

use crate::failure::Failure;

/// How wide lines are when stdout is no terminal.
const WIDTH: usize = 100;
/// Narrower than this, columns would be too thin to read.
const MIN_WIDTH: usize = 40;
/// A last column narrower than this is not wrapped: the terminal's own line breaks are easier to read.
const WORTH_WRAPPING: usize = 24;
/// How far output is indented for people.
const INDENT: &str = "  ";

/// Where a command writes to, and in which form.
pub(crate) struct Output {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    json: bool,
    color: Color,
    /// Known for terminals only.
    width: Option<usize>,
    /// Whether a question stands on a line that has no end yet.
    asking: bool,
}

/// Whether the two streams take colors.
#[derive(Clone, Copy, Debug, Default)]
struct Color {
    out: bool,
    err: bool,
}

/// Something that can be shown: as a row of a table, as a list of facts, and (by [`Serialize`]) as a JSON object.
pub(crate) trait Show: Serialize {
    /// The columns of a table. Only the last one is wrapped; a column that is empty in every row is left out.
    const COLUMNS: &'static [&'static str];

    /// One cell for each column.
    fn cells(&self) -> Vec<String>;

    /// Everything there is to tell, one name and one text each; those without text are left out.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

impl Output {
    /// The process's own stdout and stderr. Colors only on terminals, and not if `NO_COLOR` says no.
    pub(crate) fn standard(json: bool) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let color = Color {
            out: wanted && !json && io::stdout().is_terminal(),
            err: wanted && io::stderr().is_terminal(),
        };
        let terminal = if io::stdout().is_terminal() {
            terminal_size::terminal_size()
        } else {
            None
        };
        let width = terminal.map(|(width, _)| usize::from(width.0).max(MIN_WIDTH));
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            json,
            color,
            width,
            asking: false,
        }
    }

    /// Somewhere else, without colors.
    #[cfg(test)]
    pub(crate) fn to(
        out: Box<dyn Write + Send>,
        err: Box<dyn Write + Send>,
        json: bool,
        width: usize,
    ) -> Self {
        Self {
            out,
            err,
            json,
            color: Color::default(),
            width: Some(width),
            asking: false,
        }
    }

    /// Whether stdout is for programs.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// How many characters a line should have.
    pub(crate) fn width(&self) -> usize {
        self.width.unwrap_or(WIDTH)
    }

    /// One object on one line of stdout.
    pub(crate) fn object(&mut self, object: &impl Serialize) -> Result<(), Failure> {
        let mut line = serde_json::to_vec(object)?;
        line.push(b'\n');
        self.out.write_all(&line)?;
        Ok(self.out.flush()?)
    }

    /// One line of data on stdout, for people.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{}", text.trim_end())?;
        Ok(self.out.flush()?)
    }

    /// What was done: an object for programs, a line for people.
    pub(crate) fn result(&mut self, object: &impl Serialize, words: &str) -> Result<(), Failure> {
        if self.json {
            self.object(object)
        } else {
            self.line(&format!("{INDENT}{words}"))
        }
    }

    /// One line of talk on stderr.
    pub(crate) fn talk(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.err, "{INDENT}{text}")?)
    }

    /// A question on stderr, with the cursor behind it.
    pub(crate) fn question(&mut self, text: &str) -> Result<(), Failure> {
        write!(self.err, "{INDENT}{text} ")?;
        self.asking = true;
        Ok(self.err.flush()?)
    }

    /// Notes that the person has ended the question's line.
    pub(crate) fn answered(&mut self) {
        self.asking = false;
    }

    /// Something odd that does not stop the command.
    pub(crate) fn warning(&mut self, text: &str) -> Result<(), Failure> {
        let label = self.on_stderr(AnsiColor::Yellow, "warning:");
        Ok(writeln!(self.err, "{label} {text}")?)
    }

    /// The last words of a command that failed. Whoever cannot read them is not told so either.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let Some((what, hint)) = failure.said() else {
            return;
        };
        if self.asking {
            let _unread = writeln!(self.err);
        }
        let label = self.on_stderr(AnsiColor::Red, "error:");
        let _unread = writeln!(self.err, "{label} {what}");
        if let Some(hint) = hint {
            let label = self.on_stderr(AnsiColor::Cyan, "hint:");
            let _unread = writeln!(self.err, "{label} {hint}");
        }
    }

    /// One record, with all its facts.
    pub(crate) fn record<T: Show>(&mut self, record: &T) -> Result<(), Failure> {
        if self.json {
            return self.object(record);
        }
        let facts = record.facts();
        let facts = facts.iter().filter(|(_, text)| !text.is_empty());
        let wide = facts
            .clone()
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or_default();
        for (name, text) in facts {
            let name = self.dim(&format!("{name:wide$}"));
            writeln!(self.out, "{INDENT}{name}   {}", printable(text))?;
        }
        Ok(self.out.flush()?)
    }

    /// Many records, as a table. Off a terminal every record is one line, however long, for `grep` and the like.
    pub(crate) fn table<T: Show>(&mut self, records: &[T]) -> Result<(), Failure> {
        let rows: Vec<Vec<String>> = records.iter().map(Show::cells).collect();
        let is_used = |index: usize| {
            rows.iter()
                .any(|row| row.get(index).is_some_and(|cell| !cell.is_empty()))
        };
        let used: Vec<bool> = (0..T::COLUMNS.len()).map(is_used).collect();
        let keep = |index: &usize| used.get(*index).copied().unwrap_or(true);

        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(
            T::COLUMNS
                .iter()
                .enumerate()
                .filter(|(index, _)| keep(index))
                .map(|(_, name)| *name),
        );
        for row in &rows {
            let cells = row.iter().enumerate().filter(|(index, _)| keep(index));
            table.add_row(cells.map(|(_, cell)| printable(cell)));
        }
        let beside = |width: usize| width.saturating_sub(before_last(&table));
        if let Some(width) = self.width.filter(|width| beside(*width) >= WORTH_WRAPPING) {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        }
        let last = table.column_count().saturating_sub(1);
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((2, 0));
            if index < last {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        for (index, line) in table.lines().enumerate() {
            let line = if index == 0 {
                self.dim(line.trim_end())
            } else {
                line.trim_end().to_owned()
            };
            writeln!(self.out, "{line}")?;
        }
        Ok(self.out.flush()?)
    }

    /// Text for stdout that matters less than what is around it.
    pub(crate) fn dim(&self, text: &str) -> String {
        painted(self.color.out, Style::new().dimmed(), text)
    }

    /// Text for stdout that matters more than what is around it.
    pub(crate) fn bold(&self, text: &str) -> String {
        painted(self.color.out, Style::new().bold(), text)
    }

    /// Text for stdout that says that all is well.
    pub(crate) fn good(&self, text: &str) -> String {
        painted(self.color.out, AnsiColor::Green.on_default(), text)
    }

    /// Text for stdout that says that something is not well.
    pub(crate) fn bad(&self, text: &str) -> String {
        painted(self.color.out, AnsiColor::Red.on_default().bold(), text)
    }

    fn on_stderr(&self, color: AnsiColor, text: &str) -> String {
        painted(self.color.err, color.on_default().bold(), text)
    }
}

/// How wide all columns but the last are, with the space before each.
fn before_last(table: &Table) -> usize {
    let widths = table.column_max_content_widths();
    let before = widths.split_last().map(|(_, before)| before).unwrap_or_default();
    before.iter().map(|width| usize::from(*width) + 2).sum()
}

/// Other people wrote what is in records, and a terminal obeys control characters.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn painted(wanted: bool, style: Style, text: &str) -> String {
    if wanted {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
