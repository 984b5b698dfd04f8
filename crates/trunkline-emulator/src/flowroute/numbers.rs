//! N1 to N10: inventory, purchase, owned numbers, release.

use serde_json::{Value, json};

use super::body::{self, Members, parse_boolean};
use super::path::number_of;
use super::query::{Listing, Window, digits, encode, prefix};
use super::{errors, view};
use crate::api::Call;
use crate::money;
use crate::number::{Digits, Tn};
use crate::store::numbers::{Number, PurchaseOptions};
use crate::store::search::{Criteria, OrderBy};
use crate::store::stock::{NumberKind, TIERS};
use crate::wire::{Answer, Problem};

const ALIAS_LIMIT: usize = 64;

/// N1.
pub(super) fn list_area_codes(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 400)?;
    let (most, echo) = max_setup_cost(call)?;
    let wanted = Criteria {
        max_setup_cost: most,
        ..Criteria::default()
    };
    let (codes, more) = page.of(call.store.for_sale().area_codes(&wanted));
    let data = codes.into_iter().map(|code| {
        let link = call
            .request
            .link(&format!("/v2/numbers/available/exchanges?areacode={code}"));
        json!({"type": "areacode", "id": code.to_string(), "links": {"related": link}})
    });
    let data = data.collect();
    let listing = Listing::new("/v2/numbers/available/areacodes", page).filter("max_setup_cost", echo);
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

