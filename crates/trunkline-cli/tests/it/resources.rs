//! `trunkline routes`, `e911`, `cnam`, `messages` and `porting`.

use std::time::Duration;

use crate::assert_transcript;
use crate::support::Account;

const OWNED: &str = "12012673227";
const ADDRESS: [&str; 18] = [
    "--label",
    "home",
    "--first-name",
    "Janet",
    "--last-name",
    "Doe",
    "--street-number",
    "3910",
    "--street-name",
    "N Vassault",
    "--unit",
    "suite 200",
    "--city",
    "Tacoma",
    "--state",
    "wa",
    "--zip",
    "98407",
];

fn with_address<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
    before.iter().chain(&ADDRESS).chain(after).copied().collect()
}

#[test]
fn routes() {
    let account = Account::start();
    assert_transcript!(
        "routes_create",
        account.run(&[
            "routes",
            "create",
            "main office",
            "sip.example.net",
            "--weight",
            "700"
        ])
    );
    assert_transcript!(
        "routes_create_number",
        account.run(&["routes", "create", "mobile", "206 555 0142", "--json"])
    );
    assert_transcript!("routes_list", account.run(&["routes", "list"]));
    assert_transcript!("routes_show", account.run(&["routes", "show", "98396"]));
    assert_transcript!(
        "routes_assign",
        account.run(&[
            "routes",
            "assign",
            OWNED,
            "--primary",
            "98396",
            "--failover",
            "98397"
        ])
    );
    assert_transcript!(
        "routes_assign_half",
        account.run(&["routes", "assign", OWNED, "--primary", "98396", "--failover", "1"])
    );
    assert_transcript!(
        "routes_delete_used",
        account.run(&["routes", "delete", "98396", "--yes"])
    );
    assert_transcript!(
        "routes_clear",
        account.run(&["routes", "clear", OWNED, "--primary", "--failover"])
    );
    assert_transcript!(
        "routes_delete_refused",
        account.run(&["routes", "delete", "98396"])
    );
    assert_transcript!(
        "routes_delete",
        account.run(&["routes", "delete", "98396", "-y", "--json"])
    );
    assert_transcript!("routes_edges", account.run(&["routes", "edge-strategies"]));
}

#[test]
fn emergency_addresses() {
    let account = Account::start();
    assert_transcript!("e911_list", account.run(&["e911", "list", "--label", "Smith"]));
    assert_transcript!(
        "e911_validate",
        account.run(&with_address(&["e911", "validate"], &[]))
    );
    assert_transcript!(
        "e911_create_refused",
        account.run(&with_address(&["e911", "create"], &[]))
    );
    assert_eq!(
        account.requests(),
        2,
        "a list and a validation; creating was not confirmed"
    );
    assert_transcript!(
        "e911_create",
        account.run(&with_address(&["e911", "create"], &["--yes"]))
    );
    assert_transcript!(
        "e911_update",
        account.run(&["e911", "update", "21907", "--no-unit", "--yes", "--json"])
    );
    assert_transcript!(
        "e911_assign_refused",
        account.run(&["e911", "assign", OWNED, "21907"])
    );
    assert_transcript!(
        "e911_assign",
        account.run(&["e911", "assign", OWNED, "21907", "--yes"])
    );
    assert_transcript!("e911_numbers", account.run(&["e911", "numbers", "21907"]));
    assert_transcript!(
        "e911_show_json",
        account.run(&["e911", "show", "21907", "--json"])
    );
    assert_transcript!(
        "e911_unassign",
        account.run(&["e911", "unassign", OWNED, "--yes"])
    );
    assert_transcript!("e911_delete", account.run(&["e911", "delete", "21907", "--yes"]));
}

#[test]
fn invalid_addresses_are_usage_errors() {
    let account = Account::start();
    let whole = with_address(&["e911", "create"], &["-y"]);
    let short_zip: Vec<&str> = whole
        .into_iter()
        .map(|word| if word == "98407" { "1" } else { word })
        .collect();
    assert_transcript!(
        "e911_bad_state",
        account.run(&["e911", "list", "--state", "Washington"])
    );
    assert_transcript!("e911_bad_zip", account.run(&short_zip));
    assert_eq!(account.requests(), 0);
}

#[test]
fn caller_names() {
    let account = Account::start();
    assert_transcript!("cnam_create", account.run(&["cnam", "create", "Acme Inc"]));
    assert_transcript!(
        "cnam_assign_early",
        account.run(&["cnam", "assign", OWNED, "24169", "--yes"])
    );
    account.emulator.advance(Duration::from_secs(48 * 3600));
    assert_transcript!("cnam_show", account.run(&["cnam", "show", "24169"]));
    assert_transcript!(
        "cnam_assign",
        account.run(&["cnam", "assign", OWNED, "24169", "--yes"])
    );
    assert_transcript!(
        "cnam_list",
        account.run(&["cnam", "list", "--approved", "yes", "--name", "a"])
    );
    assert_transcript!(
        "cnam_unassign",
        account.run(&["cnam", "unassign", OWNED, "--yes", "--json"])
    );
    assert_transcript!("cnam_delete", account.run(&["cnam", "delete", "24169", "--yes"]));
}

#[test]
fn messages() {
    let account = Account::start();
    let send = [
        "messages",
        "send",
        "--from",
        OWNED,
        "--to",
        "+1 206 555 0142",
        "Hello there",
    ];
    assert_transcript!("messages_send_refused", account.run(&send));
    assert_eq!(account.requests(), 0);
    assert_transcript!("messages_send", account.run(&[&send[..], &["--yes"]].concat()));
    account.emulator.advance(Duration::from_secs(5));
    assert_transcript!(
        "messages_list",
        account.run(&[
            "messages",
            "list",
            "--since",
            "2026-01-01",
            "--until",
            "2030-01-01"
        ])
    );
    assert_transcript!(
        "messages_show",
        account.run(&["messages", "show", "mdr2-39cadeace66e11e7aff806cd7f24ba2d"])
    );
    assert_transcript!(
        "messages_from_stranger",
        account.run(&[
            "messages",
            "send",
            "--from",
            "12065550100",
            "--to",
            "12065550142",
            "Hi",
            "-y"
        ])
    );
    assert_transcript!(
        "messages_empty",
        account.run(&[
            "messages",
            "send",
            "--from",
            OWNED,
            "--to",
            "12065550142",
            "",
            "-y"
        ])
    );
}

#[test]
fn porting() {
    let account = Account::start();
    assert_transcript!(
        "porting",
        account.run(&["porting", "check", "14254664444", "18827833439"])
    );
}
