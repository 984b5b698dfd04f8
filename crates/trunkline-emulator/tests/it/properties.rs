//! Whatever is called in whatever order, with whatever going wrong: the books agree and nothing is bought twice.

use proptest::prelude::*;
use serde_json::{Value, json};
use trunkline_testkit::flowroute::{self, Lab};

/// A call with its path and body.
#[derive(Clone, Debug)]
struct Step(&'static str, String, Option<Value>);

fn number() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("12064205780"),
        Just("12064205781"),
        Just("12012673227"),
        Just("12065550100")
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let call = |method: &'static str, path: String, body: Option<Value>| Step(method, path, body);
    prop_oneof![
        4 => number().prop_map(move |n| call("POST", format!("/v2/numbers/{n}"), None)),
        2 => number().prop_map(move |n| call("DELETE", format!("/v2/numbers/{n}"), None)),
        1 => number().prop_map(move |n| {
            let body = json!({"data": {"type": "route", "id": "83834"}});
            call("PATCH", format!("/v2/numbers/{n}/relationships/primary_route"), Some(body))
        }),
        1 => Just(call("DELETE", "/v2/routes/83834".to_owned(), None)),
        1 => (number(), 22_120u64..22_128).prop_map(move |(n, id)| {
            call("PATCH", format!("/v2/numbers/{n}/relationships/e911s/{id}"), None)
        }),
        1 => (22_120u64..22_128).prop_map(move |id| call("DELETE", format!("/v2/e911s/{id}"), None)),
        1 => number().prop_map(move |n| call("PATCH", format!("/v2/numbers/{n}/relationships/cnam/22790"), None)),
        1 => Just(call("DELETE", "/v2/cnams/22790".to_owned(), None)),
        1 => (number(), number()).prop_map(move |(from, to)| {
            call("POST", "/v2.1/messages".to_owned(), Some(json!({"from": from, "to": to, "body": "x"})))
        }),
        1 => number().prop_map(move |n| {
            call("POST", "/v2/message-provision".to_owned(), Some(json!({"numbers": [n], "action": "enable"})))
        }),
    ]
}

fn fault() -> impl Strategy<Value = Value> {
    let acts = prop_oneof![
        Just("refuse"),
        Just("drop_before_commit"),
        Just("commit_then_drop"),
        Just("commit_then_reset"),
        Just("commit_then_status"),
        Just("commit_then_cut_body"),
        Just("malformed_body"),
        Just("too_many_requests"),
        Just("wrong_length"),
        Just("interim"),
        Just("answer"),
        Just("stale"),
    ];
    let chance = prop_oneof![Just(0.1), Just(0.5), Just(0.9)];
    (acts, chance).prop_map(|(act, chance)| json!({"operation": "*", "act": act, "probability": chance}))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_books_agree(steps in prop::collection::vec(step(), 1..40), fault in fault()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let lab = Lab::new();
            lab.control("POST", "faults", Some(fault)).await;
            let mut last = lab.emulator.state();
            for Step(method, path, body) in steps {
                let body = body.map(|body| body.to_string()).unwrap_or_default();
                let request = Lab::request(method, &path, Some(flowroute::JSON_API), &body);
                // Whether an answer comes is up to the fault.
                let _ = lab.try_send(request).await;
                let record = lab.emulator.requests().pop().unwrap();
                let state = lab.emulator.state();
                assert!(record.committed || state == last, "{method} {path} changed something without committing");
                last = state;
                lab.assert_books_agree();
            }
            let again = lab.control("PUT", "state", Some(last.clone())).await;
            assert_eq!(again.status, 204, "{}", again.text);
            assert_eq!(lab.emulator.state(), last);
        });
    }
}
