//! The response to an association and to its removal (docs/contracts/flowroute-v2.md §3.4).

use bytes::Bytes;
use http::Response;
use serde::{Deserialize, Serialize};
use trunkline_core::{DecodeError, Timestamp, lenient};

use super::CnamId;
use crate::envelope::one;

/// The carrier has accepted to give a number a caller name, or to take it away. It takes 5 to 7 business days until
/// others see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct CnamAssociation {
    /// The name that the number has now; `None` if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnam: Option<CnamId>,
    /// When the carrier accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Wire {
    /// An integer here, `null` at the end of an association.
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<CnamId>,
    #[serde(default, deserialize_with = "lenient::null_default")]
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::optional")]
    date_created: Option<Timestamp>,
}

impl From<Wire> for CnamAssociation {
    fn from(Wire { id, attributes }: Wire) -> Self {
        Self {
            cnam: id,
            created: attributes.date_created,
        }
    }
}

/// A success may come without a body, and then says no more than that it is one.
pub(super) fn association(response: &Response<Bytes>) -> Result<CnamAssociation, DecodeError> {
    if response.body().trim_ascii().is_empty() {
        Ok(CnamAssociation::default())
    } else {
        one(response)
    }
}
