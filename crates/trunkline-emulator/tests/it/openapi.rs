//! `GET /_emulator/openapi.json`: the calls that there are, and documents that are what it says.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use trunkline_emulator::Fault;
use trunkline_testkit::Reply;
use trunkline_testkit::flowroute::Lab;

/// The document, and which of its calls were made.
struct Described {
    lab: Lab,
    document: Value,
    made: BTreeSet<(String, String)>,
}

impl Described {
    async fn new() -> Self {
        let lab = Lab::new();
        let document = lab.control("GET", "openapi.json", None).await.ok();
        Self {
            lab,
            document,
            made: BTreeSet::new(),
        }
    }

    /// Method and path of every call.
    fn calls(&self) -> BTreeSet<(String, String)> {
        let paths = self.document["paths"].as_object().unwrap();
        let calls = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| (method.to_ascii_uppercase(), path.clone()))
        });
        calls.collect()
    }

    /// Makes a call of the document (its path as it stands there) and holds body and answer against their schemas.
    async fn call(&mut self, method: &str, pattern: &str, id: &str, body: Option<Value>) -> Reply {
        let path = pattern.replace("{id}", id).replace("{file}", "style.css");
        let operation = &self.document["paths"][format!("/_emulator{pattern}")][method.to_ascii_lowercase()];
        assert!(operation.is_object(), "{method} {pattern} is not described");
        if let Some(body) = &body {
            let taken = &operation["requestBody"]["content"]["application/json"]["schema"];
            self.hold(taken, body, &format!("the body of {method} {pattern}"));
        }
        let reply = self.lab.control(method, path.trim_start_matches('/'), body).await;
        let given = &operation["responses"][reply.status.to_string()];
        assert!(
            given.is_object(),
            "{method} {pattern}: {} {}",
            reply.status,
            reply.text
        );
        match given.pointer("/content/application~1json/schema") {
            Some(schema) => self.hold(schema, &reply.json(), &format!("{method} {pattern}")),
            None => assert_eq!(reply.status == 204, reply.text.is_empty(), "{method} {pattern}"),
        }
        self.made
            .insert((method.to_owned(), format!("/_emulator{pattern}")));
        reply
    }

    fn hold(&self, schema: &Value, value: &Value, place: &str) {
        if let Err(difference) = fits(&self.document, schema, value) {
            panic!("{place}: {difference}\n{value:#}");
        }
    }
}

/// Whether a value is what a schema says; every keyword that the document uses is known here.
fn fits(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    for (keyword, rule) in schema.as_object().ok_or("no schema")? {
        match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                fits(
                    document,
                    document.pointer(pointer).ok_or("a dead reference")?,
                    value,
                )?;
            }
            "type" => {
                let types: Vec<&Value> = rule.as_array().map_or(vec![rule], |types| types.iter().collect());
                let is = |word: &&Value| is_of_type(word.as_str().unwrap(), value);
                if !types.iter().any(is) {
                    return Err(format!("{value} is not {rule}"));
                }
            }
            "enum" if !rule.as_array().unwrap().contains(value) => {
                return Err(format!("{value} is not of {rule}"));
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() {
                        return Err(format!("{name} is missing"));
                    }
                }
            }
            "properties" | "additionalProperties" => {}
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    fits(document, rule, item)?;
                }
            }
            "oneOf" => {
                let fitting = rule.as_array().unwrap().iter();
                if fitting.filter(|one| fits(document, one, value).is_ok()).count() != 1 {
                    return Err(format!("{value} is not one of {rule}"));
                }
            }
            "minProperties" if value.as_object().unwrap().is_empty() => {
                return Err("nothing in it".to_owned());
            }
            "minimum" if value.as_f64() < rule.as_f64() => return Err(format!("{value} < {rule}")),
            "maximum" if value.as_f64() > rule.as_f64() => return Err(format!("{value} > {rule}")),
            "enum" | "minProperties" | "minimum" | "maximum" | "description" | "format" => {}
            unknown => return Err(format!("the keyword {unknown}")),
        }
    }
    members_fit(document, schema, value)
}

fn is_of_type(word: &str, value: &Value) -> bool {
    match word {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other}"),
    }
}

fn members_fit(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let members = value.as_object().into_iter().flatten();
    for (name, member) in members {
        let rule = schema["properties"]
            .get(name)
            .or(schema.get("additionalProperties"));
        match rule {
            Some(Value::Bool(false)) => return Err(format!("{name} is not described")),
            Some(Value::Bool(true)) | None => {}
            Some(rule) => fits(document, rule, member).map_err(|error| format!("{name}: {error}"))?,
        }
    }
    Ok(())
}

