//! Answers: the JSON envelope, the error envelope, and the deviations that are switched on
//! (docs/contracts/tropo.md §1.5, §4, §5.5).

use serde_json::{Map, Value, json};

use crate::api::{Call, ErrorContext};
use crate::store::tropo::TropoRefused;
use crate::store::tropo::switches::TropoSwitches;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Detail, Problem};

/// The document of a 200, or a problem.
pub(super) type DocumentResult = Result<Value, Problem>;

/// The text that is confirmed for a lack of numbers.
const NO_NUMBER: &str = "no numbers available for the parameters specified";

/// Members that clients must be able to do without.
const OPTIONAL: [&str; 10] = [
    "city",
    "state",
    "prefix",
    "country",
    "description",
    "displayNumber",
    "smsEnabled",
    "featureFlag",
    "application",
    "joinDate",
];

/// Runs a handler and puts its document into an answer: 200, whatever the method.
pub(super) fn speak(
    call: &mut Call<'_>,
    handler: fn(&mut Call<'_>) -> DocumentResult,
) -> Result<Answer, Problem> {
    match handler(call) {
        Ok(mut document) => {
            let odd = &call.store.state.switches.tropo;
            if odd.delete_answers_204 && call.request.method == http::Method::DELETE {
                return Ok(Answer::empty(204));
            }
            distort(&mut document, odd);
            Ok(Answer::json(200, JSON, &document))
        }
        Err(problem) => Err(silenced(problem, call)),
    }
}

/// Empties the body of a 401 or 404 if that is switched on.
pub(super) fn silenced(mut problem: Problem, call: &Call<'_>) -> Problem {
    if call.store.state.switches.tropo.empty_error_bodies && matches!(problem.status, 401 | 404) {
        problem.detail = Detail::Text(String::new());
    }
    problem
}

/// The envelope of errors.
pub(super) fn render(problem: &Problem, _: ErrorContext<'_>) -> Answer {
    let text = match &problem.detail {
        Detail::Text(text) => text.clone(),
        Detail::Fields(fields) => fields.to_string(),
        Detail::UnknownPath => "no such resource".to_owned(),
    };
    let mut answer = if text.is_empty() {
        Answer::empty(problem.status)
    } else {
        Answer::json(problem.status, JSON, &json!({"error": text}))
    };
    answer.headers.clone_from(&problem.headers);
    answer
}

/// The usual words for a status.
pub(super) fn usual(status: u16) -> Problem {
    let problem = problem(status, usual_text(status));
    if status == 401 {
        problem.with_challenge("tropo")
    } else {
        problem
    }
}

fn usual_text(status: u16) -> &'static str {
    match status {
        400 => "the request is not valid",
        401 => "the user name or password is wrong",
        403 => "not allowed",
        404 => "not found",
        405 => "the method is not allowed for this resource",
        415 => "the content type is not supported",
        429 => "too many requests",
        503 => "the service is not available",
        500..=599 => "an unexpected error occurred",
        _ => "the request was refused",
    }
}

/// An error with a text.
pub(super) fn problem(status: u16, text: impl Into<String>) -> Problem {
    Problem::new(status, None, text)
}

impl From<TropoRefused> for Problem {
    fn from(refused: TropoRefused) -> Self {
        match refused {
            TropoRefused::NotFound(text) => problem(404, text),
            TropoRefused::Invalid(text) => problem(400, text),
            TropoRefused::NoNumber => problem(503, NO_NUMBER),
            TropoRefused::Funds(text) => problem(403, text),
        }
    }
}

fn distort(document: &mut Value, odd: &TropoSwitches) {
    if *odd == TropoSwitches::default() {
        return;
    }
    match document {
        Value::Array(items) => items.iter_mut().for_each(|item| distort(item, odd)),
        Value::Object(members) => distort_members(members, odd),
        _ => {}
    }
}

fn distort_members(members: &mut Map<String, Value>, odd: &TropoSwitches) {
    if odd.without_optional_members {
        members.retain(|name, _| !OPTIONAL.contains(&name.as_str()));
        // What has a name and a link does not need an id; a user does.
        if members.contains_key("name") && members.contains_key("href") {
            members.remove("id");
        }
    }
    if odd.ids_as_numbers {
        for name in ["id", "accountId"] {
            if let Some(id) = members.get_mut(name)
                && let Some(number) = id.as_str().and_then(|text| text.parse::<u64>().ok())
            {
                *id = Value::from(number);
            }
        }
    }
    if odd.extra_members {
        members.insert(
            "somethingNew".to_owned(),
            json!({"of": ["a", "later", "version"]}),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deviations_keep_what_a_client_needs() {
        let odd = TropoSwitches {
            ids_as_numbers: true,
            without_optional_members: true,
            extra_members: true,
            ..TropoSwitches::default()
        };
        let mut document = json!([{"id": "12", "href": "x/12", "username": "kim", "city": "Orlando"}]);
        distort(&mut document, &odd);
        assert_eq!(document[0]["id"], 12);
        assert_eq!(document[0]["href"], "x/12");
        assert!(document[0].get("city").is_none());
        assert!(document[0].get("somethingNew").is_some());
    }
}
