//! D1 to D3: exports of call detail records.

use serde_json::{Map, Value, json};

use super::query::Window;
use super::{body, errors, files};
use crate::api::Call;
use crate::money;
use crate::number::Tn;
use crate::store::cdrs::{Export, Filter};
use crate::time::{self, Micros, SECOND};
use crate::wire::{Answer, Problem};

/// The longest period (docs/contracts/flowroute-v2.md §2.10).
const LONGEST: Micros = 92 * 86_400 * SECOND;

/// D1. Filters that are not known are taken and do nothing (docs/contracts/flowroute-v2.md A:45).
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let members = body::required(call)?;
    let callback = "callback_url";
    let callback_url = members
        .url(callback)
        .map_err(|message| Problem::attribute(callback, message))?;
    let parameters = members
        .get("filter_parameters")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let filter = filter(&parameters)?;
    let id = call.store.state.create_export(filter, parameters, callback_url);
    let export = export(call, id).ok_or_else(errors::not_found)?;
    let data = created(resource(call, id, export));
    Ok(Answer::document(
        201,
        &json!({"data": with_link(data, &call.request.link(&format!("/v2/cdrs/exports/{id}")))}),
    ))
}

/// A new export has its filters beside its other attributes, and its period only there.
fn created(mut data: Value) -> Value {
    if let Some(Value::Object(attributes)) = data.get_mut("attributes") {
        attributes.remove("num_calls");
        let Some(Value::Object(mut filters)) = attributes.remove("filter_parameters") else {
            return data;
        };
        attributes.extend(filters.clone());
        filters.retain(|name, _| !name.starts_with("start_call_"));
        attributes.insert("filter_parameters".to_owned(), Value::Object(filters));
    }
    data
}

fn filter(parameters: &Map<String, Value>) -> Result<Filter, Problem> {
    let time = |name: &'static str| {
        let text = parameters.get(name).and_then(Value::as_str);
        let text = text.ok_or_else(|| Problem::attribute(name, "Missing data for required field."))?;
        time::parse_cdr(text).ok_or_else(|| Problem::attribute(name, "Not a valid datetime."))
    };
    let texts = |name: &'static str| match parameters.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => Ok(items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()),
        Some(_) => Err(Problem::attribute(name, "Not a valid list.")),
    };
    let numbers = |name: &'static str| -> Result<Vec<Tn>, Problem> {
        let number = |text: &String| {
            Tn::parse(text).ok_or_else(|| Problem::attribute(name, "Not a valid phone number."))
        };
        texts(name)?.iter().map(number).collect()
    };
    let mut tags = texts("custom_x_tags")?;
    tags.extend(texts("custom_x_tag")?);
    let filter = Filter {
        from: time("start_call_start_time")?,
        to: time("start_call_end_time")?,
        aliases: texts("number_aliases")?,
        aliases_contain: texts("number_aliases_contains")?,
        destinations: numbers("destination_numbers")?,
        callers: numbers("callerid_numbers")?,
        tags,
        caller_ip: parameters
            .get("caller_ip")
            .and_then(Value::as_str)
            .map(str::to_owned),
        longer_than: parameters.get("duration_greater_than").and_then(Value::as_u64),
    };
    // Assumed 422, docs/contracts/flowroute-v2.md A:46.
    match filter.to - filter.from {
        ..1 => Err(Problem::attribute(
            "start_call_end_time",
            "Must be later than the start.",
        )),
        1..=LONGEST => Ok(filter),
        _ => Err(Problem::attribute(
            "start_call_end_time",
            "Must be at most 92 days later than the start.",
        )),
    }
}

/// D2: the newest first, each wrapped once more, with integers for ids and links to an internal host
/// (docs/contracts/flowroute-v2.md §3.8, §7).
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let status = call.request.query("status");
    let exports = call.store.state.cdrs.exports.iter().rev();
    let fitting = exports.filter(|(_, export)| status.is_none_or(|status| status == export.word()));
    let (exports, more) = page.of(fitting);
    let items = exports.into_iter().map(|(id, export)| {
        let mut data = resource(call, *id, export);
        if let Value::Object(data) = &mut data {
            data.insert("id".to_owned(), Value::from(*id));
        }
        json!({"data": data})
    });
    let items: Vec<_> = items.collect();
    let link = |offset: usize| {
        format!(
            "http://cdr-api/cdrs/exports?offset={offset}&limit;={}",
            page.limit
        )
    };
    let mut links = json!({"self": link(page.offset)});
    if let (true, Value::Object(links)) = (more, &mut links) {
        links.insert("next".to_owned(), Value::from(link(page.offset + page.limit)));
    }
    Ok(Answer::document(200, &json!({"data": items, "links": links})))
}

/// D3.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = call.params.get("id").parse().map_err(|_| errors::not_found())?;
    let export = export(call, id).ok_or_else(errors::not_found)?;
    let data = with_link(
        resource(call, id, export),
        &format!("http://cdr-api/cdrs/exports/{id}"),
    );
    Ok(Answer::document(200, &json!({"data": data})))
}

fn export<'a>(call: &'a Call<'_>, id: u64) -> Option<&'a Export> {
    call.store.state.cdrs.exports.get(&id)
}

fn with_link(mut data: Value, link: &str) -> Value {
    if let Value::Object(data) = &mut data {
        data.insert("links".to_owned(), json!({"self": link}));
    }
    data
}

fn resource(call: &Call<'_>, id: u64, export: &Export) -> Value {
    let made = export.result.as_ref();
    let expires_at = export.expires_at();
    let left = expires_at
        .map(|at| at - call.store.state.now)
        .filter(|left| *left > 0);
    let place = files::place(files::EXPORTS, id, &format!("{id}.csv.gz"));
    let cost = made.map(|made| money::plain(made.total_cost, 6));
    let none = made.map(|_| "0.0");
    let attributes = json!({
        "status": export.word(),
        "callback_url": export.callback_url,
        "download_url": left.map(|left| files::presigned(call, "GET", &place, left)),
        "requested_at": time::echo(export.requested_at),
        "created_at": made.map_or_else(|| time::echo(export.requested_at), |made| time::echo(made.at)),
        "expires_at": expires_at.map(time::echo),
        "filter_parameters": export.filter_parameters,
        "num_calls": made.map(|made| made.num_calls),
        "billed_minutes": made.map(|made| made.billed_seconds / 60),
        "total_cost": cost,
        "call_subtotal": cost,
        "connect_fees": none,
        "cnamlookup_fees": none,
        "usf_fees": none,
        "ccrf": none,
    });
    json!({"type": "cdrexport", "id": id.to_string(), "attributes": attributes})
}
