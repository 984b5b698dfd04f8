//! The budget that all clones of a client share.

use std::time::Duration;

use tower::retry::budget::{Budget as _, TpsBudget};

use super::policy::BudgetSize;

/// How long a success counts.
const WINDOW: Duration = Duration::from_secs(10);

/// Successes pay in, retries draw.
pub(crate) struct Budget(Option<TpsBudget>);

impl Budget {
    pub(crate) fn new(size: Option<BudgetSize>) -> Self {
        Self(size.map(|size| {
            // tower wants a float; a hundredth of a second for each percent is one, without arithmetic on floats.
            let ratio = Duration::from_millis(u64::from(size.percent) * 10).as_secs_f32();
            TpsBudget::new(WINDOW, size.per_second, ratio)
        }))
    }

    pub(crate) fn deposit(&self) {
        if let Some(budget) = &self.0 {
            budget.deposit();
        }
    }

    /// Whether there is a retry left; it is then taken.
    pub(crate) fn withdraw(&self) -> bool {
        self.0.as_ref().is_none_or(TpsBudget::withdraw)
    }
}
