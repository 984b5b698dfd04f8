//! Caller names: exact requests, documented answers, rules.

use crate::support::{
    Lists, decoded, documented, documented_error, error, refusal, refused, request, response,
};
use insta::{assert_debug_snapshot, assert_snapshot};
use proptest::prelude::*;
use trunkline_core::{Applied, Endpoint, ErrorKind, LookUp, PhoneNumber};
use trunkline_flowroute::cnam::{
    AssociateCnam, CnamAssociation, CnamState, CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam,
    UpdateCnam,
};

fn number() -> PhoneNumber {
    "+12062011682".parse().unwrap()
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("list", request(&ListCnams::new()));
    assert_snapshot!(
        "list_all_parameters",
        request(
            &ListCnams::new()
                .approved(true)
                .value("brown & co")
                .limit(1000)
                .offset(3)
        )
    );
    assert_snapshot!("get", request(&GetCnam::new("22790")));
    assert_snapshot!("create", request(&CreateCnam::new("Bob's \"A&B\"")));
    assert_snapshot!("update", request(&UpdateCnam::new("24169", "ACME TOOLS")));
    assert_snapshot!("delete", request(&DeleteCnam::new("24169")));
    assert_snapshot!("associate", request(&AssociateCnam::new(number(), "22790")));
    assert_snapshot!("unassociate", request(&UnassociateCnam::new(number())));
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("listed", decoded::<ListCnams>("cnams.list"));
    assert_debug_snapshot!("listed_old_record", decoded::<ListCnams>("cnams.list.old_record"));
    assert_debug_snapshot!("got", decoded::<GetCnam>("cnams.get"));
    assert_debug_snapshot!("created", decoded::<CreateCnam>("cnams.create"));
    assert_debug_snapshot!("associated", decoded::<AssociateCnam>("cnams.associate"));
    assert_debug_snapshot!("unassociated", decoded::<UnassociateCnam>("cnams.unassociate"));
}

#[test]
fn answers_without_a_body_are_successes() {
    DeleteCnam::decode(response(204, "")).unwrap();
    assert_eq!(
        AssociateCnam::decode(response(202, "")).unwrap(),
        CnamAssociation::default()
    );
    assert_eq!(
        UnassociateCnam::decode(response(202, "\r\n")).unwrap(),
        CnamAssociation::default()
    );
}

#[test]
fn the_state_follows_from_approval_and_reason() {
    let state = |attributes: &str| {
        let body = format!(r#"{{"data":{{"type":"cnam","id":"1","attributes":{attributes}}}}}"#);
        GetCnam::decode(response(200, body)).unwrap().state()
    };
    assert_eq!(state(r#"{"is_approved":true}"#), CnamState::Approved);
    assert_eq!(
        state(r#"{"is_approved":"True","rejection_reason":"once"}"#),
        CnamState::Approved
    );
    assert_eq!(
        state(r#"{"is_approved":false,"rejection_reason":""}"#),
        CnamState::Pending
    );
    assert_eq!(
        state(r#"{"is_approved":false,"rejection_reason":null}"#),
        CnamState::Pending
    );
    assert_eq!(
        state(r#"{"is_approved":false,"rejection_reason":"profanity"}"#),
        CnamState::Rejected
    );
    assert_eq!(state("{}"), CnamState::Pending);
}

#[test]
fn numbers_are_told_completely_or_not_at_all() {
    let numbers = |relationships: &str| {
        let body = format!(r#"{{"data":{{"type":"cnam","id":1,"attributes":{{}}{relationships}}}}}"#);
        GetCnam::decode(response(200, body)).unwrap().numbers
    };
    let item = r#"{"type":"number","id":"12062011682"}"#;
    assert_eq!(numbers(""), None);
    assert_eq!(numbers(r#","relationships":null"#), None);
    assert_eq!(numbers(r#","relationships":{"numbers":{"data":null}}"#), None);
    assert_eq!(
        numbers(r#","relationships":{"numbers":{"data":[]}}"#),
        Some(vec![])
    );
    assert_eq!(
        numbers(&format!(r#","relationships":{{"numbers":{{"data":[{item}]}}}}"#)),
        Some(vec![number()])
    );
    let odd = format!(r#","relationships":{{"numbers":{{"data":[{item},{{"id":"682705"}}]}}}}"#);
    assert_eq!(numbers(&odd), None);
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    let lines = [
        refused(&CreateCnam::new("")),
        refused(&CreateCnam::new("SIXTEEN LETTERS!")),
        refused(&CreateCnam::new("206-420-5780")),
        refused(&CreateCnam::new("WHAT?")),
        refused(&CreateCnam::new("CAFÉ")),
        refused(&CreateCnam::new("A\tB")),
        refused(&UpdateCnam::new("24169", "12345")),
        refused(&ListCnams::new().limit(0)),
        refused(&ListCnams::new().limit(1001)),
        refused(&ListCnams::new().value("")),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

proptest! {
    #[test]
    fn every_name_of_allowed_characters_with_a_letter_is_sent(
        name in r#"[A-Za-z0-9 \-_.,@+&'/"]{0,7}[A-Za-z][A-Za-z0-9 \-_.,@+&'/"]{0,7}"#
    ) {
        let request = CreateCnam::new(name.as_str()).request().unwrap();
        let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
        prop_assert_eq!(body, serde_json::json!({ "value": name }));
    }
}

#[tokio::test]
async fn a_made_record_is_recognized_in_upper_case() {
    let lists = Lists::documented("cnams.create");
    let seen = async |name: &str| CreateCnam::new(name).look_up(&lists).await.unwrap();
    assert_eq!(
        seen("ah76wx").await,
        LookUp::Found(decoded::<CreateCnam>("cnams.create"))
    );
    assert_eq!(seen("AH76W").await, LookUp::NotFound);
}

#[test]
fn gone_after_a_lost_reply_means_deleted() {
    let documented = documented("errors/404-cnam-delete");
    let error = DeleteCnam::decode(documented.response()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let gone = refusal::<DeleteCnam>(documented.status, &documented.body.to_string());
    assert_eq!(DeleteCnam::already_applied(&gone), Some(()));
    assert_eq!(DeleteCnam::already_applied(&refusal::<DeleteCnam>(403, "")), None);
    // A missing number is no association that was ended.
    assert_eq!(UnassociateCnam::already_applied(&gone), None);
}

#[test]
fn refusals_say_what_is_wrong() {
    let taken = documented_error::<CreateCnam>("errors/422-cnam-value-already-on-the-account");
    assert_eq!((taken.kind(), taken.applied()), (ErrorKind::Taken, Applied::No));
    let poor = documented_error::<AssociateCnam>("errors/403-no-money");
    assert_eq!(
        (poor.kind(), poor.applied()),
        (ErrorKind::InsufficientFunds, Applied::No)
    );
}

#[test]
fn what_is_charged_is_left_unknown_and_never_called_again() {
    assert_eq!(error::<CreateCnam>(500, "").applied(), Applied::Unknown);
    assert_eq!(error::<AssociateCnam>(503, "").applied(), Applied::Unknown);
    assert_eq!(AssociateCnam::OPERATION.effect, trunkline_core::Effect::Once);
    assert_eq!(
        UnassociateCnam::OPERATION.effect,
        trunkline_core::Effect::Repeatable
    );
    assert_eq!(
        AssociateCnam::new(number(), "22790").recovery_hint().unwrap(),
        "check numbers.get +12062011682: its caller name is 22790 if it was done"
    );
}
