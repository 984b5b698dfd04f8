//! Messages to many, `api`, control of an emulator, completions, manual pages.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::assert_transcript;
use crate::support::{Account, transcript, trunkline};
use trunkline_emulator::Fault;

const OWNED: &str = "12012673227";

/// A folder that goes away.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ignored = fs::remove_dir_all(&self.0);
    }
}

/// How many messages the emulator has accepted.
fn sent(account: &Account) -> usize {
    let requests = account.emulator.requests();
    requests
        .iter()
        .filter(|request| request.method == "POST" && request.committed)
        .count()
}

#[test]
fn messages_to_many_are_sent_once_each_and_taken_up_again() {
    let account = Account::start();
    let folder = Folder::new("many");
    let list = folder.file(
        "to.csv",
        "number,name\n12065550141,A\n12065550142,B\n12065550143,C\n",
    );
    let text = folder.file("text.txt", "See you at noon\n");
    let report = folder.0.join("report").to_str().unwrap().to_owned();
    let recipients = format!("@{list}");
    let arguments = [
        "messages",
        "send",
        "--from",
        OWNED,
        &recipients,
        "--text-file",
        &text,
        "--report",
        &report,
        "--yes",
        "--timeout",
        "2",
    ];
    account.emulator.fault(
        Fault::on("messages.send")
            .number("12065550142")
            .first()
            .commit_then_drop(),
    );
    account.emulator.fault(
        Fault::on("messages.send")
            .number("12065550143")
            .first()
            .refuse(403),
    );
    let output = account.command(&arguments).output().unwrap();
    let shown = transcript(&arguments, &output);
    assert!(shown.contains("\nexit 3\n"), "{shown}");
    assert!(
        shown.contains("to 3 recipients, 1 segment each, 3 segments in all"),
        "{shown}"
    );
    assert!(
        shown.contains("error: 1 of 3 done, 1 failed, 1 of unknown outcome\n"),
        "{shown}"
    );
    assert_eq!(sent(&account), 2);
    let states = || -> Vec<String> {
        let text = fs::read_to_string(&report).unwrap();
        let states = text
            .lines()
            .filter_map(|line| line.split('\t').nth(1).map(str::to_owned));
        states.collect()
    };
    assert_eq!(
        states(),
        ["sending", "sent", "sending", "unknown", "sending", "failed"]
    );

    // The second run sends only what is certainly not sent.
    let output = account.command(&arguments).output().unwrap();
    let shown = transcript(&arguments, &output);
    assert!(shown.contains("\nexit 0\n"), "{shown}");
    assert!(shown.contains("2 skipped"), "{shown}");
    assert_eq!(sent(&account), 3);
    assert_eq!(states().last().map(String::as_str), Some("sent"));
}

#[test]
fn a_dash_is_not_the_text() {
    let account = Account::start();
    let text = account.run(&[
        "messages",
        "send",
        "--from",
        OWNED,
        "--to",
        "12065550142",
        "-",
        "-y",
    ]);
    assert!(text.contains("\nexit 1\n"), "stdin is empty: {text}");
    assert_eq!(account.requests(), 0);
}

#[test]
fn a_character_that_makes_it_dear_is_named() {
    let account = Account::start();
    let text = account.run(&["messages", "send", "--from", OWNED, "--to", "12065550142", "it’s"]);
    assert!(
        text.contains("because of '’', a segment has 70 characters instead of 160"),
        "{text}"
    );
}

#[test]
fn messages_are_filtered_and_watched() {
    let account = Account::start();
    let period = [
        "--since",
        "2017-01-01",
        "--until",
        "2030-01-01",
        "--fields",
        "from,to",
    ];
    let list = |more: &[&str]| account.run(&[&["messages", "list", "--all"], &period[..], more].concat());
    let inbound = list(&["--direction", "inbound"]);
    assert!(inbound.contains("+12061231234\t+12012673227"), "{inbound}");
    assert!(!inbound.contains("\n+12012673227\t"), "{inbound}");
    assert!(list(&["--number", "12065550100"]).contains("no results"));
    let watch = account.run(&["messages", "watch", "--since", "2017-01-01", "--for", "1s"]);
    assert!(
        watch.contains("\nexit 0\n") && watch.contains("Hello are you there?"),
        "{watch}"
    );
}

