//! Payment methods, recharging and payments (docs/contracts/tropo.md §2.2). Card numbers and security codes are read, used, and kept nowhere.

use serde_json::json;

use super::answer::{DocumentResult, problem};
use super::caller;
use super::view::{self, Links};
use crate::api::Call;
use crate::money;
use crate::store::tropo::catalog::PAYMENT_TYPES;
use crate::store::tropo::payments::{NewMethod, Recurrence};

/// U7.
pub(super) fn balance(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::subject(call)?;
    let money = &call.store.state.tropo.user(id)?.money;
    Ok(json!({
        "pendingUsageAmount": money::plain(money.pending_usage, 2),
        "pendingRechargeAmount": money::plain(money.pending_recharge, 2),
        "balance": money::plain(money.balance, 2),
    }))
}

/// P1; 404 without one (assumed).
pub(super) fn method(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::subject(call)?;
    let method = call.store.state.tropo.user(id)?.money.method.as_ref();
    let method = method.ok_or_else(|| problem(404, format!("user {id} has no payment method")))?;
    let name = PAYMENT_TYPES.iter().find(|(id, _)| *id == method.payment_type);
    Ok(json!({
        "accountNumber": method.ends_in,
        "paymentType": Links::of(call).to(&format!("types/payment/{}", method.payment_type)),
        "paymentTypeName": name.map_or("", |(_, name)| name),
        "rechargeAmount": money::plain(method.recharge_amount, 2),
        "rechargeThreshold": money::plain(method.recharge_threshold, 2),
    }))
}

/// P2.
pub(super) fn set_method(call: &mut Call<'_>) -> DocumentResult {
    let (fields, id) = caller::body_and_subject(call)?;
    let given = |name: &str| fields.text(name).filter(|text| !text.trim().is_empty());
    let new = NewMethod {
        account_number: given("accountNumber"),
        payment_type: given("paymentType"),
        recharge_amount: fields.amount("rechargeAmount")?,
        recharge_threshold: fields.amount("rechargeThreshold")?,
    };
    call.store.state.tropo.set_method(id, &new)?;
    Ok(view::href(
        Links::of(call).to(&format!("users/{id}/payment/method")),
    ))
}

/// P4; zeros before it was ever set (assumed).
pub(super) fn recurrence(call: &mut Call<'_>) -> DocumentResult {
    let id = caller::subject(call)?;
    let recurrence = call.store.state.tropo.user(id)?.money.recurrence;
    Ok(json!({
        "rechargeAmount": view::decimal(recurrence.amount),
        "rechargeThreshold": view::decimal(recurrence.threshold),
    }))
}

/// P5.
pub(super) fn set_recurrence(call: &mut Call<'_>) -> DocumentResult {
    let (fields, id) = caller::body_and_subject(call)?;
    let recurrence = Recurrence {
        amount: fields.required_amount("rechargeAmount")?,
        threshold: fields.required_amount("thresholdPercentage")?,
    };
    call.store.state.tropo.user_mut(id)?.money.recurrence = recurrence;
    Ok(view::href(
        Links::of(call).to(&format!("users/{id}/payment/recurrence")),
    ))
}

/// P6: charges again every time.
pub(super) fn make(call: &mut Call<'_>) -> DocumentResult {
    let (fields, id) = caller::body_and_subject(call)?;
    let amount = fields.required_amount("amount")?;
    let state = &mut call.store.state;
    state.tropo.pay(id, amount, state.now)?;
    Ok(json!({
        "message": format!("successfully posted payment for the amount {}", six_decimals(amount)),
    }))
}

fn six_decimals(amount: i64) -> String {
    money::plain(amount - amount % 1000, 6)
}
