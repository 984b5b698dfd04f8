//! Variable segments of paths.

use crate::api::Call;
use crate::number::Tn;
use crate::wire::Problem;

/// The number a path is about; 422 if it is none (docs/contracts/flowroute-v2.md A:19).
pub(super) fn number_of(call: &Call<'_>) -> Result<Tn, Problem> {
    let text = call.params.get("number");
    Tn::parse(text).ok_or_else(|| Problem::field("id", "Must be a phone number of 10 to 15 digits."))
}
