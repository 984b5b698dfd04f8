//! What a person sees on terminals of several widths.

use crate::assert_transcript;
use crate::support::Account;
use crate::terminal::screen;

const WIDTHS: [u16; 3] = [60, 80, 120];

fn screens(account: &Account, arguments: &[&str]) -> String {
    let shown = WIDTHS.map(|width| {
        let text = screen(account.command(arguments), width);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= usize::from(width), "{widest} > {width}: {text}");
        text
    });
    format!("$ trunkline {}\n{}", arguments.join(" "), shown.join("\n"))
}

#[test]
fn tables_fit_the_terminal() {
    let account = Account::start();
    let alias = "front desk of the branch office in the old harbor, 2nd floor";
    account.run(&["numbers", "update", "12012673227", "--alias", alias]);
    account.run(&["routes", "create", alias, "sip.branch-office.example.net"]);
    for (name, arguments) in [
        ("numbers_list", &["numbers", "list"][..]),
        ("numbers_search", &["numbers", "search", "-n", "2"]),
        ("numbers_show", &["numbers", "show", "12012673227"]),
        ("routes_list", &["routes", "list"]),
        ("routes_edges", &["routes", "edge-strategies"]),
        ("numbers_details", &["numbers", "list", "--details"]),
        ("tiers", &["numbers", "tiers"]),
        ("cnam_list", &["cnam", "list", "--absolute-times"]),
        ("emulator_requests", &["emulator", "requests"]),
        ("e911_list", &["e911", "list", "-n", "3"]),
        (
            "messages_list",
            &[
                "messages",
                "list",
                "--since",
                "2017-01-01",
                "--until",
                "2030-01-01",
                "-n",
                "3",
                "--absolute-times",
            ],
        ),
    ] {
        assert_transcript!(format!("screen_{name}"), screens(&account, arguments));
    }
}

#[test]
fn messages_are_folded_between_words() {
    let account = Account::start();
    assert_transcript!(
        "screen_error",
        screens(
            &account,
            &["routes", "assign", "12012673227", "--primary", "attic"]
        )
    );
    assert_transcript!(
        "screen_release",
        screens(&account, &["numbers", "release", "12012673227", "-y"])
    );
}

#[test]
fn times_are_relative_on_a_terminal_only() {
    let account = Account::with(|emulator| emulator.clock(trunkline_emulator::Clock::running()));
    let send = [
        "messages",
        "send",
        "-y",
        "--from",
        "12062011682",
        "--to",
        "12065550142",
        "hi",
    ];
    account.run(&send);
    let list = ["messages", "list", "--since", "1h", "--fields", "to,time"];
    let shown = screen(account.command(&list), 80);
    assert!(
        shown.contains("+12065550142  now\n") || shown.contains(" ago\n"),
        "{shown}"
    );
    let absolute = screen(account.command(&[&list[..], &["--absolute-times"]].concat()), 80);
    let piped = account.run(&list);
    for text in [absolute, piped] {
        assert!(text.contains("Z\n") && !text.contains(" ago"), "{text}");
    }
}
