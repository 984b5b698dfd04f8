//! All output: results to stdout, messages to stderr.

mod layout;
mod style;
mod table;
mod text;

use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::deeds::Deeds;
use crate::failure::{Failure, Message};
use crate::fields::{Form, Show};
use crate::progress::Progress;
use style::Style;
pub(crate) use style::may_color;
pub(crate) use text::printable;

/// The width of lines if stdout is not a terminal.
const WIDTH: usize = 100;
/// The width of a terminal that does not tell it.
const USUAL_WIDTH: usize = 80;
/// The least width assumed of a terminal.
const MIN_WIDTH: usize = 40;
/// Stands before each line for people.
const INDENT: &str = "  ";

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people: tables on a terminal; elsewhere lines with tabs between the fields.
    #[default]
    Text,
    /// One JSON object on a line.
    Json,
    /// Comma-separated values with a heading.
    Csv,
}

/// What the user chose about the output.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    /// How results are written.
    pub(crate) format: Format,
    /// Only these fields; all if empty.
    pub(crate) fields: Vec<String>,
    /// No remarks on stderr.
    pub(crate) quiet: bool,
    /// Times in tables as they are, and not as people say them.
    pub(crate) absolute_times: bool,
}

/// Where and how a command writes.
pub(crate) struct Output {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    choice: Choice,
    style: Style,
    /// The width of the terminal that stdout is, if it is one.
    width: Option<usize>,
    /// The width of the terminal that stderr is, if it is one.
    err_width: Option<usize>,
    /// Whether the cursor still stands behind a question.
    is_asking: bool,
    /// Remarks that are shown only if a question follows.
    held: Vec<String>,
    /// Whether the heading of the CSV has been written.
    has_heading: bool,
    progress: Progress,
    deeds: Deeds,
}

