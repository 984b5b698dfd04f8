//! The handle of the account's numbers.

use trunkline_core::{ConfirmedBy, Reader, Result};
use trunkline_transport::{Listing, handle};

use super::{GetNumber, ListNumbers, OwnedNumber, Purchase, UpdateRoutes};

handle! {
    /// Numbers on the account.
    pub struct Numbers;
}

impl Numbers {
    /// Buys a number: once, whatever the network does (`purchase` of the Ruby client). The carrier's answer is empty;
    /// [`get`](Self::get) shows what was bought.
    ///
    /// # Errors
    /// * [`ErrorKind::NotForSale`](trunkline_core::ErrorKind::NotForSale): it is not for sale (any more); nothing was bought.
    /// * [`ErrorKind::Conflict`](trunkline_core::ErrorKind::Conflict): it is on your account already; nothing was bought now.
    ///
    /// # If the outcome is unknown
    /// The reply was lost, so the number is looked up, within the call's time limit: one that is on the account counts as
    /// bought, [confirmed by look-up](ConfirmedBy::LookUp): it may have been on the account before, or bought by another
    /// process of yours. One that is still for sale and not on the account once the settlement window is
    /// over (30 s by default, [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)) was not
    /// bought, and the error says so ([`Applied::No`](trunkline_core::Applied::No)). If neither can be told in time, it says
    /// [`Applied::Unknown`](trunkline_core::Applied::Unknown); [`FlowrouteV1::settle`](crate::FlowrouteV1::settle) goes on
    /// looking later. The purchase itself is never sent again.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    ///
    /// let offers = flowroute.inventory().search(SearchNumbers::new().npa("206")).page().await?;
    /// let number = offers.first().ok_or("nothing for sale in 206")?.number;
    /// flowroute.numbers().purchase(number).await?;
    ///
    /// assert_eq!(emulator.audit().purchases(&number), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn purchase(&self, request: impl Into<Purchase>) -> Result<ConfirmedBy> {
        self.0.send(request.into()).await
    }

    /// Lists the numbers on the account and their routes (`list_account_telephone_numbers` of the Ruby client).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::numbers::ListNumbers;
    ///
    /// let page = flowroute.numbers().list(ListNumbers::new().contains("206").limit(1)).page().await?;
    /// for owned in &page {
    ///     println!("{} goes to {:?}", owned.number, owned.primary_route());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self, request: impl Into<ListNumbers>) -> Listing<ListNumbers> {
        self.0.list(request.into())
    }

    /// Shows how a number on the account is billed and routed (`telephone_number_details` of the Ruby client).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](trunkline_core::ErrorKind::NotFound) if it is not on the account.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    ///
    /// let offers = flowroute.inventory().search(SearchNumbers::new().npa("206")).page().await?;
    /// let number = offers.first().ok_or("nothing for sale in 206")?.number;
    /// flowroute.numbers().purchase(number).await?;
    ///
    /// let owned = flowroute.numbers().get(number).await?;
    /// assert!(owned.primary_route().is_some_and(|route| route.name.is_sip_reg()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get(&self, request: impl Into<GetNumber>) -> Result<OwnedNumber> {
        let request = request.into();
        Ok(self.0.send(request).await?.of(request.number))
    }

    /// Shows a number, or `None` if it is not on the account.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn find(&self, request: impl Into<GetNumber>) -> Result<Option<OwnedNumber>> {
        let request = request.into();
        let details = self.0.get(request).await?;
        Ok(details.map(|details| details.of(request.number)))
    }

    /// Sets where a number's calls go: both routes at once (`update` of the Ruby client).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](trunkline_core::ErrorKind::NotFound) if the number or one of the routes is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe. The number is looked up first all the same, within the call's time limit: if it has both routes
    /// in this order, the call has succeeded; if it has others once the settlement window is over, the error says that nothing
    /// was changed ([`Applied::No`](trunkline_core::Applied::No)). Else it says
    /// [`Applied::Unknown`](trunkline_core::Applied::Unknown); [`FlowrouteV1::settle`](crate::FlowrouteV1::settle) goes on
    /// looking later.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    /// use trunkline_flowroute_v1::numbers::UpdateRoutes;
    /// use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
    ///
    /// let offers = flowroute.inventory().search(SearchNumbers::new().npa("206")).page().await?;
    /// let number = offers.first().ok_or("nothing for sale in 206")?.number;
    /// flowroute.numbers().purchase(number).await?;
    ///
    /// let host = RouteTarget::host("24.239.23.40:5060")?;
    /// flowroute.routes().create(CreateRoute::new("HOSTroute1", host)).await?;
    /// flowroute.numbers().update_routes(UpdateRoutes::new(number, "HOSTroute1", "sip-reg")).await?;
    ///
    /// let owned = flowroute.numbers().get(number).await?;
    /// assert!(owned.primary_route().is_some_and(|route| route.name.as_str() == "HOSTroute1"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update_routes(&self, request: impl Into<UpdateRoutes>) -> Result<()> {
        self.0.send(request.into()).await
    }
}
