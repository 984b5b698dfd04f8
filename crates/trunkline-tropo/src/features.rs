//! Features of a user (docs/contracts/tropo.md §2.4).

mod disable;
mod enable;
#[cfg(feature = "client")]
mod handle;
mod list;

pub use disable::DisableFeature;
pub use enable::EnableFeature;
#[cfg(feature = "client")]
pub use handle::Features;
pub use list::{ListUserFeatures, UserFeature};
