//! Showing a number on the account (docs/contracts/flowroute-v1.md §2, 6, and §3.7).

use bytes::Bytes;
use http::Response;
use serde_json::{Map, Value};
use trunkline_core::DecodeError;

use super::NumberDetails;
use crate::body::object;
use crate::prelude::*;

endpoint! {
    /// Shows how a number on the account is billed and routed. A number of somebody else's is not found.
    ///
    /// The answer does not name the number: [`NumberDetails::of`] puts it there.
    #[derive(Copy)]
    pub struct GetNumber { number: PhoneNumber }

    OPERATION = Operation::read(&FLOWROUTE_V1, "flowroute.v1.numbers.get");
    GET "/v1/tns/{number}" -> NumberDetails: details;
    subject "{number}";

    fn validate(&self) -> Valid {
        ensure_nanp("tn", self.number)
    }
}

/// A success of `{}` is one of the ways to say "not found" (docs/contracts/flowroute-v1.md §4, 11). One that tells neither
/// billing nor routes, an error above all, is not the record of a number.
fn details(response: &Response<Bytes>) -> Result<NumberDetails, DecodeError> {
    let details: NumberDetails = object(response.body())?;
    if details.billing_method.is_some() || !details.routes.is_empty() {
        return Ok(details);
    }
    let members: Map<String, Value> = object(response.body())?;
    Err(match members.is_empty() {
        true => DecodeError::not_found("no such thing on this account"),
        false => DecodeError::new("it tells neither the billing method nor the routes of a number"),
    })
}
