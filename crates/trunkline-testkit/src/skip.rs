//! Tests of what not every machine has.

use std::io::Write as _;

/// Says that the rest of a test is skipped for want of a program, where the runner's capture does not hide it. CI has
/// every program: there it fails.
pub fn skip(program: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    assert!(std::env::var_os("CI").is_none(), "CI must have {program}");
    let line = format!("\nSKIPPED {test}: this machine has no {program}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
