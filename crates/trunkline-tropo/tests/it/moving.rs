//! Moving an address: four requests, and what is said when they stop half-way.

use std::error::Error as _;

use trunkline_core::{Applied, Error, ErrorKind};
use trunkline_tropo::Tropo;
use trunkline_tropo::addresses::{Holder, MoveAddress, MoveStopped};

use crate::fake::{Fake, Fault};

const NUMBER: &str = "4075551234";
const DELETE: &str = "DELETE /v1/applications/1/addresses/number";
const ATTACH: &str = "POST /v1/applications/2/addresses/number";

fn stopped(error: &Error) -> &MoveStopped {
    error
        .source()
        .and_then(|source| source.downcast_ref())
        .expect("where it stopped")
}

async fn attempt(tropo: &Tropo) -> Result<(), Error> {
    tropo
        .addresses()
        .move_address(MoveAddress::new("1", "2", NUMBER))
        .await
}

/// Which of the two applications hold the number.
fn holders(fake: &Fake) -> [bool; 2] {
    fake.state(|state| ["1", "2"].map(|id| state.applications[id].iter().any(|(_, v)| v == "+14075551234")))
}

#[tokio::test(start_paused = true)]
async fn it_moves_and_moving_again_is_a_success() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    attempt(&tropo).await.expect("moved");
    assert_eq!(holders(&fake), [false, true]);
    assert_eq!((fake.count(DELETE), fake.count(ATTACH)), (1, 1));
    attempt(&tropo).await.expect("there already");
    assert_eq!((fake.count(DELETE), fake.count(ATTACH)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn lost_answers_do_not_stop_it() {
    for (request, fault) in [
        (DELETE, Fault::LoseAnswer),
        (DELETE, Fault::LoseRequest),
        (ATTACH, Fault::LoseAnswer),
        (ATTACH, Fault::LoseRequest),
    ] {
        let fake = Fake::with_two_applications();
        fake.fault(request, 1, fault);
        attempt(&fake.client())
            .await
            .unwrap_or_else(|error| panic!("{request} {fault:?}: {error}"));
        assert_eq!(holders(&fake), [false, true]);
    }
}

#[tokio::test(start_paused = true)]
async fn refused_at_first_the_old_application_still_holds_it() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    fake.fault(DELETE, 1, Fault::Refuse(403, r#"{"error":"no"}"#));
    let error = attempt(&tropo).await.expect_err("refused");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Forbidden, Applied::No)
    );
    assert_eq!(stopped(&error).holder, Holder::Source);
    assert!(
        error.to_string().contains("application 1 still holds it"),
        "{error}"
    );
    assert_eq!(holders(&fake), [true, false]);
    attempt(&tropo).await.expect("moved");
}

#[tokio::test(start_paused = true)]
async fn stopped_half_way_it_says_so_and_calling_again_finishes() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    fake.fault(ATTACH, 1, Fault::Refuse(403, ""));
    let error = attempt(&tropo).await.expect_err("stopped");
    insta::assert_snapshot!(without_times(&error));
    assert_eq!(error.applied(), Applied::Yes);
    assert_eq!(stopped(&error).holder, Holder::Nobody);
    assert_eq!(&*stopped(&error).address, "+14075551234");
    assert_eq!(holders(&fake), [false, false]);

    attempt(&tropo).await.expect("finished");
    assert_eq!(holders(&fake), [false, true]);
    assert_eq!(fake.count(DELETE), 1);
}

#[tokio::test(start_paused = true)]
async fn somebody_else_was_faster() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    let no_number = r#"{"error": "no numbers available for the parameters specified"}"#;
    fake.fault(ATTACH, 1, Fault::Refuse(503, no_number));
    let error = attempt(&tropo).await.expect_err("lost");
    insta::assert_snapshot!(without_times(&error));
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::Yes)
    );
}

#[tokio::test(start_paused = true)]
async fn nobody_can_tell() {
    let fake = Fake::with_two_applications();
    fake.fault(DELETE, 9, Fault::LoseAnswer);
    // The first look is needed to begin with, the second one fails.
    let tropo = fake.client();
    let moving = attempt(&tropo);
    let breaking = async {
        while fake.count(DELETE) == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        fake.fault("GET /v1/applications/1/addresses", 9, Fault::Refuse(403, ""));
    };
    let (result, ()) = tokio::join!(moving, breaking);
    let error = result.expect_err("unknown");
    assert_eq!(error.applied(), Applied::Unknown);
    assert_eq!(stopped(&error).holder, Holder::Unknown);
    assert!(
        error
            .hint()
            .is_some_and(|hint| hint.contains("addresses.list of 1 and 2")),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_neither_application_holds() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    let careful = MoveAddress::new("1", "2", "+14075550001").must_be_held();
    let error = tropo
        .addresses()
        .move_address(careful)
        .await
        .expect_err("not held");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotFound, Applied::No)
    );
    assert_eq!(fake.count("POST"), 0);

    let error = tropo
        .addresses()
        .move_address(MoveAddress::new("1", "2", "tropocloud"))
        .await
        .expect_err("not held");
    assert!(
        error.hint().is_some_and(|hint| hint.contains("say its type")),
        "{error}"
    );

    // Not on sale either: nothing was taken off by this call, and the error does not say so.
    let error = tropo
        .addresses()
        .move_address(MoveAddress::new("1", "2", "+14075559999"))
        .await
        .expect_err("not held");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::No)
    );
    assert!(error.to_string().contains("nothing was moved"), "{error}");

    let error = tropo
        .addresses()
        .move_address(MoveAddress::new("1", "3", NUMBER))
        .await;
    assert_eq!(error.expect_err("no application 3").kind(), ErrorKind::NotFound);
}

#[tokio::test(start_paused = true)]
async fn wrong_values_are_named() {
    let tropo = Fake::new().client();
    let mut lines = String::new();
    for (from, to, address) in [("", "", ""), ("1", "", ""), ("1", "2", ""), ("1", "1", NUMBER)] {
        let error = tropo
            .addresses()
            .move_address(MoveAddress::new(from, to, address))
            .await
            .expect_err("refused");
        lines += &format!("{}: {error}\n", error.field().expect("a field"));
    }
    insta::assert_snapshot!(lines);
}

/// Attempts take as long as the fake's own pauses, which is of no interest here.
fn without_times(error: &Error) -> String {
    error
        .to_string()
        .replace("5 ms", "[time]")
        .replace("10 ms", "[time]")
}
