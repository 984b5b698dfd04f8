//! Moving an address: four requests, and what is said when they stop half-way.

use std::error::Error as _;

use http::{Method, Request};
use tower::ServiceExt;
use trunkline_core::{Applied, Error, ErrorKind};
use trunkline_emulator::{Emulator, Fault, FaultBuilder};
use trunkline_tropo::Tropo;
use trunkline_tropo::addresses::{CreateAddress, Holder, MoveAddress, MoveStopped, NewAddress};

use crate::emulated::{FROM, NUMBER, TO, another_account, builder, client, count, emulator};

const DELETE: &str = "addresses.delete";
const ATTACH: &str = "addresses.attach";

fn stopped(error: &Error) -> &MoveStopped {
    error
        .source()
        .and_then(|source| source.downcast_ref())
        .expect("where it stopped")
}

async fn attempt(tropo: &Tropo) -> Result<(), Error> {
    tropo
        .addresses()
        .move_address(MoveAddress::new(FROM, TO, "4075551234"))
        .await
}

/// An emulator on which the number belongs to the first application.
async fn held() -> (Emulator, Tropo) {
    let emulator = emulator();
    let tropo = client(&emulator);
    let number = NewAddress::number(NUMBER.parse().expect("a number"));
    let held = tropo.addresses().create(CreateAddress::new(FROM, number)).await;
    held.expect("the number");
    (emulator, tropo)
}

/// Which of the two applications hold the number.
async fn holders(tropo: &Tropo) -> [bool; 2] {
    let find = async |application| tropo.addresses().find(application, NUMBER).await.expect("a list");
    [find(FROM).await.is_some(), find(TO).await.is_some()]
}

#[tokio::test(start_paused = true)]
async fn it_moves_and_moving_again_is_a_success() {
    let (emulator, tropo) = held().await;
    attempt(&tropo).await.expect("moved");
    assert_eq!(holders(&tropo).await, [false, true]);
    assert_eq!((count(&emulator, DELETE), count(&emulator, ATTACH)), (1, 1));
    attempt(&tropo).await.expect("there already");
    assert_eq!((count(&emulator, DELETE), count(&emulator, ATTACH)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn lost_replies_do_not_stop_it() {
    for request in [DELETE, ATTACH] {
        for lost in [FaultBuilder::commit_then_drop, FaultBuilder::drop_before] {
            let (emulator, tropo) = held().await;
            emulator.fault(lost(Fault::on(request).first()));
            attempt(&tropo)
                .await
                .unwrap_or_else(|error| panic!("{request}: {error}"));
            assert_eq!(holders(&tropo).await, [false, true]);
            assert_eq!(count(&emulator, request), 2);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn refused_at_first_the_old_application_still_holds_it() {
    let (emulator, tropo) = held().await;
    emulator.fault(Fault::on(DELETE).first().refuse(403));
    let error = attempt(&tropo).await.expect_err("refused");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Forbidden, Applied::No)
    );
    assert_eq!(stopped(&error).holder, Holder::Source);
    assert!(
        error.to_string().contains("application 108001 still holds it"),
        "{error}"
    );
    assert_eq!(holders(&tropo).await, [true, false]);
    attempt(&tropo).await.expect("moved");
}

#[tokio::test(start_paused = true)]
async fn stopped_half_way_it_says_so_and_calling_again_finishes() {
    let (emulator, tropo) = held().await;
    emulator.fault(Fault::on(ATTACH).first().refuse(403));
    let error = attempt(&tropo).await.expect_err("stopped");
    insta::assert_snapshot!(error);
    assert_eq!(error.applied(), Applied::Yes);
    assert_eq!(stopped(&error).holder, Holder::Nobody);
    assert_eq!(stopped(&error).address, NUMBER);
    assert_eq!(holders(&tropo).await, [false, false]);

    attempt(&tropo).await.expect("finished");
    assert_eq!(holders(&tropo).await, [false, true]);
    assert_eq!(count(&emulator, DELETE), 1);
}

/// Another account takes the number after it was taken off the one application, and before it is attached to the other.
#[tokio::test(start_paused = true)]
async fn somebody_else_was_faster() {
    let (emulator, _) = held().await;
    let (thief, desk) = another_account(&emulator).await;
    let service = emulator.service();
    let racing = builder(&emulator).service(tower::service_fn(move |request: Request<bytes::Bytes>| {
        let (thief, desk, service) = (thief.clone(), desk.clone(), service.clone());
        async move {
            if *request.method() == Method::POST {
                let number = NUMBER.parse().expect("a number");
                thief
                    .addresses()
                    .move_number(desk, number)
                    .await
                    .expect("it is free");
            }
            service.oneshot(request).await
        }
    }));
    let error = attempt(&racing.build().expect("a client"))
        .await
        .expect_err("lost");
    insta::assert_snapshot!(error);
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::Yes)
    );
}

#[tokio::test(start_paused = true)]
async fn nobody_can_tell() {
    let (emulator, tropo) = held().await;
    emulator.fault(Fault::on(DELETE).commit_then_drop());
    // The first two lists are needed to begin with, the next one is the look at what became of it.
    emulator.fault(Fault::on("addresses.list").nth(3).times(9).refuse(403));
    let error = attempt(&tropo).await.expect_err("unknown");
    assert_eq!(error.applied(), Applied::Unknown);
    assert_eq!(stopped(&error).holder, Holder::Unknown);
    assert!(
        error
            .hint()
            .is_some_and(|hint| hint.contains("addresses.list of 108001 and 108002")),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_neither_application_holds() {
    let emulator = emulator();
    let addresses = client(&emulator).addresses();
    let careful = MoveAddress::new(FROM, TO, NUMBER).must_be_held();
    let error = addresses.move_address(careful).await.expect_err("not held");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotFound, Applied::No)
    );
    assert_eq!(count(&emulator, ATTACH), 0);

    let error = addresses
        .move_address(MoveAddress::new(FROM, TO, "tropocloud"))
        .await
        .expect_err("not held");
    assert!(
        error.hint().is_some_and(|hint| hint.contains("say its type")),
        "{error}"
    );

    // Not on sale either: nothing was taken off by this call, and the error does not say so.
    let error = addresses
        .move_address(MoveAddress::new(FROM, TO, "+13055550100"))
        .await
        .expect_err("not held");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::No)
    );
    assert!(error.to_string().contains("nothing was moved"), "{error}");

    let error = addresses.move_address(MoveAddress::new(FROM, "3", NUMBER)).await;
    assert_eq!(error.expect_err("no application 3").kind(), ErrorKind::NotFound);
}

#[tokio::test(start_paused = true)]
async fn wrong_values_are_named() {
    let tropo = client(&emulator());
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
