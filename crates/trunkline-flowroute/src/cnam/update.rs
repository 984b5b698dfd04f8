//! Changing a caller name (docs/contracts/flowroute-v2.md §2.6, C4).

use super::{Cnam, CnamId, rules};
use crate::prelude::*;

endpoint! {
    /// Changes a caller name that is not approved yet. One that was refused is reviewed again (assumed). The rules for
    /// names are those of [`CreateCnam`](super::CreateCnam).
    pub struct UpdateCnam { id: CnamId, value: String }

    // Setting the same name twice leaves the same name.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.cnams.update", "changed");
    PATCH "/v2/cnams/{id}" -> Cnam: one;
    subject "{id}";

    fn body(&self) -> Body {
        document("cnam", None, Some(JsonObject::new().with("value", &self.value)))
    }

    fn validate(&self) -> Valid {
        rules::name(&self.value)
    }
}
