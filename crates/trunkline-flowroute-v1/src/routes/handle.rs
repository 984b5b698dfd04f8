//! The handle of the routes.

use trunkline_core::{Endpoint, Error, ErrorKind, LookUp, Match, Result};
use trunkline_transport::{Listing, handle};

use super::{CreateRoute, ListRoutes, Route, RouteName};

handle! {
    /// Inbound routes.
    pub struct Routes;
}

impl Routes {
    /// Lists the account's routes, the built-in one included (`list` of the Ruby client).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::routes::ListRoutes;
    ///
    /// let routes = flowroute.routes().list(ListRoutes::new().limit(10)).page().await?;
    /// assert!(routes.iter().any(|route| route.name.is_sip_reg()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self, request: impl Into<ListRoutes>) -> Listing<ListRoutes> {
        self.0.list(request.into())
    }

    /// Shows a route, or `None` if there is none of this name. There is no call for one route: the list is walked
    /// until it turns up.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn find(&self, name: impl Into<RouteName>) -> Result<Option<Route>> {
        let name = name.into();
        let found = self
            .list(ListRoutes::new())
            .find(|route| Match::from(route.name == name));
        match found.await? {
            LookUp::Found(route) => Ok(Some(route)),
            LookUp::Inconclusive(why) => Err(Error::new(&ListRoutes::OPERATION, ErrorKind::Decode, why)),
            _ => Ok(None),
        }
    }

    /// Creates a route (`create_new_route` of the Ruby client). The carrier's answer is empty; [`find`](Self::find)
    /// shows what was created.
    ///
    /// # Errors
    /// [`ErrorKind::Rejected`] or [`ErrorKind::Conflict`] if the name is taken or the carrier refuses the value.
    ///
    /// # If the outcome is unknown
    /// The reply was lost, so the list is searched for the name, within the call's time limit: a route that leads where it
    /// should counts as created. Once the settlement window is over (30 s by default,
    /// [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)), one that leads elsewhere is an
    /// [`ErrorKind::Conflict`], and none means that nothing was created ([`Applied::No`](trunkline_core::Applied::No)). Else
    /// the error says [`Applied::Unknown`](trunkline_core::Applied::Unknown);
    /// [`FlowrouteV1::settle`](crate::FlowrouteV1::settle) goes on looking later. The creation itself is never sent again.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = trunkline_emulator::Emulator::start().await?;
    /// # let keys = emulator.flowroute_v1_credentials();
    /// # let builder = trunkline_flowroute_v1::FlowrouteV1::builder(keys);
    /// # let flowroute = builder.base_url(emulator.flowroute_url()).build()?;
    /// use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
    ///
    /// let routes = flowroute.routes();
    /// routes.create(CreateRoute::new("HOSTroute1", RouteTarget::host("24.239.23.40:5060")?)).await?;
    /// routes.create(CreateRoute::new("PSTNroute1", RouteTarget::pstn("12065551212")?)).await?;
    /// let uri = RouteTarget::uri("sip:16476998778@215.122.69.152:5060")?;
    /// routes.create(CreateRoute::new("URIroute1", uri)).await?;
    ///
    /// assert!(routes.find("URIroute1").await?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create(&self, request: impl Into<CreateRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }
}
