//! `trunkline callbacks`, `listen`, and `messages send --wait`.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use crate::assert_transcript;
use crate::files::SUBSCRIBER;
use crate::support::{Account, transcript, trunkline};

const OWNED: &str = "12012673227";
const OTHER: &str = "12065550142";

#[test]
fn callbacks() {
    let account = Account::start();
    let url = "https://example.com/hooks/5e1f60d2";
    assert_transcript!("callbacks_set", account.run(&["callbacks", "set", "sms", url]));
    assert_transcript!(
        "callbacks_set_number",
        account.run(&["callbacks", "set", "sms_dlr", url, "--number", OWNED, "--json"])
    );
    assert_transcript!("callbacks_show", account.run(&["callbacks", "show"]));
    assert_transcript!("callbacks_remove", account.run(&["callbacks", "remove", "sms"]));
    assert_transcript!(
        "callbacks_show_json",
        account.run(&["callbacks", "show", "--json"])
    );
    assert_transcript!(
        "callbacks_bad_type",
        account.run(&["callbacks", "set", "fax", url])
    );
    assert_transcript!(
        "callbacks_bad_url",
        account.run(&["callbacks", "set", "sms", "example.com"])
    );
}

/// A listener that has said where it listens.
struct Listener {
    child: Child,
    stderr: BufReader<ChildStderr>,
    url: String,
}

impl Listener {
    fn start(arguments: &[&str]) -> Self {
        let arguments = [&["listen", "--listen", "127.0.0.1:0"], arguments].concat();
        Self::of(trunkline(&arguments))
    }

    fn of(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, stderr, url }
    }

    /// What it wrote until it ended by itself.
    fn ended(mut self) -> String {
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).unwrap();
        let mut output = self.child.wait_with_output().unwrap();
        output.stderr = rest.into_bytes();
        transcript(&["listen"], &output)
    }
}

#[test]
fn what_is_posted_is_shown_and_forwarded() {
    let account = Account::start();
    let last = Listener::start(&["--count", "4", "--json"]);
    let first = Listener::start(&["--count", "4", "--forward-to", &format!("{}/sms", last.url)]);
    for kind in ["sms", "sms_dlr"] {
        let set = account.run(&["callbacks", "set", kind, &first.url]);
        assert!(set.contains("exit 0"), "{set}");
    }
    account
        .emulator
        .receive_sms(OTHER, OWNED, "Hello\u{1b}[31m?")
        .unwrap();
    let send = ["messages", "send", "--from", OWNED, "--to", OTHER, "Hi", "--yes"];
    account.run(&send);
    account.emulator.advance(Duration::from_secs(2));
    assert_transcript!("listen_forwarding", first.ended());
    assert_transcript!("listen_json", last.ended());
    let states: Vec<_> = account.emulator.webhooks().iter().map(|one| one.state).collect();
    assert_eq!(states, ["delivered"; 4]);
}

#[test]
fn what_cannot_be_forwarded_is_not_acknowledged() {
    let account = Account::start();
    let listener = Listener::start(&["--count", "1", "--forward-to", "http://127.0.0.1:9/sms"]);
    account.run(&["callbacks", "set", "sms", &listener.url]);
    account.emulator.receive_sms(OTHER, OWNED, "Hello?").unwrap();
    let text = listener.ended();
    assert!(
        text.contains("cannot forward to http://127.0.0.1:9/sms"),
        "{text}"
    );
    assert!(text.contains("-> 502"), "{text}");
}

/// Sends a message, lets the clock run once the command has looked, and returns what it wrote.
fn sent_and_followed(account: &Account, to: &str, wait: &str) -> String {
    let arguments = [
        "messages", "send", "--from", OWNED, "--to", to, "Hi", "--yes", wait,
    ];
    let child = account
        .command(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let looked = |account: &Account| {
        let requests = account.emulator.requests();
        requests
            .iter()
            .any(|one| one.operation == Some("flowroute.v2.messages.get"))
    };
    while !looked(account) {
        std::thread::sleep(Duration::from_millis(5));
    }
    account.emulator.advance(Duration::from_secs(2));
    transcript(&arguments, &child.wait_with_output().unwrap())
}

#[test]
fn a_message_is_followed_to_its_end() {
    assert_transcript!(
        "wait_delivered",
        sent_and_followed(&Account::start(), OTHER, "--wait")
    );
    assert_transcript!(
        "wait_failed",
        sent_and_followed(&Account::start(), "12065550404", "--wait=30")
    );
    let account = Account::start();
    let arguments = [
        "messages", "send", "--from", OWNED, "--to", OTHER, "Hi", "--yes", "--wait=0",
    ];
    assert_transcript!("wait_undecided", account.run(&arguments));
}

#[test]
fn a_port_order_is_watched_by_what_is_posted_about_it() {
    let account = Account::start();
    let order = [
        &["port", "start", "12064204444"],
        &SUBSCRIBER[..],
        &["--status-url"],
    ]
    .concat();
    // Somewhere else first: it is told the address of the watch when that is there.
    account.run(&[&order[..], &["http://127.0.0.1:9/port"]].concat());
    let watch = [
        "port",
        "watch",
        "42361",
        "--listen",
        "127.0.0.1:0",
        "--interval",
        "86400",
    ];
    let mut watch = Listener::of(account.command(&watch));
    let mut stdout = BufReader::new(watch.child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert!(line.starts_with("pending: "), "{line}");

    let body = format!(
        r#"{{"data":{{"type":"portorder","attributes":{{"status_url":"{}/port"}}}}}}"#,
        watch.url
    );
    let changed = account.run(&["api", "PATCH", "/v2/portorders/42361", "--data", &body, "--yes"]);
    assert!(changed.contains("exit 0"), "{changed}");
    account.run(&[
        "port", "sign", "42361", "--name", "Sam User", "--title", "Agent", "--yes",
    ]);
    account.emulator.advance(Duration::from_secs(30 * 86_400));
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert!(rest.lines().last().unwrap().starts_with("completed: "), "{rest}");
    assert!(watch.child.wait().unwrap().success());
    let deliveries = account.emulator.webhooks();
    assert!(
        deliveries
            .iter()
            .all(|one| one.body["data"]["type"] == "po_status_change")
    );
}
