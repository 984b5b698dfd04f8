//! What a Tropo session needs and leaves behind.

use std::net::Ipv4Addr;
use std::sync::Arc;

use tower_layer::Layer as _;
use trunkline::transport::ClientBuilder;
use trunkline::tropo::addresses::Address;
use trunkline::tropo::applications::ApplicationId;
use trunkline::tropo::catalog::{Country, CountryId, FeatureId};
use trunkline::tropo::invitations::InvitationCode;
use trunkline::tropo::payments::{BillingAddress, Card, SetPaymentMethod};
use trunkline::tropo::users::{ConfirmUser, CreateUser, CreatedUser, ModifyUser, UserId};
use trunkline::tropo::webhooks::WebhookId;
use trunkline::tropo::{Credentials, Href, Tropo};
use trunkline::{AreaCode, CallOptions, Money};
use trunkline_emulator::Emulator;

use crate::api::Row;
use crate::record::Recorder;
use crate::session::{Account, Slot, Source, Step, Stop, drive};
use crate::soak::Play;

/// What a session needs and leaves behind.
#[derive(Clone)]
pub struct World {
    /// The client.
    pub client: Tropo,
    /// Whether the carrier is ours.
    emulated: bool,
    /// Whose account it is.
    login: String,
    /// A country with states.
    pub country: Slot<CountryId>,
    /// Something that a user may be allowed to do.
    pub feature: Slot<FeatureId>,
    /// A way to pay.
    pub payment_type: Slot<Href>,
    /// A user besides the one who calls.
    pub user: Slot<UserId>,
    /// What confirms that user.
    confirmation: Slot<ConfirmUser>,
    /// An application.
    pub application: Slot<ApplicationId>,
    /// A phone number of an application.
    pub number: Slot<String>,
    /// The application that has it.
    pub holder: Slot<ApplicationId>,
    /// An invitation.
    pub invitation: Slot<InvitationCode>,
    /// A number on the whitelist.
    pub listed: Slot<&'static str>,
    /// A webhook.
    pub webhook: Slot<WebhookId>,
}

/// The emulated account.
const EMULATED: (&str, &str) = ("emulator", "emulator");

const PASSWORD: &str = "fooey-7474-planted";
const NEW_PASSWORD: &str = "foobar-7475-planted";
const CARD: &str = "4012888888881881";
const SECURITY_CODE: &str = "planted-737";

/// What lines send and no recording may show.
pub const SECRETS: &[&str] = &[PASSWORD, NEW_PASSWORD, CARD, SECURITY_CODE];

/// Drives all lines against `source`.
pub(super) async fn record(source: Source) -> Result<Vec<Step>, String> {
    let recorder = Recorder::default();
    let mut world = World::open(&source, recorder.clone())?;
    Ok(drive(&super::rows(), &mut world, &recorder, &source).await)
}

/// Users cannot be deleted, nor payments taken back, and a session must not leave them on a real account.
const NO_WAY_BACK: Stop = Stop::Lacking("way to undo it");

impl World {
    fn open(source: &Source, recorder: Recorder) -> Result<Self, String> {
        let (user, builder) = match source {
            Source::Emulator => {
                let (user, password) = EMULATED;
                let emulator = Emulator::builder().tropo_credentials(user, password).build();
                let service = emulator.map_err(|e| e.to_string())?.service();
                (
                    user,
                    Tropo::builder(Credentials::new(user, password)).service(recorder.layer(service)),
                )
            }
            Source::Live(Account {
                user, secret, url, ..
            }) => {
                let builder = Tropo::builder(Credentials::new(user.as_str(), secret.as_str()));
                let builder = match url {
                    Some(url) => builder.base_url(url),
                    None => builder,
                };
                (user.as_str(), builder.attempt_layer(recorder))
            }
        };
        let client = builder.build().map_err(|e| e.to_string())?;
        Ok(Self::new(client, user, matches!(source, Source::Emulator)))
    }

