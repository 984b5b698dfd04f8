//! How far a run has come, on one line of the terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use trunkline::Money;
use trunkline::provision::{Event, Progress};

use crate::output::printable;

/// How often the line is drawn at most.
const PAUSE: Duration = Duration::from_millis(100);
/// How many cells the bar has.
const CELLS: u64 = 28;

/// The line. It is drawn on stderr if that is a terminal and people read it.
pub(super) struct Bar {
    is_shown: bool,
    limit: Option<Money>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    drawn: Option<Instant>,
    again: u64,
    looked_up: u64,
    /// What was drawn last, which the next has to cover.
    width: usize,
}

impl Bar {
    /// The line of a run that may spend this.
    pub(super) fn new(is_json: bool, limit: Option<Money>) -> Self {
        Self {
            is_shown: !is_json && io::stderr().is_terminal(),
            limit,
            state: Mutex::default(),
        }
    }

    /// Draws what happened.
    pub(super) fn show(&self, progress: &Progress) {
        let mut state = self.state();
        match &progress.event {
            Event::Again(_) => state.again += 1,
            Event::Parked(_) | Event::Pending => state.looked_up += 1,
            _ => {}
        }
        let is_last = progress.tally.done + progress.tally.given_up == progress.tally.slots;
        let is_due = state.drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE);
        if !self.is_shown || !(is_due || is_last) {
            return;
        }
        state.drawn = Some(Instant::now());
        let line = self.line(progress, &state, columns());
        let blank = " ".repeat(state.width.saturating_sub(line.chars().count()));
        state.width = line.chars().count();
        // A line that cannot be drawn does not keep the run from going on.
        let _ignored = write!(io::stderr(), "\r{line}{blank}");
        let _ignored = io::stderr().flush();
    }

    /// Ends the line, and says something below it.
    pub(super) fn say(&self, text: &str) {
        self.end();
        let _ignored = writeln!(io::stderr(), "  {text}");
    }

    /// Ends the line.
    pub(super) fn end(&self) {
        let mut state = self.state();
        if std::mem::take(&mut state.width) > 0 {
            let _ignored = writeln!(io::stderr());
        }
    }

    fn line(&self, progress: &Progress, state: &State, width: usize) -> String {
        let tally = &progress.tally;
        let finished = tally.done + tally.given_up;
        let filled = (finished.saturating_mul(CELLS) / tally.slots.max(1)).min(CELLS);
        let cells = |cell: &str, count: u64| cell.repeat(usize::try_from(count).unwrap_or_default());
        let bar = format!("{}{}", cells("█", filled), cells("░", CELLS - filled));
        let spent = match self.limit {
            Some(limit) => format!("{} of {limit}", tally.setup),
            None => tally.setup.to_string(),
        };
        let last = format!(
            "{} {}",
            printable(&progress.slot),
            progress.number.international()
        );
        let trouble = format!("{} retried, {} looked up", state.again, state.looked_up);
        let count = format!("{finished}/{}", tally.slots);
        // What matters least is left out first.
        let parts: [&[&str]; 4] = [
            &[&bar, &count, &last, &trouble, &spent],
            &[&bar, &count, &last, &spent],
            &[&bar, &count, &spent],
            &[&count, &spent],
        ];
        let lines = parts.map(|parts| format!("  {}", parts.join("   ")));
        let fitting = lines.iter().find(|line| line.chars().count() < width);
        fitting.cloned().unwrap_or_default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How wide the terminal is.
fn columns() -> usize {
    let size = terminal_size::terminal_size_of(io::stderr());
    size.map_or(80, |(width, _)| usize::from(width.0))
}
