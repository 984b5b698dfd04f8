//! Creations and associations whose replies are lost: the carrier is asked, and the call is never sent again.

use serde_json::{Value, json};
use tokio::time::Instant;
use trunkline_core::{Applied, Error, ErrorKind};

use crate::support::carrier::{Answer, Carrier, client, one, page};
use crate::support::resources::{address, cnam, create_route, number, owned, record, route};

fn server_error() -> Answer {
    Answer::new(500, "")
}

/// Kind aside: what is known, and how often the call itself was sent.
fn known(carrier: &Carrier, call: &str, error: &Error) -> (Applied, usize) {
    (error.applied(), carrier.count(call))
}

#[tokio::test(start_paused = true)]
async fn a_route_that_appears_on_a_later_page_and_look_is_created() {
    let others = page(&[route(1, "a", "a.example.com")], true);
    let carrier = Carrier::default()
        .on("POST /v2/routes", [Answer::Lost])
        .on(
            "GET /v2/routes?limit=200&offset=1",
            [
                page(&[route(2, "b", "sip.example.net")], false),
                page(&[route(98396, "main office", "SIP.example.net")], false),
            ],
        )
        .on("GET /v2/routes?limit=200", [others]);
    let made = client(&carrier).routes().create(create_route()).await.unwrap();
    assert_eq!(made.id.as_str(), "98396");
    assert_eq!(carrier.count("POST"), 1);
    assert_eq!(carrier.count("GET"), 4);
}

