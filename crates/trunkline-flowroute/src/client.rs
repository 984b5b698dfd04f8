//! The networked client.

use bytes::Bytes;
use http::{Request, Response};
use trunkline_core::{Endpoint, ListEndpoint, Result};
use trunkline_transport::{BasicAuth, Client, ClientBuilder, Listing, Pacing};

use crate::cnam::CnamApi;
use crate::e911::E911Api;
use crate::messages::Messages;
use crate::numbers::Numbers;
use crate::porting::Porting;
use crate::routes::Routes;
use crate::{Credentials, FLOWROUTE};

/// Builds a [`Flowroute`]: base URL, time limits, retry, proxy, layers. Every setting has a default that protects.
pub type Builder = ClientBuilder<Flowroute>;

/// Where the service lives.
const BASE_URL: &str = "https://api.flowroute.com";
/// A key may send five messages a second; each attempt counts, also a refused one (docs/contracts/flowroute-v2.md §1.7).
const MESSAGES_PER_SECOND: u32 = 5;

/// A Flowroute account. Cheap to clone; clones share connections, retry budget and pacing.
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
#[derive(Clone, Debug)]
pub struct Flowroute {
    client: Client,
}

impl Flowroute {
    /// A client of the account that these keys belong to.
    pub fn builder(credentials: Credentials) -> Builder {
        ClientBuilder::new(BASE_URL)
            .carrier(&FLOWROUTE)
            .authorizer(BasicAuth::new(
                credentials.access_key(),
                credentials.secret_key().clone(),
            ))
            .pacing(Pacing::none().limit("flowroute.v2.messages.send", MESSAGES_PER_SECOND))
    }

    /// Phone numbers: search, buy, list, show, change, release.
    pub fn numbers(&self) -> Numbers<'_> {
        Numbers(self)
    }

    /// Inbound voice routes.
    pub fn routes(&self) -> Routes<'_> {
        Routes(self)
    }

    /// Emergency addresses.
    pub fn e911(&self) -> E911Api<'_> {
        E911Api(self)
    }

    /// Caller names.
    pub fn cnam(&self) -> CnamApi<'_> {
        CnamApi(self)
    }

    /// SMS and MMS.
    pub fn messages(&self) -> Messages<'_> {
        Messages(self)
    }

    /// Porting numbers in.
    pub fn porting(&self) -> Porting<'_> {
        Porting(self)
    }

    /// Sends any endpoint, your own included, through all layers.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`]. This door does not look an unknown outcome up; the handles do.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output> {
        self.client.send(&endpoint).await
    }

    /// Sends a request whose target is relative to the base URL through all layers. Unless it carries a
    /// [`trunkline_core::Operation`] in its extensions it is never sent twice.
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

impl From<Client> for Flowroute {
    fn from(client: Client) -> Self {
        Self { client }
    }
}
