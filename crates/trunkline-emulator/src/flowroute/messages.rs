//! M1 to M7, and the form of v2.0: messages, their records, account-level callbacks.

use serde_json::{Value, json};

use super::body::{self, Members};
use super::query::{Window, encode};
use super::relationships::{callback_type, callback_url};
use super::{errors, media, view};
use crate::api::Call;
use crate::money;
use crate::number::Tn;
use crate::store::Refused;
use crate::store::account::Callback;
use crate::store::messages::{BODY_LIMIT, Draft, FinalStatus, Media, Message};
use crate::store::stock::NumberKind;
use crate::store::switches::ClockMode;
use crate::time::{self, Micros};
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// `v2.1` or `v2.2`; the path of v2.0 has no variable for it.
fn version<'a>(call: &'a Call<'_>) -> &'a str {
    match call.params.get("version") {
        "" => "v2.0",
        version => version,
    }
}

fn is_v22(call: &Call<'_>) -> bool {
    version(call) == "v2.2"
}

/// A message as sent.
struct SendRequest {
    from: Tn,
    to: Tn,
    body: Option<String>,
    media_urls: Vec<String>,
    is_mms: bool,
    dlr_callback: Option<String>,
}

impl SendRequest {
    /// Reads a body; every field that is wrong is named.
    fn read(members: &Members, text: &str) -> Result<Self, Problem> {
        let number = |name| {
            let text = members.text(name)?.ok_or("Missing data for required field.")?;
            Tn::parse_e164(&text).ok_or("Not a valid phone number.")
        };
        match (
            number("to"),
            number("from"),
            body_of(members, text),
            media_urls(members),
            members.boolean("is_mms"),
            members.url("dlr_callback"),
        ) {
            (Ok(to), Ok(from), Ok(body), Ok(media_urls), Ok(flag), Ok(dlr_callback)) => Ok(Self {
                from,
                to,
                body,
                is_mms: flag.unwrap_or(false) || !media_urls.is_empty(),
                media_urls,
                dlr_callback,
            }),
            (to, from, body, media_urls, is_mms, dlr_callback) => {
                let wrong = [
                    ("to", to.err()),
                    ("from", from.err()),
                    (text, body.err()),
                    ("media_urls", media_urls.err()),
                    ("is_mms", is_mms.err()),
                    ("dlr_callback", dlr_callback.err()),
                ];
                let wrong = wrong
                    .into_iter()
                    .filter_map(|(name, message)| Some((name, message?)));
                Err(Problem::each_field(wrong))
            }
        }
    }
}

/// The text, which must be there unless there are media.
fn body_of(members: &Members, name: &str) -> Result<Option<String>, &'static str> {
    let body = members.text(name)?.filter(|body| !body.is_empty());
    let has_media = media_urls(members).is_ok_and(|urls| !urls.is_empty());
    match &body {
        None if !has_media => Err("Missing data for required field."),
        Some(text) if text.chars().count() > BODY_LIMIT => Err("Longer than maximum length 2048."),
        _ => Ok(body),
    }
}

fn media_urls(members: &Members) -> Result<Vec<String>, &'static str> {
    let wrong = "Not a valid list.";
    match members.get("media_urls") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(urls)) => urls
            .iter()
            .map(|url| url.as_str().map(str::to_owned).ok_or(wrong))
            .collect(),
        Some(_) => Err(wrong),
    }
}

/// Flag or media; the flag may be the text `"true"`, as the README sends it.
fn wants_mms(members: &Members) -> bool {
    let flagged = matches!(members.boolean("is_mms"), Ok(Some(true)));
    flagged || media_urls(members).is_ok_and(|urls| !urls.is_empty())
}

/// Every attempt counts, per version and kind, before anything else is looked at (docs/contracts/flowroute-v2.md §1.7).
fn is_over_limit(call: &mut Call<'_>, is_mms: bool) -> bool {
    let switches = &call.store.state.switches;
    let (counter, limit) = match (version(call), is_mms) {
        ("v2.0", _) => ("v2.0 sms", switches.sms_per_second),
        ("v2.2", false) => ("v2.2 sms", switches.sms_per_second),
        ("v2.2", true) => ("v2.2 mms", switches.mms_per_second),
        (_, false) => ("v2.1 sms", switches.sms_per_second),
        (_, true) => ("v2.1 mms", switches.mms_per_second),
    };
    call.limits.is_over(counter, limit, call.wall)
}

