//! What a Flowroute v1 session needs and leaves behind.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tower_layer::Layer as _;
use trunkline::flowroute_v1::routes::RouteTarget;
use trunkline::flowroute_v1::{Credentials, FlowrouteV1};
use trunkline::transport::ClientBuilder;
use trunkline::{CallOptions, PhoneNumber};
use trunkline_emulator::Emulator;

use crate::api::Row;
use crate::record::Recorder;
use crate::session::{Account, Slot, Source, Step, Stop, drive};
use crate::soak::Play;

/// What a session needs and leaves behind.
#[derive(Clone)]
pub struct World {
    /// The client.
    pub client: FlowrouteV1,
    /// Whether the carrier is ours.
    emulated: bool,
    /// A number that is for sale.
    pub offer: Slot<PhoneNumber>,
    /// A number on the account.
    pub number: Slot<PhoneNumber>,
}

/// The keys of the emulated account.
const EMULATED: (&str, &str) = ("11223344", "emulator-secret-0123456789abcdef");

/// When every recorded request was signed: 2026-01-15T12:00:00Z.
const SIGNED_AT: Duration = Duration::from_secs(1_768_478_400);

/// Drives all lines against `source`.
pub(super) async fn record(source: Source) -> Result<Vec<Step>, String> {
    let recorder = Recorder::default();
    let client = client(&source, recorder.clone())?;
    let mut world = World::new(client, matches!(source, Source::Emulator));
    Ok(drive(&super::rows(), &mut world, &recorder, &source).await)
}

fn client(source: &Source, recorder: Recorder) -> Result<FlowrouteV1, String> {
    let built = match source {
        Source::Emulator => {
            let (access, secret) = EMULATED;
            // Any timestamp will do, so that it can be the same in every recording.
            let emulator = Emulator::builder()
                .flowroute_credentials(access, secret)
                .flowroute_v1_window(Duration::ZERO)
                .build();
            let service = emulator.map_err(|e| e.to_string())?.service();
            FlowrouteV1::builder(Credentials::new(access, secret))
                .service(recorder.layer(service))
                .clock(|| SystemTime::UNIX_EPOCH + SIGNED_AT)
                .build()
        }
        Source::Live(Account {
            user, secret, url, ..
        }) => {
            let mut builder = FlowrouteV1::builder(Credentials::new(user.as_str(), secret.as_str()));
            if let Some(url) = url {
                builder = builder.base_url(url);
            }
            builder.attempt_layer(recorder).build()
        }
    };
    built.map_err(|e| e.to_string())
}

/// This API can neither release a number nor delete a route, and a session must not leave them on a real account.
const NO_WAY_BACK: Stop = Stop::Lacking("way to undo it");

impl World {
    fn new(client: FlowrouteV1, emulated: bool) -> Self {
        Self {
            client,
            emulated,
            offer: Slot::new("number for sale"),
            number: Slot::new("number"),
        }
    }

    pub(super) fn to_buy(&self) -> Result<PhoneNumber, Stop> {
        if self.emulated {
            self.offer.any()
        } else {
            Err(NO_WAY_BACK)
        }
    }

    pub(super) fn target(&self) -> Result<RouteTarget, Stop> {
        if !self.emulated {
            return Err(NO_WAY_BACK);
        }
        RouteTarget::host("sip.example.net:5060").map_err(|_| Stop::Lacking("host of that name"))
    }
}

impl Play for World {
    type Client = FlowrouteV1;

    fn rows() -> Vec<Row<Self>> {
        super::rows()
    }

    fn builder() -> ClientBuilder<FlowrouteV1> {
        let (access, secret) = EMULATED;
        FlowrouteV1::builder(Credentials::new(access, secret))
    }

    fn url(emulator: &Emulator) -> String {
        emulator.flowroute_url()
    }

    fn configure(client: &FlowrouteV1, options: CallOptions) -> FlowrouteV1 {
        client.with_options(options)
    }

    fn begin(client: FlowrouteV1, _: Arc<Emulator>) -> Self {
        Self::new(client, true)
    }

    fn resume(&self, client: FlowrouteV1, _: Arc<Emulator>) -> Self {
        Self {
            client,
            ..self.clone()
        }
    }
}
