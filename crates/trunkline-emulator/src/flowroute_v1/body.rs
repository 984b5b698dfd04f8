//! Bodies of writes: JSON objects, whatever their content type says (docs/contracts/flowroute-v1.md §5.3).

use serde_json::{Map, Value};

use super::errors::invalid;
use crate::api::Call;
use crate::wire::Problem;

/// The members of the body; 422 if it is no JSON object (assumed).
pub(super) fn object(call: &Call<'_>) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_slice(&call.request.body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(invalid("The body must be a JSON object.")),
    }
}

/// A member that must be a string.
pub(super) fn string<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, Problem> {
    let value = members.get(name).and_then(Value::as_str);
    value.ok_or_else(|| invalid(format!("{name} must be a string.")))
}
