//! How far a file has come, on stderr if that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

use trunkline::transport::{Progress, TransferOptions};

/// Options that show how far the file called `name` has come.
pub(crate) fn options(name: &str) -> TransferOptions {
    let options = TransferOptions::new();
    if !io::stderr().is_terminal() {
        return options;
    }
    let (name, shown) = (name.to_owned(), Mutex::new(String::new()));
    options.progress(move |progress| {
        let text = text(progress);
        if let Ok(mut shown) = shown.lock()
            && *shown != text
        {
            let end = if progress.total == Some(progress.done) {
                "\n"
            } else {
                ""
            };
            // A progress that cannot be shown does not keep the file from coming.
            let _ignored = write!(io::stderr(), "\r  {name}   {text}{end}");
            *shown = text;
        }
    })
}

/// `42 %`, or `17 MB` if the end is not known.
fn text(progress: Progress) -> String {
    match progress.total.filter(|total| *total > 0) {
        Some(total) => format!("{} %", progress.done.saturating_mul(100) / total),
        None => format!("{} MB", progress.done / 1_000_000),
    }
}
