//! The handle of the inventory.

use trunkline_transport::{Listing, handle};

use super::{ListAreaCodes, ListExchanges, SearchNumbers};

handle! {
    /// Numbers that are for sale.
    pub struct Inventory;
}

impl Inventory {
    /// Lists the area codes that have numbers for sale (`list_available_np_as` of the Ruby client).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::inventory::ListAreaCodes;
    ///
    /// let page = flowroute.inventory().area_codes(ListAreaCodes::new().limit(3)).page().await?;
    /// assert_eq!(page.len(), 3);
    /// for available in &page {
    ///     println!("{}", available.area_code);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn area_codes(&self, request: impl Into<ListAreaCodes>) -> Listing<ListAreaCodes> {
        self.0.list(request.into())
    }

    /// Lists the exchanges that have numbers for sale (`list_area_and_exchange` of the Ruby client).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::inventory::ListExchanges;
    ///
    /// let page = flowroute.inventory().exchanges(ListExchanges::new().npa("206").limit(2)).page().await?;
    /// for available in &page {
    ///     assert_eq!(available.exchange.area_code().get(), 206);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn exchanges(&self, request: impl Into<ListExchanges>) -> Listing<ListExchanges> {
        self.0.list(request.into())
    }

    /// Searches the numbers that are for sale (`search` of the Ruby client).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_core::Region;
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    ///
    /// let seattle = SearchNumbers::new().npa("206").rate_center("SEATTLE").region(Region::WA).limit(3);
    /// let offers = flowroute.inventory().search(seattle).page().await?;
    /// for offer in &offers {
    ///     println!("{}: {} now and {} a month", offer.number, offer.initial_cost, offer.monthly_cost);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self, request: impl Into<SearchNumbers>) -> Listing<SearchNumbers> {
        self.0.list(request.into())
    }
}