#[test]
fn any_request_can_be_sent() {
    let account = Account::start();
    let text = account.run(&["api", "GET", "/v2/numbers?limit=1"]);
    assert!(
        text.contains("\nexit 0\n") && text.contains("\"12012673227\""),
        "{text}"
    );
    assert_transcript!("api_refused", account.run(&["api", "DELETE", "/v2/routes/1"]));
    assert_transcript!(
        "api_missing",
        account.run(&["api", "DELETE", "/v2/routes/1", "--yes"])
    );
    let text = account.run(&[
        "api",
        "GET",
        "/v1/available-tns/npas/",
        "--carrier",
        "flowroute-v1",
    ]);
    assert!(text.contains("\nexit 0\n") && text.contains("\"npas\""), "{text}");
}

#[test]
fn an_emulator_is_controlled() {
    let account = Account::start();
    let run = |arguments: &[&str]| {
        let text = account.run(arguments);
        assert!(text.contains("\nexit 0\n"), "{text}");
        text
    };
    run(&["emulator", "fault", "numbers.list", "refuse", "--status", "403"]);
    let refused = account.run(&["numbers", "list"]);
    assert!(refused.contains("(403"), "{refused}");
    run(&["emulator", "fault", "--clear"]);
    run(&["numbers", "list"]);
    assert_transcript!("emulator_requests", run(&["emulator", "requests"]));
    assert!(run(&["emulator", "advance", "2d"]).contains("2026-01-17T12:00:00"));
    let state = run(&["emulator", "state"]);
    let state = state.lines().find(|line| line.starts_with('{')).unwrap();
    run(&["emulator", "reset"]);
    let folder = Folder::new("state");
    run(&["emulator", "state", "--load", &folder.file("state.json", state)]);
    assert!(run(&["emulator", "advance", "0s"]).contains("2026-01-17T12:00:00"));
    let nobody = account.run(&["emulator", "reset", "--at", "http://127.0.0.1:1/_emulator"]);
    assert!(
        nobody.contains("hint: start one with: trunkline emulator\n"),
        "{nobody}"
    );
    account.emulator.advance(Duration::ZERO);
}

#[test]
fn shells_and_man_know_the_command() {
    let run = |arguments: &[&str]| transcript(arguments, &trunkline(arguments).output().unwrap());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert!(
            script.contains("\nexit 0\n") && script.contains("area-codes"),
            "{shell}"
        );
    }
    let page = run(&["man", "numbers", "buy"]);
    assert!(page.contains(".TH") && page.contains("max\\-spend"), "{page}");
    assert!(run(&["man", "nothing"]).contains("\nexit 1\n"));
}

#[test]
fn all_manual_pages_go_into_a_folder() {
    let folder = Folder::new("man");
    let path = folder.0.to_str().unwrap();
    let output = trunkline(&["man", "--folder", path]).output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty());
    let page = fs::read_to_string(folder.0.join("trunkline-numbers-buy.1")).unwrap();
    assert!(page.contains("max\\-spend"), "{page}");
    assert!(folder.0.join("trunkline.1").exists());

    let nowhere = folder.0.join("nowhere");
    let output = trunkline(&["man", "--folder", nowhere.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write into"));
}

#[test]
fn json_of_a_list_is_one_object_per_line() {
    let account = Account::start();
    let output = account.command(&["numbers", "list", "--json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok()),
        "{text}"
    );
}

#[test]
fn a_program_has_an_emulator_of_its_own() {
    let exec = |arguments: &[&str]| {
        let arguments = [&["emulator", "exec"], arguments].concat();
        transcript(&arguments, &trunkline(&arguments).output().unwrap())
    };
    // It finds this very command on its path.
    let bought = exec(&["trunkline", "numbers", "buy", "12064205780", "--yes"]);
    assert!(
        bought.contains("\nexit 0\n") && bought.contains("+12064205780"),
        "{bought}"
    );
    let failed = exec(&["trunkline", "numbers", "show", "12064205780"]);
    assert!(
        failed.contains("\nexit 2\n"),
        "each has an emulator of its own: {failed}"
    );
    let missing = exec(&["no-such-program"]);
    assert!(
        missing.contains("\nexit 1\n") && missing.contains("cannot run no-such-program"),
        "{missing}"
    );
}
