//! What all commands have in common: help, keys, profiles, exit codes, pipes, interruptions.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::Stdio;

use crate::assert_transcript;
use crate::support::{ACCESS_KEY, Account, SECRET_KEY, transcript, trunkline};
use trunkline_emulator::Fault;

fn plain(arguments: &[&str]) -> String {
    transcript(arguments, &trunkline(arguments).output().unwrap())
}

/// A temporary directory for profiles.
pub(crate) struct Home(PathBuf);

impl Home {
    pub(crate) fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("trunkline")).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.0
    }

    pub(crate) fn profile(&self, name: &str, text: &str, mode: u32) {
        let path = self.0.join("trunkline").join(format!("{name}.profile"));
        fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        }
        let _unused_elsewhere = mode;
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ignored = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn help_is_complete() {
    assert_transcript!("help", plain(&["--help"]));
    assert_transcript!("help_buy", plain(&["numbers", "buy", "--help"]));
    for command in [
        "demo", "emulator", "numbers", "routes", "e911", "cnam", "messages", "port", "cdrs",
    ] {
        let text = plain(&[command, "--help"]);
        assert!(text.contains("\nexit 0\n"), "{text}");
    }
}

#[test]
fn usage_errors_exit_with_1_and_a_suggestion() {
    assert_transcript!("typo", plain(&["number"]));
    assert_transcript!("bad_number", plain(&["numbers", "show", "12"]));
    assert_transcript!("missing_keys", plain(&["numbers", "list"]));
}

#[test]
fn a_change_must_change_something() {
    let account = Account::start();
    for (arguments, usage) in [
        (
            &["numbers", "update", "12012673227"][..],
            "<--alias <ALIAS>|--cnam-lookups <on|off>|--messaging <on|off>>",
        ),
        (
            &["routes", "assign", "12012673227"],
            "<--primary <ROUTE>|--failover <ROUTE>>",
        ),
        (&["routes", "unassign", "12012673227"], "<--primary|--failover>"),
    ] {
        let text = account.run(arguments);
        assert!(
            text.contains("\nexit 1\n") && text.contains(&format!("{usage} <NUMBER>...")),
            "{text}"
        );
    }
    assert_eq!(account.requests(), 0);
    let help = plain(&["numbers", "update", "--help"]);
    assert!(!help.contains("possible values"), "the name says on|off: {help}");
}

#[test]
fn keys_are_not_options() {
    for flag in ["--access-key", "--secret-key", "--key", "--token"] {
        let text = plain(&["numbers", "list", flag, "x"]);
        assert!(
            text.contains("\nexit 1\n") && text.contains("unexpected argument"),
            "{text}"
        );
    }
}

#[test]
fn wrong_keys_are_a_failure() {
    let account = Account::start();
    let arguments = ["numbers", "list"];
    let output = account
        .command(&arguments)
        .env("FR_SECRET_KEY", "another")
        .output()
        .unwrap();
    assert_transcript!("wrong_keys", transcript(&arguments, &output));
}

#[test]
fn no_connection_is_a_failure() {
    let arguments = [
        "numbers",
        "list",
        "--timeout",
        "1",
        "--base-url",
        "http://127.0.0.1:1",
    ];
    let output = trunkline(&arguments)
        .env("FR_ACCESS_KEY", ACCESS_KEY)
        .env("FR_SECRET_KEY", SECRET_KEY)
        .output()
        .unwrap();
    let text = transcript(&arguments, &output);
    assert!(text.contains("\nexit 2\n"), "{text}");
    assert!(text.contains("error: flowroute numbers.list: "), "{text}");
}

#[test]
fn a_base_url_without_tls_is_refused() {
    let arguments = ["numbers", "list", "--base-url", "http://api.example.com"];
    let output = trunkline(&arguments)
        .env("FR_ACCESS_KEY", ACCESS_KEY)
        .env("FR_SECRET_KEY", SECRET_KEY)
        .output()
        .unwrap();
    let text = transcript(&arguments, &output);
    assert!(text.contains("\nexit 1\n"), "{text}");
}

#[test]
fn secrets_are_never_logged() {
    let account = Account::start();
    account.emulator.fault(Fault::on("*").first().drop_before());
    // `transcript` asserts that there are no secrets.
    let text = account.run(&["numbers", "list", "-vv"]);
    assert!(text.contains("numbers.list"), "expected a log: {text}");
    let basic = "cGxhbnRlZC1hY2Nlc3Mta2V5";
    assert!(!text.contains(basic), "the encoded keys were logged: {text}");
}

#[cfg(unix)]
#[test]
fn profiles_must_be_readable_by_their_owner_only() {
    let account = Account::start();
    let home = Home::new("profiles");
    let url = account.emulator.flowroute_url();
    let keys = format!(
        "# work\nFR_ACCESS_KEY={ACCESS_KEY}\nFR_SECRET_KEY=\"{SECRET_KEY}\"\nTRUNKLINE_FLOWROUTE_URL={url}\n"
    );
    home.profile("work", &keys, 0o600);
    home.profile("open", &keys, 0o644);
    home.profile("malformed", &format!("{SECRET_KEY}\n"), 0o600);
    let run = |name: &str| {
        let arguments = ["numbers", "list", "--json", "-n", "1", "--profile", name];
        let output = trunkline(&arguments)
            .env("XDG_CONFIG_HOME", &home.0)
            .output()
            .unwrap();
        transcript(&arguments, &output).replace(home.0.to_str().unwrap(), "HOME")
    };
    assert_transcript!("profile", run("work"));
    assert_transcript!("profile_open", run("open"));
    assert_transcript!("profile_malformed", run("malformed"));
    assert_transcript!("profile_missing", run("missing"));
    assert_transcript!("profile_path", run("../../etc/passwd"));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let account = Account::start();
    let mut child = account
        .command(&["numbers", "search", "--all", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("{\"number\":"), "{first}");
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn the_emulator_is_built_in() {
    let mut child = trunkline(&["emulator", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut ready = String::new();
    out.read_line(&mut ready).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    assert_eq!(ready["ready"], true);

    let url = ready["flowroute"].as_str().unwrap();
    let output = trunkline(&["numbers", "list", "--json", "-n", "1", "--base-url", url])
        .env("FR_ACCESS_KEY", "11223344")
        .env("FR_SECRET_KEY", "emulator-secret-0123456789abcdef")
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    interrupt(child.id());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "logs go to stderr");
}

/// Sends what Ctrl-C sends.
#[cfg(unix)]
fn interrupt(id: u32) {
    signal("INT", id);
}

/// Sends a signal.
#[cfg(unix)]
pub(crate) fn signal(name: &str, id: u32) {
    let sent = std::process::Command::new("kill")
        .args([&format!("-{name}"), &id.to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}

/// Polls until another process has done something.
#[cfg(unix)]
pub(crate) fn wait_until(mut happened: impl FnMut() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !happened() {
        assert!(std::time::Instant::now() < deadline, "timed out");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}
