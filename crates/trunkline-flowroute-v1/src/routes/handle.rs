//! `flowroute.routes()`.

use trunkline_core::{Endpoint, Error, ErrorKind, Result};
use trunkline_transport::Listing;
use trunkline_transport::reconcile::written;

use super::{CreateRoute, ListRoutes, Route, RouteName};
use crate::FlowrouteV1;

/// Inbound routes.
#[derive(Clone, Copy, Debug)]
pub struct Routes<'a>(pub(crate) &'a FlowrouteV1);

impl Routes<'_> {
    /// Lists the account's routes, the built-in one included (`list` of the Ruby client).
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
    /// use trunkline_flowroute_v1::routes::ListRoutes;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// # let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    /// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
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
        let mut pages = self.list(ListRoutes::new()).pages();
        while let Some(page) = pages.next_page().await? {
            if let Some(route) = page.into_iter().find(|route| route.name == name) {
                return Ok(Some(route));
            }
        }
        Ok(None)
    }

    /// Creates a route (`create_new_route` of the Ruby client). The carrier's answer is empty; [`find`](Self::find)
    /// shows what was created.
    ///
    /// # Errors
    /// [`ErrorKind::Rejected`] or [`ErrorKind::Conflict`] if the name is taken or the carrier refuses the value.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the list is searched for the name: a route that leads where it should counts as
    /// created; one that leads elsewhere is a [`ErrorKind::Conflict`]; none means that nothing was created, and the
    /// error says so ([`Applied::No`](trunkline_core::Applied::No)). The creation itself is never sent again.
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
    /// use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// # let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    /// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
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
        let request = request.into();
        let Err(error) = self.0.send(request.clone()).await else {
            return Ok(());
        };
        let look = || async {
            let route = self.find(request.name()).await?;
            Ok(route.map(|route| route.leads_to(request.target())))
        };
        match written(error, look).await? {
            true => Ok(()),
            false => Err(taken(request.name())),
        }
    }
}

fn taken(name: &RouteName) -> Error {
    let what = "a route of this name leads elsewhere";
    Error::new(&CreateRoute::OPERATION, ErrorKind::Conflict, what).with_subject(Some(name.to_string()))
}
