//! How a number is billed.

use trunkline_core::open_enum;

open_enum! {
    /// How a number is billed.
    pub enum BillingMethod {
        /// By the minute, with any number of calls at the same time. The only one for sale today.
        Metered = "METERED",
        /// By the channel, with any number of minutes. Not sold since September 2016; older numbers may have it.
        Vpri = "VPRI",
    }
}