#[tokio::test(start_paused = true)]
async fn a_route_that_never_appears_was_not_created() {
    let carrier = Carrier::default()
        .on("POST /v2/routes", [Answer::Lost])
        .on("GET /v2/routes", [page(&[route(1, "a", "a.example.com")], false)]);
    let begun = Instant::now();
    let error = client(&carrier)
        .routes()
        .create(create_route())
        .await
        .unwrap_err();
    assert_eq!(known(&carrier, "POST", &error), (Applied::No, 1));
    assert!(error.to_string().contains("calling again is safe"), "{error}");
    assert!(carrier.count("GET") > 1, "reads may lag behind writes");
    assert_eq!(begun.elapsed().as_secs(), 30, "an earlier absence proves nothing");
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_leads_elsewhere_for_good_is_a_conflict() {
    let carrier = Carrier::default().on("POST /v2/routes", [Answer::Lost]).on(
        "GET /v2/routes",
        [page(&[route(1, "main office", "elsewhere.example.com")], false)],
    );
    let error = client(&carrier)
        .routes()
        .create(create_route())
        .await
        .unwrap_err();
    assert_eq!(known(&carrier, "POST", &error), (Applied::No, 1));
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(
        error.hint(),
        Some("route 1 has the alias and leads elsewhere"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_read_settles_nothing() {
    let odd = json!({"type": "route", "attributes": {}});
    for list in [server_error(), page(&[odd], false)] {
        let carrier = Carrier::default()
            .on("POST /v2/routes", [Answer::Lost])
            .on("GET /v2/routes", [list.clone()]);
        let error = client(&carrier)
            .routes()
            .create(create_route())
            .await
            .unwrap_err();
        assert_eq!(known(&carrier, "POST", &error), (Applied::Unknown, 1), "{list:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_odd_route_does_not_hide_the_created_one() {
    let odd = json!({"type": "route", "attributes": {}});
    let carrier = Carrier::default().on("POST /v2/routes", [server_error()]).on(
        "GET /v2/routes",
        [page(
            &[odd, route(98396, "main office", "sip.example.net")],
            false,
        )],
    );
    assert_eq!(
        client(&carrier)
            .routes()
            .create(create_route())
            .await
            .unwrap()
            .id
            .as_str(),
        "98396"
    );
    assert_eq!(carrier.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_success_that_cannot_be_read_is_looked_up_and_never_called_undone() {
    let garbled = Answer::json(201, &json!({"data": "?"}));
    let found = Carrier::default().on("POST /v2/routes", [garbled.clone()]).on(
        "GET /v2/routes",
        [page(&[route(98396, "main office", "sip.example.net")], false)],
    );
    assert_eq!(
        client(&found)
            .routes()
            .create(create_route())
            .await
            .unwrap()
            .id
            .as_str(),
        "98396"
    );
    let absent = Carrier::default()
        .on("POST /v2/routes", [garbled])
        .on("GET /v2/routes", [page(&[], false)]);
    let error = client(&absent).routes().create(create_route()).await.unwrap_err();
    assert_eq!(known(&absent, "POST", &error), (Applied::Unknown, 1));
    assert_eq!(error.kind(), ErrorKind::InconsistentAnswers);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_not_looked_up() {
    let taken = json!({"errors": [{"detail": "A route with that alias already exists.", "status": 422}]});
    let carrier = Carrier::default().on("POST /v2/routes", [Answer::json(422, &taken)]);
    let error = client(&carrier)
        .routes()
        .create(create_route())
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Taken, Applied::No));
    assert_eq!(carrier.count("GET"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_route_is_shown_even_if_single_routes_have_no_address() {
    for status in [404, 405] {
        let carrier = Carrier::default()
            .on("GET /v2/routes/83834", [Answer::new(status, "")])
            .on("GET /v2/routes/7", [Answer::new(status, "")])
            .on(
                "GET /v2/routes?",
                [page(&[route(83834, "a", "a.example.com")], false)],
            );
        let flowroute = client(&carrier);
        assert_eq!(
            flowroute.routes().get("83834").await.unwrap().alias.as_deref(),
            Some("a")
        );
        let error = flowroute.routes().get("7").await.unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), error.operation()),
            (status, "flowroute.v2.routes.get")
        );
    }
    let odd = json!({"type": "route", "attributes": {}});
    let unreadable = Carrier::default()
        .on("GET /v2/routes/7", [Answer::new(404, "")])
        .on("GET /v2/routes?", [page(&[odd], false)]);
    let error = client(&unreadable).routes().get("7").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "it might have been that one");
    let direct = Carrier::default().on(
        "GET /v2/routes/83834",
        [one(200, &route(83834, "a", "a.example.com"))],
    );
    assert_eq!(
        client(&direct).routes().get("83834").await.unwrap().id.as_str(),
        "83834"
    );
    assert_eq!(direct.count("GET"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_address_is_found_by_its_label() {
    let carrier = Carrier::default().on("POST /v2/e911s", [Answer::Lost]).on(
        "GET /v2/e911s?label=Home&",
        [
            page(&[record(1, "Home of Jim", "3910")], false),
            page(
                &[record(1, "Home of Jim", "3910"), record(21907, "Home", "3910")],
                false,
            ),
        ],
    );
    let made = client(&carrier).e911().create(address()).await.unwrap();
    assert_eq!(made.id.as_str(), "21907");
    assert_eq!(carrier.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_address_that_never_appears_was_not_created() {
    let carrier = Carrier::default().on("POST /v2/e911s", [server_error()]).on(
        "GET /v2/e911s",
        [page(&[record(1, "Home of Jim", "3910")], false)],
    );
    let error = client(&carrier).e911().create(address()).await.unwrap_err();
    assert_eq!(known(&carrier, "POST", &error), (Applied::No, 1));
}

#[tokio::test(start_paused = true)]
async fn another_address_under_the_label_for_good_is_a_conflict() {
    let carrier = Carrier::default()
        .on("POST /v2/e911s", [Answer::Lost])
        .on("GET /v2/e911s", [page(&[record(1, "Home", "3911")], false)]);
    let error = client(&carrier).e911().create(address()).await.unwrap_err();
    assert_eq!(known(&carrier, "POST", &error), (Applied::No, 1));
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(
        error.hint(),
        Some("record 1 has the label and another address"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_caller_name_is_found_in_upper_case() {
    let carrier = Carrier::default().on("POST /v2/cnams", [Answer::Lost]).on(
        "GET /v2/cnams?value=Acme&",
        [page(&[cnam(1, "ACME TOOLS"), cnam(24169, "ACME")], false)],
    );
    assert_eq!(
        client(&carrier).cnam().create("Acme").await.unwrap().id.as_str(),
        "24169"
    );
    assert_eq!(carrier.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_caller_name_that_never_appears_was_not_created() {
    let carrier = Carrier::default()
        .on("POST /v2/cnams", [Answer::Lost])
        .on("GET /v2/cnams", [page(&[cnam(1, "ACME TOOLS")], false)]);
    let error = client(&carrier).cnam().create("Acme").await.unwrap_err();
    assert_eq!(known(&carrier, "POST", &error), (Applied::No, 1));
}

#[tokio::test(start_paused = true)]
async fn an_association_is_seen_at_the_number() {
    let carrier = Carrier::default()
        .on(
            "PATCH /v2/numbers/12064205780/relationships/cnam/22790",
            [Answer::Lost],
        )
        .on(
            "GET /v2/numbers/12064205780",
            [owned(&Value::Null), owned(&json!({"type": "cnam", "id": 22790}))],
        );
    let association = client(&carrier)
        .cnam()
        .associate(number(), "22790")
        .await
        .unwrap();
    assert_eq!(association.cnam.unwrap().as_str(), "22790");
    assert_eq!(association.created, None);
    assert_eq!(carrier.count("PATCH"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_association_that_is_not_seen_remains_unknown() {
    for seen in [
        owned(&Value::Null),
        owned(&json!({"type": "cnam", "id": "1"})),
        server_error(),
    ] {
        let carrier = Carrier::default()
            .on("PATCH /v2/numbers/12064205780", [Answer::Lost])
            .on("GET /v2/numbers/12064205780", [seen]);
        let error = client(&carrier)
            .cnam()
            .associate(number(), "22790")
            .await
            .unwrap_err();
        assert_eq!(known(&carrier, "PATCH", &error), (Applied::Unknown, 1));
        assert!(
            error.hint().unwrap().contains("check numbers.get +12064205780"),
            "{error}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_free_to_repeat_is_repeated() {
    let carrier = Carrier::default()
        .on(
            "PATCH /v2/numbers/12064205780/relationships/e911s/21907",
            [Answer::Lost, Answer::new(204, "")],
        )
        .on("DELETE /v2/routes/83834", [Answer::Lost, Answer::new(404, "")])
        .on(
            "DELETE /v2/numbers/12064205780/relationships/cnam",
            [Answer::Lost, Answer::new(202, "")],
        );
    let flowroute = client(&carrier);
    flowroute.e911().associate(number(), "21907").await.unwrap();
    flowroute.routes().delete("83834").await.unwrap();
    flowroute.cnam().unassociate(number()).await.unwrap();
    assert_eq!((carrier.count("PATCH"), carrier.count("DELETE")), (2, 4));
}

#[test]
fn calls_can_be_spawned() {
    fn is_send(_: impl Send) {}
    let flowroute = client(&Carrier::default());
    is_send(flowroute.numbers().purchase(number()));
    is_send(flowroute.routes().create(create_route()));
    is_send(flowroute.routes().get("0"));
    is_send(flowroute.e911().create(address()));
    is_send(flowroute.cnam().create("Acme"));
    is_send(flowroute.cnam().associate(number(), "22790"));
}