#[tokio::test]
async fn it_has_the_calls_that_there_are() {
    let described = Described::new().await;
    assert_eq!(described.document["openapi"], "3.1.0");
    let index = described.lab.control("GET", "", None).await.ok();
    let calls = index["calls"].as_array().unwrap().iter();
    let text = |call: &Value, member: &str| call[member].as_str().unwrap().to_owned();
    let listed: BTreeSet<_> = calls
        .map(|call| (text(call, "method"), text(call, "path")))
        .collect();
    assert_eq!(described.calls(), listed);
    // Names for the functions of a generated client.
    let ids: BTreeSet<_> = described
        .calls()
        .into_iter()
        .map(|(method, path)| {
            let operation = &described.document["paths"][path][method.to_ascii_lowercase()];
            operation["operationId"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), listed.len());
    assert!(
        ids.contains("postClockAdvance") && ids.contains("deleteFaultsId"),
        "{ids:?}"
    );
}

#[tokio::test]
async fn every_fault_is_described() {
    let described = Described::new().await;
    let refused = serde_json::from_str::<Fault>(r#"{"operation":"*","act":"?"}"#).unwrap_err();
    let refused = refused.to_string();
    let acts: BTreeSet<&str> = refused.split('`').skip(3).step_by(2).collect();
    let fault = &described.document["components"]["schemas"]["Fault"];
    let listed = fault["properties"]["act"]["enum"].as_array().unwrap().iter();
    assert_eq!(
        listed.map(|act| act.as_str().unwrap()).collect::<BTreeSet<_>>(),
        acts
    );
    let mut members = BTreeSet::from(["operation", "number", "nth", "times", "probability", "act"]);
    for act in acts {
        let stray = format!(r#"{{"operation":"*","act":"{act}","?":1}}"#);
        let refused = serde_json::from_str::<Fault>(&stray).unwrap_err().to_string();
        let known = refused.split('`').skip(3).step_by(2);
        members.extend(known.map(|name| &*name.to_owned().leak()));
    }
    let listed = fault["properties"].as_object().unwrap().keys();
    assert_eq!(listed.map(String::as_str).collect::<BTreeSet<_>>(), members);
}

#[tokio::test]
async fn what_it_says_is_what_is_answered() {
    let mut described = Described::new().await;
    let it = &mut described;
    it.call("GET", "", "", None).await;
    it.call("GET", "/openapi.json", "", None).await;
    it.call("GET", "/health", "", None).await;
    it.call("POST", "/reset", "", Some(json!({"seed": 3}))).await;
    it.call("GET", "/operations", "", None).await;
    it.call("GET", "/clock", "", None).await;
    it.call("POST", "/balance", "", Some(json!({"balance": "75.50"})))
        .await;
    for method in ["PATCH", "PUT"] {
        let switches = json!({"cnam_review_seconds": null, "fees": {"e911": 0}});
        it.call(method, "/switches", "", Some(switches)).await;
    }
    it.call("GET", "/switches", "", None).await;

    let faults = json!([
        {"operation": "numbers.purchase", "nth": 1, "act": "commit_then_drop", "number": "12064205780"},
        {"operation": "*", "act": "limit", "requests": 1000, "burst": 5000, "retry_after": {"date_in": 5}},
        {"operation": "routes.list", "act": "answer", "status": 200, "body": {"x": 1}, "probability": 0.5, "times": 3},
    ]);
    let added = it.call("POST", "/faults", "", Some(faults)).await.json();
    let one = json!({"operation": "*", "act": "delay", "millis": 1, "nth": 9999});
    it.call("POST", "/faults", "", Some(one)).await;
    it.lab
        .try_send(Lab::request("POST", "/v2/numbers/12064205780", None, ""))
        .await
        .unwrap_err();
    it.lab.get("/v2/nowhere").await;
    it.call("GET", "/faults", "", None).await;
    it.call("DELETE", "/faults/{id}", &added["ids"][0].to_string(), None)
        .await;
    it.call("DELETE", "/faults", "", None).await;

    let callback = json!({"callback_url": "http://127.0.0.1:1/"});
    let set = it.lab.with("PUT", "/v2.1/messages/mms_callback", callback).await;
    assert_eq!(set.status, 204, "{}", set.text);
    let inbound = json!({"from": "12065550142", "to": "12012673227", "body": "hi", "media": [{"bytes": 5}]});
    let received = it
        .call("POST", "/messages/inbound", "", Some(inbound))
        .await
        .json();
    it.call("GET", "/media/{id}", received["media"][0].as_str().unwrap(), None)
        .await;
    it.call(
        "POST",
        "/clock/advance",
        "",
        Some(json!({"seconds": 5, "millis": 5})),
    )
    .await;
    let webhooks = it.call("GET", "/webhooks", "", None).await.json();
    assert_eq!(webhooks.as_array().unwrap().len(), 1);

    for (name, decision, body) in [
        ("Anne", "approve", None),
        ("Bob", "reject", Some(json!({"reason": "no"}))),
    ] {
        let made = it
            .lab
            .with("POST", "/v2/cnams", json!({"value": name}))
            .await
            .json();
        let id = made["data"]["id"].as_str().unwrap();
        it.call("POST", &format!("/cnams/{{id}}/{decision}"), id, body)
            .await;
    }
    it.call("GET", "/requests", "", None).await;
    it.call("GET", "/overview", "", None).await;
    it.call("GET", "/page/{file}", "", None).await;
    it.call("GET", "/audit", "", None).await;
    let state = it.call("GET", "/state", "", None).await.json();
    it.call("PUT", "/state", "", Some(state)).await;

    assert_eq!(described.made, described.calls());
}

#[tokio::test]
async fn errors_are_described() {
    let described = Described::new().await;
    let error = &described.document["components"]["responses"]["Error"];
    let schema = &error["content"]["application/json"]["schema"];
    let wrong = json!({"days": 1});
    for (method, path, body) in [
        ("GET", "nowhere", None),
        ("POST", "health", None),
        ("POST", "clock/advance", Some(wrong)),
    ] {
        let reply = described.lab.control(method, path, body).await;
        assert!(reply.status >= 400);
        described.hold(schema, &reply.json(), path);
    }
}
