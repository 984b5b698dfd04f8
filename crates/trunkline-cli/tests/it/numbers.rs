//! `trunkline numbers`.

use std::time::{Duration, Instant};

use crate::assert_transcript;
use crate::support::Account;
use trunkline_emulator::Fault;

const NUMBER: &str = "12064205780";

#[test]
fn searching_shows_prices() {
    let account = Account::start();
    assert_transcript!(
        "search",
        account.run(&["numbers", "search", "--starts-with", "1206420578", "--limit", "3"])
    );
}

#[test]
fn searching_with_json() {
    let account = Account::start();
    assert_transcript!(
        "search_json",
        account.run(&[
            "numbers",
            "search",
            "--starts-with",
            "1206420578",
            "--limit",
            "2",
            "--json"
        ])
    );
}

#[test]
fn a_limit_is_a_number_of_items_not_of_pages() {
    let account = Account::start();
    let shown = |arguments: &[&str]| {
        let output = account.command(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    assert_eq!(shown(&["numbers", "search", "--json"]), 10);
    assert_eq!(shown(&["numbers", "search", "--json", "-n", "450"]), 450);
    assert_eq!(account.requests(), 4, "one page, then three pages of 200");
    assert!(shown(&["numbers", "search", "--json", "--all", "--starts-with", "1206"]) > 200);
}

#[test]
fn buying_without_confirmation_sends_no_purchase() {
    let account = Account::start();
    assert_transcript!("buy_refused", account.run(&["numbers", "buy", NUMBER]));
    assert_eq!(account.emulator.audit().total_purchases(), 0);
    assert!(
        account
            .emulator
            .requests()
            .iter()
            .all(|request| request.method == "GET")
    );
}

#[test]
fn buying_with_yes_buys_once() {
    let account = Account::start();
    assert_transcript!("buy", account.run(&["numbers", "buy", "(206) 420-5780", "--yes"]));
    assert_eq!(account.emulator.audit().purchases(NUMBER), 1);
    assert_transcript!("buy_again", account.run(&["numbers", "buy", NUMBER, "--yes"]));
    assert_eq!(account.emulator.audit().total_purchases(), 1);
}

#[test]
fn buying_with_json_writes_only_json_to_stdout() {
    let account = Account::start();
    assert_transcript!(
        "buy_json",
        account.run(&["numbers", "buy", NUMBER, "--yes", "--json", "--messaging"])
    );
}

#[test]
fn bought_without_messaging_is_no_success_and_no_reason_to_buy_again() {
    let account = Account::start();
    account.switch(r#"{"provisioning_down": true}"#);
    assert_transcript!(
        "buy_without_messaging",
        account.run(&["numbers", "buy", NUMBER, "--yes", "--messaging"])
    );
    assert_eq!(account.emulator.audit().purchases(NUMBER), 1);
    assert_transcript!(
        "update_without_messaging",
        account.run(&["numbers", "update", NUMBER, "--messaging", "on"])
    );
}

#[test]
fn a_release_whose_reply_was_lost_is_looked_up() {
    let account = Account::start();
    account.run(&["numbers", "buy", NUMBER, "--yes"]);
    account
        .emulator
        .fault(Fault::on("numbers.release").first().commit_then_drop());
    assert_transcript!(
        "release_looked_up",
        account.run(&["numbers", "release", NUMBER, "--yes"])
    );
    assert_eq!(account.emulator.audit().releases(NUMBER), 1);
}

#[test]
fn a_lost_reply_is_settled() {
    let account = Account::start();
    account
        .emulator
        .fault(Fault::on("numbers.purchase").first().commit_then_drop());
    let text = account.run(&["numbers", "buy", NUMBER, "--yes"]);
    assert!(text.contains("\nexit 0\n"), "{text}");
    assert!(text.contains("found on the account after a lost reply"), "{text}");
    assert!(
        text.contains("\n  looking up the outcome, for at most 60 s\n"),
        "{text}"
    );
    assert_eq!(account.emulator.audit().purchases(NUMBER), 1);
    assert_eq!(account.emulator.audit().double_purchases(), 0);
}

#[test]
fn a_purchase_that_cannot_be_settled_exits_with_3() {
    let account = Account::start();
    account
        .emulator
        .fault(Fault::on("numbers.purchase").first().commit_then_drop());
    account.emulator.fault(Fault::on("numbers.get").refuse(503));
    let text = account.run(&["numbers", "buy", NUMBER, "--yes", "--timeout", "3"]);
    assert!(text.contains("\nexit 3\n"), "{text}");
    assert!(
        text.contains("error: flowroute numbers.purchase +12064205780: outcome unknown"),
        "{text}"
    );
    assert!(
        text.contains("hint: before buying again, check with: trunkline numbers buy +12064205780 --settle"),
        "{text}"
    );
    assert_eq!(account.emulator.audit().total_purchases(), 1);
}

#[test]
fn the_timeout_bounds_a_purchase_and_its_look_ups() {
    let account = Account::start();
    let purchase = || Fault::on("numbers.purchase");
    let look_up = || Fault::on("numbers.get");
    for (purchase, look_up) in [
        (purchase().commit_then_hang(), look_up().hang_before()),
        (purchase().commit_then_drop(), look_up().hang_before()),
        (purchase().commit_then_drop(), look_up().refuse(503)),
    ] {
        account.emulator.reset();
        account.emulator.fault(purchase);
        account.emulator.fault(look_up);
        let started = Instant::now();
        let text = account.run(&["numbers", "buy", NUMBER, "--yes", "--timeout", "2"]);
        let elapsed = started.elapsed();
        assert!(text.contains("\nexit 3\n"), "{text}");
        // Half a second for starting the process on a busy machine.
        assert!(elapsed < Duration::from_millis(2500), "{elapsed:?}: {text}");
    }
}

#[test]
fn a_number_above_the_maximum_setup_cost_is_not_bought() {
    let account = Account::start();
    assert_transcript!(
        "too_expensive",
        account.run(&["numbers", "buy", NUMBER, "--yes", "--max-setup-cost", "0.50"])
    );
    assert_eq!(account.emulator.audit().total_purchases(), 0);
}

#[test]
fn not_for_sale_is_a_failure() {
    let account = Account::start();
    assert_transcript!(
        "not_for_sale",
        account.run(&["numbers", "buy", "+44 20 7946 0958", "--yes"])
    );
}

#[test]
fn listing_showing_and_changing() {
    let account = Account::start();
    assert_transcript!("list", account.run(&["numbers", "list"]));
    assert_transcript!(
        "list_json",
        account.run(&["numbers", "list", "--json", "-n", "1"])
    );
    assert_transcript!(
        "list_empty",
        account.run(&["numbers", "list", "--alias", "nobody"])
    );
    assert_transcript!("show", account.run(&["numbers", "show", "201-267-3227"]));
    assert_transcript!(
        "update",
        account.run(&[
            "numbers",
            "update",
            "12012673227",
            "--alias",
            "front desk",
            "--cnam-lookups",
            "off"
        ])
    );
    assert_transcript!("show_unknown", account.run(&["numbers", "show", NUMBER]));
}

#[test]
fn releasing_needs_confirmation() {
    let account = Account::start();
    assert_transcript!(
        "release_refused",
        account.run(&["numbers", "release", "12012673227"])
    );
    assert_eq!(account.requests(), 1, "it was looked up");
    assert_transcript!(
        "release",
        account.run(&["numbers", "release", "12012673227", "--yes"])
    );
    assert_eq!(account.emulator.audit().releases("12012673227"), 1);
}

#[test]
fn area_codes_and_exchanges() {
    let account = Account::start();
    assert_transcript!(
        "area_codes",
        account.run(&["numbers", "area-codes", "--limit", "3"])
    );
    assert_transcript!(
        "exchanges",
        account.run(&[
            "numbers",
            "exchanges",
            "--area-code",
            "347",
            "--limit",
            "3",
            "--json"
        ])
    );
}
