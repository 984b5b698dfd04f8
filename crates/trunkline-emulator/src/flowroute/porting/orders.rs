//! O2, O3, O5 to O9: port orders.

use serde_json::{Value, json};

use super::super::body;
use super::super::numbers::phone_numbers;
use super::super::query::Window;
use super::{fields, id_of, order, refused, view};
use crate::api::Call;
use crate::number::Tn;
use crate::store::porting::{Draft, PortOrder, Status};
use crate::time::{self, Micros};
use crate::wire::answer::JSON;
use crate::wire::{Answer, Problem};

/// O2.
pub(in crate::flowroute) fn create(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let members = body::required(call)?;
    let draft = fields::whole(&members, call.store.state.now)?;
    let numbers = phone_numbers(&members)?;
    let group = call
        .store
        .state
        .create_port_orders(&numbers, draft)
        .map_err(refused)?;
    Ok(Answer::json(
        201,
        JSON,
        &json!({"data": view::created(call, group)}),
    ))
}

/// O3. Filters in the query come first, then those in a JSON body (docs/contracts/flowroute-v2.md §2.9). Oldest first.
pub(in crate::flowroute) fn list(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let page = Window::read(call, 10, 200)?;
    let filters = Filters::read(call)?;
    let fitting = call
        .store
        .state
        .porting
        .orders
        .iter()
        .filter(|(_, order)| filters.fit(order));
    let (orders, _) = page.of(fitting);
    if orders.is_empty() {
        // An empty list is a 404 (docs/contracts/flowroute-v2.md §7, 10).
        return Err(Problem::new(
            404,
            Some("Resource not found"),
            "No Port Orders match this query.",
        ));
    }
    let orders: Vec<_> = orders
        .into_iter()
        .map(|(id, order)| view::listed(*id, order))
        .collect();
    let data = json!({"type": "portorder_list", "attributes": {"orders": {"data": orders}}});
    Ok(Answer::json(200, JSON, &json!({"data": data})))
}

struct Filters {
    numbers: Vec<Tn>,
    status: Option<String>,
    alias: Option<String>,
    completion_date: Option<String>,
    /// Before and after: created, modified, completed.
    times: [(Option<Micros>, Option<Micros>); 3],
}

impl Filters {
    fn read(call: &Call<'_>) -> Result<Self, Problem> {
        let body = body::optional(call)?;
        let text = |name: &str| match call.request.query(name) {
            Some(text) => Some(text.to_owned()),
            None => body.text(name).ok().flatten(),
        };
        let time = |name: &str| match text(name) {
            Some(text) => time::parse_query(&text)
                .map(Some)
                .ok_or_else(|| Problem::field(name, "Not a valid date.")),
            None => Ok(None),
        };
        Ok(Self {
            numbers: wanted(call, &body)?,
            status: text("status"),
            alias: text("alias"),
            completion_date: text("completion_date"),
            times: [
                (time("created_before")?, time("created_after")?),
                (time("modified_before")?, time("modified_after")?),
                (time("completed_before")?, time("completed_after")?),
            ],
        })
    }

    fn fit(&self, order: &PortOrder) -> bool {
        let completed_at = order
            .status_updated_at
            .filter(|_| order.status == Status::Completed);
        let whens = [Some(order.created_at), Some(order.modified_at), completed_at];
        let in_time = self.times.iter().zip(whens).all(|((before, after), when)| {
            before.is_none_or(|before| when.is_some_and(|when| when < before))
                && after.is_none_or(|after| when.is_some_and(|when| when >= after))
        });
        let is = |wanted: &Option<String>, have: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| have == Some(wanted))
        };
        in_time
            && self.numbers.iter().all(|tn| order.numbers.contains(tn))
            && is(&self.status, Some(order.status.word()))
            && is(&self.alias, Some(&order.details.alias))
            && is(
                &self.completion_date,
                order.details.desired_completion_date.as_deref(),
            )
    }
}

/// `numbers`, repeated or separated by commas, or a list in the body.
fn wanted(call: &Call<'_>, body: &body::Members) -> Result<Vec<Tn>, Problem> {
    let given = call.request.query.iter().filter(|(name, _)| name == "numbers");
    let texts: Vec<&str> = given.flat_map(|(_, value)| value.split(',')).collect();
    if texts.is_empty() {
        return Ok(fields::numbers(body, "numbers")?.unwrap_or_default());
    }
    let wrong = || Problem::field("numbers", "Not a valid phone number.");
    texts
        .into_iter()
        .map(|text| Tn::parse(text.trim()).ok_or_else(wrong))
        .collect()
}

/// O5.
pub(in crate::flowroute) fn get(call: &mut Call<'_>) -> Result<Answer, Problem> {
    order(call, id_of(call)?)
}

/// O6.
pub(in crate::flowroute) fn get_status(call: &mut Call<'_>) -> Result<Answer, Problem> {
    status(call, id_of(call)?)
}

fn status(call: &Call<'_>, id: u64) -> Result<Answer, Problem> {
    let order = call.store.state.port_order(id).map_err(refused)?;
    Ok(Answer::json(200, JSON, &json!({"data": view::status(id, order)})))
}

/// O7; with `status` also O8, whose page gives this path in its method line (docs/contracts/flowroute-v2.md §2.9).
pub(in crate::flowroute) fn update(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    let members = body::required(call)?;
    let draft = Draft::of(call.store.state.port_order(id).map_err(refused)?);
    if members.get("status").is_some() {
        return cancel(call);
    }
    let draft = fields::merged(&members, draft, call.store.state.now)?;
    call.store.state.update_port_order(id, draft).map_err(refused)?;
    order(call, id)
}

/// O8.
pub(in crate::flowroute) fn cancel(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    call.store.state.port_order(id).map_err(refused)?;
    let members = body::required(call)?;
    if members.get("status").and_then(Value::as_str) != Some("cancelled") {
        return Err(Problem::attribute("status", "Must be cancelled."));
    }
    call.store.state.cancel_port_order(id).map_err(refused)?;
    status(call, id)
}

/// O9.
pub(in crate::flowroute) fn change_numbers(call: &mut Call<'_>) -> Result<Answer, Problem> {
    let id = id_of(call)?;
    let members = body::required(call)?;
    let list = |name| fields::numbers(&members, name).map(Option::unwrap_or_default);
    let (add, remove) = (list("add")?, list("remove")?);
    call.store
        .state
        .change_port_numbers(id, &add, &remove)
        .map_err(refused)?;
    order(call, id)
}
