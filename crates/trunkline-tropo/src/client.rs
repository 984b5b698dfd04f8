//! The networked client.

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use trunkline_core::{Credentials, Endpoint, Error, Result, ValidationError};
use trunkline_transport::{AuthorizeError, Authorizer, BasicAuth, ClientBuilder, carrier_client};

use crate::TROPO;
use crate::addresses::Addresses;
use crate::applications::Applications;
use crate::catalog::Catalog;
use crate::features::Features;
use crate::invitations::Invitations;
use crate::payments::Payments;
use crate::users::{GetUser, User, Users};
use crate::webhooks::Webhooks;
use crate::whitelist::Whitelist;

/// Builds a [`Tropo`]: base URL, time limits, retry, proxy, layers. Every setting has a default that protects.
///
/// What the carrier's gem took as options is here: `base_url`, `danger_accept_invalid_certificates` (its
/// `verify_certificate: false`) and `proxy`.
pub type Builder = ClientBuilder<Tropo>;

/// Where the service lived.
const BASE_URL: &str = "https://api.tropo.com/v1/";

/// What is wrong with a client that cannot say who calls.
const NAMELESS: &str = "cannot name the user: the client's authorizer tells none; ask with users().get";

carrier_client! {
    /// A Tropo account. Cheap to clone; clones share connections, retry budget and limits.
    ///
    /// ```
    /// # use trunkline_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use trunkline_tropo::Tropo;
    /// use trunkline_tropo::addresses::{CreateAddress, NewAddress};
    /// use trunkline_tropo::applications::CreateApplication;
    ///
    /// let emulator = Emulator::start().await?; // with an account: its user and password, and no base_url
    /// let tropo = Tropo::builder(emulator.tropo_credentials()).base_url(emulator.tropo_url()).build()?;
    ///
    /// let application = tropo
    ///     .applications()
    ///     .create(CreateApplication::new("front desk").voice_url("http://example.com/voice.rb"))
    ///     .await?;
    /// let number = NewAddress::number_with_prefix("1407");
    /// let address = tropo.addresses().create(CreateAddress::new(&application.id, number)).await?;
    /// assert!(address.value.contains("1407"));
    /// # Ok(())
    /// # }
    /// ```
    pub struct Tropo;
}

impl Tropo {
    /// A client of the account of this user. Nothing is sent before the first call; see [`verify`](Self::verify).
    pub fn builder(credentials: Credentials) -> Builder {
        ClientBuilder::new(BASE_URL)
            .carrier(&TROPO)
            .authorizer(Login::new(&credentials))
    }

    /// A client with all defaults whose credentials have been [verified](Self::verify), as the carrier's gem did it.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::Unauthorized`] if the credentials are wrong.
    pub async fn connect(credentials: Credentials) -> Result<Self> {
        let tropo = Self::builder(credentials).build()?;
        tropo.verify().await?;
        Ok(tropo)
    }

    /// Checks this client's credentials by asking for the user who calls. Other users are shown by [`Users::get`].
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::Unauthorized`]: the credentials are wrong.
    /// * [`trunkline_core::ErrorKind::InvalidInput`]: the client has an authorizer of your own that tells no
    ///   [user](Authorizer::user); nothing was sent.
    pub async fn verify(&self) -> Result<User> {
        match self.client.user() {
            Some(user) => self.send(GetUser::new(user)).await,
            None => Err(Error::invalid(
                &GetUser::OPERATION,
                ValidationError::of_request(NAMELESS),
            )),
        }
    }

    /// Checks other credentials than this client's, at the same service, and shows whose they are.
    ///
    /// This is what `account` and `authenticate_account` of the carrier's gem were for. They sent the password in the
    /// query of a request to another host, without encryption; this asks for the user instead (docs/contracts/tropo.md §2.9).
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::Unauthorized`] if the credentials are wrong.
    pub async fn account(&self, credentials: &Credentials) -> Result<User> {
        let endpoint = GetUser::new(credentials.name());
        let mut request = endpoint.request()?;
        request.extensions_mut().insert(Login::new(credentials));
        GetUser::decode(self.client.raw(request).await?).map_err(|e| e.with_subject(endpoint.subject()))
    }

    /// Where the calls go, with exactly one slash at the end, however the base URL was given.
    pub fn base_url(&self) -> String {
        format!("{}/", self.client.base_url())
    }

    /// Applications: what answers calls and messages.
    pub fn applications(&self) -> Applications {
        Applications(self.client.clone())
    }

    /// Addresses of applications: numbers, tokens, messenger names.
    pub fn addresses(&self) -> Addresses {
        Addresses(self.client.clone())
    }

    /// Users.
    pub fn users(&self) -> Users {
        Users(self.client.clone())
    }

    /// Payment method, recurrence, payments and balance of a user.
    pub fn payments(&self) -> Payments {
        Payments(self.client.clone())
    }

    /// Features of a user.
    pub fn features(&self) -> Features {
        Features(self.client.clone())
    }

    /// Invitations, of the service and of a user.
    pub fn invitations(&self) -> Invitations {
        Invitations(self.client.clone())
    }

    /// The numbers that a user may send SMS to.
    pub fn whitelist(&self) -> Whitelist {
        Whitelist(self.client.clone())
    }

    /// What there is to choose from.
    pub fn catalog(&self) -> Catalog {
        Catalog(self.client.clone())
    }

    /// Webhooks.
    pub fn webhooks(&self) -> Webhooks {
        Webhooks(self.client.clone())
    }
}

/// The client's user, unless a request has another one in its extensions.
#[derive(Clone, Debug)]
struct Login(BasicAuth);

impl Login {
    fn new(credentials: &Credentials) -> Self {
        Self(BasicAuth::new(credentials.name(), credentials.secret().clone()))
    }
}

impl Authorizer for Login {
    fn authorize(
        &self,
        request: &mut Request<Bytes>,
        now: SystemTime,
    ) -> std::result::Result<(), AuthorizeError> {
        let other = request.extensions_mut().remove::<Self>();
        other.as_ref().unwrap_or(self).0.authorize(request, now)
    }

    fn user(&self) -> Option<&str> {
        self.0.user()
    }
}
