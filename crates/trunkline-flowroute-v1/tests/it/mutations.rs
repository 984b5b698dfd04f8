//! Answers and refusals that are not quite as documented never break decoding.

use crate::support::{documented, error, response};
use serde_json::{Value, json};
use trunkline_core::{Endpoint, ErrorKind};
use trunkline_flowroute_v1::inventory::{ListAreaCodes, ListExchanges, SearchNumbers};
use trunkline_flowroute_v1::numbers::{GetNumber, ListNumbers, Purchase};
use trunkline_flowroute_v1::routes::{CreateRoute, ListRoutes};

/// What an entry cannot do without: its price, and the name of a route.
const ESSENTIAL: &[&str] = &["initial_cost", "monthly_cost", "name"];

/// Every place of a JSON value.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            members
                .iter()
                .for_each(|(name, member)| places(member, &format!("{pointer}/{name}"), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(i, item)| places(item, &format!("{pointer}/{i}"), found));
        }
        _ => {}
    }
}

/// One changed value each: unknown members, nulls, text as numbers, words of tomorrow.
fn mutations(body: &Value) -> Vec<(String, Value)> {
    let mut pointers = Vec::new();
    places(body, "", &mut pointers);
    let mut changed = Vec::new();
    for pointer in pointers {
        let key = pointer.rsplit('/').next().unwrap();
        let mut put = |value: Value| {
            let mut body = body.clone();
            *body.pointer_mut(&pointer).unwrap() = value;
            changed.push((pointer.clone(), body));
        };
        match body.pointer(&pointer).unwrap() {
            Value::Object(members) => {
                let mut members = members.clone();
                // Beside the entries an unknown member is an entry; elsewhere it is nothing.
                if !matches!(pointer.as_str(), "/tns" | "/npas" | "/npanxxs" | "/routes") {
                    members.insert("never_heard_of".to_owned(), json!({"deep": [1, null]}));
                    put(Value::Object(members));
                }
            }
            Value::Array(_) => put(Value::Null),
            Value::String(text) => {
                if let Ok(number) = text.parse::<f64>() {
                    put(json!(number));
                }
                if !ESSENTIAL.contains(&key) {
                    put(Value::Null);
                    put(json!(7));
                }
                if matches!(key, "type" | "state" | "billing_method" | "ratecenter") {
                    put(json!("a word of tomorrow"));
                }
            }
            _ => put(Value::Null),
        }
    }
    changed
}

fn survives<E: Endpoint>(name: &str, readable: fn(&E::Output) -> bool) {
    let body: Value = serde_json::from_slice(documented(name).body()).unwrap();
    let all = mutations(&body);
    assert!(all.len() > 5, "{name}: {} mutations", all.len());
    for (pointer, body) in all {
        let output = E::decode(response(200, body.to_string()));
        assert!(
            output.is_ok_and(|output| readable(&output)),
            "{name} at {pointer:?}: {body}"
        );
    }
}

#[test]
fn changed_answers_decode() {
    survives::<ListAreaCodes>("inventory.list_area_codes", |page| {
        page.unreadable.is_empty() && page.len() == 3
    });
    survives::<ListExchanges>("inventory.list_exchanges", |page| {
        page.unreadable.is_empty() && page.len() == 2
    });
    survives::<SearchNumbers>("inventory.search", |page| {
        page.unreadable.is_empty() && page.len() == 3
    });
    survives::<ListNumbers>("numbers.list", |page| {
        page.unreadable.is_empty() && page.len() == 1
    });
    survives::<GetNumber>("numbers.get", |_| true);
    survives::<ListRoutes>("routes.list.more", |page| {
        page.unreadable.is_empty() && page.len() == 4
    });
}

#[test]
fn an_entry_without_a_price_is_kept_apart() {
    let mut body: Value = serde_json::from_slice(documented("inventory.search").body()).unwrap();
    body["tns"]["12066417744"]["monthly_cost"] = Value::Null;
    let page = SearchNumbers::decode(response(200, body.to_string())).unwrap();
    assert_eq!((page.len(), page.unreadable.len()), (2, 1));
    let reason = page.unreadable[0].reason.to_string();
    assert!(reason.contains("12066417744"), "{reason}");
}

#[test]
fn refusals_of_any_shape_keep_their_words() {
    let cases = [
        (422, r#"{"error":"bad limit"}"#, Some("bad limit"), None),
        (422, r#"{"error":{"code":5}}"#, Some(r#"{"code":5}"#), None),
        (
            422,
            r#"{"error":null,"details":"bad page"}"#,
            Some("bad page"),
            None,
        ),
        (
            422,
            r#"{"errors":[{"status":422,"title":"Unprocessable","detail":"bad","id":17}]}"#,
            Some("bad"),
            Some("17"),
        ),
        (422, r#"{"errors":["bad"]}"#, Some("bad"), None),
        (422, r#"{"errors":"bad"}"#, Some("bad"), None),
        (422, r#"{"errors":[{}]}"#, None, None),
        (422, r"{}", None, None),
        (422, "", None, None),
        (502, "<html>bad gateway</html>", None, None),
        (422, "[]", None, None),
    ];
    for (status, body, words, id) in cases {
        let error = error::<ListNumbers>(response(status, body));
        assert_eq!(
            error.problems().first().and_then(|p| p.detail.as_deref()),
            words,
            "{body}"
        );
        assert_eq!(error.request_id(), id, "{body}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        if words.is_none() && !body.is_empty() {
            assert_eq!(error.body_snippet(), Some(body), "the raw body is kept");
        }
    }
}

#[test]
fn documented_refusals_have_a_kind() {
    let kinds = [
        ("errors/422-number-not-for-sale", ErrorKind::NotForSale),
        ("errors/400-wrong-digit-count", ErrorKind::Rejected),
        ("errors/404-list-of-errors", ErrorKind::NotFound),
        ("errors/500-details", ErrorKind::Server),
        ("errors/503-nothing", ErrorKind::Server),
    ];
    for (name, kind) in kinds {
        assert_eq!(error::<Purchase>(documented(name)).kind(), kind, "{name}");
    }
}

#[test]
fn credential_errors_show_the_carriers_clock() {
    for status in [401, 403] {
        let mut answer = response(status, r#"{"error":"no"}"#);
        answer
            .headers_mut()
            .insert("date", "Thu, 26 May 2016 18:32:36 GMT".parse().unwrap());
        let error = error::<CreateRoute>(answer);
        assert_eq!(error.kind(), ErrorKind::Unauthorized);
        let hint = error.hint().unwrap();
        assert!(
            hint.contains("secret key") && hint.contains("18:32:36 GMT"),
            "{hint}"
        );
    }
}
