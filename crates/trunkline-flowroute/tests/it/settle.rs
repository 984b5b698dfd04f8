//! Settling a lost outcome: what is found, what absence proves and when, and what remains unknown.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;
use trunkline_core::{Applied, Endpoint, Error, ErrorKind, PhoneNumber};
use trunkline_flowroute::Flowroute;
use trunkline_flowroute::cnam::{AssociateCnam, CreateCnam};
use trunkline_flowroute::e911::CreateE911;
use trunkline_flowroute::messages::SendMessage;
use trunkline_flowroute::numbers::Purchase;
use trunkline_flowroute::routes::DeleteRoute;
use trunkline_transport::CallOptions;

use crate::support::carrier::{Answer, Carrier, client, one, page};
use crate::support::resources::{address, cnam, create_route, number, owned, record, route};

const NUMBER: &str = "GET /v2/numbers/12064205780";
const OFFERS: &str = "GET /v2/numbers/available";

fn absent() -> Answer {
    Answer::new(404, "")
}

fn offer(digits: &str) -> Value {
    json!({"type": "number", "id": digits, "attributes": {"setup_cost": "1.00", "monthly_cost": "1.25"}})
}

/// A carrier that does not have the number, and sells these.
fn sells(offers: &[&str]) -> Carrier {
    let offers: Vec<Value> = offers.iter().map(|digits| offer(digits)).collect();
    Carrier::default()
        .on("POST /v2/numbers/12064205780", [Answer::Lost])
        .on(OFFERS, [page(&offers, false)])
        .on(NUMBER, [absent()])
}

/// Nothing was sent but reads.
fn only_read(carrier: &Carrier) {
    assert_eq!(carrier.count(""), carrier.count("GET"));
}

