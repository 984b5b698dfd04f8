//! What scripts rely on: JSON, CSV, tabs, chosen fields, lists of numbers, requests that are only shown.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::assert_transcript;
use crate::support::{Account, transcript};
use trunkline_emulator::Fault;

const OWNED: &str = "12012673227";

/// The last line of stderr, which must be an object.
fn error(account: &Account, arguments: &[&str]) -> (Option<i32>, Value) {
    let output = account.command(arguments).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let last = text.lines().last().unwrap_or_default();
    let object = serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {text}"));
    (output.status.code(), object)
}

#[test]
fn errors_are_objects_with_json() {
    let account = Account::start();
    let (code, not_found) = error(&account, &["numbers", "show", "12065550100", "--json"]);
    assert_eq!(code, Some(2));
    assert_eq!(not_found["kind"], "not_found");
    assert_eq!(not_found["applied"], "no");
    assert_eq!(not_found["operation"], "flowroute.v2.numbers.get");
    assert_eq!(not_found["subject"], "+12065550100");
    assert_eq!(not_found["status"], 404);
    assert_eq!(not_found["exit"], 2);
    assert!(
        not_found["id"].is_string() && not_found["hint"].is_string(),
        "{not_found}"
    );
    let message = not_found["message"].as_str().unwrap();
    assert!(
        message.starts_with("flowroute numbers.get +12065550100: "),
        "{message}"
    );

    let (code, usage) = error(&account, &["numbers", "shwo", "--json"]);
    assert_eq!((code, &usage["kind"]), (Some(1), &Value::from("usage")));
    let (code, asked) = error(&account, &["numbers", "buy", "12064205780", "--json"]);
    assert_eq!((code, &asked["kind"]), (Some(1), &Value::from("not_confirmed")));

    account
        .emulator
        .fault(Fault::on("numbers.purchase").commit_then_drop());
    account.emulator.fault(Fault::on("numbers.get").refuse(503));
    let buy = ["numbers", "buy", "12064205780", "--json", "-y", "--timeout", "2"];
    let (code, unknown) = error(&account, &buy);
    assert_eq!(code, Some(3));
    assert_eq!(unknown["applied"], "unknown");
    assert_eq!(unknown["kind"], "connection_lost");
}

