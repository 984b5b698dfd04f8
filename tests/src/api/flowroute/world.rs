//! What a Flowroute session needs and leaves behind.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tower::Service;
use tower_layer::Layer as _;
use trunkline::flowroute::cdrs::{CdrExportId, CreateCdrExport};
use trunkline::flowroute::cnam::CnamId;
use trunkline::flowroute::e911::{Address, AddressType, E911Id};
use trunkline::flowroute::messages::MessageId;
use trunkline::flowroute::numbers::ProvisionId;
use trunkline::flowroute::porting::{
    CreatePortOrder, Loa, LoaDetails, PortDocumentId, PortGroup, PortGroupId, PortOrderId, Subscriber,
};
use trunkline::flowroute::routes::{RouteId, RouteTarget};
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::transport::ClientBuilder;
use trunkline::{AreaCode, CallOptions, PhoneNumber, Region};
use trunkline_emulator::Emulator;

use crate::api::Row;
use crate::record::Recorder;
use crate::session::{Account, Slot, Source, Step, Stop, drive};
use crate::soak::Play;

/// What a session needs and leaves behind.
#[derive(Clone)]
pub struct World {
    /// The client.
    pub client: Flowroute,
    /// The carrier, if it is ours: some steps let its clock run.
    emulator: Option<Arc<Emulator>>,
    /// A number that is for sale.
    pub offer: Slot<PhoneNumber>,
    /// A number on the account.
    pub number: Slot<PhoneNumber>,
    /// A route.
    pub route: Slot<RouteId>,
    /// An emergency address.
    pub e911: Slot<E911Id>,
    /// A caller name.
    pub cnam: Slot<CnamId>,
    /// A message.
    pub message: Slot<MessageId>,
    /// A request to enable numbers for messages.
    pub task: Slot<ProvisionId>,
    /// A group of port orders.
    pub port_group: Slot<PortGroupId>,
    /// A port order.
    pub port_order: Slot<PortOrderId>,
    /// A further one of the same group.
    pub other_port_order: Slot<PortOrderId>,
    /// A letter of agency.
    pub loa: Slot<Loa>,
    /// A document of a port order.
    pub document: Slot<PortDocumentId>,
    /// An export of call detail records.
    pub export: Slot<CdrExportId>,
}

/// The keys of the emulated account.
const EMULATED: (&str, &str) = ("11223344", "emulator-secret-0123456789abcdef");

/// Drives all lines against `source`.
pub(super) async fn record(source: Source) -> Result<Vec<Step>, String> {
    let recorder = Recorder::default();
    let mut world = World::open(&source, recorder.clone())?;
    Ok(drive(&super::rows(), &mut world, &recorder, &source).await)
}

impl World {
    /// A fresh session whose attempts `recorder` sees.
    ///
    /// # Errors
    /// If the client or the emulator cannot be built.
    pub fn open(source: &Source, recorder: Recorder) -> Result<Self, String> {
        match source {
            Source::Emulator => Self::emulated(recorder),
            Source::Live(account) => Self::live(account, recorder),
        }
    }

    /// Without a socket, so that the answers' links are those of the carrier itself.
    fn emulated(recorder: Recorder) -> Result<Self, String> {
        let (access, secret) = EMULATED;
        let emulator = Emulator::builder()
            .flowroute_credentials(access, secret)
            .build()
            .map_err(|e| e.to_string())?;
        let builder = Flowroute::builder(Credentials::new(access, secret));
        let client = builder.service(recorder.layer(emulator.service())).build();
        let client = client.map_err(|e| e.to_string())?;
        Ok(Self::new(client, Some(Arc::new(emulator))))
    }

    fn live(account: &Account, recorder: Recorder) -> Result<Self, String> {
        let mut builder =
            Flowroute::builder(Credentials::new(account.user.as_str(), account.secret.as_str()));
        if let Some(url) = &account.url {
            builder = builder.base_url(url);
        }
        let client = builder
            .attempt_layer(recorder)
            .build()
            .map_err(|e| e.to_string())?;
        Ok(Self::new(client, None))
    }

    fn new(client: Flowroute, emulator: Option<Arc<Emulator>>) -> Self {
        Self {
            client,
            emulator,
            offer: Slot::new("number for sale"),
            number: Slot::new("number"),
            route: Slot::new("route"),
            e911: Slot::new("emergency address"),
            cnam: Slot::new("caller name"),
            message: Slot::new("message"),
            task: Slot::new("provisioning task"),
            port_group: Slot::new("group of port orders"),
            port_order: Slot::new("port order"),
            other_port_order: Slot::new("further port order"),
            loa: Slot::new("letter of agency"),
            document: Slot::new("document"),
            export: Slot::new("export of call detail records"),
        }
    }

    /// Our caller name, after the 48 hours within which it is reviewed; a real carrier's clock we cannot move.
    pub(super) fn reviewed_cnam(&self) -> Result<CnamId, Stop> {
        self.later(Duration::from_secs(49 * 3600));
        self.cnam.ours()
    }

