//! Porting numbers in (docs/contracts/flowroute-v2.md §2.9, O1).

mod check_portability;
#[cfg(feature = "client")]
mod handle;

pub(crate) use check_portability::numbers;
pub use check_portability::{CheckPortability, Portability};
#[cfg(feature = "client")]
pub use handle::Porting;
