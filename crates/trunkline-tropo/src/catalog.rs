//! The service's catalog: countries, exchanges, partitions, platforms, features, payment types (docs/contracts/tropo.md §2.3, §3.4, §3.5).

#[cfg(feature = "client")]
mod handle;
mod list_countries;
mod list_exchanges;
mod list_features;
mod list_partitions;
mod list_payment_types;
mod list_platforms;
mod list_states;

#[cfg(feature = "client")]
pub use handle::Catalog;
pub use list_countries::{Country, CountryId, ListCountries};
pub use list_exchanges::{Exchange, ListExchanges};
pub use list_features::{Feature, FeatureId, ListFeatures};
pub use list_partitions::{ListPartitions, PartitionInfo};
pub use list_payment_types::{ListPaymentTypes, PaymentType, PaymentTypeId};
pub use list_platforms::{ListPlatforms, PlatformInfo};
pub use list_states::{ListStates, State, StateId};
