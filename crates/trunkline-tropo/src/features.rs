//! What a user may do beyond the ordinary (docs/contracts/tropo.md §2.4, §3.4). All features there are: see
//! [`catalog`](crate::catalog).
//!
//! | call | endpoint |
//! |---|---|
//! | [`ListUserFeatures`] | `GET users/{id}/features` |
//! | [`EnableFeature`] | `POST users/{id}/features` |
//! | [`DisableFeature`] | `DELETE users/{id}/features/{number}` |

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
