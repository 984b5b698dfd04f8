//! `trunkline port` and `cdrs`: from the check to the account, with files both ways.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use crate::assert_transcript;
use crate::support::Account;

const DAY: Duration = Duration::from_secs(86_400);
/// Whose number is ported.
pub(crate) const SUBSCRIBER: [&str; 12] = [
    "--provider",
    "ATT",
    "--billing-name",
    "John Doe",
    "--street",
    "1218 3rd Ave",
    "--city",
    "Seattle",
    "--state",
    "wa",
    "--zip",
    "98101",
];

fn start<'a>(numbers: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let begin = ["port", "start"];
    begin
        .iter()
        .chain(numbers)
        .chain(&SUBSCRIBER)
        .chain(more)
        .copied()
        .collect()
}

/// A directory of a test's own, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ignored = fs::remove_dir_all(&self.0);
    }
}

/// Runs a command in a directory, so that the transcript shows names without paths.
fn run_in(folder: &Folder, account: &Account, arguments: &[&str]) -> String {
    let output = account
        .command(arguments)
        .current_dir(&folder.0)
        .output()
        .unwrap();
    crate::support::transcript(arguments, &output)
}

#[test]
fn port_orders() {
    let account = Account::start();
    let created = account.run(&start(
        &["12064204444", "12066204445"],
        &["--alias", "move 7", "--primary-route", "83834"],
    ));
    assert_transcript!("port_start", created);
    assert_transcript!("port_list", account.run(&["port", "list", "--status", "pending"]));
    assert_transcript!("port_show", account.run(&["port", "show", "42361"]));
    let sign = ["port", "sign", "42361", "--name", "Sam User", "--title", "Agent"];
    assert_transcript!("port_sign_unasked", account.run(&sign));
    assert_eq!(
        account.emulator.state()["porting"]["orders"]["42361"]["status"],
        "pending"
    );
    assert_transcript!("port_sign", account.run(&[&sign[..], &["--yes"]].concat()));
    assert_transcript!(
        "port_cancel_late",
        account.run(&["port", "cancel", "42361", "--yes"])
    );
    assert_transcript!("port_cancel", account.run(&["port", "cancel", "42362", "--yes"]));
    account.emulator.advance(30 * DAY);
    assert_transcript!("port_watch", account.run(&["port", "watch", "42361"]));
    assert_transcript!(
        "port_watch_json",
        account.run(&["port", "watch", "42362", "--json"])
    );
}

#[test]
fn what_cannot_come_here_is_not_ordered() {
    let account = Account::start();
    assert_transcript!(
        "port_start_not_portable",
        account.run(&start(&["12125551212"], &[]))
    );
    let created = account
        .emulator
        .requests()
        .into_iter()
        .find(|r| r.operation == Some("flowroute.v2.porting.create"));
    assert!(created.is_none(), "{created:?}");
}

#[test]
fn a_pin_comes_from_the_environment_and_is_shown_nowhere() {
    let account = Account::start();
    let arguments = start(&["12064204444"], &["--json"]);
    let output = account
        .command(&arguments)
        .env("TRUNKLINE_PORT_PIN", "planted-pin")
        .output()
        .unwrap();
    let created = crate::support::transcript(&arguments, &output);
    let shown = account.run(&["port", "show", "42361", "--json"]);
    assert!(shown.contains(r#""pin":"***""#), "{shown}");
    assert!(!format!("{created}{shown}").contains("planted-pin"));
    assert_eq!(
        account.emulator.state()["porting"]["orders"]["42361"]["details"]["pin"],
        "planted-pin"
    );
}

#[test]
fn documents() {
    let (account, folder) = (Account::start(), Folder::new("port-documents"));
    account.run(&start(&["12064204444"], &[]));
    fs::write(folder.0.join("bill.pdf"), "%PDF-1.7").unwrap();
    fs::write(folder.0.join("bill.exe"), "MZ").unwrap();
    assert_transcript!(
        "port_documents_none",
        run_in(&folder, &account, &["port", "documents", "42361"])
    );
    assert_transcript!(
        "port_documents",
        run_in(&folder, &account, &["port", "documents", "42361", "bill.pdf"])
    );
    assert_transcript!(
        "port_documents_bad",
        run_in(&folder, &account, &["port", "documents", "42361", "bill.exe"])
    );
}

#[test]
fn call_detail_records() {
    let (account, folder) = (Account::start(), Folder::new("cdrs"));
    let create = ["cdrs", "create", "--from", "2026-01-01", "--to", "2026-01-08"];
    assert_transcript!("cdrs_create", account.run(&create));
    let download = ["cdrs", "download", "38647", "week.csv.gz"];
    assert_transcript!("cdrs_download_early", run_in(&folder, &account, &download));
    account.emulator.advance(Duration::from_secs(1));
    assert_transcript!("cdrs_list", account.run(&["cdrs", "list"]));
    assert_transcript!("cdrs_show", account.run(&["cdrs", "show", "38647"]));
    assert_transcript!("cdrs_download", run_in(&folder, &account, &download));
    assert_transcript!("cdrs_download_again", run_in(&folder, &account, &download));
    assert!(
        fs::read(folder.0.join("week.csv.gz"))
            .unwrap()
            .starts_with(&[0x1f, 0x8b])
    );
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}
