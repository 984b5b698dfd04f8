//! What proves that a write was done, and how it is known.

use std::time::Duration;

use serde_json::{Value, json};
use trunkline_core::{Applied, ConfirmedBy, ErrorKind};
use trunkline_flowroute::numbers::UpdateNumber;
use trunkline_flowroute::{Credentials, Flowroute};

use crate::support::carrier::{Answer, Carrier, client, one, page};
use crate::support::resources::{address, create_route, number, owned};

const NUMBER: &str = "GET /v2/numbers/12064205780";
const PAGE: &str = "<!DOCTYPE html><html><title>Please log in</title></html>";

fn absent() -> Answer {
    Answer::new(404, "")
}

fn ours() -> Answer {
    owned(&Value::Null)
}

fn offer() -> Value {
    json!({"type": "number", "id": "12064205780", "attributes": {"setup_cost": "1.00", "monthly_cost": "1.25"}})
}

/// A carrier that answers all writes like this, and does not have what they would make.
fn writes_are_answered(answer: &Answer) -> Carrier {
    Carrier::default()
        .on("GET /v2/numbers/available", [page(&[offer()], false)])
        .on(NUMBER, [absent()])
        .on("GET /v2/routes", [page(&[], false)])
        .on("GET /v2/e911s", [page(&[], false)])
        .on("", [answer.clone()])
}

/// Answers that do not prove that anything was done, and do not prove the contrary either.
fn proofs_of_nothing() -> [Answer; 9] {
    let elsewhere = |status| Answer::with(status, &[("location", "/login")], "");
    [
        Answer::with(200, &[("content-type", "text/html")], PAGE),
        Answer::new(201, "OK"),
        Answer::json(200, &json!({"errors": [{"detail": "try again later"}]})),
        elsewhere(301),
        elsewhere(302),
        elsewhere(303),
        elsewhere(307),
        elsewhere(308),
        Answer::new(499, ""),
    ]
}

/// What became of a purchase and of three changes with an empty answer.
async fn outcomes(flowroute: &Flowroute) -> Vec<(&'static str, Result<(), trunkline_core::Error>)> {
    let assigned = flowroute.routes().set_primary(number(), "1").await;
    vec![
        ("purchase", flowroute.numbers().purchase(number()).await.map(drop)),
        ("route", flowroute.routes().create(create_route()).await.map(drop)),
        ("address", flowroute.e911().create(address()).await.map(drop)),
        ("assign", assigned),
        ("associate", flowroute.e911().associate(number(), "1").await),
        ("delete", flowroute.e911().delete("1").await),
    ]
}

