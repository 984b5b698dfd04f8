//! Endpoints 1 to 3: what is for sale.

use serde_json::{Map, Value, json};

use super::errors::invalid;
use super::numbers::BILLING_METHODS;
use super::query::{ListAnswer, PageNumber, broken_limit, digits, text};
use crate::api::Call;
use crate::money::plain;
use crate::number::{Digits, Tn};
use crate::store::search::{Criteria, OrderBy};
use crate::store::stock::Block;
use crate::wire::{Answer, Problem};

const NPAS: &str = "/v1/available-tns/npas/";
const NPANXXS: &str = "/v1/available-tns/npanxxs/";
const TNS: &str = "/v1/available-tns/tns/";

/// Endpoint 1.
pub(super) fn list_area_codes(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = PageNumber::read(call, broken_limit)?;
    let (codes, more) = page.of(call.store.for_sale().area_codes(&Criteria::default()));
    let items = codes.into_iter().map(|npa| {
        let links = json!({"nxxs": format!("{NPANXXS}?npa={npa}"), "tns": format!("{TNS}?npa={npa}")});
        (npa.to_string(), links)
    });
    let items = items.collect();
    Ok(ListAnswer::new(NPAS, page).answer("npas", items, more))
}

/// Endpoint 2.
pub(super) fn list_exchanges(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = PageNumber::read(call, broken_limit)?;
    let npa = digits(call, "npa", 3)?;
    let wanted = Criteria {
        in_area_code: npa.and_then(Digits::parse),
        ..Criteria::default()
    };
    let (exchanges, more) = page.of(call.store.for_sale().exchanges(&wanted));
    let items = exchanges.into_iter().map(|exchange| {
        let (npa, nxx) = (exchange / 1000, exchange % 1000);
        let links = json!({"tns": format!("{TNS}?npa={npa}&nxx={nxx:03}")});
        (exchange.to_string(), links)
    });
    let items = items.collect();
    Ok(ListAnswer::new(NPANXXS, page)
        .filter("npa", npa)
        .answer("npanxxs", items, more))
}

/// Endpoint 3. Companions are required, not ignored (assumed: 422).
pub(super) fn search(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = PageNumber::read(call, broken_limit)?;
    let (npa, nxx) = (digits(call, "npa", 3)?, digits(call, "nxx", 3)?);
    let (state, ratecenter) = (text(call, "state"), text(call, "ratecenter"));
    let tn = digits(call, "tn", 11)?;
    if nxx.is_some() && npa.is_none() {
        return Err(invalid("nxx needs npa."));
    }
    if state.is_some_and(|state| state.len() != 2 || !state.bytes().all(|b| b.is_ascii_alphabetic())) {
        return Err(invalid("state must be two letters."));
    }
    if ratecenter.is_some() && state.is_none() {
        return Err(invalid("ratecenter needs state."));
    }
    let wanted = Criteria {
        in_area_code: npa.and_then(Digits::parse),
        in_exchange: nxx.and_then(Digits::parse),
        state: state.map(str::to_owned),
        rate_center: ratecenter.map(str::to_owned),
        contains: tn.and_then(Digits::parse),
        country_code_1: true,
        ..Criteria::default()
    };
    let ascending = (OrderBy::Number, false);
    let for_sale = call.store.for_sale();
    let (offers, more) = for_sale.page(&wanted, ascending, page.offset(), page.limit());
    let items = offers
        .into_iter()
        .map(|(tn, block)| (tn.to_string(), offer(tn, block)))
        .collect::<Map<String, Value>>();
    Ok(ListAnswer::new(TNS, page)
        .filter("npa", npa)
        .filter("nxx", nxx)
        .filter("state", state)
        .filter("ratecenter", ratecenter)
        .filter("tn", tn)
        .answer("tns", items, more))
}

/// A number for sale. Toll-free numbers have no place; the members are texts all the same (assumed).
fn offer(tn: Tn, block: &Block) -> Value {
    let upper = |text: Option<&str>| text.unwrap_or_default().to_ascii_uppercase();
    json!({
        "initial_cost": plain(block.setup_cost(tn), 2),
        "monthly_cost": plain(block.tier.monthly, 2),
        "billing_methods": BILLING_METHODS,
        "ratecenter": upper(block.rate_center),
        "state": upper(block.state),
    })
}
