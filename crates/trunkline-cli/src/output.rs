//! All output: results to stdout, messages to stderr.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;
use textwrap::Options;

use crate::failure::{Failure, Message};
use crate::fields::{Form, Show};

/// The width of lines if stdout is not a terminal.
const WIDTH: usize = 100;
/// The least width assumed of a terminal.
const MIN_WIDTH: usize = 40;
/// The least width of a wrapped last column; below it, the terminal's own line breaks are easier to read.
const MIN_LAST_COLUMN: usize = 24;
/// Stands before each line for people.
const INDENT: &str = "  ";

/// Where and how a command writes.
pub(crate) struct Output {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    json: bool,
    color: Color,
    /// The width of the terminal, if there is one.
    width: Option<usize>,
    /// Whether the cursor still stands behind a question.
    is_asking: bool,
}

/// Which streams are colored.
#[derive(Clone, Copy, Debug, Default)]
struct Color {
    out: bool,
    err: bool,
}

impl Output {
    /// stdout and stderr of this process, colored if they are terminals and `NO_COLOR` is not set.
    pub(crate) fn standard(json: bool) -> Self {
        let is_allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let color = Color {
            out: is_allowed && !json && io::stdout().is_terminal(),
            err: is_allowed && io::stderr().is_terminal(),
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
            is_asking: false,
        }
    }

