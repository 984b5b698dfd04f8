//! Members of a request that no setter knows.

use std::fmt;

use secrecy::SecretString;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use trunkline_core::{JsonObject, ValidationError};

use crate::rules::required;

/// In the order in which they were first given. `Debug` shows their names alone: the values may be secrets.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Members(Vec<Member>);

#[derive(Clone, PartialEq, Eq)]
struct Member {
    name: String,
    /// Its value in JSON, or why there is none.
    json: Result<String, String>,
}

impl Members {
    pub(crate) fn set(&mut self, name: String, value: impl Serialize) {
        let json = serde_json::to_string(&value).map_err(|error| format!("{name}: {error}"));
        match self.0.iter_mut().find(|member| member.name == name) {
            Some(member) => member.json = json,
            None => self.0.push(Member { name, json }),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `known` has what the request can say without them.
    pub(crate) fn validate(&self, known: &JsonObject) -> Result<(), ValidationError> {
        self.0.iter().try_for_each(|Member { name, .. }| {
            required("member", name)?;
            match known.knows(name) {
                true => Err(ValidationError::new(
                    name.clone(),
                    "must be set by its own argument or setter",
                )),
                false => Ok(()),
            }
        })
    }

    /// Adds them to what the request says without them.
    pub(crate) fn write(&self, object: JsonObject) -> JsonObject {
        let members = self.0.iter();
        members.fold(object, |object, member| object.with(member.name.clone(), member))
    }

    /// What an answer to a confidential request may not repeat: any of it, since nobody knows what it means.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = SecretString> {
        let values = self.0.iter().filter_map(|member| member.json.as_ref().ok());
        let values = values.filter_map(|json| serde_json::from_str::<Value>(json).ok());
        values.flat_map(|value| {
            let mut found = Vec::new();
            collect(&value, &mut found);
            found
        })
    }
}

fn collect(value: &Value, found: &mut Vec<SecretString>) {
    match value {
        Value::String(text) => found.push(text.as_str().into()),
        Value::Number(number) => found.push(number.to_string().into()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => members.values().for_each(|member| collect(member, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error;

        let json = self.json.as_ref().map_err(S::Error::custom)?;
        let raw: &RawValue = serde_json::from_str(json).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|member| &member.name))
            .finish()
    }
}

/// The setter for whatever the carrier takes beyond what the request has setters for.
macro_rules! member_setter {
    ($request:ty) => {
        impl $request {
            /// Any other member, by the carrier's own name for it, which is in camel case: `resultNotificationEnabled`. The value
            /// goes out as JSON, unchecked; given twice, the last one counts. A name for which the request has an argument or
            /// a setter, in whatever case, is refused before anything is sent: what that one promises would not hold.
            pub fn member(mut self, name: impl Into<String>, value: impl serde::Serialize) -> Self {
                self.members.set(name.into(), value);
                self
            }
        }
    };
}
pub(crate) use member_setter;
