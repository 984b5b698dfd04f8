//! The numbers that a user may send SMS to in production (docs/contracts/tropo.md §2.8, §3.7).
//!
//! Each call is about the user who calls, or with `of_user` about another one. Partition and platform are fixed.
//!
//! | call | endpoint |
//! |---|---|
//! | [`ListWhitelist`] | `GET users/[{id}/]partitions/production/platforms/sms/whitelist` |
//! | [`AddToWhitelist`] | `POST …/whitelist` |
//! | [`RemoveFromWhitelist`] | `DELETE …/whitelist/{value}` |

mod add;
#[cfg(feature = "client")]
mod handle;
mod list;
mod remove;

use trunkline_core::{Path, ValidationError};

use crate::users::UserId;

pub use add::AddToWhitelist;
#[cfg(feature = "client")]
pub use handle::Whitelist;
pub use list::{ListWhitelist, WhitelistEntry};
pub use remove::RemoveFromWhitelist;

fn collection(user: Option<&UserId>, path: &mut Path) {
    path.push("users");
    if let Some(user) = user {
        path.push(user);
    }
    for segment in ["partitions", "production", "platforms", "sms", "whitelist"] {
        path.push(segment);
    }
}

/// Numbers here are digits with country code. Which country's is not checked.
fn digits(value: &str) -> Result<(), ValidationError> {
    let ok = !value.is_empty() && value.len() <= 15 && value.bytes().all(|b| b.is_ascii_digit());
    let rule = "must be the digits of a number with its country code, like 14155551212";
    if ok {
        Ok(())
    } else {
        Err(ValidationError::new("value", rule).got(value))
    }
}

/// The digits of a number; text that is none stays as it is, and is refused before anything is sent.
fn plain(value: &str) -> Box<str> {
    trunkline_core::PhoneNumber::parse(value).map_or_else(|_| value.into(), |n| n.digits().to_string().into())
}
