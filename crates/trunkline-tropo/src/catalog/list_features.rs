//! Listing the features that users can have (docs/contracts/tropo.md §2.3, C6).

use crate::prelude::*;

endpoint! {
    /// Lists the features that users can have.
    #[derive(Copy, Default)]
    pub struct ListFeatures {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_features");
    GET "/features" -> Page<Feature>: many;
    list(paging: SinglePage) Feature, key () = |_| None;
}

string_id! {
    /// One feature, by its number.
    pub struct FeatureId;
}

/// Features are enabled by number or link, as text.
impl From<FeatureId> for String {
    fn from(id: FeatureId) -> Self {
        id.as_str().to_owned()
    }
}

record! {
    /// Something that a user may be allowed to do.
    #[derive(PartialEq, Eq)]
    pub struct Feature: id(FeatureId), href(Href) {
        /// Its name.
        name: String,
        /// What it is.
        description: Option<String> = "lenient::text",
    }
}
