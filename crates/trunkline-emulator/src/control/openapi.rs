//! The control API as an OpenAPI 3.1 document, made of the table of calls and of the schemas beside this file.

use serde_json::{Map, Value, json};

use super::calls::{CALLS, Call, Gives, Takes};
use super::{ControlResult, ok};
use crate::engine::Engine;
use crate::wire::{Incoming, Params};

const SCHEMAS: &str = include_str!("schemas.json");

/// `GET openapi.json`.
pub(super) fn file(_: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    let schemas: Value = serde_json::from_str(SCHEMAS).map_err(|error| (500, error.to_string()))?;
    ok(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "trunkline-emulator: control API",
            "description": "Telephone-number carriers on this machine: state, clock, faults, requests and money of the emulator.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0", "identifier": env!("CARGO_PKG_LICENSE")},
        },
        "servers": [{"url": request.origin}],
        "paths": paths(),
        "components": {
            "schemas": schemas,
            "responses": {"Error": document("What is wrong, in words", "Error")},
        },
    }))
}

fn paths() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for call in CALLS {
        let path = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(call.method.to_ascii_lowercase(), operation(call));
        }
    }
    Value::Object(paths)
}

fn operation(call: &Call) -> Value {
    let mut operation = json!({
        "operationId": id(call),
        "summary": call.meaning,
        "responses": responses(call),
    });
    if let Value::Object(members) = &mut operation {
        let parameters = parameters(call);
        if !parameters.is_empty() {
            members.insert("parameters".to_owned(), Value::Array(parameters));
        }
        let body = match call.takes {
            Takes::Nothing => None,
            Takes::Document(schema) => Some((schema, true)),
            Takes::Optional(schema) => Some((schema, false)),
        };
        if let Some((schema, required)) = body {
            let body = json!({"required": required, "content": content(schema)});
            members.insert("requestBody".to_owned(), body);
        }
    }
    operation
}

/// `getClock`, `postClockAdvance`.
fn id(call: &Call) -> String {
    let path = call.path.trim_start_matches("/_emulator");
    let words = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let capitals = words.map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    let path: String = capitals.collect();
    let path = if path.is_empty() { "Index" } else { &path };
    format!("{}{path}", call.method.to_ascii_lowercase())
}

/// Those in the path, then those in the query.
fn parameters(call: &Call) -> Vec<Value> {
    let segments = call.path.split('/').filter_map(|segment| {
        let name = segment.strip_prefix('{')?.strip_suffix('}')?;
        Some(json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
    });
    let query = call.query.iter().map(|(name, meaning)| {
        json!({"name": name, "in": "query", "description": meaning, "schema": {"type": "string"}})
    });
    segments.chain(query).collect()
}

fn responses(call: &Call) -> Value {
    let (status, done) = match call.gives {
        Gives::Nothing => (204, json!({"description": "Done"})),
        Gives::Document(status, schema) => (status, document("Done", schema)),
        Gives::File => (200, json!({"description": "The bytes", "content": {"*/*": {}}})),
    };
    json!({status.to_string(): done, "default": {"$ref": "#/components/responses/Error"}})
}

fn document(description: &str, schema: &str) -> Value {
    json!({"description": description, "content": content(schema)})
}

fn content(schema: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}
