//! The networked client.

use trunkline_core::Credentials;
use trunkline_transport::{ClientBuilder, carrier_client};

use crate::FLOWROUTE_V1;
use crate::inventory::Inventory;
use crate::numbers::Numbers;
use crate::routes::Routes;
use crate::signing::SignedRequests;

/// Builds a [`FlowrouteV1`]: base URL, time limits, retry, clock, proxy, layers. Every setting has a default that
/// protects.
pub type Builder = ClientBuilder<FlowrouteV1>;

/// The address of the service.
const BASE_URL: &str = "https://api.flowroute.com";

carrier_client! {
    /// A Flowroute account, by version 1 of the API. Cheap to clone; clones share connections and retry budget.
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use trunkline_core::AreaCode;
    /// use trunkline_flowroute_v1::FlowrouteV1;
    /// use trunkline_flowroute_v1::inventory::SearchNumbers;
    /// use trunkline_flowroute_v1::numbers::UpdateRoutes;
    /// use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
    ///
    /// let emulator = Emulator::start().await?; // with an account: the keys from the customer portal, and no base_url
    /// let keys = emulator.flowroute_v1_credentials();
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
    pub struct FlowrouteV1;
}

impl FlowrouteV1 {
    /// A client of the account that these keys belong to: access key and secret key, from the customer portal. The secret
    /// key is never sent: it signs.
    pub fn builder(credentials: Credentials) -> Builder {
        ClientBuilder::new(BASE_URL)
            .carrier(&FLOWROUTE_V1)
            .authorizer(SignedRequests::new(credentials))
    }

    /// Numbers that are for sale.
    pub fn inventory(&self) -> Inventory {
        Inventory(self.client.clone())
    }

    /// Numbers on the account: buy, list, show, route.
    pub fn numbers(&self) -> Numbers {
        Numbers(self.client.clone())
    }

    /// Inbound routes.
    pub fn routes(&self) -> Routes {
        Routes(self.client.clone())
    }
}
