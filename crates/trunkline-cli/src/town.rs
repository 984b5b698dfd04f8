//! The options that say in which town an address is.

use clap::Args;
use trunkline::Region;

use crate::values;

/// City, state and ZIP code.
#[derive(Debug, Args)]
pub(crate) struct Town {
    /// City
    #[arg(long)]
    pub(crate) city: String,

    /// State, territory or province
    #[arg(long, value_name = "WA", value_parser = values::region)]
    pub(crate) state: Region,

    /// ZIP or postal code
    #[arg(long)]
    pub(crate) zip: String,
}
