//! Routes, emergency addresses, caller names, messages and porting from the command line.

use std::time::Duration;

use crate::assert_transcript;
use crate::support::Bench;

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
    let bench = Bench::start();
    assert_transcript!(
        "routes_create",
        bench.run(&[
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
        bench.run(&["routes", "create", "mobile", "206 555 0142", "--json"])
    );
    assert_transcript!("routes_list", bench.run(&["routes", "list"]));
    assert_transcript!("routes_show", bench.run(&["routes", "show", "98396"]));
    assert_transcript!(
        "routes_assign",
        bench.run(&[
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
        "routes_delete_used",
        bench.run(&["routes", "delete", "98396", "--yes"])
    );
    assert_transcript!(
        "routes_clear",
        bench.run(&["routes", "clear", OWNED, "--primary", "--failover"])
    );
    assert_transcript!("routes_delete_refused", bench.run(&["routes", "delete", "98396"]));
    assert_transcript!(
        "routes_delete",
        bench.run(&["routes", "delete", "98396", "-y", "--json"])
    );
    assert_transcript!("routes_edges", bench.run(&["routes", "edge-strategies"]));
}

#[test]
fn emergency_addresses() {
    let bench = Bench::start();
    assert_transcript!("e911_list", bench.run(&["e911", "list", "--label", "Smith"]));
    assert_transcript!(
        "e911_validate",
        bench.run(&with_address(&["e911", "validate"], &[]))
    );
    assert_transcript!(
        "e911_create_refused",
        bench.run(&with_address(&["e911", "create"], &[]))
    );
    assert_eq!(
        bench.requests(),
        2,
        "a list and a validation, and nothing for what was not confirmed"
    );
    assert_transcript!(
        "e911_create",
        bench.run(&with_address(&["e911", "create"], &["--yes"]))
    );
    assert_transcript!(
        "e911_update",
        bench.run(&["e911", "update", "21907", "--no-unit", "--yes", "--json"])
    );
    assert_transcript!(
        "e911_assign_refused",
        bench.run(&["e911", "assign", OWNED, "21907"])
    );
    assert_transcript!(
        "e911_assign",
        bench.run(&["e911", "assign", OWNED, "21907", "--yes"])
    );
    assert_transcript!("e911_numbers", bench.run(&["e911", "numbers", "21907"]));
    assert_transcript!("e911_show_json", bench.run(&["e911", "show", "21907", "--json"]));
    assert_transcript!("e911_unassign", bench.run(&["e911", "unassign", OWNED, "--yes"]));
    assert_transcript!("e911_delete", bench.run(&["e911", "delete", "21907", "--yes"]));
}

#[test]
fn a_state_that_is_none_is_the_callers_mistake() {
    let bench = Bench::start();
    let whole = with_address(&["e911", "create"], &["-y"]);
    let short_zip: Vec<&str> = whole
        .into_iter()
        .map(|word| if word == "98407" { "1" } else { word })
        .collect();
    assert_transcript!(
        "e911_bad_state",
        bench.run(&["e911", "list", "--state", "Washington"])
    );
    assert_transcript!("e911_bad_zip", bench.run(&short_zip));
    assert_eq!(bench.requests(), 0);
}

#[test]
fn caller_names() {
    let bench = Bench::start();
    assert_transcript!("cnam_create", bench.run(&["cnam", "create", "Acme Inc"]));
    assert_transcript!(
        "cnam_assign_early",
        bench.run(&["cnam", "assign", OWNED, "24169", "--yes"])
    );
    bench.emulator.advance(Duration::from_secs(48 * 3600));
    assert_transcript!("cnam_show", bench.run(&["cnam", "show", "24169"]));
    assert_transcript!(
        "cnam_assign",
        bench.run(&["cnam", "assign", OWNED, "24169", "--yes"])
    );
    assert_transcript!(
        "cnam_list",
        bench.run(&["cnam", "list", "--approved", "yes", "--name", "a"])
    );
    assert_transcript!(
        "cnam_unassign",
        bench.run(&["cnam", "unassign", OWNED, "--yes", "--json"])
    );
    assert_transcript!("cnam_delete", bench.run(&["cnam", "delete", "24169", "--yes"]));
}

#[test]
fn messages() {
    let bench = Bench::start();
    let send = [
        "messages",
        "send",
        "--from",
        OWNED,
        "--to",
        "+1 206 555 0142",
        "Hello there",
    ];
    assert_transcript!("messages_send_refused", bench.run(&send));
    assert_eq!(bench.requests(), 0);
    assert_transcript!("messages_send", bench.run(&[&send[..], &["--yes"]].concat()));
    bench.emulator.advance(Duration::from_secs(5));
    assert_transcript!(
        "messages_list",
        bench.run(&[
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
        bench.run(&["messages", "show", "mdr2-39cadeace66e11e7aff806cd7f24ba2d"])
    );
    assert_transcript!(
        "messages_from_stranger",
        bench.run(&[
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
        bench.run(&[
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
    let bench = Bench::start();
    assert_transcript!(
        "porting",
        bench.run(&["porting", "check", "14254664444", "18827833439"])
    );
}