    /// Other streams, without colors.
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
            is_asking: false,
        }
    }

    /// Whether results are written as JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// The width that lines should keep to.
    pub(crate) fn width(&self) -> usize {
        self.width.unwrap_or(WIDTH)
    }

    /// Writes one JSON object on one line of stdout.
    pub(crate) fn object(&mut self, object: &impl Serialize) -> Result<(), Failure> {
        let mut line = serde_json::to_vec(object)?;
        line.push(b'\n');
        self.out.write_all(&line)?;
        Ok(self.out.flush()?)
    }

    /// Writes one line to stdout, for people.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{}", text.trim_end())?;
        Ok(self.out.flush()?)
    }

    /// Writes a text to stdout, wrapped between words, each line behind `indent`.
    pub(crate) fn wrapped(&mut self, indent: &str, text: &str) -> Result<(), Failure> {
        let options = Options::new(self.width())
            .initial_indent(indent)
            .subsequent_indent(indent);
        textwrap::wrap(text, options)
            .iter()
            .try_for_each(|line| self.line(line))
    }

    /// Writes what was done: an object for programs, a line for people.
    pub(crate) fn result(&mut self, object: &impl Serialize, text: &str) -> Result<(), Failure> {
        if self.json {
            self.object(object)
        } else {
            self.line(&format!("{INDENT}{text}"))
        }
    }

    /// Writes one line to stderr that is not part of the result.
    pub(crate) fn note(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.err, "{INDENT}{text}")?)
    }

    /// Writes a question to stderr; the cursor stays behind it.
    pub(crate) fn ask(&mut self, text: &str) -> Result<(), Failure> {
        write!(self.err, "{INDENT}{text} ")?;
        self.is_asking = true;
        Ok(self.err.flush()?)
    }

    /// The question's line has ended.
    pub(crate) fn answered(&mut self) {
        self.is_asking = false;
    }

    /// Writes a warning to stderr.
    pub(crate) fn warning(&mut self, text: &str) -> Result<(), Failure> {
        let label = self.on_stderr(AnsiColor::Yellow, "warning:");
        Ok(writeln!(self.err, "{label} {text}")?)
    }

    /// Writes why the command failed to stderr. If that fails too, there is no stream left to say so.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let Some(Message { text, hint }) = failure.message() else {
            return;
        };
        if self.is_asking {
            let _ignored = writeln!(self.err);
        }
        let label = self.on_stderr(AnsiColor::Red, "error:");
        let _ignored = writeln!(self.err, "{label} {text}");
        if let Some(hint) = hint {
            let label = self.on_stderr(AnsiColor::Cyan, "hint:");
            let _ignored = writeln!(self.err, "{label} {hint}");
        }
    }

    /// Writes one record: an object, or one field per line.
    pub(crate) fn record<T: Show>(&mut self, record: &T) -> Result<(), Failure> {
        if self.json {
            return self.object(record);
        }
        let mut fields = record.fields(Form::Record);
        fields.retain(|(_, text)| !text.is_empty());
        let width = fields
            .iter()
            .map(|(name, _)| name.len())
            .max()
            .unwrap_or_default();
        for (name, text) in &fields {
            let name = self.dim(&format!("{name:width$}"));
            writeln!(self.out, "{INDENT}{name}   {}", printable(text))?;
        }
        Ok(self.out.flush()?)
    }

    /// Writes many records: objects, or a table. A column that is empty in all rows is left out. Off a terminal no row is
    /// wrapped, for `grep` and the like.
    pub(crate) fn records<T: Show>(&mut self, records: &[T]) -> Result<(), Failure> {
        if self.json {
            return records.iter().try_for_each(|record| self.object(record));
        }
        if records.is_empty() {
            return Ok(());
        }
        let mut rows: Vec<_> = records.iter().map(|record| record.fields(Form::Row)).collect();
        rows.iter_mut()
            .for_each(|row| row.retain(|(_, text)| !text.is_empty()));
        let is_used = |column: &&str| rows.iter().flatten().any(|(name, _)| name == column);
        let columns: Vec<&str> = T::COLUMNS.iter().copied().filter(is_used).collect();
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(columns.iter().map(|column| column.to_uppercase()));
        for row in &rows {
            table.add_row(columns.iter().map(|column| {
                let field = row.iter().find(|(name, _)| name == column);
                field.map(|(_, text)| printable(text)).unwrap_or_default()
            }));
        }
        self.fit(&mut table);
        for (index, line) in table.lines().enumerate() {
            let line = line.trim_end();
            let line = if index == 0 {
                self.dim(line)
            } else {
                line.to_owned()
            };
            writeln!(self.out, "{line}")?;
        }
        Ok(self.out.flush()?)
    }

    /// Lets the last column wrap, if there is a terminal with room for it.
    fn fit(&self, table: &mut Table) {
        let has_room = |width: usize| width.saturating_sub(before_last(table)) >= MIN_LAST_COLUMN;
        if let Some(width) = self.width.filter(|width| has_room(*width)) {
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
    }

    /// Text for stdout, dimmed.
    pub(crate) fn dim(&self, text: &str) -> String {
        painted(self.color.out, Style::new().dimmed(), text)
    }

    /// Text for stdout, in bold.
    pub(crate) fn bold(&self, text: &str) -> String {
        painted(self.color.out, Style::new().bold(), text)
    }

    /// Text for stdout, in green.
    pub(crate) fn success(&self, text: &str) -> String {
        painted(self.color.out, AnsiColor::Green.on_default(), text)
    }

    /// Text for stdout, in red.
    pub(crate) fn error(&self, text: &str) -> String {
        painted(self.color.out, AnsiColor::Red.on_default().bold(), text)
    }

    fn on_stderr(&self, color: AnsiColor, text: &str) -> String {
        painted(self.color.err, color.on_default().bold(), text)
    }
}

/// Writes to stderr that the outcome of a call is being looked up, which may take a while. The client calls it in the middle of
/// a command, so it cannot use [`Output`].
pub(crate) fn note_look_up(seconds: u64) {
    let _ignored = writeln!(
        io::stderr(),
        "{INDENT}looking up the outcome, for at most {seconds} s"
    );
}

/// The width of all columns but the last, with the space before each.
fn before_last(table: &Table) -> usize {
    let widths = table.column_max_content_widths();
    let before = widths.split_last().map(|(_, before)| before).unwrap_or_default();
    before.iter().map(|width| usize::from(*width) + 2).sum()
}

/// Without control characters, which a terminal would obey: the text is not ours.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn painted(is_colored: bool, style: Style, text: &str) -> String {
    if is_colored {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
