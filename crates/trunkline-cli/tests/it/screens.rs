//! What a person sees on terminals of several widths.

use crate::assert_transcript;
use crate::support::Account;
use crate::terminal::{Terminal, screen};
use trunkline_emulator::Fault;

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
fn a_terminal_that_does_not_tell_its_width_is_a_terminal() {
    let account = Account::start();
    let shown = screen(account.command(&["numbers", "tiers"]), 0);
    assert!(shown.contains("  TIER\n"), "{shown}");
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

#[test]
fn long_work_has_a_bar_on_a_terminal_only() {
    let account = Account::start();
    let slow = std::time::Duration::from_millis(1500);
    account
        .emulator
        .fault(Fault::on("numbers.update").first().delay(slow));
    let update = [
        "numbers",
        "update",
        "12012673227",
        "12014845220",
        "--alias",
        "desk",
        "--fields",
        "number",
    ];
    let mut command = account.command(&update);
    command.env("TERM", "xterm");
    let mut terminal = Terminal::start(command, 80, "");
    terminal.wait_for("0/2   +1 201 267 3227");
    terminal.wait_for("+12012673227 is being changed …");
    let (shown, code) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    // The bars are gone in the end: what is written last is not a bar.
    let rest = shown.rsplit('\r').next().unwrap();
    assert!(!rest.contains("/2") && !rest.contains('█'), "{rest:?}");

    let output = account.command(&update).output().unwrap();
    let all = [output.stdout, output.stderr].concat();
    assert!(
        !all.contains(&0x1b) && !all.contains(&b'\r'),
        "{}",
        String::from_utf8_lossy(&all)
    );
}
