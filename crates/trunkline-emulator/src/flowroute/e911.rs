//! E1 to E9: emergency addresses.

use serde_json::json;

use super::body::{self, Members};
use super::path::number_of;
use super::query::{Listing, Window};
use super::{errors, view};
use crate::api::Call;
use crate::store::Refused;
use crate::store::e911::{AddressError, E911};
use crate::wire::{Answer, Problem};

fn refused(error: AddressError) -> Problem {
    match error {
        AddressError::Fields(fields) => Problem::attributes(fields),
        AddressError::Geocode => Problem::new(
            400,
            Some("Client Error"),
            "Could not geocode this address. Please check the validity of your address.",
        ),
        AddressError::Duplicate => Problem::new(403, Some("Forbidden"), "Duplicate address."),
        AddressError::Funds => errors::funds(),
        AddressError::NotFound => errors::not_found(),
    }
}

fn record_id(call: &Call<'_>) -> Result<u64, Problem> {
    call.params.get("id").parse().map_err(|_| errors::not_found())
}

/// A record as sent, on top of `base`: only members that are given change.
fn merged(members: &Members, mut base: E911) -> Result<E911, Problem> {
    let mut wrong = Vec::new();
    let fields: [(&'static str, &mut String); 11] = [
        ("label", &mut base.label),
        ("first_name", &mut base.first_name),
        ("last_name", &mut base.last_name),
        ("street_number", &mut base.street_number),
        ("street_name", &mut base.street_name),
        ("address_type", &mut base.address_type),
        ("address_type_number", &mut base.address_type_number),
        ("city", &mut base.city),
        ("state", &mut base.state),
        ("country", &mut base.country),
        ("zip", &mut base.zip),
    ];
    for (name, field) in fields {
        match members.text(name) {
            Ok(Some(value)) => value.trim().clone_into(field),
            Ok(None) if members.get(name).is_some() => field.clear(),
            Ok(None) => {}
            Err(message) => wrong.push((name, message.to_owned())),
        }
    }
    if base.address_type.is_empty() {
        base.address_type_number.clear();
    }
    if wrong.is_empty() {
        Ok(base)
    } else {
        Err(Problem::attributes(wrong))
    }
}

/// E1. Newest first; text filters are partial and ignore case (docs/contracts/flowroute-v2.md A:29).
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 2000)?;
    let text = |name| call.request.query(name).map(str::to_owned);
    let (city, label, state, street) = (text("city"), text("label"), text("state"), text("street_name"));
    let part = |wanted: &Option<String>, have: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| have.to_lowercase().contains(&wanted.to_lowercase()))
    };
    let fits = |record: &E911| {
        part(&city, &record.city)
            && part(&label, &record.label)
            && part(&street, &record.street_name)
            && state
                .as_ref()
                .is_none_or(|state| record.state.eq_ignore_ascii_case(state))
    };
    let mut records: Vec<_> = call
        .store
        .state
        .e911s
        .iter()
        .filter(|(_, record)| fits(record))
        .collect();
    records.sort_by_key(|(_, record)| std::cmp::Reverse(record.order));
    let (records, more) = page.of(records);
    let data = records
        .into_iter()
        .map(|(id, record)| view::e911(call, *id, record, true))
        .collect();
    let listing = Listing::new("/v2/e911s", page)
        .filter("city", city)
        .filter("label", label)
        .filter("state", state)
        .filter("street_name", street);
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

/// E2. No links beside the data.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    document(call, record_id(call)?, 200, true)
}

fn document(call: &Call<'_>, id: u64, status: u16, with_unset: bool) -> Result<Answer, Problem> {
    let record = call.store.state.e911s.get(&id).ok_or_else(errors::not_found)?;
    Ok(Answer::document(
        status,
        &json!({"data": view::e911(call, id, record, with_unset)}),
    ))
}

/// E3. Stores nothing.
pub(super) fn validate(call: &mut Call<'_>) -> Result<Answer, Problem> {
    merged(&body::required(call)?, E911::default())?
        .normalize()
        .map_err(refused)?;
    Ok(Answer::empty(204))
}

/// E4.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let record = merged(&body::required(call)?, E911::default())?;
    let id = call.store.state.create_e911(record).map_err(refused)?;
    document(call, id, 201, false)
}

/// E5. The merged address is validated again.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = record_id(call)?;
    let present = call
        .store
        .state
        .e911s
        .get(&id)
        .ok_or_else(errors::not_found)?
        .clone();
    let record = merged(&body::required(call)?, present)?;
    call.store.state.update_e911(id, record).map_err(refused)?;
    document(call, id, 200, false)
}

/// E6.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = record_id(call)?;
    call.store.state.delete_e911(id).map_err(errors::refused)?;
    Ok(Answer::empty(204))
}

/// E7. The numbers are cut down to alias and value.
pub(super) fn list_numbers(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = record_id(call)?;
    let page = Window::read(call, 10, 2000)?;
    if !call.store.state.e911s.contains_key(&id) {
        return Err(errors::not_found());
    }
    let with = call
        .store
        .state
        .numbers
        .iter()
        .filter(|(_, number)| number.e911 == Some(id));
    let (numbers, more) = page.of(with);
    let data = numbers.into_iter().map(|(tn, number)| {
        let link = call.request.link(&format!("/v2/numbers/{tn}"));
        let attributes = json!({"alias": number.alias, "value": tn.to_string()});
        json!({"type": "number", "id": tn.to_string(), "attributes": attributes, "links": {"self": link}})
    });
    let data = data.collect();
    let path = format!("/v2/e911s/{id}/relationships/numbers");
    Ok(Answer::document(
        200,
        &Listing::new("", page).document_at(call, &path, data, more),
    ))
}

/// E8. No body is read.
pub(super) fn associate(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let (tn, id) = (number_of(call)?, record_id(call)?);
    call.store.state.associate_e911(tn, id).map_err(errors::refused)?;
    Ok(Answer::empty(204))
}

/// E9.
pub(super) fn unassociate(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    let removed = call.store.state.unassociate_e911(tn);
    removed.map_err(|error: Refused| errors::refused(error))?;
    Ok(Answer::empty(204))
}
