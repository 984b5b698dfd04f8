//! Several processes at once.

use std::process::{Child, Stdio};

use trunkline_emulator::Fault;

use crate::support::Account;

/// Four processes buy the same number, and each reply is lost after the carrier has acted: it is bought once.
#[test]
fn processes_that_want_the_same_number_buy_it_once() {
    let account = Account::start();
    account
        .emulator
        .fault(Fault::on("numbers.purchase").commit_then_drop());
    for number in ["+12064205780", "+12064205781", "+12064205782"] {
        let buy = || {
            let mut command = account.command(&["numbers", "buy", number, "--yes"]);
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        };
        let buyers: Vec<Child> = (0..4).map(|_| buy()).collect();
        let codes: Vec<_> = buyers
            .into_iter()
            .map(|mut buyer| buyer.wait().unwrap().code())
            .collect();
        assert_eq!(account.emulator.audit().purchases(number), 1, "{number}");
        assert!(codes.contains(&Some(0)), "{number}: {codes:?}");
    }
    assert_eq!(account.emulator.audit().violations(), [""; 0]);
}
