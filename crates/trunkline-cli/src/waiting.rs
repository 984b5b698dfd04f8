//! Says on a terminal what a call waits for that takes longer than a second.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use serde_json::json;

use crate::deeds::{Deed, Deeds};

/// After this time it is said that a call takes its time.
const PATIENCE: Duration = Duration::from_secs(1);

/// Writes a remark to stderr in the middle of a call, where [`Output`](crate::output::Output) cannot be used.
pub(crate) fn say(text: &str) {
    let _ignored = writeln!(io::stderr(), "  {text}");
}

/// Warns somebody, in the same way.
pub(crate) fn warn(text: &str) {
    let _ignored = writeln!(io::stderr(), "warning: {text}");
}

/// Warns a program, with `--json`.
pub(crate) fn warn_program(text: &str) {
    let _ignored = writeln!(io::stderr(), "{}", json!({ "kind": "warning", "message": text }));
}

/// Makes a call, and says after a while which write it is, if somebody looks on.
pub(crate) async fn watched<F: Future>(call: F, deeds: Deeds) -> F::Output {
    if !io::stderr().is_terminal() {
        return call.await;
    }
    let mut call = std::pin::pin!(call);
    tokio::select! {
        done = &mut call => return done,
        () = tokio::time::sleep(PATIENCE) => {}
    }
    let what = deeds.current().as_ref().map(Deed::under_way);
    say(&format!(
        "{} …",
        what.unwrap_or_else(|| "waiting for the carrier".to_owned())
    ));
    call.await
}