/// Recipients that make things go wrong on purpose (extension, docs/contracts/flowroute-v2.md A:74).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Magic {
    None,
    TooMany,
    ErrorBefore,
    ErrorAfter,
    Fails,
}

fn magic(to: Tn) -> Magic {
    match to.line() {
        429 => Magic::TooMany,
        500 => Magic::ErrorBefore,
        599 => Magic::ErrorAfter,
        404 => Magic::Fails,
        _ => Magic::None,
    }
}

/// M1.
pub(super) fn send(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = submit(call, "body")?;
    Ok(Answer::document(202, &accepted(call, &id)))
}

/// M1 in the form of v2.0, which the vendor's oldest clients send (docs/contracts/flowroute-v2.md §3.5.3).
pub(super) fn send_v2_0(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = submit(call, "content")?;
    Ok(Answer::json(200, JSON, &json!({"data": {"id": old_id(&id)}})))
}

/// Sends a message, in the order of docs/contracts/flowroute-v2.md §6.6; `text` is the member that has the text.
fn submit(call: &mut Call<'_>, text: &str) -> Result<String, Problem> {
    let members = body::required(call);
    let is_mms = members.as_ref().is_ok_and(wants_mms);
    let over = is_over_limit(call, is_mms);
    let asked = SendRequest::read(&members?, text)?;
    if !call.store.state.may_send_from(asked.from) {
        return Err(errors::not_allowed());
    }
    let special = magic(asked.to);
    if over || special == Magic::TooMany {
        return Err(errors::usual(429).with_retry_after(call.store.state.switches.retry_after.as_deref()));
    }
    if special == Magic::ErrorBefore {
        return Err(errors::usual(500));
    }
    let media = media::fetch(
        &call.store.state,
        &asked.media_urls,
        asked.body.as_deref().unwrap_or(""),
    )?;
    let draft = draft(call, asked, media, special);
    let id = call
        .store
        .state
        .send_message(draft)
        .map_err(|error| match error {
            Refused::Funds => errors::funds(),
            other => errors::refused(other),
        })?;
    if special == Magic::ErrorAfter {
        return Err(Problem {
            took_effect: true,
            ..errors::usual(500)
        });
    }
    Ok(id)
}

/// Ids of v2.0 begin with `mdr1-`.
pub(super) fn old_id(id: &str) -> String {
    id.replacen("mdr2-", "mdr1-", 1)
}

fn draft(call: &Call<'_>, asked: SendRequest, media: Vec<Media>, special: Magic) -> Draft {
    let fees = &call.store.state.switches.fees;
    let base = if asked.is_mms { fees.mms } else { fees.sms_segment };
    // Only v2.2 shows a surcharge, so only v2.2 charges it: what is taken is what is shown.
    let rate = if is_v22(call) {
        base.saturating_add(fees.sms_surcharge)
    } else {
        base
    };
    Draft {
        from: asked.from,
        to: asked.to,
        body: asked.body,
        media,
        is_mms: asked.is_mms,
        dlr_callback: asked.dlr_callback,
        api_version: version(call).trim_start_matches('v').to_owned(),
        rate,
        fate: if special == Magic::Fails {
            FinalStatus::Failed
        } else {
            FinalStatus::Delivered
        },
    }
}

/// The 202 document; v2.2 adds the price, its members as texts (docs/contracts/flowroute-v2.md A:49).
fn accepted(call: &Call<'_>, id: &str) -> Value {
    let link = call.request.link(&format!("/{}/messages/{id}", version(call)));
    let mut data = json!({"type": "message", "id": id, "links": {"self": link}});
    let message = call.store.state.messages.get(id).filter(|_| is_v22(call));
    if let (Some(message), Value::Object(data)) = (message, &mut data) {
        let surcharge = call.store.state.switches.fees.sms_surcharge;
        let rate = message.amount / i64::from(message.segments.max(1));
        let price = json!({
            "base_rate": money::plain(rate - surcharge, 4),
            "surcharge_rate": money::plain(surcharge, 4),
            "charged_cost": money::plain(message.amount, 4),
            "segment_count": message.segments,
        });
        data.insert("attributes".to_owned(), json!({"price_details": price}));
    }
    json!({"data": data})
}

