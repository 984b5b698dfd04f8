//! What takes its time: a bar for many numbers, one for a file, and a word about a wait of more than a second. All of it is on
//! stderr, and only if that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use trunkline::transport::TransferOptions;

use crate::deeds::{Deed, Deeds};

/// After this time it is said that a call takes its time.
const PATIENCE: Duration = Duration::from_secs(1);
const NUMBERS: &str = "  {bar:24}  {pos}/{len}   {msg}";
const BYTES: &str = "  {bar:24}  {bytes}/{total_bytes}   {msg}";
const WAIT: &str = "  {msg}   {elapsed}";
const FULL_AND_EMPTY: &str = "█░";

/// The bars of this process. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    bars: MultiProgress,
}

impl Progress {
    /// Shows no bars from now on.
    pub(crate) fn hide(&self) {
        self.bars.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// Writes something above the bars.
    pub(crate) fn above<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bars.suspend(write)
    }

    /// Writes a remark to stderr in the middle of a call, where [`Output`](crate::output::Output) cannot be used.
    pub(crate) fn say(&self, text: &str) {
        self.above(|| {
            let _ignored = writeln!(io::stderr(), "  {text}");
        });
    }

    /// Warns in the same way: somebody, or a program that reads JSON.
    pub(crate) fn warn(&self, text: &str, is_json: bool) {
        let line = match is_json {
            true => json!({ "kind": "warning", "message": text }).to_string(),
            false => format!("warning: {text}"),
        };
        self.above(|| {
            let _ignored = writeln!(io::stderr(), "{line}");
        });
    }

    /// A bar for so many numbers.
    pub(crate) fn numbers(&self, count: usize) -> Bar {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.bar(ProgressBar::new(count), NUMBERS)
    }

    /// Options that show how far the file called `name` has come.
    pub(crate) fn transfer(&self, name: &str) -> TransferOptions {
        let bar = self.bar(ProgressBar::no_length(), BYTES);
        bar.0.set_message(name.to_owned());
        TransferOptions::new().progress(move |progress| {
            if let Some(total) = progress.total {
                bar.0.set_length(total);
            }
            bar.0.set_position(progress.done);
        })
    }

    /// Makes a call, and says after a while which write it is.
    pub(crate) async fn watched<F: Future>(self, call: F, deeds: Deeds) -> F::Output {
        if !io::stderr().is_terminal() {
            return call.await;
        }
        let mut call = std::pin::pin!(call);
        tokio::select! {
            done = &mut call => return done,
            () = tokio::time::sleep(PATIENCE) => {}
        }
        let what = deeds.current().as_ref().map(Deed::under_way);
        let what = format!(
            "{} …",
            what.unwrap_or_else(|| "waiting for the carrier".to_owned())
        );
        // A terminal that cannot move its cursor shows no bars.
        if self.bars.is_hidden() {
            self.say(&what);
            return call.await;
        }
        let wait = self.bar(ProgressBar::new_spinner(), WAIT);
        wait.0.set_message(what);
        wait.0.enable_steady_tick(PATIENCE);
        call.await
    }

    fn bar(&self, bar: ProgressBar, template: &str) -> Bar {
        // The templates are ours; were one of them wrong, the bar would look like the usual one.
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars(FULL_AND_EMPTY));
        Bar(self.bars.add(bar))
    }
}

/// A bar, until it is dropped.
#[derive(Debug)]
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// This is next.
    pub(crate) fn at(&self, what: String) {
        self.0.set_message(what);
        self.0.tick();
    }

    /// So many are done, and this is to be said.
    pub(crate) fn stands(&self, done: u64, what: String) {
        self.0.set_message(what);
        self.0.set_position(done);
    }

    /// It is done.
    pub(crate) fn advance(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
