//! The networked client.

use trunkline_core::{Credentials, Endpoint};
use trunkline_transport::{BasicAuth, ClientBuilder, RateLimits, carrier_client};

use crate::FLOWROUTE;
use crate::cdrs::Cdrs;
use crate::cnam::CnamApi;
use crate::e911::E911Api;
use crate::messages::{MMS, Messages, SendMessage};
use crate::numbers::Numbers;
use crate::porting::Porting;
use crate::routes::Routes;

/// Builds a [`Flowroute`]: base URL, time limits, retry, proxy, layers. Every setting has a default that protects.
pub type Builder = ClientBuilder<Flowroute>;

/// The address of the service.
const BASE_URL: &str = "https://api.flowroute.com";
/// What a key may send in a second. Each attempt counts, also a refused one (docs/contracts/flowroute-v2.md §1.7).
const SMS_PER_SECOND: u32 = 5;
const MMS_PER_SECOND: u32 = 1;

fn rate_limits() -> RateLimits {
    RateLimits::none()
        .limit(MMS, MMS_PER_SECOND)
        .limit(SendMessage::OPERATION.name, SMS_PER_SECOND)
}

carrier_client! {
    /// A Flowroute account. Cheap to clone; clones share connections, retry budget and rate limits.
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use trunkline_flowroute::{Flowroute, numbers::SearchNumbers};
    ///
    /// let emulator = Emulator::start().await?; // with an account: the keys from the customer portal, and no base_url
    /// let flowroute =
    ///     Flowroute::builder(emulator.flowroute_credentials()).base_url(emulator.flowroute_url()).build()?;
    ///
    /// let offers = flowroute.numbers().search(SearchNumbers::new().starts_with("1206")).page().await?;
    /// let cheapest = offers.iter().min_by_key(|offer| offer.setup_cost).ok_or("nothing for sale")?;
    /// let owned = flowroute.numbers().purchase(&cheapest.number).await?;
    /// assert_eq!(owned.number, cheapest.number);
    /// # Ok(())
    /// # }
    /// ```
    pub struct Flowroute;
}

impl Flowroute {
    /// A client of the account that these keys belong to: access key and secret key, from the customer portal.
    pub fn builder(credentials: Credentials) -> Builder {
        ClientBuilder::new(BASE_URL)
            .carrier(&FLOWROUTE)
            .authorizer(BasicAuth::new(credentials.name(), credentials.secret().clone()))
            .rate_limits(rate_limits())
    }

    /// Phone numbers: search, buy, list, show, change, release.
    pub fn numbers(&self) -> Numbers {
        Numbers(self.client.clone())
    }

    /// Inbound voice routes.
    pub fn routes(&self) -> Routes {
        Routes(self.client.clone())
    }

    /// Emergency addresses.
    pub fn e911(&self) -> E911Api {
        E911Api(self.client.clone())
    }

    /// Caller names.
    pub fn cnam(&self) -> CnamApi {
        CnamApi(self.client.clone())
    }

    /// SMS and MMS.
    pub fn messages(&self) -> Messages {
        Messages(self.client.clone())
    }

    /// Porting numbers in.
    pub fn porting(&self) -> Porting {
        Porting(self.client.clone())
    }

    /// Call detail records.
    pub fn cdrs(&self) -> Cdrs {
        Cdrs(self.client.clone())
    }
}
