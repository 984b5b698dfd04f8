//! `flowroute.numbers()`.

use trunkline_core::{Applied, Endpoint, Error, ErrorKind, PhoneNumber, Result};
use trunkline_transport::Listing;
use trunkline_transport::reconcile::{Truth, truth, written};

use super::{GetNumber, ListNumbers, OwnedNumber, Purchase, UpdateRoutes};
use crate::FlowrouteV1;
use crate::inventory::SearchNumbers;

/// Numbers on the account.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'a>(pub(crate) &'a FlowrouteV1);

impl Numbers<'_> {
    /// Buys a number: once, whatever the network does (`purchase` of the Ruby client). The carrier's answer is empty;
    /// [`get`](Self::get) shows what was bought.
    ///
    /// # Errors
    /// * [`ErrorKind::NotForSale`]: it is not for sale (any more); nothing was bought.
    /// * [`ErrorKind::Conflict`]: it is on your account already; nothing was bought now.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the carrier is asked: a number that is on the account counts as bought, also if it was
    /// there before; one that is not on the account and still for sale was not bought, and the error says so
    /// ([`Applied::No`]). Only if neither can be told within a few seconds the error remains [`Applied::Unknown`]. The
    /// purchase itself is never sent again.
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// # let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    /// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
    /// let offers = flowroute.inventory().search(SearchNumbers::new().npa("206")).page().await?;
    /// let number = offers.first().ok_or("nothing for sale in 206")?.number;
    /// flowroute.numbers().purchase(number).await?;
    ///
    /// assert_eq!(emulator.audit().purchases(&number), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn purchase(&self, request: impl Into<Purchase>) -> Result<()> {
        let request = request.into();
        match self.0.send(request.clone()).await {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotForSale => {
                Err(self.ours_already(&request, error).await)
            }
            Err(error) => self.bought_or_not(&request, error).await,
        }
    }

    /// Lists the numbers on the account and their routes (`list_account_telephone_numbers` of the Ruby client).
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
    /// use trunkline_flowroute_v1::numbers::ListNumbers;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// # let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    /// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
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
    /// [`ErrorKind::NotFound`] if it is not on the account.
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// # let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    /// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
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
        Ok(self.0.send(request).await?.of(request.number()))
    }

    /// Shows a number, or `None` if it is not on the account.
    ///
    /// # Errors
    /// Everything but [`ErrorKind::NotFound`].
    pub async fn find(&self, request: impl Into<GetNumber>) -> Result<Option<OwnedNumber>> {
        match self.get(request).await {
            Ok(owned) => Ok(Some(owned)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets where a number's calls go: both routes at once (`update` of the Ruby client).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the number or one of the routes is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe. The number is looked up first all the same: if it has both routes in this order, the
    /// call has succeeded; if it has others, the error says that nothing was changed ([`Applied::No`]).
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    /// use trunkline_flowroute_v1::numbers::UpdateRoutes;
    /// use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// # let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    /// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
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
        let request = request.into();
        let Err(error) = self.0.send(request.clone()).await else {
            return Ok(());
        };
        let look = || async {
            let number = self.find(request.number()).await?;
            Ok(number.filter(|owned| request.is_done(owned)).map(drop))
        };
        written(error, look).await
    }

    /// "Not for sale" is also the answer to whoever owns it already, and that caller must not buy a second one.
    async fn ours_already(&self, request: &Purchase, error: Error) -> Error {
        match self.find(request.number()).await {
            Ok(Some(_)) => Error::new(
                &Purchase::OPERATION,
                ErrorKind::Conflict,
                "it is on this account already",
            )
            .with_subject(Some(request.number().to_string())),
            Ok(None) => error,
            Err(_) => {
                error.with_hint("could not check whether it is on this account already: see numbers.get")
            }
        }
    }

    async fn bought_or_not(&self, request: &Purchase, error: Error) -> Result<()> {
        let number = request.number();
        match truth(error, || self.find(number)).await {
            Truth::Done(_) => Ok(()),
            Truth::Open(error) => Err(error),
            Truth::Absent(error) => Err(self.absent(number, error).await),
        }
    }

    /// The number is not on the account. Only if it is still for sale as well, it was certainly not bought.
    async fn absent(&self, number: PhoneNumber, error: Error) -> Error {
        match self.is_for_sale(number).await {
            Ok(true) if error.applied() == Applied::Unknown => error.with_applied(Applied::No).with_hint(
                "asked the carrier: it is not on the account and still for sale; buying it again is safe",
            ),
            Ok(_) => error.with_hint(format!(
                "asked the carrier, and its answers contradict each other; check numbers.get {number} before buying"
            )),
            Err(_) => error.with_hint(format!(
                "it is not on the account, but whether it is still for sale could not be asked; check numbers.get {number} before buying"
            )),
        }
    }

    async fn is_for_sale(&self, number: PhoneNumber) -> Result<bool> {
        let offers = self
            .0
            .inventory()
            .search(SearchNumbers::new().exactly(number))
            .page()
            .await?;
        Ok(offers.iter().any(|offer| offer.number == number))
    }
}
