//! Whatever is posted to a callback: any bytes, damaged payloads, and JSON that is no payload but looks like one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use trunkline::flowroute::webhooks::{Receiver, Refused, Webhook};
use trunkline_testkit::fixtures::Documented;

use crate::api::webhooks::{FLOWROUTE, event_of};

/// What came of it.
#[derive(Debug, Default)]
pub struct Posted {
    /// How many bodies were posted.
    pub cases: u32,
    /// How long that took.
    pub took: Duration,
    /// How many were read as which event; as none; and refused, because they are no JSON.
    pub read: BTreeMap<&'static str, u32>,
}

/// Posts so many bodies to every reader of payloads.
///
/// # Errors
/// The smallest body that one of them panics at, or reads as what it is not.
pub fn payloads(cases: u32, seed: u64) -> Result<Posted, String> {
    let runtime = Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let read = RefCell::new(BTreeMap::new());
    let mut bytes = [0; 32];
    bytes
        .iter_mut()
        .zip(seed.to_le_bytes())
        .for_each(|(to, from)| *to = from);
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let outcome = runner.run(&body(), |body| {
        let word = judge(&body, &runtime).map_err(TestCaseError::fail)?;
        *read.borrow_mut().entry(word).or_default() += 1;
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(Posted {
            cases,
            took: begun.elapsed(),
            read: read.into_inner(),
        }),
        Err(TestError::Fail(reason, body)) => Err(format!("{reason}: {:?}", String::from_utf8_lossy(&body))),
        Err(TestError::Abort(reason)) => Err(reason.to_string()),
    }
}

/// Holds what the readers say of a body against what it is.
fn judge(body: &[u8], runtime: &Runtime) -> Result<&'static str, String> {
    let is_json = serde_json::from_slice::<Value>(body).is_ok();
    let received = runtime.block_on(receive(&Receiver::new(), body));
    let webhook = match (Webhook::parse(body), received) {
        (Ok(webhook), Ok(again)) if is_json && again => webhook,
        (Err(_), Err(Refused::Unreadable)) if !is_json => return Ok("refused"),
        (parsed, received) => return Err(format!("{parsed:?} and {received:?}, JSON: {is_json}")),
    };
    if webhook.payload.as_bytes() != body {
        return Err("the payload is not what was posted".to_owned());
    }
    serde_json::to_value(&webhook.event).map_err(|error| error.to_string())?;
    let word = event_of(body).unwrap_or("other");
    match webhook.key().is_some() == (word != "other") {
        true => Ok(word),
        false => Err(format!("{word} with the key {:?}", webhook.key())),
    }
}

/// Posts a body twice; whether the second is taken for a duplicate just if it has a key.
async fn receive(receiver: &Receiver, body: &[u8]) -> Result<bool, Refused> {
    let request = || {
        let mut request = Request::new(Full::new(Bytes::copy_from_slice(body)));
        *request.method_mut() = http::Method::POST;
        request
    };
    let first = receiver.receive(request()).await?;
    let has_key = first.key().is_some();
    first.done();
    let second = receiver.receive(request()).await.map(drop);
    Ok(second == if has_key { Err(Refused::Duplicate) } else { Ok(()) })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let names: Vec<_> = FLOWROUTE.iter().map(|payload| payload.example).collect();
    let documented = || prop::sample::select(names.clone()).prop_map(example);
    let nowhere = (documented(), any::<prop::sample::Index>(), anything());
    prop_oneof![
        1 => prop::collection::vec(any::<u8>(), 0..600),
        3 => (documented(), prop::collection::vec(damage(), 1..6)).prop_map(damaged),
        4 => nowhere.prop_map(|(payload, place, value)| replaced(payload, place, value)),
        2 => anything().prop_map(|value| value.to_string().into_bytes()),
    ]
}

/// A documented payload.
fn example(name: &str) -> Value {
    Documented::named(&format!("flowroute-v2-webhooks/{name}")).body
}

/// One thing done to bytes.
#[derive(Clone, Debug)]
enum Damage {
    Overwrite(u8),
    Insert(&'static [u8]),
    Remove(usize),
    Repeat(usize),
    CutOff,
}

fn damage() -> impl Strategy<Value = (prop::sample::Index, Damage)> {
    let fragments: &[&[u8]] = &[
        b"null",
        b"{}",
        b"[]",
        b"\"",
        b"\\",
        b"\\ud800",
        b"\xff",
        b"\xed\xa0\x80",
        b"-1e999",
        b"1e-999",
        b"0.1",
        b"99999999999999999999",
        b",",
        b":",
        b"}",
        b"[[[[[[[[",
        b"\0",
        b"\xef\xbb\xbf",
        b"\r\n",
    ];
    let damage = prop_oneof![
        4 => any::<u8>().prop_map(Damage::Overwrite),
        4 => prop::sample::select(fragments).prop_map(Damage::Insert),
        2 => (1..40_usize).prop_map(Damage::Remove),
        2 => (1..40_usize).prop_map(Damage::Repeat),
        1 => Just(Damage::CutOff),
    ];
    (any::<prop::sample::Index>(), damage)
}

fn damaged((payload, damages): (Value, Vec<(prop::sample::Index, Damage)>)) -> Vec<u8> {
    let mut bytes = payload.to_string().into_bytes();
    for (place, damage) in damages {
        if bytes.is_empty() {
            break;
        }
        let at = place.index(bytes.len());
        match damage {
            Damage::Overwrite(byte) => drop(bytes.splice(at..=at, [byte])),
            Damage::Insert(fragment) => drop(bytes.splice(at..at, fragment.iter().copied())),
            Damage::Remove(length) => drop(bytes.drain(at..(at + length).min(bytes.len()))),
            Damage::Repeat(length) => {
                let again: Vec<u8> = bytes.iter().skip(at).take(length).copied().collect();
                drop(bytes.splice(at..at, again));
            }
            Damage::CutOff => bytes.truncate(at),
        }
    }
    bytes
}

/// A payload with something else in one place.
fn replaced(mut payload: Value, place: prop::sample::Index, value: Value) -> Vec<u8> {
    let pointers = crate::mutate::places(&payload);
    if let Some(pointer) = pointers.get(place.index(pointers.len()))
        && let Some(old) = payload.pointer_mut(pointer)
    {
        *old = value;
    }
    payload.to_string().into_bytes()
}

/// JSON with the words of payloads here and there.
fn anything() -> impl Strategy<Value = Value> {
    let words: &[&str] = &[
        "",
        "message",
        "delivery_receipt",
        "po_status_change",
        "inbound",
        "12065550142",
        "mdr2-0",
        "true",
        "1.5",
        "2019-03-19T22:49:48.060559+00:00",
        "9999-99-99",
        "-1",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        prop::sample::select(words).prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let names: &[&str] = &[
        "data",
        "id",
        "type",
        "attributes",
        "included",
        "relationships",
        "status",
        "timestamp",
        "at",
        "level",
        "from",
        "to",
        "body",
        "resource_id",
        "url",
        "",
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        let member = (prop::sample::select(names), inner.clone());
        let object = prop::collection::vec(member, 0..6).prop_map(|members| {
            let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
            Value::Object(members.collect())
        });
        prop_oneof![prop::collection::vec(inner, 0..4).prop_map(Value::from), object]
    })
}

impl fmt::Display for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.took.as_secs_f32();
        writeln!(f, "{} bodies posted to callbacks in {seconds:.1} s", self.cases)?;
        for (word, count) in &self.read {
            writeln!(f, "{count:>9}  {word}")?;
        }
        Ok(())
    }
}
