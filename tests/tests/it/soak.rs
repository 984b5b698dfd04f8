//! The soak, in small.

use trunkline::Effect;
use trunkline_tests::api::tables;
use trunkline_tests::soak::{NOTHING_TO_SEE, Plan, Report, Sabotage, Wire, payloads, run, scenes};

fn soak(plan: Plan) -> Report {
    let report = run(plan).unwrap();
    println!("{report}");
    report
}

const PLAN: Plan = Plan {
    seed: 1,
    cases: 10_000,
    at_once: 2,
    wire: Wire::Direct,
    sabotage: Sabotage::None,
};

/// A line of a table that writes and is not played would be a hole in the proof.
#[tokio::test(start_paused = true)]
async fn every_writing_operation_of_the_tables_is_played() {
    let scenes = scenes().await.unwrap();
    let played: Vec<&str> = scenes.iter().map(|scene| scene.operation.name).collect();
    let tables = tables();
    let lines = tables.iter().flat_map(|table| &table.lines);
    let writing = lines.filter(|line| {
        line.operation.effect != Effect::Read && !NOTHING_TO_SEE.contains(&line.operation.name)
    });
    assert_eq!(
        played,
        writing.map(|line| line.operation.name).collect::<Vec<_>>()
    );
    let settled = scenes.iter().map(|scene| {
        let word = match (scene.settles, scene.operation.effect) {
            (true, _) => "settled by reading",
            (false, Effect::Once) => "never sent again, stays unknown",
            (false, _) if scene.leaves_traces() => "sent again, which leaves a trace",
            (false, _) => "sent again",
        };
        format!("{}: {word}\n", scene.operation.name)
    });
    insta::assert_snapshot!(settled.collect::<String>());
}

#[test]
fn nothing_is_done_twice_and_what_is_said_is_so() {
    let report = soak(PLAN);
    assert_eq!((report.cases, report.violating), (PLAN.cases, 0), "{report}");
}

/// A client that takes an absence as proof at once says "not done" of what is done seconds later.
#[test]
fn it_bites_a_client_that_does_not_settle() {
    bites(
        Sabotage::WithoutSettlement,
        "carried out later; the client says No",
    );
}

/// A client that sends again what must not be sent twice sends messages twice.
#[test]
fn it_bites_a_client_that_sends_again() {
    bites(Sabotage::ResendOnce, "carried out 2 times");
}

fn bites(sabotage: Sabotage, what: &str) {
    let report = soak(Plan {
        cases: 500,
        sabotage,
        ..PLAN
    });
    assert!(report.violating > 0, "{report}");
    let found = &report.violations;
    assert!(
        found
            .iter()
            .any(|shrunk| shrunk.violation.to_string().contains(what)),
        "{report}"
    );
    // One fault is enough to show either.
    assert!(
        found.iter().all(|shrunk| shrunk.case.schedule.faults.len() <= 2),
        "{report}"
    );
}

/// The same over sockets, where connections break for good. Half a minute takes 300 ms here.
#[test]
fn over_sockets() {
    let report = soak(Plan {
        cases: 100,
        at_once: 8,
        wire: Wire::Tcp { faster: 100 },
        ..PLAN
    });
    assert_eq!((report.cases, report.violating), (100, 0), "{report}");
}

/// Every kind of payload is read among them, and every kind of refusal.
#[test]
fn nothing_that_is_posted_to_a_callback_is_read_as_what_it_is_not() {
    let posted = payloads(3000, 1).unwrap();
    let words: Vec<&str> = posted.read.keys().copied().collect();
    assert_eq!(
        words,
        [
            "LegacyMessage",
            "Message",
            "Receipt",
            "Status",
            "other",
            "refused"
        ],
        "{posted}"
    );
}
