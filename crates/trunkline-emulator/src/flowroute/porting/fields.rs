//! The attributes of a port order in requests (docs/contracts/flowroute-v2.md §2.9).

use jiff::civil::Date;
use serde_json::Value;

use super::super::body::{Members, is_url};
use crate::number::Tn;
use crate::store::porting::{Document, Draft};
use crate::time::{self, Micros};
use crate::wire::Problem;

const MISSING: &str = "Missing data for required field.";

/// Everything that is wrong with a request, field by field.
#[derive(Default)]
struct Wrong(Vec<(&'static str, String)>);

impl Wrong {
    fn add(&mut self, name: &'static str, message: &str) {
        self.0.push((name, message.to_owned()));
    }

    /// A member, or its error and nothing.
    fn note<T>(&mut self, name: &'static str, read: Result<Option<T>, &'static str>) -> Option<T> {
        read.unwrap_or_else(|message| {
            self.add(name, message);
            None
        })
    }
}

/// What a new order must have.
const REQUIRED: [&str; 9] = [
    "numbers",
    "billing_name",
    "street",
    "city",
    "state",
    "zip",
    "country",
    "provider",
    "usage_type",
];

/// A draft with everything that a new order needs.
pub(super) fn whole(members: &Members, now: Micros) -> Result<Draft, Problem> {
    let missing = REQUIRED
        .into_iter()
        .filter(|name| matches!(members.get(name), None | Some(Value::Null)));
    let missing: Vec<_> = missing.map(|name| (name, MISSING.to_owned())).collect();
    if !missing.is_empty() {
        return Err(Problem::attributes(missing));
    }
    let mut draft = merged(members, Draft::default(), now)?;
    if draft.details.usage_type == "business" && draft.details.company.is_empty() {
        return Err(Problem::attribute("company", MISSING));
    }
    if draft.details.alias.is_empty() {
        draft.details.alias = format!("Port Order {}", time::month_day_year(now));
    }
    Ok(draft)
}

/// The members of a request on top of `draft`: only those that are given change.
pub(super) fn merged(members: &Members, mut draft: Draft, now: Micros) -> Result<Draft, Problem> {
    let mut wrong = Wrong::default();
    texts(members, &mut draft, &mut wrong);
    if let Some(flag) = wrong.note("enable_cnam_lookups", members.boolean("enable_cnam_lookups")) {
        draft.details.enable_cnam_lookups = flag;
    }
    if let Some(url) = wrong.note("status_url", members.url("status_url")) {
        draft.details.status_url = Some(url);
    }
    let date = "desired_completion_date";
    match wrong.note(date, members.text(date)) {
        Some(day) if is_soon(&day, now) => draft.details.desired_completion_date = Some(day),
        Some(_) => wrong.add(date, "Must be a date within 30 days."),
        None => {}
    }
    if let Some(loa) = members.get("loa_details").and_then(Value::as_object) {
        let text = |name: &str| loa.get(name).and_then(Value::as_str).map(str::to_owned);
        (draft.details.loa_email, draft.details.loa_cc) = (text("email"), text("cc"));
    }
    presets(members, &mut draft, &mut wrong);
    documents(members, &mut draft, &mut wrong);
    check(&draft, &mut wrong);
    if wrong.0.is_empty() {
        Ok(draft)
    } else {
        Err(Problem::attributes(wrong.0))
    }
}

fn texts(members: &Members, draft: &mut Draft, wrong: &mut Wrong) {
    let details = &mut draft.details;
    let fields: [(&'static str, &mut String); 15] = [
        ("alias", &mut details.alias),
        ("billing_name", &mut details.billing_name),
        ("street", &mut details.street),
        ("street2", &mut details.street2),
        ("city", &mut details.city),
        ("state", &mut details.state),
        ("zip", &mut details.zip),
        ("country", &mut details.country),
        ("provider", &mut details.provider),
        ("provider_account", &mut details.provider_account),
        ("billing_number", &mut details.billing_number),
        ("pin", &mut details.pin),
        ("last_4_ssn", &mut details.last_4_ssn),
        ("usage_type", &mut details.usage_type),
        ("company", &mut details.company),
    ];
    for (name, field) in fields {
        if let Some(text) = wrong.note(name, members.text(name)) {
            text.trim().clone_into(field);
        }
    }
    details.usage_type.make_ascii_lowercase();
}

fn check(draft: &Draft, wrong: &mut Wrong) {
    let details = &draft.details;
    if !["business", "residential"].contains(&details.usage_type.as_str()) {
        wrong.add("usage_type", "Must be one of: Business, Residential.");
    }
    if !["US", "CA"].contains(&details.country.as_str()) {
        wrong.add("country", "Must be one of: US, CA.");
    }
    let two_letters = details.state.len() == 2 && details.state.bytes().all(|b| b.is_ascii_uppercase());
    if !two_letters {
        wrong.add("state", "Must be two letters.");
    }
}

/// The ids of presets; null clears one.
fn presets(members: &Members, draft: &mut Draft, wrong: &mut Wrong) {
    let Some(presets) = members.get("presets").and_then(Value::as_object) else {
        return;
    };
    if let Some(alias) = presets.get("alias") {
        draft.presets.alias = alias.as_str().map(str::to_owned);
    }
    let fields = [
        ("cnam_id", &mut draft.presets.cnam),
        ("e911_id", &mut draft.presets.e911),
        ("primary_route_id", &mut draft.presets.primary_route),
        ("failover_route_id", &mut draft.presets.failover_route),
    ];
    for (name, field) in fields {
        let id = |value: &Value| value.as_u64().or_else(|| value.as_str()?.parse().ok());
        match presets.get(name) {
            None => {}
            Some(Value::Null) => *field = None,
            Some(value) => match id(value) {
                Some(id) => *field = Some(id),
                None => wrong.add(name, "There is no such record."),
            },
        }
    }
}

fn documents(members: &Members, draft: &mut Draft, wrong: &mut Wrong) {
    let urls = members.get("business_documents").and_then(Value::as_array);
    for url in urls.into_iter().flatten() {
        match url.as_str() {
            Some(url) if is_url(url) => draft.documents.push(Document::at(url)),
            _ => wrong.add("business_documents", "Not a valid URL."),
        }
    }
}

fn is_soon(day: &str, now: Micros) -> bool {
    let today = time::date(now);
    let latest = today.saturating_add(jiff::Span::new().days(30));
    day.parse::<Date>()
        .is_ok_and(|day| (today..=latest).contains(&day))
}

/// A list of numbers, if there is one.
pub(super) fn numbers(members: &Members, name: &'static str) -> Result<Option<Vec<Tn>>, Problem> {
    let list = match members.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(Problem::field(name, "Not a valid list.")),
    };
    let number = |item: &Value| item.as_str().and_then(Tn::parse);
    let wrong = || Problem::field(name, "Not a valid phone number.");
    list.iter()
        .map(|item| number(item).ok_or_else(wrong))
        .collect::<Result<_, _>>()
        .map(Some)
}
