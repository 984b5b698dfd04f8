//! The shape of JSON: which members there are, and of which types. Items of an array are one shape together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What was found at each place, in all examples together. A place is written `data.attributes.alias`; within arrays
/// `data[number].id`, by what the item calls its type, or `data[].id`.
#[derive(Clone, Debug, Default)]
pub struct Shape(BTreeMap<String, Place>);

/// What was found at one place.
#[derive(Clone, Debug, Default)]
struct Place {
    /// The JSON types of its values.
    types: BTreeSet<&'static str>,
    /// How often there was a value.
    times: usize,
    /// How often there could have been one: how many objects there are around it.
    chances: usize,
}

impl Shape {
    /// The shape of these examples of one thing.
    pub fn of<'a>(examples: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut shape = Self::default();
        for example in examples {
            shape.add("", example);
        }
        shape.count_chances();
        shape
    }

    fn add(&mut self, path: &str, value: &Value) {
        let place = self.0.entry(path.to_owned()).or_default();
        place.types.insert(type_of(value));
        place.times += 1;
        match value {
            Value::Object(members) => members
                .iter()
                .for_each(|(name, value)| self.add(&below(path, name), value)),
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.add(&item_path(path, item), item)),
            _ => {}
        }
    }

    fn count_chances(&mut self) {
        let times: BTreeMap<String, usize> = self
            .0
            .iter()
            .map(|(path, place)| (path.clone(), place.times))
            .collect();
        for (path, place) in &mut self.0 {
            let around = path.rsplit_once('.').map_or("", |(around, _)| around);
            place.chances = times.get(around).copied().unwrap_or_default();
        }
    }

    /// How `value` differs from it, place by place: a member that no example has, a member that every example has and
    /// it lacks, a type that no example has.
    pub fn differences(&self, value: &Value) -> Vec<String> {
        let mut found = BTreeSet::new();
        self.compare("", value, &mut found);
        found.into_iter().collect()
    }

    fn compare(&self, path: &str, value: &Value, found: &mut BTreeSet<String>) {
        let Some(place) = self.0.get(path) else {
            found.insert(format!("{path} is not documented"));
            return;
        };
        if !place.types.contains(type_of(value)) {
            found.insert(format!(
                "{path} is {}, documented: {:?}",
                type_of(value),
                place.types
            ));
            return;
        }
        match value {
            Value::Object(members) => {
                members
                    .iter()
                    .for_each(|(name, value)| self.compare(&below(path, name), value, found));
                let lacking = self
                    .always_in(path)
                    .filter(|(name, _)| !members.contains_key(*name));
                found.extend(lacking.map(|(_, place)| format!("{place} is missing")));
            }
            // An empty example says nothing of what items look like.
            Value::Array(items) if self.has_items(path) => {
                items
                    .iter()
                    .for_each(|item| self.compare(&item_path(path, item), item, found));
            }
            _ => {}
        }
    }

    fn has_items(&self, path: &str) -> bool {
        self.0
            .keys()
            .any(|place| place.strip_prefix(path).is_some_and(|rest| rest.starts_with('[')))
    }

    /// The members that every example of the object at `path` has: name and place.
    fn always_in<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(place, seen)| {
            let name = if path.is_empty() {
                place
            } else {
                place.strip_prefix(path)?.strip_prefix('.')?
            };
            let is_member = !name.is_empty() && !name.contains(['.', '[']);
            (is_member && seen.times == seen.chances).then_some((name, place.as_str()))
        })
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn item_path(path: &str, item: &Value) -> String {
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    format!("{path}[{kind}]")
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shape() -> Shape {
        Shape::of([
            &json!({"data": [{"id": "1", "alias": null}, {"id": "2", "alias": "x", "extra": 1}], "links": {}}),
            &json!({"data": []}),
        ])
    }

    #[test]
    fn what_examples_have_is_no_difference() {
        for same in [
            json!({"data": [{"id": "9", "alias": "y"}]}),
            json!({"data": [{"id": "9", "alias": null, "extra": 2}], "links": {}}),
        ] {
            assert_eq!(shape().differences(&same), Vec::<String>::new(), "{same}");
        }
    }

    #[test]
    fn every_other_thing_is() {
        for (other, difference) in [
            (json!([]), " is array, documented: {\"object\"}"),
            (json!({}), "data is missing"),
            (json!({"data": [], "more": 1}), "more is not documented"),
            (json!({"data": [{"alias": "x"}]}), "data[].id is missing"),
            (
                json!({"data": [{"id": 1, "alias": "x"}]}),
                "data[].id is number, documented: {\"string\"}",
            ),
            (json!({"data": [{"type": "new"}]}), "data[new] is not documented"),
        ] {
            assert_eq!(shape().differences(&other), [difference], "{other}");
        }
    }
}