    fn new(client: Tropo, login: &str, emulated: bool) -> Self {
        Self {
            client,
            emulated,
            login: login.to_owned(),
            country: Slot::new("country with states"),
            feature: Slot::new("feature"),
            payment_type: Slot::new("way to pay"),
            user: Slot::new("user of our own"),
            confirmation: Slot::new("user to confirm"),
            application: Slot::new("application"),
            number: Slot::new("number"),
            holder: Slot::new("application with a number"),
            invitation: Slot::new("invitation"),
            listed: Slot::new("number on the whitelist"),
            webhook: Slot::new("webhook"),
        }
    }

    /// Who calls.
    pub(super) fn login(&self) -> &str {
        &self.login
    }

    /// Whoever has money and features to look at.
    pub(super) fn payer(&self) -> UserId {
        self.user
            .ours()
            .unwrap_or_else(|_| UserId::from(self.login.as_str()))
    }

    pub(super) fn saw_countries(&mut self, countries: &[Country]) {
        let with_states = countries.iter().find(|country| country.states.is_some());
        self.country.saw(with_states.map(|country| country.id.clone()));
    }

    pub(super) fn saw_numbers(&mut self, addresses: &[Address]) {
        let ours = self.number.any().ok();
        let wanted = |address: &&Address| {
            let number = address.phone_number().and(address.value());
            number.is_some_and(|number| ours.as_deref().is_none_or(|ours| *ours == *number))
        };
        if let Some(address) = addresses.iter().find(wanted) {
            self.number.saw(address.value());
            self.holder.saw(address.application_id());
        }
    }

    pub(super) fn new_user(&self) -> Result<CreateUser, Stop> {
        if !self.emulated {
            return Err(NO_WAY_BACK);
        }
        let user = CreateUser::new("foobar7474", PASSWORD, "Jason", "Blah", "a@example.com");
        Ok(user.organization("Blah Inc.").phone_number("4075550142"))
    }

    pub(super) fn signed_up(&mut self, user: CreatedUser) {
        if let Some(key) = user.confirmation_key {
            let confirmation = ConfirmUser::new(&user.id, key, Ipv4Addr::new(192, 0, 2, 1));
            self.confirmation.made(confirmation);
        }
        self.user.made(user.id);
    }

    pub(super) fn confirmation(&self) -> Result<ConfirmUser, Stop> {
        self.confirmation.ours()
    }

    pub(super) fn new_password(&self) -> Result<ModifyUser, Stop> {
        Ok(ModifyUser::new(self.user.ours()?)
            .password(NEW_PASSWORD)
            .city("Orlando"))
    }

    pub(super) fn card(&self) -> Result<SetPaymentMethod, Stop> {
        let card = Card::new(
            self.payment_type.any()?,
            CARD,
            SECURITY_CODE,
            "Jason Blah",
            "2031-12-10",
        );
        let billing = BillingAddress::new("123 Smith Avenue", "San Carlos", "CA", "94070", "USA");
        let method = SetPaymentMethod::new(self.user.ours()?, card, billing);
        Ok(method
            .email("j@example.com")
            .recharge(dollars("10.50")?, dollars("5.00")?))
    }
}

impl Play for World {
    type Client = Tropo;

    fn rows() -> Vec<Row<Self>> {
        super::rows()
    }

    fn builder() -> ClientBuilder<Tropo> {
        let (user, password) = EMULATED;
        Tropo::builder(Credentials::new(user, password))
    }

    fn url(emulator: &Emulator) -> String {
        emulator.tropo_url()
    }

    fn configure(client: &Tropo, options: CallOptions) -> Tropo {
        client.with_options(options)
    }

    fn begin(client: Tropo, _: Arc<Emulator>) -> Self {
        Self::new(client, EMULATED.0, true)
    }

    fn resume(&self, client: Tropo, _: Arc<Emulator>) -> Self {
        Self {
            client,
            ..self.clone()
        }
    }
}

pub(super) fn dollars(text: &str) -> Result<Money, Stop> {
    Money::parse(text).map_err(|_| Stop::Lacking("amount of that form"))
}

pub(super) fn new_york() -> Result<AreaCode, Stop> {
    AreaCode::try_from(212).map_err(|_| Stop::Lacking("area code 212"))
}
