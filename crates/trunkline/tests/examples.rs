//! Examples that are tests, too.
#![allow(clippy::panic, reason = "a test may fail loudly")]

use std::process::Command;

#[path = "../examples/port_numbers.rs"]
mod port_numbers;
#[path = "../examples/sms_echo.rs"]
#[allow(dead_code, reason = "a test starts it in its own way")]
mod sms_echo;

#[test]
fn every_text_is_answered_once_whatever_happens_in_between()
-> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut program = Command::new(std::env::current_exe()?);
    program.args([
        "--exact",
        "every_text_is_answered_once_whatever_happens_in_between",
        "--nocapture",
    ]);
    sms_echo::run(program)
}

#[test]
fn numbers_of_two_carriers_are_ported_from_the_check_to_the_account() -> Result<(), Box<dyn std::error::Error>>
{
    port_numbers::main()
}
