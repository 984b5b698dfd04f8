//! Searching, buying, listing, changing and releasing numbers from the command line.

use crate::assert_transcript;
use crate::support::Bench;
use trunkline_emulator::Fault;

const NUMBER: &str = "12064205780";

#[test]
fn searching_shows_prices() {
    let bench = Bench::start();
    assert_transcript!(
        "search",
        bench.run(&["numbers", "search", "--starts-with", "1206420578", "--limit", "3"])
    );
}

#[test]
fn searching_for_programs() {
    let bench = Bench::start();
    assert_transcript!(
        "search_json",
        bench.run(&[
            "numbers",
            "search",
            "--starts-with",
            "1206420578",
            "--limit",
            "2",
            "--json"
        ])
    );
}

#[test]
fn a_limit_is_a_number_of_items_not_of_pages() {
    let bench = Bench::start();
    let shown = |arguments: &[&str]| {
        let output = bench.command(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    assert_eq!(shown(&["numbers", "search", "--json"]), 10);
    assert_eq!(shown(&["numbers", "search", "--json", "-n", "450"]), 450);
    assert_eq!(bench.requests(), 4, "one page, then three pages of 200");
    assert!(shown(&["numbers", "search", "--json", "--all", "--starts-with", "1206"]) > 200);
}

#[test]
fn buying_without_a_yes_sends_nothing() {
    let bench = Bench::start();
    assert_transcript!("buy_refused", bench.run(&["numbers", "buy", NUMBER]));
    assert_eq!(bench.emulator.audit().total_purchases(), 0);
    assert!(
        bench
            .emulator
            .requests()
            .iter()
            .all(|request| request.method == "GET")
    );
}

#[test]
fn buying_with_a_yes_buys_once() {
    let bench = Bench::start();
    assert_transcript!("buy", bench.run(&["numbers", "buy", "(206) 420-5780", "--yes"]));
    assert_eq!(bench.emulator.audit().purchases(NUMBER), 1);
    assert_transcript!("buy_again", bench.run(&["numbers", "buy", NUMBER, "--yes"]));
    assert_eq!(bench.emulator.audit().total_purchases(), 1);
}

#[test]
fn buying_for_programs_keeps_stdout_clean() {
    let bench = Bench::start();
    assert_transcript!(
        "buy_json",
        bench.run(&["numbers", "buy", NUMBER, "--yes", "--json", "--messaging"])
    );
}

#[test]
fn a_lost_reply_is_settled() {
    let bench = Bench::start();
    bench
        .emulator
        .fault(Fault::on("numbers.purchase").first().commit_then_drop());
    let text = bench.run(&["numbers", "buy", NUMBER, "--yes"]);
    assert!(text.contains("\nexit 0\n"), "{text}");
    assert_eq!(bench.emulator.audit().purchases(NUMBER), 1);
    assert_eq!(bench.emulator.audit().double_purchases(), 0);
}

#[test]
fn a_purchase_that_cannot_be_settled_is_code_3() {
    let bench = Bench::start();
    bench
        .emulator
        .fault(Fault::on("numbers.purchase").first().commit_then_drop());
    bench.emulator.fault(Fault::on("numbers.get").refuse(503));
    let text = bench.run(&["numbers", "buy", NUMBER, "--yes", "--timeout", "3"]);
    assert!(text.contains("\nexit 3\n"), "{text}");
    assert!(
        text.contains("error: flowroute numbers.purchase +12064205780: outcome unknown"),
        "{text}"
    );
    assert_eq!(bench.emulator.audit().total_purchases(), 1);
}

#[test]
fn too_dear_is_not_bought() {
    let bench = Bench::start();
    assert_transcript!(
        "too_dear",
        bench.run(&["numbers", "buy", NUMBER, "--yes", "--max-setup-cost", "0.50"])
    );
    assert_eq!(bench.emulator.audit().total_purchases(), 0);
}

#[test]
fn not_for_sale_is_a_failure() {
    let bench = Bench::start();
    assert_transcript!(
        "not_for_sale",
        bench.run(&["numbers", "buy", "+44 20 7946 0958", "--yes"])
    );
}

#[test]
fn listing_showing_and_changing() {
    let bench = Bench::start();
    assert_transcript!("list", bench.run(&["numbers", "list"]));
    assert_transcript!("list_json", bench.run(&["numbers", "list", "--json", "-n", "1"]));
    assert_transcript!(
        "list_nothing",
        bench.run(&["numbers", "list", "--alias", "nobody"])
    );
    assert_transcript!("show", bench.run(&["numbers", "show", "201-267-3227"]));
    assert_transcript!(
        "update",
        bench.run(&[
            "numbers",
            "update",
            "12012673227",
            "--alias",
            "front desk",
            "--cnam-lookups",
            "off"
        ])
    );
    assert_transcript!("show_unknown", bench.run(&["numbers", "show", NUMBER]));
}

#[test]
fn releasing_asks() {
    let bench = Bench::start();
    assert_transcript!(
        "release_refused",
        bench.run(&["numbers", "release", "12012673227"])
    );
    assert_eq!(bench.requests(), 0);
    assert_transcript!(
        "release",
        bench.run(&["numbers", "release", "12012673227", "--yes"])
    );
    assert_eq!(bench.emulator.audit().releases("12012673227"), 1);
}

#[test]
fn area_codes_and_exchanges() {
    let bench = Bench::start();
    assert_transcript!(
        "area_codes",
        bench.run(&["numbers", "area-codes", "--limit", "3"])
    );
    assert_transcript!(
        "exchanges",
        bench.run(&[
            "numbers",
            "exchanges",
            "--area-code",
            "347",
            "--limit",
            "3",
            "--json"
        ])
    );
}
