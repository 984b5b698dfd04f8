//! Reading JSON whose types wander: `#[serde(deserialize_with = "…")]` helpers, each for an oddity the contracts name.
//!
//! Use them together with `#[serde(default)]`, which covers the absent field. All of them read in one step: the only
//! memory they take is the value they return.
//!
//! ```
//! use trunkline_core::lenient;
//!
//! #[derive(serde::Deserialize)]
//! struct Receipt {
//!     #[serde(default, deserialize_with = "lenient::u64")]
//!     level: Option<u64>,
//!     #[serde(default, deserialize_with = "lenient::text")]
//!     alias: Option<String>,
//! }
//!
//! let receipt: Receipt = serde_json::from_str(r#"{"level": "2", "alias": ""}"#)?;
//! assert_eq!(receipt.level, Some(2));
//! assert_eq!(receipt.alias, None);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod list;
mod number;
mod optional;
mod scalar;

pub use list::one_or_many;
pub use number::{i64, u32, u64};
pub use optional::{null_default, optional};
pub use scalar::{bool_or_text, id_text, text};

pub use crate::phone_number::e164_digits;

pub(crate) use scalar::float_text;

#[doc(hidden)]
pub use scalar::{__id, __word};
