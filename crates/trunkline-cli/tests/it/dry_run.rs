//! `--dry-run`: every request that a command would send, none of which is sent.

use std::path::Path;

use crate::assert_transcript;
use crate::support::{Account, transcript, words};

/// Each verb that makes calls, at least once.
const COMMANDS: &str = r#"
numbers area-codes --max-setup-cost 1
numbers exchanges --area-code 206
numbers tiers
numbers search --area-code 206 --limit 3
numbers buy 12064205780 --messaging on
numbers buy 12064205780 12064205781
numbers buy --count 3 --area-code 206 --max-spend 3
numbers buy 12064205780 --settle
numbers list --alias "front desk"
numbers list --details
numbers show 12012673227
numbers update 12012673227 --messaging off
numbers update 12012673227 --alias "front desk"
numbers release 12012673227 12014845220
routes list --type host
routes create "main office" sip.example.com
routes show "main office"
routes update 98396 --alias "head office"
routes assign 12012673227 --primary "main office" --failover branch
routes unassign 12012673227 --primary --failover
routes delete "main office"
routes edge-strategies
e911 list --state WA
e911 show "HQ Seattle"
e911 validate --label home --first-name Janet --last-name Doe --street-number 3910 --street-name "N Vassault" --city Tacoma --state WA --zip 98407
e911 create --label home --first-name Janet --last-name Doe --street-number 3910 --street-name "N Vassault" --city Tacoma --state WA --zip 98407
e911 update 21906 --unit "Floor 3"
e911 assign 12012673227 "HQ Seattle"
e911 unassign 12012673227
e911 numbers 21906
e911 delete 21906
cnam list --approved yes
cnam show "ACME INC"
cnam create "ACME INC"
cnam update 22790 "ACME LTD"
cnam assign 12012673227 "ACME INC"
cnam unassign 12012673227
cnam delete 22790
messages send --from 12012673227 --to 12065550142 --to 12065550143 Hello
messages list --since 2026-01-15 --until 2026-01-16
messages watch --since 2026-01-15
messages show mdr2-39cadeace66e11e7aff806cd7f24ba2d
callbacks set sms https://example.com/hooks/5e1f60d2
callbacks set sms https://example.com/hooks/5e1f60d2 --number 12012673227
callbacks show
callbacks remove sms
port check 12064204444
port start 12064204444 --alias "move 7" --provider ATT --billing-name "John Doe" --street "1218 3rd Ave" --city Seattle --state WA --zip 98101
port list --status pending
port show 42361
port watch 42361
port documents 42361 dry-run.pdf
port sign 42361 --name "Sam User" --title Agent
port cancel 42361
cdrs create --from 2026-01-01 --to 2026-01-15
cdrs list
cdrs show 38647
cdrs download 38647 never-written.csv.gz
v1 area-codes
v1 exchanges --area-code 206
v1 search --area-code 206
v1 buy 12064205780
v1 list
v1 show 12012673227
v1 assign 12012673227 --primary office --failover sip-reg
v1 routes
v1 create-route office sip.example.net
tropo apps list
tropo apps show 1000
tropo apps create demo --voice-url https://example.com/voice
tropo apps update 1000 --name demo
tropo apps delete 1000
tropo addresses list 1000
tropo addresses available 1407
tropo addresses create 1000 --prefix 1407
tropo addresses delete 1000 number 14075551234
tropo users show emulator
tropo users search username foo
tropo users check-name foo
tropo users apps 12345
tropo payments balance 12345
tropo payments method 12345
tropo payments recurrence 12345
tropo payments pay 12345 10
tropo invitations list
tropo invitations show ABC
tropo invitations create ABC --credit 5
tropo invitations delete ABC
tropo whitelist list
tropo whitelist add 14075551234
tropo whitelist remove 14075551234
tropo catalog countries
tropo catalog states 1
tropo catalog exchanges
tropo catalog features
tropo catalog partitions
tropo catalog payment-types
api GET /v2/numbers?limit=1
api PATCH /v2/numbers/12012673227 --data {}
whoami
"#;

fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.lines().filter(|line| !line.is_empty())
}

#[test]
fn every_command_shows_its_requests_and_sends_none() {
    let account = Account::start();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("dry-run.pdf"), b"%PDF-1.7\n").unwrap();
    let run = |line: &str| {
        let arguments = [&words(line)[..], &["--dry-run"]].concat();
        let output = account.command(&arguments).current_dir(folder).output().unwrap();
        transcript(&arguments, &output)
    };
    let all: Vec<String> = commands().map(run).collect();
    for text in &all {
        assert!(text.contains("\nexit 0\n"), "{text}");
        assert!(!text.contains("--- stdout\n--- stderr"), "no request: {text}");
    }
    assert_transcript!("dry_run", all.join("\n"));
    assert_eq!(account.requests(), 0);
}

#[test]
fn no_verb_is_forgotten() {
    let verbs = include_str!("../../verbs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for line in verbs {
        let (_, verb) = line.split_once(' ').unwrap();
        let verb = verb.trim();
        let is_there = commands().any(|command| {
            command
                .strip_prefix(verb)
                .is_some_and(|rest| !rest.starts_with('-'))
        });
        assert!(verb.starts_with('!') || is_there, "no command shows {verb:?}");
    }
}

#[test]
fn programs_read_objects() {
    let account = Account::start();
    let assign = "routes assign 12012673227 --primary office --failover branch --dry-run --json";
    assert_transcript!("dry_run_json", account.run(&words(assign)));
    assert_eq!(account.requests(), 0);
}

#[test]
fn commands_about_no_carrier_refuse() {
    let account = Account::start();
    for line in ["doctor", "demo", "emulator reset", "profiles remove work"] {
        let text = account.run(&[&words(line)[..], &["--dry-run"]].concat());
        assert!(
            text.contains("\nexit 1\n") && text.contains("about none"),
            "{text}"
        );
    }
    assert_eq!(account.requests(), 0);
}
