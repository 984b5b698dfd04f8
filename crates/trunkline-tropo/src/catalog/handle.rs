//! `tropo.catalog()`.

use trunkline_transport::{Listing, handle};

use super::{
    ListCountries, ListExchanges, ListFeatures, ListPartitions, ListPaymentTypes, ListPlatforms, ListStates,
};

handle! {
    /// What there is to choose from.
    pub struct Catalog;
}

impl Catalog {
    /// Lists the countries.
    pub fn countries(&self) -> Listing<ListCountries> {
        self.0.list(ListCountries::new())
    }

    /// Lists the states of a country, by its number in [`countries`](Self::countries).
    pub fn states(&self, request: impl Into<ListStates>) -> Listing<ListStates> {
        self.0.list(request.into())
    }

    /// Lists where numbers can be had.
    pub fn exchanges(&self, request: ListExchanges) -> Listing<ListExchanges> {
        self.0.list(request)
    }

    /// Lists the partitions that applications run on.
    pub fn partitions(&self) -> Listing<ListPartitions> {
        self.0.list(ListPartitions::new())
    }

    /// Lists the platforms of a partition.
    pub fn platforms(&self, request: impl Into<ListPlatforms>) -> Listing<ListPlatforms> {
        self.0.list(request.into())
    }

    /// Lists the features that users can have.
    pub fn features(&self) -> Listing<ListFeatures> {
        self.0.list(ListFeatures::new())
    }

    /// Lists the ways to pay.
    pub fn payment_types(&self) -> Listing<ListPaymentTypes> {
        self.0.list(ListPaymentTypes::new())
    }
}