    /// The orders of two losing carriers.
    pub(super) fn ported(&mut self, group: PortGroup) {
        let mut orders = group.orders.into_iter().map(|order| order.id);
        self.port_group.made(group.id);
        if let (Some(one), Some(other)) = (orders.next(), orders.next()) {
            self.port_order.made(one);
            self.other_port_order.made(other);
        }
    }

    /// A document whose id the carrier has told.
    pub(super) fn made_document(&mut self, id: Option<PortDocumentId>) {
        if let Some(id) = id {
            self.document.made(id);
        }
    }

    /// Our export, after the second that it takes.
    pub(super) fn made_export(&self) -> Result<CdrExportId, Stop> {
        self.later(Duration::from_secs(2));
        self.export.ours()
    }

    /// A message, after the seconds that its delivery takes.
    pub(super) fn delivered_message(&self) -> Result<MessageId, Stop> {
        self.later(Duration::from_secs(10));
        self.message.any()
    }

    /// A file of an MMS that came in just now; none comes in when we want it at a real carrier's.
    pub(super) async fn media(&self) -> Result<String, Stop> {
        let lacking = || Stop::Lacking("file of an MMS");
        let emulator = self.emulator.as_ref().ok_or_else(lacking)?;
        let inbound = json!({"from": "12065550142", "to": "12012673227", "media": [{}]});
        let request = Request::post("/_emulator/messages/inbound").body(Bytes::from(inbound.to_string()));
        let request = request.map_err(|_| lacking())?;
        let answer = emulator.service().call(request).await.map_err(|_| lacking())?;
        let received: Value = serde_json::from_slice(answer.body()).map_err(|_| lacking())?;
        let id = received.pointer("/media/0").and_then(Value::as_str);
        id.map(str::to_owned).ok_or_else(lacking)
    }

    fn later(&self, time: Duration) {
        if let Some(emulator) = &self.emulator {
            emulator.advance(time);
        }
    }
}

impl Play for World {
    type Client = Flowroute;

    fn rows() -> Vec<Row<Self>> {
        super::rows()
    }

    fn builder() -> ClientBuilder<Flowroute> {
        let (access, secret) = EMULATED;
        Flowroute::builder(Credentials::new(access, secret))
    }

    fn url(emulator: &Emulator) -> String {
        emulator.flowroute_url()
    }

    fn configure(client: &Flowroute, options: CallOptions) -> Flowroute {
        client.with_options(options)
    }

    fn begin(client: Flowroute, emulator: Arc<Emulator>) -> Self {
        Self::new(client, Some(emulator))
    }

    fn resume(&self, client: Flowroute, emulator: Arc<Emulator>) -> Self {
        Self {
            client,
            emulator: Some(emulator),
            ..self.clone()
        }
    }
}

pub(super) fn address() -> Address {
    Address::new("Home")
        .name("Janet", "Doe")
        .street("3910", "N Vassault")
        .unit(AddressType::Suite, "200")
        .city("Tacoma", Region::WA, "98407")
}

/// The calls of a January.
pub(super) fn january() -> CreateCdrExport {
    CreateCdrExport::new("2019-01-01 00:00:00", "2019-02-01 00:00:00")
        .number_aliases(["Office 221".to_owned(), "Office 888".to_owned()])
        .callback_url("https://myserver.com/cdrs")
}

/// An order for numbers of two other carriers.
pub(super) fn port_order() -> Result<CreatePortOrder, Stop> {
    let subscriber = Subscriber::business("Leather Inc.", "John Doe", "ATT")
        .street("1218 3rd Ave")
        .city("Seattle", Region::WA, "98101");
    Ok(CreatePortOrder::new(others()?, subscriber)
        .alias("move 7")
        .pin("4321")
        .loa_details(LoaDetails::new("john@example.com").cc("jane@example.com"))
        .status_url("https://example.com/port-status"))
}

pub(super) fn seattle() -> Result<AreaCode, Stop> {
    AreaCode::try_from(206).map_err(|_| Stop::Lacking("area code 206"))
}

pub(super) fn sip_host() -> Result<RouteTarget, Stop> {
    RouteTarget::host("sip.example.net:5060").map_err(|_| Stop::Lacking("host of that name"))
}

/// A number that nobody has.
pub(super) fn friend() -> Result<PhoneNumber, Stop> {
    number("+12065550142")
}

/// Numbers of other carriers.
pub(super) fn others() -> Result<[PhoneNumber; 2], Stop> {
    Ok([number("+14254664444")?, number("+18827833439")?])
}

/// A further number of the carrier that has the first one.
pub(super) fn another() -> Result<[PhoneNumber; 1], Stop> {
    Ok([number("+14254664445")?])
}

/// One more of them.
pub(super) fn one_more() -> Result<[PhoneNumber; 1], Stop> {
    Ok([number("+14254664446")?])
}

fn number(text: &str) -> Result<PhoneNumber, Stop> {
    text.parse().map_err(|_| Stop::Lacking("number of that form"))
}
