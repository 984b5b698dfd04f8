//! What must not go wrong when everything else does: full disks, signals, hostile texts, hasty fingers.

use std::fs::File;
use std::process::Stdio;

use crate::common::{signal, wait_until};
use crate::support::{ACCESS_KEY, Account, SECRET_KEY, transcript, trunkline};
use crate::terminal::Terminal;
use trunkline_emulator::Fault;
use trunkline_testkit::server::{Act, Server};

const NUMBER: &str = "12064205780";
const SEND: [&str; 8] = [
    "messages",
    "send",
    "--from",
    "12012673227",
    "--to",
    "12065550142",
    "hi",
    "--yes",
];

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// A pipe whose reader has gone.
fn broken() -> Stdio {
    let (_, writer) = std::io::pipe().unwrap();
    writer.into()
}

#[test]
fn what_was_paid_is_said_if_the_result_cannot_be_written() {
    for stdout in [full, broken] {
        let account = Account::start();
        for (arguments, done) in [
            (
                &["numbers", "buy", NUMBER, "--yes"][..],
                "; +12064205780 was bought\n",
            ),
            (&SEND[..], "; the message to +12065550142 was sent\n"),
        ] {
            let output = account.command(arguments).stdout(stdout()).output().unwrap();
            let text = transcript(arguments, &output);
            assert!(text.contains("\nexit 3\n"), "{text}");
            assert!(
                text.contains("error: cannot write the result to stdout: "),
                "{text}"
            );
            assert!(text.contains(done), "{text}");
            assert!(
                text.contains("hint: do not repeat the command: it was carried out\n"),
                "{text}"
            );
        }
        assert_eq!(account.emulator.audit().purchases(NUMBER), 1);
    }
}

#[test]
fn a_read_that_cannot_be_written_is_a_failure() {
    let account = Account::start();
    let arguments = ["numbers", "list"];
    let output = account.command(&arguments).stdout(full()).output().unwrap();
    let text = transcript(&arguments, &output);
    assert!(text.contains("\nexit 2\n"), "{text}");
    assert!(text.contains("; nothing was changed\n"), "{text}");
}

#[test]
fn nothing_is_done_if_nothing_can_be_said() {
    for stderr in [full, broken] {
        let account = Account::start();
        for arguments in [&["numbers", "buy", NUMBER, "--yes"][..], &SEND[..]] {
            let output = account.command(arguments).stderr(stderr()).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        }
        let wrote = |method: &str| method != "GET";
        assert!(
            !account
                .emulator
                .requests()
                .iter()
                .any(|request| wrote(&request.method))
        );
    }
}

/// Starts a command whose write hangs after it was carried out, and ends it by a signal.
fn ended_by(name: &str, operation: &str, arguments: &[&str]) -> String {
    let account = Account::start();
    account.emulator.fault(Fault::on(operation).commit_then_hang());
    let child = account
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let is_there = || {
        let requests = account.emulator.requests();
        requests
            .iter()
            .any(|request| request.operation.is_some_and(|name| name.ends_with(operation)))
    };
    wait_until(is_there);
    signal(name, child.id());
    transcript(arguments, &child.wait_with_output().unwrap())
}

#[test]
fn every_signal_says_what_was_under_way() {
    for name in ["INT", "TERM", "HUP"] {
        let text = ended_by(name, "numbers.purchase", &["numbers", "buy", NUMBER, "--yes"]);
        assert!(text.contains("\nexit 3\n"), "{name}: {text}");
        assert!(
            text.contains("error: interrupted: +12064205780 may have been bought\n"),
            "{text}"
        );
        assert!(
            text.contains(
                "hint: before buying again, check with: trunkline numbers buy +12064205780 --settle\n"
            ),
            "{text}"
        );
    }
}

#[test]
fn a_signal_without_a_write_has_its_own_exit_code() {
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let text = ended_by(name, "numbers.list", &["numbers", "list"]);
        assert!(text.contains(&format!("\nexit {code}\n")), "{name}: {text}");
        assert!(
            text.contains("error: interrupted; nothing was changed\n"),
            "{text}"
        );
    }
}

