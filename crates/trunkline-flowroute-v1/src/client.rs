//! The networked client.

use bytes::Bytes;
use http::{Request, Response};
use trunkline_core::{Endpoint, ListEndpoint, Result};
use trunkline_transport::{Client, ClientBuilder, Listing};

use crate::inventory::Inventory;
use crate::numbers::Numbers;
use crate::routes::Routes;
use crate::signing::SignedRequests;
use crate::{Credentials, FLOWROUTE_V1};

/// Builds a [`FlowrouteV1`]: base URL, time limits, retry, clock, proxy, layers. Every setting has a default that
/// protects.
pub type Builder = ClientBuilder<FlowrouteV1>;

/// Where the service lives.
const BASE_URL: &str = "https://api.flowroute.com";

/// A Flowroute account, by version 1 of the API. Cheap to clone; clones share connections and retry budget.
///
/// ```
/// use trunkline_core::AreaCode;
/// use trunkline_emulator::Emulator;
/// use trunkline_flowroute_v1::inventory::SearchNumbers;
/// use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
/// use trunkline_flowroute_v1::numbers::UpdateRoutes;
/// use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::start().await?;
/// let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
/// let flowroute = FlowrouteV1::builder(keys).base_url(emulator.flowroute_url()).build()?;
///
/// let seattle = SearchNumbers::new().area_code(AreaCode::new(206)?);
/// let offers = flowroute.inventory().search(seattle).page().await?;
/// let offer = offers.first().ok_or("nothing for sale in 206")?;
/// flowroute.numbers().purchase(offer.number).await?; // never bought twice, whatever the network does
///
/// flowroute.routes().create(CreateRoute::new("office", RouteTarget::host("sip.example.com")?)).await?;
/// flowroute.numbers().update_routes(UpdateRoutes::new(offer.number, "office", "sip-reg")).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct FlowrouteV1 {
    client: Client,
}

impl FlowrouteV1 {
    /// A client of the account that these keys belong to.
    pub fn builder(credentials: Credentials) -> Builder {
        ClientBuilder::new(BASE_URL)
            .carrier(&FLOWROUTE_V1)
            .authorizer(SignedRequests::new(credentials))
    }

    /// Numbers that are for sale.
    pub fn inventory(&self) -> Inventory<'_> {
        Inventory(self)
    }

    /// Numbers on the account: buy, list, show, route.
    pub fn numbers(&self) -> Numbers<'_> {
        Numbers(self)
    }

    /// Inbound routes.
    pub fn routes(&self) -> Routes<'_> {
        Routes(self)
    }

    /// Sends any endpoint, your own included, through all layers.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`]. This door does not look an unknown outcome up; the handles do.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output> {
        self.client.send(&endpoint).await
    }

    /// Sends a request whose target is relative to the base URL through all layers: it is signed, and its query is put
    /// into canonical form. Unless it carries a [`trunkline_core::Operation`] in its extensions it is never sent twice.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`]; a response of any status is no error here.
    pub async fn raw(&self, request: Request<Bytes>) -> Result<Response<Bytes>> {
        self.client.raw(request).await
    }

    /// Pages and items of any list, your own included.
    pub fn list<E: ListEndpoint>(&self, endpoint: E) -> Listing<E> {
        self.client.list(endpoint)
    }
}

impl From<Client> for FlowrouteV1 {
    fn from(client: Client) -> Self {
        Self { client }
    }
}
