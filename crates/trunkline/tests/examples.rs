//! Examples that are tests, too.
#![allow(clippy::panic, reason = "a test may fail loudly")]

#[path = "../examples/sms_echo.rs"]
mod sms_echo;

#[test]
fn every_text_is_answered_once_whatever_happens_in_between() {
    if let Err(error) = sms_echo::main() {
        panic!("{error}");
    }
}
