//! O11 and O12: the letter of agency.

use serde_json::{Value, json};

use super::super::body::{self, Members};
use super::{id_of, refused, view};
use crate::api::Call;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// O11.
pub(in crate::flowroute) fn get_loa(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let order = call.store.state.port_order(id_of(call)?).map_err(refused)?;
    Ok(Answer::json(200, JSON, &json!({"data": view::loa(order)})))
}

/// O12: the letter comes back signed and otherwise as it was; 201 without a body.
pub(in crate::flowroute) fn sign_loa(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    let letter = view::loa(call.store.state.port_order(id).map_err(refused)?);
    let members = body::required(call)?;
    let (name, title) = (
        signature(&members, "signature_name")?,
        signature(&members, "signature_title")?,
    );
    let ours = letter.get("attributes").and_then(Value::as_object);
    let differs = ours.into_iter().flatten().find(|(field, value)| {
        !field.starts_with("signature_") && members.get(field.as_str()).is_some_and(|sent| sent != *value)
    });
    if let Some((field, _)) = differs {
        return Err(Problem::field(field, "Must not be changed."));
    }
    call.store
        .state
        .sign_port_order(id, &name, &title)
        .map_err(refused)?;
    Ok(Answer::empty(201))
}

fn signature(members: &Members, name: &'static str) -> Result<String, Problem> {
    let text = members
        .text(name)
        .map_err(|message| Problem::attribute(name, message))?;
    let given = text
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    given.ok_or_else(|| Problem::attribute(name, "Missing data for required field."))
}