#[test]
fn with_json_stderr_has_nothing_else() {
    let account = Account::start();
    let output = account
        .command(&["numbers", "buy", "12064205780", "--json", "--yes"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn formats() {
    let account = Account::start();
    assert_transcript!("csv", account.run(&["numbers", "list", "--csv"]));
    assert_transcript!(
        "fields",
        account.run(&["numbers", "list", "--fields", "number,rate-center"])
    );
    assert_transcript!(
        "fields_json",
        account.run(&["numbers", "list", "--json", "--fields", "number,state"])
    );
    assert_transcript!(
        "fields_unknown",
        account.run(&["numbers", "list", "--fields", "nmber"])
    );
    assert_transcript!("quiet", account.run(&["numbers", "search", "-q", "-n", "1"]));
    let details = [
        "numbers",
        "list",
        "--details",
        "--fields",
        "number,primary_route,e911",
        "-n",
        "2",
    ];
    assert_transcript!("details", account.run(&details));
}

#[test]
fn lists_tell_what_is_attached() {
    let account = Account::start();
    account.run(&["routes", "create", "main office", "sip.example.net"]);
    account.run(&["routes", "assign", OWNED, "--primary", "main office"]);
    let before = account.requests();
    assert_transcript!("list_attached", account.run(&["numbers", "list", "--json"]));
    assert_transcript!("list_details", account.run(&["numbers", "list", "--details"]));
    let show = [
        "numbers",
        "show",
        OWNED,
        "12014845220",
        "12065550100",
        "--fields",
        "number,primary_route",
    ];
    assert_transcript!("show_several", account.run(&show));
    let asked: Vec<String> = account.emulator.requests()[before..]
        .iter()
        .map(|request| format!("{} {}", request.method, request.target.split('?').next().unwrap()))
        .collect();
    let (list, details, routes) = (
        "GET /flowroute/v2/numbers",
        "POST /flowroute/v2/numbers/details",
        "GET /flowroute/v2/routes",
    );
    assert_eq!(asked, [list, details, list, details, routes, details, routes]);
}

#[test]
fn a_list_without_details_says_so() {
    let account = Account::start();
    account.emulator.fault(Fault::on("numbers.details").refuse(403));
    assert_transcript!(
        "list_untold",
        account.run(&["numbers", "list", "--json", "-n", "2"])
    );
    let text = account.run(&["numbers", "list", "--details"]);
    assert!(text.contains("\nexit 2\n"), "{text}");
}

#[test]
fn several_numbers_are_bought_for_a_total() {
    let account = Account::start();
    assert_transcript!(
        "buy_several",
        account.run(&["numbers", "buy", "12064205780", "12064205781", OWNED, "-y"])
    );
    let count = ["numbers", "buy", "--count", "3", "--area-code", "206"];
    assert_transcript!(
        "buy_count_limit",
        account.run(&[&count[..], &["--max-spend", "2.99", "-y"]].concat())
    );
    assert_eq!(account.emulator.audit().total_purchases(), 2);
    let text = account.run(&[&count[..], &["--max-spend", "3", "-y"]].concat());
    assert!(
        text.contains("\nexit 0\n") && text.contains("3 numbers   $3.00 setup"),
        "{text}"
    );
    assert_eq!(account.emulator.audit().total_purchases(), 5);
}

#[test]
fn a_purchase_is_settled_later() {
    let account = Account::start();
    account.run(&["numbers", "buy", "12064205780", "-y"]);
    let text = account.run(&["numbers", "buy", "12064205780", "--settle"]);
    assert!(
        text.contains("\nexit 0\n") && text.contains("is on this account"),
        "{text}"
    );
    assert_eq!(account.emulator.audit().total_purchases(), 1);
    let text = account.run(&["numbers", "buy", "12064205781", "--settle", "--timeout", "2"]);
    assert!(text.contains("\nexit 3\n"), "{text}");
}

/// Who finds the number on the account after a lost reply does not know whose purchase that was.
#[test]
fn what_a_look_up_finds_is_not_called_bought() {
    for (operation, arguments) in [
        (
            "flowroute.v2.numbers.purchase",
            &["numbers", "buy", "12064205780", "-y"][..],
        ),
        (
            "flowroute.v1.numbers.purchase",
            &["v1", "buy", "12064205780", "-y"],
        ),
    ] {
        let account = Account::start();
        account
            .emulator
            .fault(Fault::on(operation).first().commit_then_drop());
        let text = account.run(arguments);
        assert!(text.contains("\nexit 0\n"), "{text}");
        assert!(
            text.contains("found on the account after a lost reply")
                || text.contains("found after a lost reply"),
            "{text}"
        );
        assert!(
            !text.contains("bought. ") && !text.contains("bought +1"),
            "{text}"
        );
        assert_eq!(account.emulator.audit().total_purchases(), 1);
    }
}

#[test]
fn hints_of_one_api_are_not_those_of_another() {
    let account = Account::start();
    let hint = "trunkline numbers list";
    assert!(account.run(&["numbers", "show", "12065550199"]).contains(hint));
    assert!(!account.run(&["v1", "show", "12065550199"]).contains(hint));
}

#[test]
fn numbers_come_from_stdin_and_failures_are_counted() {
    let account = Account::start();
    let arguments = ["numbers", "release", "-", "--yes"];
    let mut child = account
        .command(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let list = b"number,alias\n+12012673227,x\n# none\n12065550100\n12014845220\n";
    child.stdin.take().unwrap().write_all(list).unwrap();
    account
        .emulator
        .fault(Fault::on("numbers.release").number("12014845220").refuse(403));
    let output = child.wait_with_output().unwrap();
    assert_transcript!("release_list", transcript(&arguments, &output));
    assert_eq!(account.emulator.audit().releases(OWNED), 1);
}

#[test]
fn releasing_twice_is_no_failure() {
    let account = Account::start();
    assert_transcript!(
        "release_gone",
        account.run(&["numbers", "release", "12065550100", "--yes"])
    );
}

#[test]
fn names_stand_for_ids() {
    let account = Account::start();
    for alias in ["main office", "branch"] {
        account.run(&["routes", "create", alias, "sip.example.net"]);
    }
    let text = account.run(&[
        "routes",
        "assign",
        OWNED,
        "--primary",
        "Main Office",
        "--failover",
        "branch",
    ]);
    assert!(
        text.contains("assigned primary route 98396 and failover route 98397"),
        "{text}"
    );
    assert_transcript!(
        "no_such_name",
        account.run(&["routes", "assign", OWNED, "--primary", "attic"])
    );
    let text = account.run(&["routes", "update", "branch", "--alias", "annex", "-y"]);
    assert!(text.contains("annex"), "{text}");
    let text = account.run(&["e911", "list", "--all", "--fields", "id,label"]);
    let (id, label) = text
        .lines()
        .find_map(|line| line.split_once('\t'))
        .unwrap_or_else(|| panic!("{text}"));
    let text = account.run(&["e911", "show", label]);
    assert!(text.contains(&format!("id\t{id}\n")), "{text}");
}

#[test]
fn an_ambiguous_name_lists_the_choices() {
    let account = Account::start();
    for alias in ["Main", "main"] {
        account.run(&["routes", "create", alias, "sip.example.net"]);
    }
    assert_transcript!("ambiguous", account.run(&["routes", "show", "MAIN"]));
    let text = account.run(&["routes", "show", "main"]);
    assert!(text.contains("id\t98397\n"), "{text}");
}

#[test]
fn routes_that_do_not_exist_move_no_calls() {
    let account = Account::start();
    account.run(&["routes", "create", "main", "sip.example.net"]);
    let before = account.run(&["numbers", "show", OWNED]);
    assert_transcript!(
        "assign_missing",
        account.run(&[
            "routes",
            "assign",
            OWNED,
            "--primary",
            "98396",
            "--failover",
            "12345"
        ])
    );
    assert_eq!(account.run(&["numbers", "show", OWNED]), before);
}

#[test]
fn each_of_two_writes_has_its_outcome() {
    let account = Account::start();
    account.run(&["routes", "create", "main", "sip.example.net"]);
    account
        .emulator
        .fault(Fault::on("routes.set_failover").refuse(403));
    let arguments = [
        "routes",
        "assign",
        OWNED,
        "--primary",
        "main",
        "--failover",
        "main",
    ];
    assert_transcript!("assign_part", account.run(&arguments));
    let (code, object) = error(&account, &[&arguments[..], &["--json"]].concat());
    assert_eq!((code, &object["applied"]), (Some(3), &Value::from("partly")));
}

#[test]
fn dangerous_writes_ask_and_say_what_hangs_on_it() {
    let account = Account::start();
    account.run(&["cnam", "create", "ACME INC"]);
    account
        .emulator
        .advance(std::time::Duration::from_secs(48 * 3600));
    account.run(&["cnam", "assign", OWNED, "acme inc", "-y"]);
    let before = account.requests();
    for (name, arguments) in [
        ("ask_unassign", &["routes", "unassign", OWNED, "--primary"][..]),
        ("ask_silence", &["numbers", "update", OWNED, "--messaging", "off"]),
        ("ask_release", &["numbers", "release", OWNED]),
        ("ask_e911_unassign", &["e911", "unassign", OWNED]),
        ("ask_cnam_unassign", &["cnam", "unassign", OWNED]),
        ("ask_cnam_delete", &["cnam", "delete", "ACME INC"]),
        ("ask_e911_delete", &["e911", "delete", "21906"]),
    ] {
        assert_transcript!(name, account.run(arguments));
    }
    let requests = account.emulator.requests();
    assert!(
        requests[before..].iter().all(|request| request.method == "GET"),
        "{requests:?}"
    );
}