/// A record (docs/contracts/flowroute-v2.md §3.5.2). Records have no links.
pub(super) fn resource(id: &str, message: &Message) -> Value {
    let receipts = message.receipts.iter().map(|receipt| {
        json!({
            "level": receipt.level,
            "status": receipt.status,
            "status_code": receipt.code,
            "status_code_description": receipt.description,
            "timestamp": time::mdr(receipt.timestamp),
        })
    });
    let attributes = json!({
        "body": message.body,
        "from": message.from.to_string(),
        "to": message.to.to_string(),
        "direction": if message.inbound { "inbound" } else { "outbound" },
        "status": message.status,
        "is_mms": message.is_mms,
        "message_encoding": message.encoding,
        "message_type": if message.kind == NumberKind::TollFree { "toll-free" } else { "longcode" },
        "amount_display": money::dollars(message.amount, 4),
        "amount_nanodollars": message.amount,
        "timestamp": time::mdr(message.timestamp),
        "delivery_receipts": receipts.collect::<Vec<_>>(),
    });
    let mut data = json!({"type": "message", "id": id, "attributes": attributes});
    if let (false, Value::Object(data)) = (message.media.is_empty(), &mut data) {
        let references = message
            .media
            .iter()
            .map(|media| json!({"type": "media", "id": media.id}));
        let references: Vec<_> = references.collect();
        data.insert("relationships".to_owned(), json!({"media": {"data": references}}));
    }
    data
}

/// A file; `root` stands before the path of its link.
pub(super) fn media_resource(root: &str, media: &Media) -> Value {
    json!({
        "type": "media",
        "id": media.id,
        "attributes": {
            "file_name": media.file_name,
            "file_size": media.file_size,
            "mime_type": media.mime_type,
            "url": media.url,
        },
        "links": {"self": format!("{root}/v2.2/media/{}", media.id)},
    })
}

fn document(call: &Call<'_>, data: Value, messages: &[&Message]) -> Value {
    let mut document = json!({"data": data});
    let copies: Vec<Value> = messages
        .iter()
        .flat_map(|message| &message.media)
        .map(|media| media_resource(&call.request.link(""), media))
        .collect();
    if let (false, Value::Object(document)) = (copies.is_empty(), &mut document) {
        document.insert("included".to_owned(), Value::from(copies));
    }
    document
}

/// Reads a date of the query.
fn date(call: &Call<'_>, name: &str) -> Result<Option<Micros>, Problem> {
    let Some(text) = call.request.query(name) else {
        return Ok(None);
    };
    time::parse_query(text)
        .map(Some)
        .ok_or_else(|| Problem::field(name, "Not a valid datetime."))
}

/// A date of the request on the virtual clock.
///
/// A clock that runs is the client's own. One that stands still stands somewhere in the past, while a program that looks for
/// a message it sent just now asks from "a minute ago" by its own clock: a date that the virtual clock has not reached can be
/// by no other, and is moved by the difference between the two.
fn on_virtual_clock(call: &Call<'_>, date: Micros) -> Micros {
    let state = &call.store.state;
    if state.switches.clock == ClockMode::Frozen && date > state.now {
        date.saturating_sub(time::wall().saturating_sub(state.now))
    } else {
        date
    }
}

