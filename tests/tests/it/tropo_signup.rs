//! A phone system signs a customer up with Tropo, while every step goes wrong in every way.
//!
//! It does what the errors say: what was not done is done again, what may have been done is looked for first. In the end
//! everything is there once; and when the customer leaves, nothing is left.

use crate::support::{tropo_books as books, tropo_signup as signup};

use books::Books;
use proptest::prelude::*;
use signup::{Moving, System};
use trunkline_emulator::Fault;
use trunkline_testkit::Mishap;

fn fault(operation: &str, nth: u64, times: u64, mishap: Mishap) -> Fault {
    mishap.strikes(Fault::on(operation).nth(nth).times(times))
}

/// Signs up, moves and leaves again, with these faults on the way. Returns how many of them struck.
async fn whole_life(moving: Moving, faults: impl IntoIterator<Item = Fault>) -> usize {
    let system = System::start();
    let before = Books::of(&system.emulator);
    for fault in faults {
        system.emulator.fault(fault);
    }
    let customer = system.sign_up(moving).await;
    Books::of(&system.emulator).hold_one_customer(&before, &customer, moving);
    system.leave(&customer).await;
    Books::of(&system.emulator).hold_nothing_more(&before, &customer);
    let requests = system.emulator.requests();
    requests.iter().filter(|request| request.fault.is_some()).count()
}

fn run<T>(life: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(life)
}

/// The calls that a life makes without any fault, one by one: the operation, and which call of it.
fn steps(moving: Moving) -> Vec<(&'static str, u64)> {
    let requests = run(async {
        let system = System::start();
        let customer = system.sign_up(moving).await;
        system.leave(&customer).await;
        system.emulator.requests()
    });
    let mut steps: Vec<(&'static str, u64)> = Vec::new();
    for operation in requests.iter().filter_map(|request| request.operation) {
        let earlier = steps.iter().filter(|(name, _)| *name == operation).count();
        steps.push((operation, 1 + u64::try_from(earlier).unwrap()));
    }
    steps
}

#[test]
fn a_sign_up_makes_the_calls_that_are_disturbed_here() {
    for (moving, only) in [
        (Moving::AtOnce, "tropo.v1.addresses.create"),
        (Moving::StepByStep, "tropo.v1.addresses.attach"),
    ] {
        let steps = steps(moving);
        for operation in [
            "tropo.v1.users.create",
            "tropo.v1.users.confirm",
            "tropo.v1.payments.set_method",
            "tropo.v1.payments.make",
            "tropo.v1.applications.create",
            "tropo.v1.addresses.create",
            "tropo.v1.addresses.delete",
            "tropo.v1.applications.delete",
            only,
        ] {
            assert!(
                steps.iter().any(|(name, _)| *name == operation),
                "{operation}: {steps:?}"
            );
        }
    }
}

#[test]
fn every_mishap_at_every_step_of_moving_at_once() {
    every_mishap_at_every_step(Moving::AtOnce);
}

#[test]
fn every_mishap_at_every_step_of_moving_step_by_step() {
    every_mishap_at_every_step(Moving::StepByStep);
}

fn every_mishap_at_every_step(moving: Moving) {
    let steps = steps(moving);
    assert!(steps.len() >= 20, "{steps:?}");
    for (operation, nth) in steps {
        for mishap in Mishap::ALL {
            println!("{moving:?}, {operation} {nth}: {mishap:?}");
            let struck = run(whole_life(moving, [fault(operation, nth, 1, *mishap)]));
            assert_eq!(struck, 1, "{operation} {nth}: {mishap:?}");
        }
    }
}

/// The answer is lost, and so are the first answers to the question what became of it.
#[test]
fn a_lost_answer_whose_look_up_fails_as_well() {
    for (write, read) in [
        ("users.create", "users.check_name"),
        ("users.create", "users.get"),
        ("users.confirm", "users.get"),
        ("payments.make", "payments.balance"),
        ("applications.create", "applications.list"),
        ("addresses.create", "addresses.list"),
        ("addresses.delete", "addresses.list"),
    ] {
        for mishap in Mishap::ALL {
            for first in 1..=4 {
                let faults = [
                    fault(write, first, 1, *mishap),
                    fault(read, 2, 6, Mishap::Refuse(503)),
                    fault(read, 8, 2, Mishap::DropBefore),
                ];
                println!("{write} {first}: {mishap:?}");
                run(whole_life(Moving::StepByStep, faults));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// For any schedule of mishaps.
    #[test]
    fn whatever_happens(
        step_by_step in any::<bool>(),
        schedule in prop::collection::vec(
            (prop::sample::select(OPERATIONS), 1_u64..4, 1_u64..3, prop::sample::select(Mishap::ALL)),
            0..12,
        ),
    ) {
        let moving = if step_by_step { Moving::StepByStep } else { Moving::AtOnce };
        let faults = schedule.into_iter().map(|(operation, nth, times, mishap)| fault(operation, nth, times, mishap));
        run(whole_life(moving, faults));
    }
}

const OPERATIONS: &[&str] = &[
    "tropo.v1.*",
    "users.create",
    "users.check_name",
    "users.get",
    "users.confirm",
    "users.modify",
    "payments.set_method",
    "payments.balance",
    "payments.make",
    "applications.create",
    "applications.list",
    "applications.delete",
    "addresses.create",
    "addresses.list",
    "addresses.attach",
    "addresses.delete",
];