/// N2.
pub(super) fn list_exchanges(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let (most, echo) = max_setup_cost(call)?;
    let area_code = digits(call, "areacode")?;
    if area_code.as_deref().is_some_and(|code| code.len() != 3) {
        return Err(Problem::field("areacode", "Must be three digits."));
    }
    let code = area_code.as_deref().and_then(|code| code.parse().ok());
    let wanted = Criteria {
        max_setup_cost: most,
        area_code: code,
        ..Criteria::default()
    };
    let (exchanges, more) = page.of(call.store.for_sale().exchanges(&wanted));
    let data = exchanges.into_iter().map(|exchange| {
        let link = call
            .request
            .link(&format!("/v2/numbers/available?starts_with=1{exchange}"));
        json!({"type": "exchange", "id": exchange.to_string(), "links": {"related": link}})
    });
    let data = data.collect();
    let listing = Listing::new("/v2/numbers/available/exchanges", page)
        .filter("areacode", area_code)
        .filter("max_setup_cost", echo);
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

/// Exact value to compare with, cut value to echo (docs/contracts/flowroute-v2.md A:16).
fn max_setup_cost(call: &Call<'_>) -> Result<(Option<i64>, Option<String>), Problem> {
    let name = "max_setup_cost";
    let Some(text) = call.request.query(name) else {
        return Ok((None, None));
    };
    let most = money::parse(text).filter(|most| *most >= 0);
    let most = most.ok_or_else(|| Problem::field(name, "Not a valid number."))?;
    Ok((Some(most), Some((most / money::DOLLAR).to_string())))
}

/// N3. Both links lack `/available`, as documented (docs/contracts/flowroute-v2.md §7 no. 6).
pub(super) fn list_tiers(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let for_sale = call.store.for_sale();
    let offered = |tier: &&crate::store::stock::Tier| {
        let wanted = Criteria {
            tier: Some(tier.id.to_owned()),
            ..Criteria::default()
        };
        !for_sale
            .page(&wanted, (OrderBy::Number, false), 0, 1)
            .0
            .is_empty()
    };
    let (tiers, more) = page.of(TIERS.iter().filter(offered));
    let data = tiers.into_iter().map(|tier| {
        let link = call
            .request
            .link(&format!("/v2/numbers?tier={}", encode(tier.id)));
        json!({"type": "tier", "id": tier.id, "links": {"related": link}})
    });
    let data = data.collect();
    Ok(Answer::document(
        200,
        &Listing::new("/v2/numbers/tiers", page).document(call, data, more),
    ))
}

/// N4.
pub(super) fn search(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let starts_with = prefix(call)?;
    let (contains, ends_with) = (digits(call, "contains")?, digits(call, "ends_with")?);
    let text = |name| call.request.query(name).map(str::to_owned);
    let order_by = text("order_by");
    let order = order_by.as_deref().map_or(Ok((OrderBy::Number, false)), order)?;
    let run = |digits: &Option<String>| digits.as_deref().and_then(Digits::parse);
    let wanted = Criteria {
        starts_with: starts_with
            .as_ref()
            .and_then(|prefix| Digits::parse(&prefix.digits)),
        contains: run(&contains),
        ends_with: run(&ends_with),
        rate_center: text("rate_center"),
        state: text("state"),
        kind: text("number_type").as_deref().map(number_type).transpose()?,
        country: text("iso_country"),
        tier: text("tier"),
        ..Criteria::default()
    };
    let (offers, more) = call
        .store
        .for_sale()
        .page(&wanted, order, page.offset as u64, page.limit);
    let data = offers
        .into_iter()
        .map(|(tn, block)| view::offer(call, tn, block))
        .collect();
    let listing = Listing::new("/v2/numbers/available", page)
        .filter("contains", contains)
        .filter("ends_with", ends_with)
        .filter("iso_country", wanted.country)
        .filter("number_type", text("number_type"))
        .filter("order_by", order_by)
        .filter("rate_center", wanted.rate_center)
        .filter("starts_with", starts_with.map(|prefix| prefix.echo))
        .filter("state", wanted.state)
        .filter("tier", wanted.tier);
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

fn number_type(word: &str) -> Result<NumberKind, Problem> {
    match word {
        "longcode" | "standard" => Ok(NumberKind::Local),
        "toll-free" | "tollfree" => Ok(NumberKind::TollFree),
        _ => Err(Problem::field("number_type", "Not a valid choice.")),
    }
}

fn order(text: &str) -> Result<(OrderBy, bool), Problem> {
    let (field, direction) = text.split_once(',').unwrap_or((text, "asc"));
    let order = match field {
        "number" | "value" | "tn" => Some(OrderBy::Number),
        "monthly_cost" => Some(OrderBy::MonthlyCost),
        "iso_country" => Some(OrderBy::Country),
        "number_type" => Some(OrderBy::NumberKind),
        "state" => Some(OrderBy::State),
        "rate_center" => Some(OrderBy::RateCenter),
        _ => None,
    };
    let descending = match direction {
        "asc" => Some(false),
        "desc" => Some(true),
        _ => None,
    };
    order
        .zip(descending)
        .ok_or_else(|| Problem::field("order_by", "Not a valid choice."))
}

/// N5.
pub(super) fn purchase(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    let asked = NumberRequest::read(call)?;
    let options = PurchaseOptions {
        cnam_lookups_enabled: asked.cnam_lookups,
        ..PurchaseOptions::default()
    };
    call.store.purchase(tn, options).map_err(errors::refused)?;
    let unreachable = provision(call, tn, &asked);
    let owned = call.store.state.number(tn).map_err(errors::refused)?;
    let mut document = view::number_document(call, tn, owned);
    if call.store.state.switches.newer_attributes {
        view::add_purchase_attributes(&mut document, owned);
    }
    let status = if unreachable {
        207
    } else {
        call.store.state.switches.purchase_status
    };
    Ok(Answer::document(status, &document))
}

/// What a purchase or a change asks for; in a body, or in the query of a purchase (both are seen in the wild).
struct NumberRequest {
    cnam_lookups: Option<bool>,
    messaging: Option<bool>,
    callback_url: Option<String>,
}

impl NumberRequest {
    fn read(call: &Call<'_>) -> Result<Self, Problem> {
        let asked = Self::of(&body::optional(call)?)?;
        let query = |name: &str| {
            let value = call.request.query(name).map(parse_boolean);
            value
                .map(|value| value.ok_or_else(|| Problem::field(name, "Not a valid boolean.")))
                .transpose()
        };
        let callback = call.request.query("messaging_callback_url").map(str::to_owned);
        if callback.as_deref().is_some_and(|url| !body::is_url(url)) {
            return Err(Problem::field("messaging_callback_url", "Not a valid URL."));
        }
        Ok(Self {
            cnam_lookups: asked.cnam_lookups.or(query("cnam_lookups_enabled")?),
            messaging: asked.messaging.or(query("messaging_enabled")?),
            callback_url: asked.callback_url.or(callback),
        })
    }

    fn of(members: &Members) -> Result<Self, Problem> {
        let field = |name: &'static str| move |message: &str| Problem::field(name, message);
        members
            .text("messaging_email")
            .map_err(field("messaging_email"))?;
        Ok(Self {
            cnam_lookups: members
                .boolean("cnam_lookups_enabled")
                .map_err(field("cnam_lookups_enabled"))?,
            messaging: members
                .boolean("messaging_enabled")
                .map_err(field("messaging_enabled"))?,
            callback_url: members
                .url("messaging_callback_url")
                .map_err(field("messaging_callback_url"))?,
        })
    }
}

/// Starts provisioning if it was asked for; true if it cannot be reached.
fn provision(call: &mut Call<'_>, tn: Tn, asked: &NumberRequest) -> bool {
    let state = &mut call.store.state;
    match asked.messaging {
        Some(_) if state.switches.provisioning_down => true,
        Some(enable) if enable || state.may_send_from(tn) => {
            state.start_task(&[tn], enable, asked.callback_url.clone());
            false
        }
        _ => false,
    }
}

/// N6.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let starts_with = prefix(call)?;
    let (contains, ends_with) = (digits(call, "contains")?, digits(call, "ends_with")?);
    let alias = call.request.query("alias").map(str::to_owned);
    let fits = |(tn, number): &(Tn, &Number)| {
        let text = tn.to_string();
        starts_with
            .as_ref()
            .is_none_or(|prefix| text.starts_with(&prefix.digits))
            && contains.as_ref().is_none_or(|digits| text.contains(digits))
            && ends_with.as_ref().is_none_or(|digits| text.ends_with(digits))
            && alias
                .as_ref()
                .is_none_or(|alias| number.alias.as_ref() == Some(alias))
    };
    let (numbers, more) = page.of(call.store.state.visible_numbers().filter(fits));
    let data = numbers
        .into_iter()
        .map(|(tn, number)| view::number(call, tn, number))
        .collect();
    let listing = Listing::new("/v2/numbers", page)
        .filter("alias", alias)
        .filter("contains", contains)
        .filter("ends_with", ends_with)
        .filter("starts_with", starts_with.map(|prefix| prefix.echo));
    Ok(Answer::document(200, &listing.document(call, data, more)))
}

/// N7.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    let state = &call.store.state;
    let shown = state
        .number(tn)
        .ok()
        .filter(|number| number.visible_at <= state.now);
    let number = shown.ok_or_else(errors::not_found)?;
    Ok(Answer::document(200, &view::number_document(call, tn, number)))
}

