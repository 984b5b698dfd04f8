//! Every class of failure, for people and for programs, with its exit code.

use serde_json::Value;

use crate::assert_transcript;
use crate::support::{Account, words};
use trunkline_emulator::Fault;

const BUY: &str = "numbers buy 12064205780 -y --timeout 2";
const SEND: &str = "messages send --from 12012673227 --to 12065550142 hi -y";
const LIST: &str = "numbers list --timeout 2";

/// What goes wrong, and with which command.
fn cases() -> Vec<(&'static str, &'static str, Vec<Fault>)> {
    let on = Fault::on;
    vec![
        ("unknown option", "numbers list --colour", vec![]),
        ("impossible value", "numbers show 12", vec![]),
        ("no such file", "numbers release @missing.txt -y", vec![]),
        ("nobody to ask", "numbers buy 12064205780", vec![]),
        (
            "above the limit",
            "numbers buy 12064205780 -y --max-spend 0.50",
            vec![],
        ),
        ("no such name", "routes show attic", vec![]),
        ("not found", "numbers show 12065550100", vec![]),
        ("not for sale", "numbers buy 12065550100 -y", vec![]),
        ("no money", BUY, vec![on("numbers.purchase").refuse(403)]),
        ("refused keys", LIST, vec![on("numbers.list").refuse(401)]),
        (
            "server error on a read",
            LIST,
            vec![on("numbers.list").refuse(500)],
        ),
        (
            "too many requests",
            LIST,
            vec![on("numbers.list").too_many_requests(Some("30"))],
        ),
        ("broken JSON", LIST, vec![on("numbers.list").malformed_body()]),
        ("page of HTML", LIST, vec![on("numbers.list").html_body(200)]),
        (
            "message of unknown outcome",
            SEND,
            vec![on("messages.send").commit_then_drop()],
        ),
        (
            "purchase of unknown outcome",
            BUY,
            vec![
                on("numbers.purchase").commit_then_drop(),
                on("numbers.get").refuse(401),
            ],
        ),
        (
            "done in part",
            "routes assign 12012673227 --primary 0 --failover 0",
            vec![on("routes.set_failover").refuse(403)],
        ),
        (
            "one of two",
            "numbers update 12012673227 12065550100 --alias desk",
            vec![],
        ),
    ]
}

#[test]
fn failures_say_what_happened_and_what_to_do() {
    let mut shown = String::new();
    for (what, line, faults) in cases() {
        for json in [&[][..], &["--json"]] {
            let account = Account::start();
            for fault in &faults {
                account.emulator.fault(fault.clone());
            }
            let text = account.run(&[&words(line)[..], json].concat());
            assert!(!text.contains("\nexit 0\n"), "{what}: {text}");
            let (_, stderr) = text.split_once("--- stderr\n").unwrap();
            let is_json = |line: &str| serde_json::from_str::<Value>(line).is_ok();
            assert!(json.is_empty() || stderr.lines().all(is_json), "{what}: {stderr}");
            shown.push_str(&format!("# {what}\n{text}\n"));
        }
    }
    assert_transcript!("failures", shown);
}