#[test]
fn writes_without_a_price_are_under_way_as_well() {
    let route = ["routes", "create", "main", "sip.example.net"];
    let text = ended_by("INT", "routes.create", &route);
    assert!(text.contains("\nexit 3\n"), "{text}");
    assert!(
        text.contains("error: interrupted: route \"main\" may have been created\n"),
        "{text}"
    );
    let text = ended_by("INT", "cnams.create", &["cnam", "create", "ACME INC"]);
    assert!(
        text.contains("error: interrupted: caller name \"ACME INC\" may have been created\n"),
        "{text}"
    );
}

#[test]
fn the_carrier_does_not_command_the_terminal() {
    const OFFER: &str = r#"{"data":[{"type":"number","id":"12064205780","attributes":{"value":12064205780,
        "setup_cost":1.0,"monthly_cost":1.25,"rate_center":"\u001b[2J\u202eseattle\u009b","state":"WA",
        "number_type":"standard"}}]}"#;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start([Act::answer(200, OFFER)]));
    for arguments in [
        &["numbers", "buy", NUMBER][..],
        &["numbers", "search"],
        &["numbers", "search", "--json"],
        &["numbers", "search", "--csv"],
    ] {
        let output = trunkline(arguments)
            .env("FR_ACCESS_KEY", ACCESS_KEY)
            .env("FR_SECRET_KEY", SECRET_KEY)
            .env("TRUNKLINE_FLOWROUTE_URL", server.url())
            .output()
            .unwrap();
        let text = transcript(arguments, &output);
        assert!(text.contains("seattle"), "{text}");
        let commands = ['\u{1b}', '\u{202e}', '\u{9b}'];
        assert!(!text.contains(commands), "{text:?}");
    }
}

#[test]
fn a_pipe_is_no_profile() {
    let home =
        std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fifo-{}", std::process::id()));
    std::fs::create_dir_all(home.join("trunkline")).unwrap();
    let path = home.join("trunkline/pipe.profile");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let arguments = ["numbers", "list", "--profile", "pipe"];
    let mut child = trunkline(&arguments)
        .env("XDG_CONFIG_HOME", &home)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while child.try_wait().unwrap().is_none() && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn a_yes_before_the_question_does_not_count() {
    let account = Account::start();
    let mut terminal = Terminal::start(account.command(&["numbers", "buy", NUMBER]), 80, "y\n");
    terminal.wait_for("Buy it? [y/N]");
    terminal.type_in("\n");
    let (shown, code) = terminal.end();
    assert_eq!(code, Some(1), "{shown}");
    assert!(shown.contains("not confirmed; nothing was done"), "{shown}");
    assert_eq!(account.emulator.audit().total_purchases(), 0);
}

#[test]
fn a_yes_after_the_question_counts() {
    let account = Account::start();
    let mut terminal = Terminal::start(account.command(&["numbers", "buy", NUMBER]), 80, "");
    terminal.wait_for("Buy it? [y/N]");
    terminal.type_in("y\n");
    let (shown, code) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(account.emulator.audit().purchases(NUMBER), 1);
}

#[test]
fn a_missing_or_empty_key_is_named_and_nothing_is_sent() {
    let account = Account::start();
    for (name, value, expected) in [
        (
            "FR_SECRET_KEY",
            None,
            "error: FR_SECRET_KEY is not set in the environment\n",
        ),
        (
            "FR_SECRET_KEY",
            Some(""),
            "error: FR_SECRET_KEY is not set in the environment\n",
        ),
        (
            "FR_ACCESS_KEY",
            Some(" "),
            "error: FR_ACCESS_KEY is not set in the environment\n",
        ),
    ] {
        let arguments = ["numbers", "list"];
        let mut command = account.command(&arguments);
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
        let text = transcript(&arguments, &command.output().unwrap());
        assert!(text.contains("\nexit 1\n"), "{text}");
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(account.requests(), 0);
}

#[test]
fn a_long_wait_says_what_it_waits_for() {
    let account = Account::start();
    account
        .emulator
        .fault(Fault::on("numbers.purchase").delay(std::time::Duration::from_millis(1500)));
    let mut terminal = Terminal::start(account.command(&["numbers", "buy", NUMBER, "-y"]), 80, "");
    terminal.wait_for("+12064205780 is being bought …");
    let (shown, code) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
}
