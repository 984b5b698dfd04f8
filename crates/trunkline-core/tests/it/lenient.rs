//! The readers for JSON whose types wander.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use trunkline_core::{Money, PhoneNumber, Timestamp, lenient};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Record {
    #[serde(deserialize_with = "lenient::text")]
    text: Option<String>,
    #[serde(deserialize_with = "lenient::id_text")]
    id: Option<Box<str>>,
    #[serde(deserialize_with = "lenient::bool_or_text")]
    flag: Option<bool>,
    #[serde(deserialize_with = "lenient::u64")]
    large: Option<u64>,
    #[serde(deserialize_with = "lenient::u32")]
    small: Option<u32>,
    #[serde(deserialize_with = "lenient::i64")]
    signed: Option<i64>,
    #[serde(deserialize_with = "lenient::one_or_many")]
    list: Vec<String>,
    #[serde(deserialize_with = "lenient::null_default")]
    items: Vec<u8>,
    #[serde(deserialize_with = "lenient::optional")]
    cost: Option<Money>,
    #[serde(deserialize_with = "lenient::optional")]
    number: Option<PhoneNumber>,
    #[serde(deserialize_with = "lenient::optional")]
    at: Option<Timestamp>,
    #[serde(deserialize_with = "lenient::optional")]
    nested: Option<Box<Record>>,
}

/// Reads both ways in: from text, and from a value that was parsed before.
fn read(value: Value) -> Result<Record, String> {
    let text: Result<Record, _> = serde_json::from_str(&value.to_string());
    let tree: Result<Record, _> = serde_json::from_value(value);
    assert_eq!(text.as_ref().ok(), tree.as_ref().ok());
    text.map_err(|error| error.to_string())
}

#[test]
fn absent_null_and_empty_are_nothing() {
    assert_eq!(read(json!({})).unwrap(), Record::default());
    for nothing in [Value::Null, json!("")] {
        let fields = [
            "text", "id", "flag", "large", "small", "signed", "list", "cost", "number", "at", "nested",
        ];
        let object: Value = fields
            .iter()
            .map(|field| ((*field).to_owned(), nothing.clone()))
            .collect();
        assert_eq!(read(object).unwrap(), Record::default(), "{nothing}");
    }
    assert_eq!(read(json!({"items": null})).unwrap(), Record::default());
}

#[test]
fn text_takes_any_scalar() {
    for (value, text) in [
        (json!("123A"), "123A"),
        (json!(123), "123"),
        (json!(-5), "-5"),
        (json!(1.5), "1.5"),
        (json!(true), "true"),
        (json!(" kept "), " kept "),
    ] {
        assert_eq!(read(json!({"text": value})).unwrap().text.as_deref(), Some(text));
    }
    assert!(read(json!({"text": []})).is_err());
}

#[test]
fn ids_lose_white_space_only() {
    for (value, id) in [
        (json!(22790), "22790"),
        (json!("22790"), "22790"),
        (json!("abc\r\n"), "abc"),
    ] {
        assert_eq!(read(json!({"id": value})).unwrap().id.as_deref(), Some(id));
    }
}

#[test]
fn flags() {
    for value in [json!(true), json!("true"), json!("True"), json!(1), json!("1")] {
        assert_eq!(read(json!({"flag": value})).unwrap().flag, Some(true));
    }
    for value in [json!(false), json!("FALSE"), json!(0), json!("0")] {
        assert_eq!(read(json!({"flag": value})).unwrap().flag, Some(false));
    }
    for value in [json!("maybe"), json!(2), json!({})] {
        assert!(read(json!({"flag": value})).is_err());
    }
}

#[test]
fn integers() {
    for value in [
        json!(4_000_000),
        json!("4000000"),
        json!(4_000_000.0),
        json!(" 4000000 "),
    ] {
        let record = read(json!({"large": value, "small": value, "signed": value})).unwrap();
        assert_eq!(
            (record.large, record.small, record.signed),
            (Some(4_000_000), Some(4_000_000), Some(4_000_000))
        );
    }
    assert_eq!(read(json!({"signed": "-3"})).unwrap().signed, Some(-3));
    let refused = [
        json!({"large": -1}),
        json!({"large": 1.5}),
        json!({"small": 4_294_967_296_u64}),
        json!({"signed": u64::MAX}),
        json!({"large": "ten"}),
        json!({"large": true}),
    ];
    let errors: Vec<String> = refused
        .into_iter()
        .map(|value| read(value).unwrap_err())
        .collect();
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn lists_that_may_be_a_text() {
    for value in [
        json!(["a", "b"]),
        json!("a,b"),
        json!(" a , b, "),
        json!(["a", null, "", "b"]),
    ] {
        assert_eq!(read(json!({"list": value})).unwrap().list, ["a", "b"], "{value}");
    }
    assert_eq!(read(json!({"list": [1, "2"]})).unwrap().list, ["1", "2"]);
    assert_eq!(read(json!({"list": 7})).unwrap().list, ["7"]);
    assert!(read(json!({"list": {}})).is_err());
    assert!(read(json!({"list": [[]]})).is_err());
}

#[test]
fn optional_values_keep_their_own_rules() {
    let record = read(json!({"cost": 1.25, "number": 12_065_550_142_u64, "at": "2018-07-31T21:34:17Z", "nested": {"cost": "$7.5"}}))
        .unwrap();
    assert_eq!(record.cost, Some(Money::from_cents(125)));
    assert_eq!(record.number.unwrap().to_string(), "+12065550142");
    assert_eq!(record.at.unwrap().unix_seconds(), Some(1_533_072_857));
    assert_eq!(record.nested.unwrap().cost, Some(Money::from_cents(750)));
    assert!(read(json!({"cost": "free"})).is_err());
    assert!(read(json!({"number": true})).is_err());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        r"[0-9+$., -]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        proptest::collection::vec(inner, 0..4).prop_map(Value::from)
    })
}

proptest! {
    #[test]
    fn no_value_panics(field in "text|id|flag|large|small|signed|list|items|cost|number|at|nested", value in any_json()) {
        let object: Value = [(field, value)].into_iter().collect();
        let _: Result<Record, _> = serde_json::from_str(&object.to_string());
        let _: Result<Record, _> = serde_json::from_value(object);
    }
}
