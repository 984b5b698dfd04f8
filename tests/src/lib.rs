//! What the end-to-end suites and `cargo xtask` share: the API tables, which tie every operation of a contract to its
//! endpoint, its handle, its emulator route and its fixtures, and the recorder of exchanges.
#![allow(clippy::exhaustive_structs, reason = "this crate is not published")]
#![allow(clippy::exhaustive_enums, reason = "this crate is not published")]

pub mod api;
#[cfg(feature = "fleet")]
pub mod fleet;
pub mod how_many_times;
pub mod mutate;
pub mod record;
pub mod session;
pub mod shape;
pub mod soak;

/// The programs of the README and of the pages under docs compile and run.
#[cfg(doctest)]
mod pages {
    macro_rules! pages {
        ($($name:ident: $path:literal)*) => {
            $(#[doc = include_str!(concat!("../../", $path))] struct $name;)*
        };
    }

    pages! {
        Readme: "README.md"
        Telemetry: "docs/telemetry.md"
        Endpoints: "docs/guide/endpoints.md"
        Errors: "docs/guide/errors.md"
        FirstPurchase: "docs/guide/first-purchase.md"
        FromRuby: "docs/guide/from-ruby.md"
        GoingLive: "docs/guide/going-live.md"
        Layers: "docs/guide/layers.md"
        Lists: "docs/guide/lists.md"
        Porting: "docs/guide/porting.md"
        SansIo: "docs/guide/sans-io.md"
        Testing: "docs/guide/testing.md"
        Webhooks: "docs/guide/webhooks.md"
    }
}
