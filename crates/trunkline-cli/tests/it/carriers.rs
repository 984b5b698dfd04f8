//! `trunkline v1` and `trunkline tropo`.

use crate::assert_transcript;
use crate::support::{Account, transcript, trunkline};

#[test]
fn version_1() {
    let account = Account::start();
    let run = |arguments: &[&str]| account.run(arguments);
    assert_transcript!(
        "v1_search",
        run(&["v1", "search", "--area-code", "206", "-n", "2"])
    );
    assert_transcript!("v1_buy", run(&["v1", "buy", "12064205780", "--yes"]));
    assert_eq!(account.emulator.audit().purchases("12064205780"), 1);
    assert_transcript!(
        "v1_create_route",
        run(&["v1", "create-route", "office", "sip.example.net"])
    );
    assert_transcript!(
        "v1_assign",
        run(&[
            "v1",
            "assign",
            "12064205780",
            "--primary",
            "office",
            "--failover",
            "sip-reg"
        ])
    );
    assert_transcript!("v1_show", run(&["v1", "show", "12064205780"]));
    for arguments in [
        &["v1", "area-codes", "-n", "2"][..],
        &["v1", "exchanges", "--area-code", "206", "-n", "2"],
        &["v1", "list"],
        &["v1", "routes", "--json"],
    ] {
        let text = run(arguments);
        assert!(
            text.contains("\nexit 0\n") && !text.contains("no results"),
            "{text}"
        );
    }
}

#[test]
fn tropo() {
    let account = Account::start();
    let run = |arguments: &[&str]| {
        let output = trunkline(arguments)
            .env("TROPO_USERNAME", "emulator")
            .env("TROPO_PASSWORD", "emulator")
            .env("TRUNKLINE_TROPO_URL", account.emulator.tropo_url())
            .output()
            .unwrap();
        transcript(arguments, &output)
    };
    for arguments in [
        &["tropo", "apps", "list"][..],
        &["tropo", "addresses", "list"],
        &["tropo", "users", "show", "12345"],
        &["tropo", "payments", "balance", "12345"],
        &["tropo", "payments", "method", "12345"],
        &["tropo", "invitations", "list"],
        &["tropo", "whitelist", "list"],
        &["tropo", "catalog", "countries"],
        &["tropo", "catalog", "features"],
    ] {
        let text = run(arguments);
        assert!(text.contains("\nexit 0\n"), "{text}");
    }
    assert_transcript!(
        "tropo_create",
        run(&["tropo", "apps", "create", "support line", "--platform", "webapi"])
    );
    assert_transcript!("tropo_asks", run(&["tropo", "payments", "pay", "12345", "10"]));
    let added = run(&["tropo", "whitelist", "add", "12065550142"]);
    assert!(
        added.contains("\nexit 0\n") && added.contains("added +12065550142"),
        "{added}"
    );
    assert_transcript!(
        "tropo_keys",
        transcript(
            &["tropo", "apps", "list"],
            &trunkline(&["tropo", "apps", "list"]).output().unwrap()
        )
    );
}