/// M2. `start <= timestamp < end`, newest first (docs/contracts/flowroute-v2.md A:39); only a link to the next page, if there is one (A:5).
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 100, 1_000_000)?;
    let given_start = date(call, "start_date")?
        .ok_or_else(|| Problem::field("start_date", "Missing data for required field."))?;
    let given_end = date(call, "end_date")?;
    let now = call.store.state.now;
    let start = on_virtual_clock(call, given_start);
    // "Now" includes what happened at this very instant, which on a clock that stands still is everything.
    let end = given_end.map_or(now + 1, |end| on_virtual_clock(call, end));
    let (messages, more) = page.of(call.store.state.messages_between(start, end));
    let data = messages
        .iter()
        .map(|(id, message)| resource(id, message))
        .collect();
    let shown: Vec<&Message> = messages.iter().map(|(_, message)| *message).collect();
    let mut document = document(call, data, &shown);
    let mut links = json!({});
    if let (true, Value::Object(links)) = (more, &mut links) {
        let dates = [("start_date", Some(given_start)), ("end_date", given_end)];
        let dates = dates
            .into_iter()
            .filter_map(|(name, at)| Some(format!("&{name}={}", encode(&time::echo(at?)))));
        let next = format!(
            "/{}/messages?limit={}{}&offset={}",
            version(call),
            page.limit,
            dates.collect::<String>(),
            page.offset.saturating_add(page.limit)
        );
        links.insert("next".to_owned(), Value::from(call.request.link(&next)));
    }
    if let Value::Object(document) = &mut document {
        document.insert("links".to_owned(), links);
    }
    Ok(Answer::document(200, &document))
}

/// M3.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = call.params.get("id");
    let state = &call.store.state;
    let message = state
        .messages
        .get(id)
        .filter(|message| message.visible_at <= state.now);
    let message = message.ok_or_else(errors::not_found)?;
    Ok(Answer::document(
        200,
        &document(call, resource(id, message), &[message]),
    ))
}

/// M3 in the form of v2.0 (docs/contracts/flowroute-v2.md §3.5.3).
pub(super) fn get_v2_0(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let state = &call.store.state;
    let id = call.params.get("id").replacen("mdr1-", "mdr2-", 1);
    let message = state
        .messages
        .get(&id)
        .filter(|message| message.visible_at <= state.now);
    let message = message.ok_or_else(errors::not_found)?;
    let attributes = json!({
        "body": message.body,
        "direction": if message.inbound { "inbound" } else { "outbound" },
        "amount_nanodollars": message.amount,
        "message_encoding": message.encoding,
        "timestamp": time::event(message.timestamp),
        "has_mms": message.is_mms,
        "to": message.to.to_string(),
        "amount_display": money::dollars(message.amount, 4),
        "from": message.from.to_string(),
        "callback_url": message.callback.as_ref().map(|callback| callback.url.as_str()),
        "type": "messages",
        "message_type": if message.kind == NumberKind::TollFree { "toll-free" } else { "long-code" },
    });
    let data = json!({"type": "message", "id": old_id(&id), "attributes": attributes});
    Ok(Answer::json(200, JSON, &json!({"data": data})))
}

/// A type that does not exist is read as the id of a record that does not (docs/contracts/flowroute-v2.md §2.7).
fn kind(call: &Call<'_>) -> Result<&'static str, Problem> {
    callback_type(call.params.get("callback_type")).ok_or_else(errors::not_found)
}

/// M4.
pub(super) fn set_callback(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let kind = kind(call)?;
    let api_version = version(call).trim_start_matches('v').to_owned();
    let callback = Callback {
        url: callback_url(call)?,
        api_version,
    };
    call.store
        .state
        .account
        .callbacks
        .insert(kind.to_owned(), callback);
    Ok(Answer::empty(204))
}

/// M5; 404 when unset (docs/contracts/flowroute-v2.md A:40).
pub(super) fn get_callback(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let kind = kind(call)?;
    let callback = call
        .store
        .state
        .account
        .callbacks
        .get(kind)
        .ok_or_else(errors::not_found)?;
    let api_version = version(call).trim_start_matches('v');
    Ok(Answer::document(
        200,
        &view::callback(kind, &callback.url, api_version),
    ))
}

/// M6. Removing one that is not there is fine.
pub(super) fn delete_callback(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let kind = kind(call)?;
    call.store.state.account.callbacks.remove(kind);
    Ok(Answer::empty(204))
}

/// M7 (docs/contracts/flowroute-v2.md A:41).
pub(super) fn get_media(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = call.params.get("id");
    let mut all = call
        .store
        .state
        .messages
        .values()
        .flat_map(|message| &message.media);
    let media = all.find(|media| media.id == id).ok_or_else(errors::not_found)?;
    Ok(Answer::document(
        200,
        &json!({"data": media_resource(&call.request.link(""), media)}),
    ))
}
