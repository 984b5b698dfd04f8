//! C1 to C7: caller names.

use serde_json::{Value, json};

use super::body::{self, parse_boolean};
use super::path::number_of;
use super::query::{Listing, Window};
use super::{errors, view};
use crate::api::Call;
use crate::store::Refused;
use crate::store::cnam::Cnam;
use crate::time;
use crate::wire::{Answer, Problem};

fn refused(error: Refused) -> Problem {
    match error {
        Refused::Invalid(field, text) => Problem::attribute(field, &text),
        Refused::Fixed => Problem::new(
            403,
            Some("Forbidden"),
            "An approved CNAM record cannot be changed.",
        ),
        other => errors::refused(other),
    }
}

fn record_id(call: &Call<'_>) -> Result<u64, Problem> {
    call.params.get("id").parse().map_err(|_| errors::not_found())
}

/// C1. Oldest first; no upper limit (docs/contracts/flowroute-v2.md §1.5), but a million is enough for anybody.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 1_000_000)?;
    let approved = call
        .request
        .query("is_approved")
        .map(|word| parse_boolean(word).ok_or_else(|| Problem::field("is_approved", "Not a valid boolean.")));
    let approved = approved.transpose()?;
    let value = call.request.query("value").map(str::to_owned);
    let part = value.as_deref().map(str::to_ascii_uppercase);
    let fits = |record: &Cnam| {
        approved.is_none_or(|approved| approved == record.is_approved())
            && part
                .as_ref()
                .is_none_or(|part| record.value.contains(part.as_str()))
    };
    let mut records: Vec<_> = call
        .store
        .state
        .cnams
        .iter()
        .filter(|(_, record)| fits(record))
        .collect();
    records.sort_by_key(|(_, record)| record.order);
    let (records, more) = page.of(records);
    let data = records
        .into_iter()
        .map(|(id, record)| view::cnam(call, *id, record))
        .collect();
    let word = approved.map(|approved| if approved { "True" } else { "False" }.to_owned());
    let listing = Listing::new("/v2/cnams", page)
        .filter("is_approved", word)
        .filter("value", value);
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

/// C2. Approved records carry their numbers, and copies of them if there are any (docs/contracts/flowroute-v2.md A:48).
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = record_id(call)?;
    let record = call.store.state.cnams.get(&id).ok_or_else(errors::not_found)?;
    let mut data = view::cnam(call, id, record);
    let with = call
        .store
        .state
        .numbers
        .iter()
        .filter(|(_, number)| number.cnam == Some(id));
    let numbers: Vec<_> = with.map(|(tn, number)| (*tn, number)).collect();
    if let (true, Value::Object(data)) = (record.is_approved(), &mut data) {
        let references = numbers
            .iter()
            .map(|(tn, _)| json!({"type": "number", "id": tn.to_string()}));
        let references: Vec<_> = references.collect();
        data.insert(
            "relationships".to_owned(),
            json!({"numbers": {"data": references}}),
        );
    }
    let mut document = json!({"data": data});
    if let (false, Value::Object(document)) = (numbers.is_empty(), &mut document) {
        let copies = numbers
            .into_iter()
            .map(|(tn, number)| view::number(call, tn, number));
        document.insert("included".to_owned(), copies.collect());
    }
    Ok(Answer::document(200, &document))
}

/// The value in a form, a flat or a wrapped body.
fn wanted_value(call: &Call<'_>) -> Result<String, Problem> {
    let missing = || Problem::attribute("value", "Missing data for required field.");
    if let Some(form) = body::form(call) {
        let value = form.into_iter().find(|(name, _)| name == "value");
        return value.map(|(_, value)| value).ok_or_else(missing);
    }
    let value = body::required(call)?
        .text("value")
        .map_err(|message| Problem::attribute("value", message))?;
    value.ok_or_else(missing)
}

fn document(call: &Call<'_>, id: u64, status: u16) -> Result<Answer, Problem> {
    let record = call.store.state.cnams.get(&id).ok_or_else(errors::not_found)?;
    Ok(Answer::document(
        status,
        &json!({"data": view::cnam(call, id, record)}),
    ))
}

/// C3.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let value = wanted_value(call)?;
    let id = call.store.state.create_cnam(&value).map_err(refused)?;
    document(call, id, 201)
}

/// C4.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = record_id(call)?;
    if !call.store.state.cnams.contains_key(&id) {
        return Err(errors::not_found());
    }
    let value = body::required(call)?
        .text("value")
        .map_err(|message| Problem::attribute("value", message))?;
    let value = value.ok_or_else(|| Problem::attribute("value", "Missing data for required field."))?;
    call.store.state.update_cnam(id, &value).map_err(refused)?;
    document(call, id, 200)
}

/// C5.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let nothing = |_| {
        Problem::new(
            404,
            Some("Resource not found"),
            "CNAM record not found. Nothing to delete.",
        )
    };
    let id = call
        .params
        .get("id")
        .parse()
        .map_err(|_| nothing(Refused::NotFound))?;
    call.store.state.delete_cnam(id).map_err(nothing)?;
    Ok(Answer::empty(204))
}

/// C6. 202 with an integer id and a date of its own form.
pub(super) fn associate(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let (tn, id) = (number_of(call)?, record_id(call)?);
    call.store.state.associate_cnam(tn, id).map_err(errors::refused)?;
    Ok(association(call, Value::from(id)))
}

/// C7. The same with a null id.
pub(super) fn unassociate(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    call.store.state.unassociate_cnam(tn).map_err(errors::refused)?;
    Ok(association(call, Value::Null))
}

fn association(call: &Call<'_>, id: Value) -> Answer {
    let date = time::rfc1123(call.store.state.now);
    Answer::document(
        202,
        &json!({"data": {"type": "cnam", "id": id, "attributes": {"date_created": date}}}),
    )
}
