//! The older account service, which the gem calls with GET or DELETE and the password in the query (docs/contracts/tropo.md §2.9).

use serde_json::json;

use super::caller;
use super::view::Links;
use crate::api::Call;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// Checks a user name and a password; the answers are assumed.
pub(super) fn sign_in(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let given = |name: &str| call.request.query(name).unwrap_or_default();
    Ok(
        match caller::signed_in(call, given("username"), given("password")) {
            Some(id) => {
                let link = Links::of(call).user(id);
                Answer::json(200, JSON, &json!({"account_id": id.to_string(), "href": link}))
            }
            None => {
                let answer = json!({"accessToken": "", "statusMessage": "Invalid login.", "statusCode": 403});
                Answer::json(403, JSON, &json!({"account-accesstoken-get-response": answer}))
            }
        },
    )
}