/// N8; numbers that are not the account's are left out (docs/contracts/flowroute-v2.md A:20).
pub(super) fn details(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let wanted = phone_numbers(&body::required(call)?)?;
    let state = &call.store.state;
    let owned = wanted.into_iter().filter_map(|tn| {
        let number = state
            .numbers
            .get(&tn)
            .filter(|number| number.visible_at <= state.now)?;
        Some(view::number_in_full(call, tn, number))
    });
    let data: Vec<Value> = owned.collect();
    Ok(Answer::document(200, &json!({"data": data})))
}

/// A member `numbers`: at least one phone number, `+` tolerated.
pub(super) fn phone_numbers(members: &Members) -> Result<Vec<Tn>, Problem> {
    let list = match members.get("numbers") {
        None | Some(Value::Null) => {
            return Err(Problem::field("numbers", "Missing data for required field."));
        }
        Some(Value::Array(list)) if !list.is_empty() => list,
        Some(_) => {
            return Err(Problem::field(
                "numbers",
                "Must be a list of at least one phone number.",
            ));
        }
    };
    let parse = |item: &Value| {
        let text = item
            .as_str()
            .map(str::to_owned)
            .or_else(|| item.as_u64().map(|number| number.to_string()));
        text.as_deref()
            .and_then(Tn::parse)
            .ok_or_else(|| Problem::field("numbers", "Not a valid phone number."))
    };
    list.iter().map(parse).collect()
}

/// N9; flat or wrapped, only what is given changes (docs/contracts/flowroute-v2.md A:21).
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    call.store.state.number(tn).map_err(errors::refused)?;
    let members = body::required(call)?;
    let alias = members
        .text("alias")
        .map_err(|message| Problem::field("alias", message))?;
    if alias
        .as_ref()
        .is_some_and(|alias| alias.chars().count() > ALIAS_LIMIT)
    {
        return Err(Problem::field("alias", "Longer than maximum length 64."));
    }
    let asked = NumberRequest::of(&members)?;
    let number = call.store.state.number_mut(tn).map_err(errors::refused)?;
    if members.get("alias").is_some() {
        number.alias = alias.filter(|alias| !alias.is_empty());
    }
    if let Some(enabled) = asked.cnam_lookups {
        number.cnam_lookups_enabled = enabled;
    }
    let unreachable = provision(call, tn, &asked);
    let number = call.store.state.number(tn).map_err(errors::refused)?;
    Ok(Answer::document(
        if unreachable { 207 } else { 200 },
        &view::number_document(call, tn, number),
    ))
}

/// N10.
pub(super) fn release(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let tn = number_of(call)?;
    call.store.state.release(tn).map_err(errors::refused)?;
    Ok(Answer::empty(204))
}
