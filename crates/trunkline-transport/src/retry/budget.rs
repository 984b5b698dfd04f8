//! The budget that all clones of a client share.

use std::time::Duration;

use tower::retry::budget::{Budget as _, TpsBudget};

use super::policy::BudgetSize;

/// How long a success counts.
const WINDOW: Duration = Duration::from_secs(10);

/// Successes pay in, retries and failed look-ups draw.
pub(crate) struct Budget(TpsBudget);

impl Budget {
    pub(crate) fn new(size: BudgetSize) -> Self {
        // tower wants a float; a hundredth of a second for each percent is one, without arithmetic on floats.
        let ratio = Duration::from_millis(u64::from(size.percent) * 10).as_secs_f32();
        Self(TpsBudget::new(WINDOW, size.per_second, ratio))
    }

    pub(crate) fn deposit(&self) {
        self.0.deposit();
    }

    /// Whether there is a retry left; it is then taken.
    pub(crate) fn withdraw(&self) -> bool {
        self.0.withdraw()
    }
}
