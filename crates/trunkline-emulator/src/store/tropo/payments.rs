//! Payment methods, recharging, payments, balances (docs/contracts/tropo.md §2.2, §3.3). Amounts are integer nanodollars.

use serde::{Deserialize, Serialize};

use super::catalog::PAYMENT_TYPES;
use super::{TropoRefused, TropoState};
use crate::money::plain;
use crate::time::Micros;

/// Payments kept one by one; older ones stay in the totals only.
const LEDGER_LIMIT: usize = 50_000;

/// The money of one user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    pub(crate) balance: i64,
    /// What the user began with.
    pub(crate) opening: i64,
    /// Everything that was ever paid in.
    pub(crate) paid: i64,
    /// Everything that was ever taken for numbers.
    #[serde(default)]
    pub(crate) spent: i64,
    pub(crate) pending_usage: i64,
    pub(crate) pending_recharge: i64,
    pub(crate) method: Option<PaymentMethod>,
    pub(crate) recurrence: Recurrence,
}

/// What is kept of a card: never its number or security code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentMethod {
    /// The last four digits of the account number.
    pub(crate) ends_in: String,
    /// The number of a payment type.
    pub(crate) payment_type: u8,
    pub(crate) recharge_amount: i64,
    pub(crate) recharge_threshold: i64,
}

/// When to pay by itself, and how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recurrence {
    pub(crate) amount: i64,
    /// The percentage as it was given (assumed: how it becomes a threshold is unknown).
    pub(crate) threshold: i64,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Payment {
    pub(crate) at: Micros,
    pub(crate) user: u64,
    pub(crate) amount: i64,
}

/// A card as it is given; dropped as soon as what may be kept is taken from it.
#[derive(Default)]
pub(crate) struct NewMethod {
    pub(crate) account_number: Option<String>,
    pub(crate) payment_type: Option<String>,
    pub(crate) recharge_amount: Option<i64>,
    pub(crate) recharge_threshold: Option<i64>,
}

impl Money {
    pub(crate) fn opened_with(credit: i64) -> Self {
        Self {
            balance: credit,
            opening: credit,
            ..Self::default()
        }
    }
}

/// The number of a payment type: the end of its link, its number or its name.
fn payment_type(text: &str) -> Option<u8> {
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
    let found = PAYMENT_TYPES
        .iter()
        .find(|(id, name)| last == id.to_string() || last.eq_ignore_ascii_case(name));
    found.map(|(id, _)| *id)
}

fn last_four(account_number: &str) -> String {
    let digits: Vec<char> = account_number
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect();
    let from = digits.len().saturating_sub(4);
    digits.into_iter().skip(from).collect()
}

impl TropoState {
    /// Puts a payment method in place of the present one; members that are not given are kept.
    pub(crate) fn set_method(&mut self, user: u64, new: &NewMethod) -> Result<(), TropoRefused> {
        let money = &mut self.user_mut(user)?.money;
        let old = money.method.as_ref();
        let payment_type = match &new.payment_type {
            Some(text) => payment_type(text)
                .ok_or_else(|| TropoRefused::invalid(format!("paymentType {text} is not a payment type")))?,
            None => old
                .map(|old| old.payment_type)
                .ok_or_else(|| TropoRefused::invalid("paymentType is a required parameter"))?,
        };
        let ends_in = match &new.account_number {
            Some(number) => last_four(number),
            None => old.map(|old| old.ends_in.clone()).unwrap_or_default(),
        };
        if ends_in.is_empty() {
            return Err(TropoRefused::invalid("accountNumber is a required parameter"));
        }
        let kept = |given: Option<i64>, old: Option<i64>| given.or(old).unwrap_or(0);
        money.method = Some(PaymentMethod {
            recharge_amount: kept(new.recharge_amount, old.map(|old| old.recharge_amount)),
            recharge_threshold: kept(new.recharge_threshold, old.map(|old| old.recharge_threshold)),
            ends_in,
            payment_type,
        });
        Ok(())
    }

    /// What a number costs on an application (assumed): nothing in the partition for development.
    pub(super) fn price_on(&self, application: u64, fee: i64) -> Result<i64, TropoRefused> {
        let free = self.application(application)?.partition == "staging";
        Ok(if free { 0 } else { fee })
    }

    /// Refuses what the balance of a user does not cover.
    pub(super) fn check_funds(&self, user: u64, price: i64) -> Result<(), TropoRefused> {
        let balance = self.user(user)?.money.balance;
        if balance >= price || price == 0 {
            return Ok(());
        }
        Err(TropoRefused::Funds(format!(
            "insufficient funds: a number costs {}, the balance is {}",
            plain(price, 2),
            plain(balance, 2)
        )))
    }

    /// Takes money that was checked to be there.
    pub(super) fn spend(&mut self, user: u64, price: i64) -> Result<(), TropoRefused> {
        let money = &mut self.user_mut(user)?.money;
        money.balance = money.balance.saturating_sub(price);
        money.spent = money.spent.saturating_add(price);
        Ok(())
    }

    /// Charges the payment method and adds to the balance, at once (assumed).
    pub(crate) fn pay(&mut self, user: u64, amount: i64, now: Micros) -> Result<(), TropoRefused> {
        let money = &mut self.user_mut(user)?.money;
        if amount <= 0 {
            return Err(TropoRefused::invalid("amount must be more than 0"));
        }
        if money.method.is_none() {
            return Err(TropoRefused::invalid(format!(
                "user {user} has no payment method"
            )));
        }
        let (Some(balance), Some(paid)) = (money.balance.checked_add(amount), money.paid.checked_add(amount))
        else {
            return Err(TropoRefused::invalid("amount is too large"));
        };
        money.balance = balance;
        money.paid = paid;
        let payments = &mut self.books.payments;
        if payments.len() >= LEDGER_LIMIT {
            payments.drain(..LEDGER_LIMIT / 2);
        }
        payments.push(Payment {
            at: now,
            user,
            amount,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payment_types_by_link_number_or_name() {
        assert_eq!(
            payment_type("https://api-smsified-eng.voxeo.net/v1/types/payment/1"),
            Some(1)
        );
        assert_eq!(payment_type("3"), Some(3));
        assert_eq!(payment_type("MasterCard"), Some(2));
        assert_eq!(payment_type("http://x/types/payment/9"), None);
    }

    #[test]
    fn of_a_card_only_the_end_is_kept() {
        assert_eq!(last_four("4111-1111-1111-1234"), "1234");
        assert_eq!(last_four("5555"), "5555");
        assert_eq!(last_four(""), "");
    }
}
