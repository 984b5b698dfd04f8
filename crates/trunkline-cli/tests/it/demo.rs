//! `trunkline demo`: its output for people and for programs, and that it notices failures.

use crate::assert_transcript;
use crate::support::{transcript, trunkline};
use serde_json::Value;

fn run(arguments: &[&str]) -> String {
    let output = trunkline(arguments).output().unwrap();
    transcript(arguments, &output)
}

#[test]
fn every_exchange_is_shown() {
    assert_transcript!("demo", run(&["demo"]));
}

#[test]
fn it_fits_a_hundred_columns_and_has_no_colors_in_a_pipe() {
    let text = run(&["demo"]);
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 100, "{widest}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn json_is_one_object_per_line() {
    assert_transcript!("demo_json", run(&["demo", "--json"]));
    let output = trunkline(&["demo", "--json"]).output().unwrap();
    let lines: Vec<Value> = output
        .stdout
        .split(|b| *b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    let last = lines.last().unwrap();
    assert_eq!(last["done"], true);
    assert_eq!(last["double_purchases"], 0);
    assert_eq!(
        last["steps"].as_u64().unwrap() as usize,
        lines.len() - 2,
        "a start, the steps, an end"
    );
}

#[test]
fn other_seeds_work_as_well() {
    for seed in ["1", "7", "20261120"] {
        let output = trunkline(&["demo", "--seed", seed]).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "seed {seed}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn a_refused_operation_is_noticed() {
    for operation in [
        "numbers.search",
        "numbers.purchase",
        "routes.create",
        "e911s.associate",
        "messages.get",
        "numbers.release",
    ] {
        let output = trunkline(&["demo", "--fail-operation", operation])
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{operation}: {err}");
        assert!(err.starts_with("error: demo: step "), "{operation}: {err}");
        assert!(
            !String::from_utf8(output.stdout).unwrap().contains("done in"),
            "{operation}"
        );
    }
}