#[tokio::test(start_paused = true)]
async fn pages_and_redirects_are_looked_up_and_prove_nothing_by_themselves() {
    for answer in proofs_of_nothing() {
        let carrier = writes_are_answered(&answer);
        for (call, outcome) in outcomes(&client(&carrier)).await {
            let error = outcome.expect_err(call);
            // Absent for the whole window, or nothing to look at.
            let expected = match call {
                "purchase" | "route" | "address" => Applied::No,
                _ => Applied::Unknown,
            };
            assert_eq!(error.applied(), expected, "{call} {answer:?}: {error}");
        }
        assert_eq!(carrier.count("POST"), 3, "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_in_place_of_a_purchase_does_not_hide_that_it_was_made() {
    for answer in proofs_of_nothing() {
        let carrier = Carrier::default()
            .on("POST", [answer])
            .on(NUMBER, [absent(), ours()]);
        let bought = client(&carrier).numbers().purchase(number()).await.unwrap();
        assert_eq!(bought.confirmed_by, ConfirmedBy::LookUp);
        assert_eq!(carrier.count("POST"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_says_what_to_check() {
    let carrier = Carrier::new([Answer::new(200, PAGE)]);
    let error = client(&carrier).numbers().get(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotTheCarrier, Applied::No)
    );
    let line = error.to_string();
    assert!(
        line.contains(
            "the answer is HTML, not the carrier's JSON; check the base URL and whether a proxy answers"
        ),
        "{line}"
    );
    // A base URL with a path that is missing or too much.
    let carrier = Carrier::new([Answer::new(404, "<html>404 Not Found</html>")]);
    for error in [
        client(&carrier).numbers().get(number()).await.unwrap_err(),
        client(&carrier).numbers().purchase(number()).await.unwrap_err(),
    ] {
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::NotTheCarrier, Applied::No)
        );
        assert!(
            error.hint().unwrap().contains("check the base URL, its path"),
            "{error}"
        );
    }
    assert_eq!(carrier.count("POST"), 1, "there is nothing to look up");
}

#[tokio::test(start_paused = true)]
async fn empty_answers_where_the_contract_has_them_are_done() {
    // Whatever the gateway calls an empty body.
    for content_type in ["text/html; charset=utf-8", "application/json"] {
        let empty = Answer::with(204, &[("content-type", content_type)], "");
        let carrier = Carrier::new([empty]);
        let flowroute = client(&carrier);
        flowroute.routes().set_primary(number(), "1").await.unwrap();
        flowroute.e911().associate(number(), "1").await.unwrap();
        assert_eq!(
            flowroute.numbers().release(number()).await.unwrap(),
            ConfirmedBy::Reply
        );
        assert_eq!(carrier.count("GET"), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_purchase_says_how_it_is_known_and_whether_messages_were_arranged() {
    let bought = |status| {
        one(
            status,
            &json!({"type": "number", "id": "12064205780", "attributes": {}}),
        )
    };
    for (status, messaging_failed) in [(201, false), (200, false), (207, true)] {
        let carrier = Carrier::new([bought(status)]);
        let purchased = client(&carrier).numbers().purchase(number()).await.unwrap();
        assert_eq!(
            (purchased.confirmed_by, purchased.messaging_failed),
            (ConfirmedBy::Reply, messaging_failed)
        );
        let written = serde_json::to_value(&purchased).unwrap();
        assert_eq!(written["confirmed_by"], "reply");
        assert_eq!(written["number"], "+12064205780");
        let enable = UpdateNumber::new(number()).messaging(true);
        let updated = client(&carrier).numbers().update(enable).await.unwrap();
        assert_eq!(updated.messaging_failed, messaging_failed);
    }
    let carrier = Carrier::default().on("POST", [Answer::Lost]).on(NUMBER, [ours()]);
    let purchased = client(&carrier).numbers().purchase(number()).await.unwrap();
    assert_eq!(purchased.confirmed_by, ConfirmedBy::LookUp);
    assert_eq!(
        serde_json::to_value(&purchased).unwrap()["confirmed_by"],
        "look_up"
    );
}

#[tokio::test(start_paused = true)]
async fn the_record_of_another_number_is_no_answer_to_a_purchase() {
    let other = one(
        201,
        &json!({"type": "number", "id": "12064205781", "attributes": {}}),
    );
    let carrier = Carrier::default()
        .on("POST", [other.clone()])
        .on(NUMBER, [ours()]);
    let purchased = client(&carrier).numbers().purchase(number()).await.unwrap();
    assert_eq!(purchased.number, number());
    assert_eq!(purchased.confirmed_by, ConfirmedBy::LookUp);

    let carrier = Carrier::default().on("POST", [other.clone()]).on(NUMBER, [other]);
    let error = client(&carrier).numbers().purchase(number()).await.unwrap_err();
    assert_ne!(error.applied(), Applied::No, "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_release_is_never_sent_again() {
    let lost = || Carrier::default().on("DELETE", [Answer::Lost]);
    let gone = lost().on(NUMBER, [ours(), absent()]);
    let released = client(&gone).numbers().release(number()).await.unwrap();
    assert_eq!(released, ConfirmedBy::LookUp, "it may never have been ours");
    assert_eq!((gone.count("DELETE"), gone.count("GET")), (1, 2));

    let begun = tokio::time::Instant::now();
    let still = lost().on(NUMBER, [ours()]);
    let error = client(&still).numbers().release(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::No, "{error}");
    assert_eq!(begun.elapsed(), Duration::from_secs(30));
    assert_eq!(still.count("DELETE"), 1);

    // A page is no proof that the number is gone.
    let page = lost().on(NUMBER, [Answer::new(404, "<html>404</html>")]);
    let error = client(&page).numbers().release(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(
        error.hint().unwrap().contains("check numbers.get +12064205780"),
        "{error}"
    );

    let strangers = Carrier::new([absent()]);
    let error = client(&strangers).numbers().release(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotFound, Applied::No)
    );
}

#[tokio::test(start_paused = true)]
async fn keys_that_an_answer_repeats_are_not_shown() {
    // `planted-key:planted-secret`
    const TOKEN: &str = "cGxhbnRlZC1rZXk6cGxhbnRlZC1zZWNyZXQ=";
    let page = format!("<pre>authorization: Basic {TOKEN} planted-secret</pre>");
    let json = json!({"errors": [{"detail": page, "id": TOKEN, "title": "planted-secret"}]}).to_string();
    for status in [200, 400, 401, 403, 404, 422, 500] {
        for body in [page.clone(), json.clone(), json!(page).to_string()] {
            let carrier = Carrier::new([Answer::new(status, body)]);
            let builder = Flowroute::builder(Credentials::new("planted-key", "planted-secret"));
            let flowroute = builder.service(carrier).build().unwrap();
            for error in [
                flowroute.numbers().get(number()).await.unwrap_err(),
                flowroute.numbers().purchase(number()).await.unwrap_err(),
            ] {
                let (snippet, problems) = (error.body_snippet(), error.problems());
                let shown = format!("{error} {error:#?} {snippet:?} {problems:?} {:?}", error.hint());
                assert!(
                    !shown.contains(TOKEN) && !shown.contains("planted-secret"),
                    "{shown}"
                );
            }
        }
    }
}
