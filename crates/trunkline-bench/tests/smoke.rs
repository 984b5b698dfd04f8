//! Short runs of the program; nothing depends on speed.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

use std::process::Command;

use trunkline_bench::{Bytes, Ratio, answers, median};

fn bench(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_trunkline-bench"))
        .args(arguments)
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "");
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn every_case_is_compared() {
    let (success, table) = bench(&[
        "--rounds",
        "2",
        "--calls",
        "20",
        "--in-flight",
        "1,4",
        "--delay",
        "1",
    ]);
    assert!(success, "a limit only counts with --check: {table}");
    let lines = |case: &str| table.lines().filter(|line| line.starts_with(case)).count();
    assert_eq!(
        (lines("details"), lines("page"), lines("purchase")),
        (2, 2, 2),
        "{table}"
    );
    assert_eq!(lines("list"), 1, "{table}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_sampled_while_all_numbers_are_streamed_and_files_fetched() {
    let (success, table) = bench(&["--memory", "--calls", "40", "--export", "8"]);
    assert!(success, "{table}");
    assert!(
        table.lines().any(|line| line.trim_start().starts_with("20000 ")),
        "{table}"
    );
    for size in [8, 5] {
        let all = format!("{} ", size * 1024 * 1024);
        assert!(
            table.lines().any(|line| line.trim_start().starts_with(&all)),
            "{table}"
        );
    }
    assert_eq!(table.matches("grew by").count(), 5, "{table}");
}

#[cfg(target_os = "linux")]
#[test]
fn every_attack_ends_in_an_error() {
    let (success, table) = bench(&["--hostile", "--calls", "1", "--check"]);
    assert!(success, "{table}");
    assert_eq!(
        table.lines().filter(|line| line.contains(" MiB ")).count(),
        11,
        "{table}"
    );
}

#[test]
fn the_answers_have_the_stated_sizes() {
    let (details, page, purchase) = (
        answers::details().len(),
        answers::page(0).len(),
        answers::purchase().len(),
    );
    assert!((1_400..=1_600).contains(&details), "{details}");
    assert!((57_000..=63_000).contains(&page), "{page}");
    assert!((700..=750).contains(&purchase), "{purchase}");
}

#[test]
fn both_sides_read_the_same_page() {
    use trunkline_core::Endpoint;
    let body = answers::page(answers::LIST - answers::PAGE);
    let bare: trunkline_bench::bare::model::Page = serde_json::from_slice(&body).unwrap();
    let ours = trunkline_flowroute::numbers::ListNumbers::parse(&http::Response::new(body.into())).unwrap();
    assert!(ours.unreadable.is_empty());
    let numbers: Vec<_> = ours
        .iter()
        .map(|owned| owned.number.digits().to_string())
        .collect();
    assert_eq!(
        numbers,
        bare.data.into_iter().map(|number| number.id).collect::<Vec<_>>()
    );
    assert_eq!(numbers.last(), Some(&answers::digits(answers::LIST - 1)));
    assert_eq!((ours.links.next, bare.links.next), (None, None));
}

#[test]
fn figures_are_printed_in_full() {
    assert_eq!(Ratio::thousandths(1049).to_string(), "1.049");
    assert_eq!(Bytes::kib(1536).to_string(), "1.50 MiB");
    assert_eq!(median(&[3, 1, 2]), Some(2));
    assert_eq!(median::<u8>(&[]), None);
}