impl Output {
    /// stdout and stderr of this process, colored if they are terminals and `NO_COLOR` is not set.
    pub(crate) fn standard(choice: Choice, progress: Progress, deeds: Deeds) -> Self {
        if choice.quiet {
            progress.hide();
        }
        let (out, err) = (io::stdout(), io::stderr());
        let width = |size: Option<(terminal_size::Width, terminal_size::Height)>| {
            size.map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0).max(MIN_WIDTH))
        };
        let out_width = out.is_terminal().then(|| terminal_size::terminal_size_of(&out));
        let err_width = err.is_terminal().then(|| terminal_size::terminal_size_of(&err));
        Self {
            style: Style::new(
                out.is_terminal() && choice.format == Format::Text,
                err.is_terminal(),
            ),
            width: out_width.map(width),
            err_width: err_width.map(width),
            out: Box::new(out),
            err: Box::new(err),
            choice,
            is_asking: false,
            held: Vec::new(),
            has_heading: false,
            progress,
            deeds,
        }
    }

    /// Other streams, without colors.
    #[cfg(test)]
    pub(crate) fn to(
        out: Box<dyn Write + Send>,
        err: Box<dyn Write + Send>,
        format: Format,
        width: usize,
    ) -> Self {
        Self {
            out,
            err,
            choice: Choice {
                format,
                ..Choice::default()
            },
            style: Style::default(),
            width: Some(width),
            err_width: None,
            is_asking: false,
            held: Vec::new(),
            has_heading: false,
            progress: Progress::default(),
            deeds: Deeds::default(),
        }
    }

    /// Whether results are written as JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.choice.format == Format::Json
    }

    /// Shows how far something has come.
    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The width that lines should keep to.
    pub(crate) fn width(&self) -> usize {
        self.width.unwrap_or(WIDTH)
    }

    /// How texts look on stdout.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// Writes one JSON object on one line of stdout.
    pub(crate) fn object(&mut self, object: &impl Serialize) -> Result<(), Failure> {
        let json = serde_json::to_string(object)?;
        self.print(&text::escaped(&json))
    }

    /// Writes one line to stdout, for people. The text is ours, colors included.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.print(text.trim_end())
    }

    /// Writes a text to stdout, wrapped between words, each line behind `indent`.
    pub(crate) fn wrapped(&mut self, indent: &str, text: &str) -> Result<(), Failure> {
        let options = textwrap::Options::new(self.width())
            .initial_indent(indent)
            .subsequent_indent(indent);
        textwrap::wrap(text, options)
            .iter()
            .try_for_each(|line| self.line(line))
    }

    /// Writes what was done: an object for programs, a line for people.
    pub(crate) fn result(&mut self, object: &impl Serialize, text: &str) -> Result<(), Failure> {
        if self.is_json() {
            return self.object(object);
        }
        let text = printable(text);
        match self.width {
            Some(_) => self.wrapped(INDENT, &text),
            None => self.print(&text),
        }
    }

    /// Writes a JSON document: laid out on a terminal, else on one line.
    pub(crate) fn document(&mut self, json: &Value) -> Result<(), Failure> {
        if self.is_json() || self.width.is_none() {
            return self.object(json);
        }
        let laid_out = serde_json::to_string_pretty(json)?;
        laid_out
            .lines()
            .try_for_each(|line| self.print(&text::escaped(line)))
    }

    /// Writes a foreign text to stdout, line by line.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        text.lines().try_for_each(|line| self.print(&printable(line)))
    }

    /// Writes one record: an object, or one field per line.
    pub(crate) fn record<T: Show>(&mut self, record: &T) -> Result<(), Failure> {
        match self.choice.format {
            Format::Json => self.show_object(record),
            Format::Csv => self.records(std::slice::from_ref(record)),
            Format::Text => {
                let form = self.width.map_or(Form::Row, |_| Form::Record);
                let fields = self.chosen(record.fields(form))?;
                let lines = match self.width {
                    Some(width) => layout::stacked(&fields, width, self.style),
                    None => layout::tabbed_record(&fields),
                };
                lines.iter().try_for_each(|line| self.print(line))
            }
        }
    }

    /// Writes one record under the names of its members.
    pub(crate) fn row(&mut self, record: &Value) -> Result<(), Failure> {
        match (self.choice.format, self.width) {
            (Format::Text, Some(width)) => {
                let fields = self.members(record)?;
                let lines = layout::stacked(&fields, width, self.style);
                lines.iter().try_for_each(|line| self.print(line))
            }
            (Format::Text, None) => {
                let lines = layout::tabbed_record(&self.members(record)?);
                lines.iter().try_for_each(|line| self.print(line))
            }
            _ => self.rows(std::slice::from_ref(record)),
        }
    }

    /// Writes many records under the names of their members.
    pub(crate) fn rows(&mut self, records: &[Value]) -> Result<(), Failure> {
        if self.is_json() {
            return records.iter().try_for_each(|record| self.object(record));
        }
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            rows.push(self.members(record)?);
        }
        let columns = layout::columns(None, &rows);
        let lines = match (self.choice.format, self.width) {
            (Format::Csv, _) => layout::csv(&columns, &rows, true),
            (_, None) => layout::tabbed(&columns, &rows),
            (_, Some(width)) => layout::table(&columns, &rows, width, self.style),
        };
        lines.iter().try_for_each(|line| self.print(line))
    }

    /// The members of a record as texts, or those that `--fields` asks for.
    fn members(&self, record: &Value) -> Result<layout::Row, Failure> {
        let row = layout::members(record);
        let mut chosen = layout::Row::new();
        for wanted in &self.choice.fields {
            let name = plain_name(wanted);
            let Some(field) = row.iter().find(|(known, _)| *known == name) else {
                return Err(unknown_field(wanted, row.iter().map(|(name, _)| name.as_str())));
            };
            chosen.push(field.clone());
        }
        Ok(if chosen.is_empty() { row } else { chosen })
    }

    /// Writes many records: objects, or a table. A column that is empty in all rows is left out on a terminal; elsewhere the
    /// columns are always the same ones, so that scripts can count them.
    pub(crate) fn records<T: Show>(&mut self, records: &[T]) -> Result<(), Failure> {
        if self.is_json() {
            return records.iter().try_for_each(|record| self.show_object(record));
        }
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            rows.push(self.chosen(record.fields(self.row_form()))?);
        }
        let columns = layout::columns(self.columns::<T>(), &rows);
        let lines = match (self.choice.format, self.width) {
            (Format::Csv, _) => {
                let heading = !std::mem::replace(&mut self.has_heading, true);
                layout::csv(&columns, &rows, heading)
            }
            (_, None) => layout::tabbed(&columns, &rows),
            (_, Some(width)) => {
                let rows = layout::shortened(T::SHORTENED, &columns, rows, width);
                layout::table(&columns, &rows, width, self.style)
            }
        };
        lines.iter().try_for_each(|line| self.print(line))
    }

    /// How fields are shown in a table.
    fn row_form(&self) -> Form {
        let is_screen = self.choice.format == Format::Text && self.width.is_some();
        match is_screen && !self.choice.absolute_times {
            true => Form::Screen,
            false => Form::Row,
        }
    }

    /// Which columns a table has; `None` for all fields that there are.
    fn columns<T: Show>(&self) -> Option<Vec<String>> {
        if !self.choice.fields.is_empty() {
            return Some(self.choice.fields.iter().map(|name| plain_name(name)).collect());
        }
        let own = T::COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        (self.choice.format == Format::Text).then_some(own)
    }

    /// The fields that `--fields` asks for, in its order.
    fn chosen(&self, fields: Vec<(&'static str, String)>) -> Result<layout::Row, Failure> {
        let row: layout::Row = fields
            .iter()
            .map(|(name, text)| ((*name).to_owned(), printable(text)))
            .collect();
        if self.choice.fields.is_empty() {
            return Ok(row);
        }
        let mut chosen = layout::Row::new();
        for wanted in &self.choice.fields {
            let name = plain_name(wanted);
            let before = chosen.len();
            chosen.extend(row.iter().filter(|(known, _)| *known == name).cloned());
            if chosen.len() == before {
                return Err(unknown_field(wanted, row.iter().map(|(name, _)| name.as_str())));
            }
        }
        Ok(chosen)
    }

    /// A record as an object, or the members of it that `--fields` asks for.
    fn show_object<T: Show>(&mut self, record: &T) -> Result<(), Failure> {
        if self.choice.fields.is_empty() {
            return self.object(record);
        }
        let whole = serde_json::to_value(record)?;
        let fields = record.fields(Form::Row);
        let mut object = serde_json::Map::new();
        for wanted in &self.choice.fields {
            let key = plain_name(wanted).replace(' ', "_");
            let text = fields.iter().find(|(name, _)| *name == plain_name(wanted));
            match (whole.get(&key), text) {
                (Some(value), _) => drop(object.insert(key, value.clone())),
                (None, Some((_, text))) if text.is_empty() => {}
                (None, Some((_, text))) => drop(object.insert(key, json!(text))),
                (None, None) => return Err(unknown_field(wanted, fields.iter().map(|(name, _)| *name))),
            }
        }
        self.object(&object)
    }

    /// Writes one line to stderr that is not part of the result. With `--json` and `--quiet` it is shown only if a question
    /// follows.
    pub(crate) fn note(&mut self, text: &str) -> Result<(), Failure> {
        let text = printable(text);
        if self.choice.quiet || self.is_json() {
            self.held.push(text);
            return Ok(());
        }
        self.talk(INDENT, INDENT, &text)
    }

    /// Writes one line to stderr at once, in every mode: a program that runs on waits for it.
    pub(crate) fn announce(&mut self, text: &str) -> Result<(), Failure> {
        self.talk(INDENT, INDENT, &printable(text))
    }

    /// Writes a question to stderr; the cursor stays behind it.
    pub(crate) fn ask(&mut self, text: &str) -> Result<(), Failure> {
        for held in std::mem::take(&mut self.held) {
            self.talk(INDENT, INDENT, &held)?;
        }
        let asked = write!(self.err, "{INDENT}{} ", printable(text)).and_then(|()| self.err.flush());
        self.is_asking = true;
        asked.or_else(|error| self.mute(&error))
    }

    /// The question's line has ended.
    pub(crate) fn answered(&mut self) {
        self.is_asking = false;
    }

    /// Writes a warning to stderr.
    pub(crate) fn warning(&mut self, text: &str) -> Result<(), Failure> {
        if self.is_json() {
            let warning = json!({ "kind": "warning", "message": text });
            return self.talk("", "", &text::escaped(&warning.to_string()));
        }
        let label = self.style.warning("warning:");
        self.talk(&format!("{label} "), INDENT, &printable(text))
    }

    /// Writes why the command failed to stderr. If that fails too, there is no stream left to say so.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let Some(message) = failure.message() else {
            return;
        };
        if self.is_asking {
            let _ignored = writeln!(self.err);
        }
        if self.is_json() {
            let _ignored = self.talk("", "", &failure_object(failure, message));
            return;
        }
        let Message { text, hint, .. } = message;
        let label = self.style.failure("error:");
        let _ignored = self.talk(&format!("{label} "), INDENT, &printable(text));
        if let Some(hint) = hint {
            let label = self.style.hint("hint:");
            let _ignored = self.talk(&format!("{label} "), INDENT, &printable(hint));
        }
    }

    /// Writes a line to stderr, folded if that is a terminal, with `first` before its first line and `rest` before the others.
    fn talk(&mut self, first: &str, rest: &str, text: &str) -> Result<(), Failure> {
        let lines = match self.err_width {
            Some(width) => layout::wrapped(first, rest, text, width),
            None => vec![format!("{first}{text}")],
        };
        let progress = self.progress.clone();
        let written = progress.above(|| lines.iter().try_for_each(|line| writeln!(self.err, "{line}")));
        written.or_else(|error| self.mute(&error))
    }

    /// A message could not be written: a failure as long as nothing was changed, since nobody would know what is.
    fn mute(&self, error: &io::Error) -> Result<(), Failure> {
        match self.deeds.done() {
            Some(_) => Ok(()),
            None => Err(Failure::failed(format!(
                "cannot write to stderr: {error}; nothing was changed"
            ))),
        }
    }

    /// Writes one line to stdout.
    fn print(&mut self, line: &str) -> Result<(), Failure> {
        let progress = self.progress.clone();
        let printed = progress.above(|| writeln!(self.out, "{line}").and_then(|()| self.out.flush()));
        printed.map_err(|error| self.lost(&error))
    }

    /// A result could not be written. That undoes nothing, so what was done is said.
    fn lost(&self, error: &io::Error) -> Failure {
        match self.deeds.done() {
            Some(done) => Failure::done(format!("cannot write the result to stdout: {error}; {done}"))
                .hint("do not repeat the command: it was carried out"),
            None if error.kind() == io::ErrorKind::BrokenPipe => Failure::ReaderGone,
            None => Failure::failed(format!("cannot write to stdout: {error}; nothing was changed")),
        }
    }
}

/// A line in lines of this width, folded between words, all but the first behind `indent`.
pub(crate) fn folded(line: &str, indent: &str, width: usize) -> Vec<String> {
    layout::wrapped("", indent, line, width)
}

/// `rate_center`, `rate-center` and `Rate Center` are `rate center`.
fn plain_name(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace(['_', '-'], " ")
}

fn unknown_field<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let mut known: Vec<String> = known.map(|name| name.replace(' ', "_")).collect();
    known.dedup();
    Failure::user(format!("there is no field {wanted:?}")).hint(format!("choose from: {}", known.join(", ")))
}

/// A failure for programs, on one line.
pub(crate) fn failure_object(failure: &Failure, message: &Message) -> String {
    let mut object = serde_json::to_value(message).unwrap_or_default();
    if let Some(object) = object.as_object_mut() {
        object.insert("exit".to_owned(), json!(failure.exit()));
    }
    text::escaped(&object.to_string())
}
