//! Keys and places: `login`, `profiles`, `whoami`, `doctor`, and which of several settings counts.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use crate::assert_transcript;
use crate::common::Home;
use crate::support::{ACCESS_KEY, Account, SECRET_KEY, transcript, trunkline};
use crate::terminal::Terminal;
use trunkline_testkit::server::{Act, Server};

fn at(home: &Home, arguments: &[&str]) -> Command {
    let mut command = trunkline(arguments);
    command.env("XDG_CONFIG_HOME", home.path());
    command
}

fn run(home: &Home, arguments: &[&str]) -> String {
    let text = transcript(arguments, &at(home, arguments).output().unwrap());
    text.replace(home.path().to_str().unwrap(), "HOME")
}

fn log_in(home: &Home, arguments: &[&str], keys: &str) -> String {
    let mut child = at(home, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let text = transcript(arguments, &child.wait_with_output().unwrap());
    text.replace(home.path().to_str().unwrap(), "HOME")
}

#[test]
fn logging_in_stores_keys_that_work() {
    let account = Account::start();
    let home = Home::new("login");
    let url = account.emulator.flowroute_url();
    let keys = format!("{ACCESS_KEY}\n{SECRET_KEY}\n");
    let refused = log_in(&home, &["login", "work", "--base-url", &url], "wrong\nkeys\n");
    assert!(refused.contains("\nexit 2\n"), "{refused}");
    assert!(
        refused.contains("the carrier does not accept these keys; nothing was stored"),
        "{refused}"
    );
    assert!(!home.path().join("trunkline/work.profile").exists());

    assert_transcript!(
        "login",
        log_in(&home, &["login", "work", "--base-url", &url], &keys)
    );
    let path = home.path().join("trunkline/work.profile");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    // The first profile is used by itself.
    let listed = run(&home, &["numbers", "list", "-n", "1", "--fields", "number"]);
    assert!(listed.contains("\nexit 0\n"), "{listed}");
    assert_transcript!(
        "whoami",
        run(&home, &["whoami"]).replace(&url, "http://127.0.0.1:PORT/flowroute")
    );
    assert_transcript!("profiles", run(&home, &["profiles", "list"]));
    let removed = run(&home, &["profiles", "remove", "work", "--yes"]);
    assert!(removed.contains("deleted the profile \"work\""), "{removed}");
    assert!(!path.exists());
    let none = run(&home, &["numbers", "list"]);
    assert!(
        none.contains("FR_ACCESS_KEY and FR_SECRET_KEY are not set in the environment"),
        "{none}"
    );
}

#[test]
fn a_profile_has_the_keys_of_both_carriers() {
    let account = Account::start();
    let home = Home::new("both");
    let (flowroute, tropo) = (account.emulator.flowroute_url(), account.emulator.tropo_url());
    log_in(
        &home,
        &["login", "--base-url", &flowroute],
        &format!("{ACCESS_KEY}\n{SECRET_KEY}\n"),
    );
    let login = ["login", "default", "--tropo", "--base-url", &tropo];
    let refused = log_in(&home, &login, "emulator\nwrong\n");
    assert!(refused.contains("does not accept these keys"), "{refused}");
    assert_transcript!("login_tropo", log_in(&home, &login, "emulator\nemulator\n"));
    assert_transcript!("whoami_all", run(&home, &["whoami"]));
    let apps = run(&home, &["tropo", "apps", "list"]);
    assert!(apps.contains("\nexit 0\n"), "{apps}");
    // Logging in again replaces the keys of this carrier only.
    log_in(&home, &login, "emulator\nemulator\n");
    assert!(run(&home, &["numbers", "list"]).contains("\nexit 0\n"));
    let text = fs::read_to_string(home.path().join("trunkline/default.profile")).unwrap();
    assert_eq!(text.lines().count(), 6, "each setting once");
}

#[test]
fn whoami_says_which_carrier_refuses() {
    let account = Account::start();
    let output = account
        .command(&["whoami"])
        .env("TROPO_PASSWORD", "wrong")
        .output()
        .unwrap();
    assert_transcript!("whoami_refused", transcript(&["whoami"], &output));
}

#[test]
fn the_secret_key_is_not_shown_as_it_is_typed() {
    let account = Account::start();
    let home = Home::new("hidden");
    let mut command = at(&home, &["login"]);
    command.env("TRUNKLINE_FLOWROUTE_URL", account.emulator.flowroute_url());
    let mut terminal = Terminal::start(command, 80, "");
    terminal.wait_for("Access key:");
    terminal.type_in(&format!("{ACCESS_KEY}\n"));
    terminal.wait_for("Secret key (not shown):");
    // The echo is switched off after the question; what comes before that is thrown away.
    terminal.wait_until_silent();
    terminal.type_in(&format!("{SECRET_KEY}\n"));
    let (shown, code) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(!shown.contains(SECRET_KEY), "{shown}");
}

#[test]
fn a_profile_without_a_place_keeps_that_of_the_environment() {
    let account = Account::start();
    let home = Home::new("place");
    home.profile(
        "work",
        &format!("FR_ACCESS_KEY={ACCESS_KEY}\nFR_SECRET_KEY={SECRET_KEY}\n"),
        0o600,
    );
    let arguments = ["numbers", "buy", "12064205780", "--yes"];
    for by in ["option", "variable"] {
        let number = if by == "option" {
            "12064205780"
        } else {
            "12064205781"
        };
        let mut arguments = arguments.to_vec();
        arguments[2] = number;
        if by == "option" {
            arguments.extend(["--profile", "work"]);
        }
        let mut command = at(&home, &arguments);
        command.env("TRUNKLINE_FLOWROUTE_URL", account.emulator.flowroute_url());
        if by == "variable" {
            command.env("TRUNKLINE_PROFILE", "work");
        }
        let text = transcript(&arguments, &command.output().unwrap());
        assert!(text.contains("\nexit 0\n"), "{text}");
        let place = format!(
            "  at {}, account …key, profile \"work\"\n",
            account.emulator.flowroute_url()
        );
        assert!(text.contains(&place), "{text}");
        assert_eq!(account.emulator.audit().purchases(number), 1);
    }
}

#[test]
fn empty_keys_of_a_profile_are_not_sent() {
    let account = Account::start();
    let home = Home::new("empty");
    home.profile(
        "work",
        &format!("FR_ACCESS_KEY={ACCESS_KEY}\nFR_SECRET_KEY=\n"),
        0o600,
    );
    let arguments = ["numbers", "list", "--profile", "work"];
    let output = at(&home, &arguments)
        .env("TRUNKLINE_FLOWROUTE_URL", account.emulator.flowroute_url())
        .output()
        .unwrap();
    let text = transcript(&arguments, &output);
    assert!(
        text.contains("error: FR_SECRET_KEY is not set in the profile \"work\"\n"),
        "{text}"
    );
    assert_eq!(account.requests(), 0);
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let account = Account::start();
    let healthy = account.run(&["doctor", "--json"]);
    assert!(
        healthy.contains("{\"check\":\"version\",\"ok\":true"),
        "{healthy}"
    );
    for carrier in ["flowroute", "flowroute-v1", "tropo"] {
        for check in ["settings", "dns", "connection", "keys", "latency"] {
            let line = format!("{{\"carrier\":\"{carrier}\",\"check\":\"{check}\",\"ok\":true");
            assert!(healthy.contains(&line), "{line}: {healthy}");
        }
    }
    let wrong = account
        .command(&["doctor"])
        .env("FR_SECRET_KEY", "wrong")
        .output()
        .unwrap();
    let wrong = transcript(&["doctor"], &wrong);
    assert!(
        wrong.contains("\nexit 2\n") && wrong.contains("trunkline login"),
        "{wrong}"
    );
    let nobody = account.run(&["doctor", "--base-url", "http://127.0.0.1:1/flowroute"]);
    assert!(nobody.contains("connection\tfailed\t127.0.0.1:1: "), "{nobody}");
    let keyless = transcript(&["doctor"], &trunkline(&["doctor"]).output().unwrap());
    assert!(
        keyless.contains("settings\tfailed\tFR_ACCESS_KEY and FR_SECRET_KEY are not set"),
        "{keyless}"
    );
    let no_url = account.run(&["doctor", "--base-url", "localhost:4010/flowroute"]);
    assert!(
        no_url.contains("the base URL is not a URL") && no_url.contains("a base URL begins with https://"),
        "{no_url}"
    );

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let old = Act::answer_with(200, "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "{\"data\":[]}");
    let server = runtime.block_on(Server::start([old]));
    let slow = account.run(&["doctor", "--base-url", &server.url()]);
    assert!(slow.contains("clock\tfailed\t"), "{slow}");
}
