//! Addresses (docs/contracts/tropo.md §2.6).

use serde_json::{Value, json};

use super::answer::{DocumentResult, problem};
use super::applications::deleted;
use super::body::Fields;
use super::caller;
use super::view::{self, Links};
use crate::api::Call;
use crate::store::tropo::addresses::{AddressKind, NewAddress};
use crate::store::tropo::pool;
use crate::wire::Problem;

/// The type and value that the path names.
fn named(call: &Call<'_>) -> Result<(AddressKind, String), Problem> {
    let (word, value) = (call.params.get("type"), call.params.get("number"));
    let kind = AddressKind::parse(word);
    let kind = kind.ok_or_else(|| problem(404, format!("there are no addresses of type {word}")))?;
    Ok((kind, value.to_owned()))
}

fn of(call: &Call<'_>, application: u64, kind: Option<AddressKind>) -> DocumentResult {
    let links = Links::of(call);
    let addresses = &call.store.state.tropo.application(application)?.addresses;
    let wanted = addresses
        .iter()
        .filter(|address| kind.is_none_or(|kind| address.kind == kind));
    Ok(wanted
        .map(|address| view::address(&links, application, address))
        .collect())
}

/// B1.
pub(super) fn list(call: &mut Call<'_>) -> DocumentResult {
    let application = caller::application(call, call.params.get("id"))?;
    of(call, application, None)
}

/// B6.
pub(super) fn list_of_type(call: &mut Call<'_>) -> DocumentResult {
    let application = caller::application(call, call.params.get("id"))?;
    let (kind, _) = named(call)?;
    of(call, application, Some(kind))
}

/// B2.
pub(super) fn create(call: &mut Call<'_>) -> DocumentResult {
    let fields = Fields::of(call)?;
    let application = caller::application(call, call.params.get("id"))?;
    let wanted = NewAddress {
        kind: fields.text("type"),
        prefix: fields.text("prefix"),
        number: fields.text("number"),
        username: fields.text("username"),
        has_password: fields
            .text("password")
            .is_some_and(|password| !password.is_empty()),
        channel: fields.text("channel"),
    };
    let state = &mut call.store.state;
    let terms = (state.seed, state.switches.tropo.number_fee);
    let address = state.tropo.create_address(terms, application, &wanted)?;
    Ok(view::href(Links::of(call).address(application, &address)))
}

/// B3.
pub(super) fn delete(call: &mut Call<'_>) -> DocumentResult {
    let application = caller::application(call, call.params.get("id"))?;
    let (kind, value) = named(call)?;
    call.store.state.tropo.delete_address(application, kind, &value)?;
    Ok(deleted())
}

/// B4; the answer is assumed.
pub(super) fn attach(call: &mut Call<'_>) -> DocumentResult {
    // Nothing in the body counts, but what cannot be read is refused as everywhere.
    Fields::of(call)?;
    let application = caller::application(call, call.params.get("id"))?;
    let (kind, value) = named(call)?;
    let fee = call.store.state.switches.tropo.number_fee;
    let tropo = &mut call.store.state.tropo;
    let address = tropo.attach_address(application, kind, &value, fee)?;
    Ok(view::href(Links::of(call).address(application, &address)))
}

/// B5.
pub(super) fn get(call: &mut Call<'_>) -> DocumentResult {
    let application = caller::application(call, call.params.get("id"))?;
    let (kind, value) = named(call)?;
    let address = call.store.state.tropo.address(application, kind, &value)?;
    Ok(view::address(&Links::of(call), application, address))
}

/// B7.
pub(super) fn list_all(call: &mut Call<'_>) -> DocumentResult {
    let owner = caller::id(call)?;
    let links = Links::of(call);
    let applications = call.store.state.tropo.applications.iter();
    let own = applications.filter(|(_, application)| application.owner == owner);
    let addresses =
        own.flat_map(|(id, application)| application.addresses.iter().map(|address| (*id, address)));
    Ok(addresses
        .map(|(id, address)| view::address(&links, id, address))
        .collect())
}

/// B8, never in pages. `available` may be a bare key.
pub(super) fn list_available(call: &mut Call<'_>) -> DocumentResult {
    let request = call.request;
    if request
        .query("available")
        .is_some_and(|value| value.eq_ignore_ascii_case("false"))
    {
        return list_all(call);
    }
    if request
        .query("type")
        .is_some_and(|word| AddressKind::parse(word) != Some(AddressKind::Number))
    {
        return Ok(json!([]));
    }
    // A plus that was not escaped has arrived as a blank.
    let prefix = request.query("prefix").unwrap_or_default();
    let prefix = prefix.trim().trim_start_matches('+');
    if !prefix.bytes().all(|b| b.is_ascii_digit()) {
        return Err(problem(400, "prefix must be digits"));
    }
    let links = Links::of(call);
    let free = pool::all_free(prefix, &call.store.state.tropo.numbers);
    Ok(free
        .map(|(number, exchange)| view::free_number(&links, number, exchange))
        .collect())
}

/// B9. The values of the additional members are assumed.
pub(super) fn look_up(call: &mut Call<'_>) -> DocumentResult {
    let caller = caller::id(call)?;
    let (kind, value) = named(call)?;
    let links = Links::of(call);
    let tropo = &call.store.state.tropo;
    let missing = || problem(404, format!("there is no {} {value}", kind.word()));
    let number = Some(kind)
        .filter(|kind| *kind == AddressKind::Number)
        .and_then(|_| pool::digits(&value));
    let exchange = number.and_then(pool::exchange_of);
    let mut document = match tropo.holder_of(kind, &value) {
        Some(application) => {
            let owner = tropo.application(application)?.owner;
            if !tropo.may_see(caller, owner) {
                return Err(problem(403, format!("{} {value} is not yours", kind.word())));
            }
            let address = tropo.address(application, kind, &value)?;
            let document = view::address(&links, application, address);
            merged(
                document,
                json!({"applicationId": application, "ownerId": owner, "owner": links.user(owner)}),
            )
        }
        None => {
            let (number, exchange) = number.zip(exchange).ok_or_else(missing)?;
            view::free_number(&links, number, exchange)
        }
    };
    if let Some(exchange) = exchange {
        document = merged(document, service(exchange.id));
    }
    Ok(document)
}

fn service(exchange: u32) -> Value {
    json!({
        "serviceId": "1",
        "providerName": "emulator",
        "excludeFromBilling": false,
        "smsRateLimit": 1,
        "exchangeId": exchange,
        "requireVerification": false,
    })
}

fn merged(mut document: Value, more: Value) -> Value {
    if let (Value::Object(members), Value::Object(more)) = (&mut document, more) {
        members.extend(more);
    }
    document
}