async fn failure<E: Endpoint>(client: Flowroute, request: E) -> Error
where
    E::Output: std::fmt::Debug,
{
    client.settle(request).await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn what_was_done_is_found() {
    let carrier = Carrier::default()
        .on(
            "GET /v2/routes",
            [page(&[route(98396, "main office", "sip.example.net")], false)],
        )
        .on("GET /v2/e911s", [page(&[record(21907, "Home", "3910")], false)])
        .on("GET /v2/cnams", [page(&[cnam(24169, "ACME")], false)])
        .on(NUMBER, [owned(&json!({"type": "cnam", "id": 22790}))]);
    let flowroute = client(&carrier);
    let begun = Instant::now();
    assert_eq!(
        flowroute.settle(&create_route()).await.unwrap().id.as_str(),
        "98396"
    );
    assert_eq!(
        flowroute
            .settle(&CreateE911::new(address()))
            .await
            .unwrap()
            .id
            .as_str(),
        "21907"
    );
    assert_eq!(
        flowroute
            .settle(&CreateCnam::new("Acme"))
            .await
            .unwrap()
            .id
            .as_str(),
        "24169"
    );
    assert_eq!(
        flowroute.settle(&Purchase::new(number())).await.unwrap().number,
        number()
    );
    let association = flowroute
        .settle(&AssociateCnam::new(number(), "22790"))
        .await
        .unwrap();
    assert_eq!(association.cnam.unwrap().as_str(), "22790");
    assert_eq!(begun.elapsed(), Duration::ZERO);
    only_read(&carrier);
}

#[tokio::test(start_paused = true)]
async fn absence_is_proof_only_once_it_outlasts_the_settlement_window() {
    let empty = || Carrier::default().on("GET", [page(&[], false)]);
    let stock = sells(&["12064205780"]);
    let begun = Instant::now();
    let errors = [
        failure(client(&empty()), &create_route()).await,
        failure(client(&empty()), &CreateE911::new(address())).await,
        failure(client(&empty()), &CreateCnam::new("Acme")).await,
        failure(client(&stock), &Purchase::new(number())).await,
    ];
    assert_eq!(begun.elapsed().as_secs(), 120, "30 s each");
    for error in errors {
        assert_eq!(error.applied(), Applied::No, "{error}");
        assert!(error.hint().unwrap().contains("calling again is safe"), "{error}");
    }
    only_read(&stock);
    assert_eq!(stock.count(OFFERS), 1, "asked when it matters");
}

#[tokio::test(start_paused = true)]
async fn the_window_counts_from_when_the_reply_was_lost() {
    let carrier = sells(&["12064205780"]);
    let minute_ago = CallOptions::new().lost_ago(Duration::from_secs(60));
    let begun = Instant::now();
    let error = failure(
        client(&carrier).with_options(minute_ago),
        &Purchase::new(number()),
    )
    .await;
    assert_eq!(
        (error.applied(), begun.elapsed()),
        (Applied::No, Duration::ZERO),
        "{error}"
    );
    assert_eq!(carrier.count(NUMBER), 1);

    let longer = CallOptions::new()
        .lost_ago(Duration::from_secs(60))
        .settlement_window(Duration::from_secs(65));
    let error = failure(client(&carrier).with_options(longer), &Purchase::new(number())).await;
    assert_eq!(
        (error.applied(), begun.elapsed().as_secs()),
        (Applied::No, 5),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn out_of_time_before_that_it_is_unknown_and_can_be_settled_later() {
    let briefly = CallOptions::new().timeout(Duration::from_secs(20));
    let late = sells(&["12064205780"]);
    let flowroute = client(&late);
    let begun = Instant::now();
    let error = flowroute
        .with_options(briefly.clone())
        .numbers()
        .purchase(number())
        .await
        .unwrap_err();
    assert!(begun.elapsed().as_secs() <= 20);
    assert_eq!(
        (error.applied(), error.attempts()),
        (Applied::Unknown, 1),
        "{error}"
    );
    let hint = error.hint().unwrap();
    assert!(hint.contains("proves nothing within 30 s"), "{error}");
    assert!(
        hint.contains("check numbers.get +12064205780: if it is there, it is bought"),
        "{error}"
    );
    assert!(hint.contains("settle the same request later"), "{error}");
    assert_eq!(late.count(OFFERS), 0, "what it says would settle nothing yet");

    // The carrier was still at work.
    late.now(NUMBER, owned(&Value::Null));
    let bought = flowroute.settle(&Purchase::new(number())).await.unwrap();
    assert_eq!(bought.number, number());
    assert_eq!(late.count("POST"), 1);

    let elsewhere = [page(&[route(1, "main office", "elsewhere.example.com")], false)];
    let carrier = Carrier::default().on("GET", elsewhere);
    let error = failure(client(&carrier).with_options(briefly), &create_route()).await;
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(error.hint().unwrap().contains("leads elsewhere"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_number_that_is_neither_ours_nor_for_sale_remains_unknown() {
    for offers in [&[][..], &["12064205781", "120642057801"]] {
        let carrier = sells(offers);
        let settled = failure(client(&carrier), &Purchase::new(number())).await;
        only_read(&carrier);
        let bought = client(&carrier).numbers().purchase(number()).await.unwrap_err();
        for error in [settled, bought] {
            assert_eq!(error.applied(), Applied::Unknown, "{error}");
            assert!(
                error
                    .hint()
                    .unwrap()
                    .contains("not on the account and not for sale"),
                "{error}"
            );
        }
        assert_eq!(carrier.count("POST"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_read_back_must_be_the_very_number() {
    let other = json!({"type": "number", "id": "12064205781", "attributes": {}});
    let carrier = Carrier::default()
        .on("POST /v2/numbers/12064205780", [Answer::Lost])
        .on(OFFERS, [page(&[offer("12064205780")], false)])
        .on(NUMBER, [one(200, &other)]);
    let error = client(&carrier).numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(
        error
            .hint()
            .unwrap()
            .contains("is not the record of the number asked for"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_association_that_is_not_shown_is_never_called_undone() {
    let carrier = Carrier::default().on(NUMBER, [owned(&Value::Null)]);
    let day_ago = CallOptions::new().lost_ago(Duration::from_secs(24 * 60 * 60));
    let request = AssociateCnam::new(number(), "22790");
    let error = failure(client(&carrier).with_options(day_ago), &request).await;
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(error.hint().unwrap().contains("can take days"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn what_no_read_settles_is_not_asked() {
    let carrier = Carrier::default();
    let friend: PhoneNumber = "+12065550142".parse().unwrap();
    let error = failure(client(&carrier), &SendMessage::sms(number(), friend, "hello")).await;
    assert_eq!(
        (error.applied(), error.kind()),
        (Applied::Unknown, ErrorKind::ConnectionLost),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("check messages.list"), "{error}");
    let error = failure(client(&carrier), &DeleteRoute::new("1")).await;
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert_eq!(carrier.count(""), 0);
}
