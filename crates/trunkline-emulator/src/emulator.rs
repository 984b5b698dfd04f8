//! The emulator and its builder: start, inspect, inject faults, stop.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::audit::Audit;
use crate::clock::Clock;
use crate::config::{Config, FLOWROUTE_LOGIN, Login, Opening, TROPO_LOGIN};
use crate::control;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::number::Tn;
use crate::record::RequestRecord;
use crate::router::operations;
use crate::service::EmulatorService;
use crate::state_file::StateFile;
use crate::store::v1::{PublicUrl, Signatures, V1};
use crate::store::{DEFAULT_STOCK, MAX_STOCK, Store};
use crate::time::Micros;
use crate::webhook::WebhookDelivery;
use crate::wire::incoming::host_of;

/// Why an emulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address could not be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The state cannot be kept in its file, or what is in it cannot be read.
    #[error("cannot keep the state in {path}: {reason}")]
    State {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A setting is out of its range.
    #[error("{0}")]
    Setting(String),
}

/// The carriers on this machine. Stops when dropped.
///
/// ```
/// use trunkline_emulator::{Emulator, Fault};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::start().await?;
/// emulator.fault(Fault::on("numbers.purchase").first().commit_then_drop());
/// assert!(emulator.flowroute_url().starts_with("http://127.0.0.1:"));
/// assert_eq!(emulator.audit().purchases("+12064205780"), 0);
/// # Ok(())
/// # }
/// ```
pub struct Emulator {
    service: EmulatorService,
    stop: watch::Sender<bool>,
    address: Option<SocketAddr>,
    listener: Option<JoinHandle<()>>,
    saved: bool,
}

/// Settings of an emulator that is about to start.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it is started"]
pub struct EmulatorBuilder {
    listen: SocketAddr,
    seed: u64,
    stock_size: u64,
    config: Config,
    sms_per_second: Option<u32>,
    mms_per_second: Option<u32>,
    clock: Option<Clock>,
    webhooks_to_any_host: bool,
    latency: Option<Duration>,
    faults: Vec<Fault>,
    v1: V1Settings,
}

/// Settings of Flowroute v1 that were given; a state that is loaded keeps the others.
#[derive(Clone, Debug, Default)]
struct V1Settings {
    signatures: Option<Signatures>,
    window: Option<Duration>,
    public_url: Option<PublicUrl>,
}

impl Default for EmulatorBuilder {
    fn default() -> Self {
        let login = |(user, secret): (&str, &str)| Login {
            user: user.to_owned(),
            secret: secret.to_owned(),
        };
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            seed: 0,
            stock_size: DEFAULT_STOCK,
            config: Config {
                flowroute: login(FLOWROUTE_LOGIN),
                tropo: login(TROPO_LOGIN),
                state_file: None,
                opening: Opening::default(),
                allowed_hosts: Vec::new(),
                access_log: false,
            },
            latency: None,
            faults: Vec::new(),
            sms_per_second: Some(5),
            mms_per_second: Some(1),
            clock: None,
            webhooks_to_any_host: false,
            v1: V1Settings::default(),
        }
    }
}

impl EmulatorBuilder {
    /// The address to listen on. Default: a free port of 127.0.0.1.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// The seed for generated data. Default: 0. The same seed and calls produce the same state.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How strictly to verify Flowroute v1 signatures. Default: [`Signatures::Lenient`].
    pub fn flowroute_v1_signatures(mut self, signatures: Signatures) -> Self {
        self.v1.signatures = Some(signatures);
        self
    }

    /// The clock skew to accept in Flowroute v1 timestamps, in whole seconds. Default: 15 minutes; zero accepts any.
    pub fn flowroute_v1_window(mut self, window: Duration) -> Self {
        self.v1.window = Some(window);
        self
    }

    /// The address that clients of Flowroute v1 sign for when they reach the emulator through a proxy or a hosts entry.
    /// Default: `https://api.flowroute.com`.
    pub fn flowroute_v1_public_url(mut self, url: PublicUrl) -> Self {
        self.v1.public_url = Some(url);
        self
    }

    /// A file to load the state from, if it exists, and to save it to: before a call that changed something is answered, and
    /// when the emulator stops. It is replaced as a whole, and locked by a file beside it (`.lock`) while the emulator runs.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.config.state_file = Some(path.into());
        self
    }

    /// Access key and secret key. Default: `11223344`, `emulator-secret-0123456789abcdef`.
    pub fn flowroute_credentials(
        mut self,
        access_key: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Self {
        self.config.flowroute = Login {
            user: access_key.into(),
            secret: secret_key.into(),
        };
        self
    }

    /// User and password. Default: `emulator`, `emulator`.
    pub fn tropo_credentials(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.config.tropo = Login {
            user: user.into(),
            secret: password.into(),
        };
        self
    }

    /// The minimum count of numbers for sale. Default: 25 000; at most 10 000 000.
    pub fn stock_size(mut self, numbers: u64) -> Self {
        self.stock_size = numbers;
        self
    }

    /// Messages a second before 429, for SMS and for MMS; `None` means no limit. Default: 5 and 1.
    pub fn rate_limits(mut self, sms_per_second: Option<u32>, mms_per_second: Option<u32>) -> Self {
        self.sms_per_second = sms_per_second;
        self.mms_per_second = mms_per_second;
        self
    }

    /// How the virtual clock starts and passes. Default: [`Clock::frozen`], so that tests are deterministic; it stands still
    /// between calls of [`Emulator::advance`]. A state that is loaded keeps its instant, unless the clock starts later.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Posts webhooks to callbacks on other machines, too. Default: only to this machine, whatever URL is set.
    pub fn webhooks_to_any_host(mut self, any_host: bool) -> Self {
        self.webhooks_to_any_host = any_host;
        self
    }

    /// The balance of the Flowroute account at the beginning and after a reset, in nanodollars. Default: 100 dollars.
    pub fn balance_nanodollars(mut self, balance: i64) -> Self {
        self.config.opening.balance = Some(balance);
        self
    }

    /// Begins with accounts that have nothing on them: no numbers, records, messages, applications. Default: the data of the
    /// carriers' documents.
    pub fn empty(mut self, empty: bool) -> Self {
        self.config.opening.empty = empty;
        self
    }

    /// How much longer every call of a carrier takes, in real time, at most 10 minutes. Default: not at all.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = Some(latency);
        self
    }

    /// Adds a fault to begin with; see [`Emulator::fault`]. A reset removes it.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// A name of this machine under which the control API may be called, such as that of its container. Addresses and `localhost`
    /// always may; other names are refused, because the page of any site could have such a name point here.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.config.allowed_hosts.push(host_of(&host.into()).to_owned());
        self
    }

    /// Logs a line for every request, with `tracing`. Default: no.
    pub fn access_log(mut self, log: bool) -> Self {
        self.config.access_log = log;
        self
    }

    /// Starts without a listener: it is reached through [`Emulator::service`] only. Needs no runtime.
    ///
    /// # Errors
    ///
    /// The state file cannot be read or written or is in use, or a setting is out of its range.
    pub fn build(self) -> Result<Emulator, StartError> {
        let file = self.open_state_file()?;
        let store = self.store(file.as_ref())?;
        let faults = self.faults;
        let (stop, stopped) = watch::channel(false);
        let authority: Arc<str> = Arc::from("localhost");
        let engine = Arc::new(Engine::new(self.config, store, file));
        let service = EmulatorService {
            engine,
            stopped,
            authority,
        };
        let emulator = Emulator {
            service,
            stop,
            address: None,
            listener: None,
            saved: false,
        };
        for fault in faults {
            emulator.fault(fault);
        }
        Ok(emulator)
    }

    /// Starts listening, on the runtime this is called from.
    ///
    /// # Errors
    ///
    /// The address cannot be listened on, the state file cannot be read or written or is in use, or a setting is out of its range.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let address = self.listen;
        let refused = |source| StartError::Listen { address, source };
        let mut emulator = self.build()?;
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let bound = listener.local_addr().map_err(refused)?;
        emulator.address = Some(bound);
        emulator.service.authority = Arc::from(reachable(bound).to_string());
        let (service, stopped) = (emulator.service.clone(), emulator.stop.subscribe());
        let courier = crate::courier::run(service.clone(), stopped.clone());
        let server = crate::server::serve(listener, service, stopped);
        emulator.listener = Some(tokio::spawn(async move {
            tokio::join!(server, courier);
        }));
        Ok(emulator)
    }

    /// The state file, locked.
    fn open_state_file(&self) -> Result<Option<StateFile>, StartError> {
        let path = self.config.state_file.as_deref();
        let opened = path.map(StateFile::open).transpose();
        opened.map_err(|error| self.state_error(error.to_string()))
    }

    fn state_error(&self, reason: String) -> StartError {
        let path = self.config.state_file.clone().unwrap_or_default();
        StartError::State { path, reason }
    }

    fn store(&self, file: Option<&StateFile>) -> Result<Store, StartError> {
        if self.stock_size > MAX_STOCK {
            return Err(StartError::Setting(format!(
                "stock size must be at most {MAX_STOCK}"
            )));
        }
        let saved = file.map_or(Ok(None), StateFile::load);
        if let Some(mut store) = saved.map_err(|reason| self.state_error(reason))? {
            self.v1.apply(&mut store.state.switches.flowroute_v1);
            self.set_latency(&mut store);
            if let Some(clock) = self.clock {
                store.state.switches.clock = clock.mode;
                store.state.advance_to(clock.start());
            }
            store.state.switches.webhooks.any_host = self.webhooks_to_any_host;
            return Ok(store);
        }
        let clock = self.clock.unwrap_or(Clock::frozen());
        let mut store = Store::seeded(self.seed, self.stock_size, clock.start());
        let switches = &mut store.state.switches;
        switches.sms_per_second = self.sms_per_second;
        switches.mms_per_second = self.mms_per_second;
        self.v1.apply(&mut switches.flowroute_v1);
        switches.clock = clock.mode;
        switches.webhooks.any_host = self.webhooks_to_any_host;
        self.set_latency(&mut store);
        self.config.opening.apply(&mut store.state);
        Ok(store)
    }

    fn set_latency(&self, store: &mut Store) {
        if let Some(latency) = self.latency {
            store.state.switches.latency_millis = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
        }
    }
}

/// The address to call: an unspecified one listens on every interface, this machine's own among them.
fn reachable(bound: SocketAddr) -> SocketAddr {
    match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, bound.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (Ipv6Addr::LOCALHOST, bound.port()).into(),
        _ => bound,
    }
}

impl V1Settings {
    fn apply(&self, switches: &mut V1) {
        if let Some(signatures) = self.signatures {
            switches.signatures = signatures;
        }
        if let Some(window) = self.window {
            switches.window_seconds = u32::try_from(window.as_secs()).unwrap_or(u32::MAX);
        }
        if let Some(url) = &self.public_url {
            switches.public_url = url.clone();
        }
    }
}

impl Emulator {
    /// Starts on a free port of 127.0.0.1 with seed 0.
    ///
    /// # Errors
    ///
    /// No port could be listened on.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Settings, to be followed by [`start`](EmulatorBuilder::start) or [`build`](EmulatorBuilder::build).
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder::default()
    }

    /// The emulator as a `tower` service, sharing this emulator's state.
    #[must_use]
    pub fn service(&self) -> EmulatorService {
        self.service.clone()
    }

    pub(crate) fn config(&self) -> &Config {
        &self.service.engine.config
    }

    /// Where it listens; nothing without a listener.
    #[must_use]
    pub fn listen_addr(&self) -> Option<SocketAddr> {
        self.address
    }

    /// Base URL for Flowroute clients: `http://127.0.0.1:PORT/flowroute`; versions (`/v2`) come after it.
    #[must_use]
    pub fn flowroute_url(&self) -> String {
        format!("http://{}/flowroute", self.service.authority)
    }

    /// Base URL for Tropo clients, with its trailing slash: `http://127.0.0.1:PORT/tropo/v1/`.
    #[must_use]
    pub fn tropo_url(&self) -> String {
        format!("http://{}/tropo/v1/", self.service.authority)
    }

    /// Base URL of the control API: `http://127.0.0.1:PORT/_emulator`.
    #[must_use]
    pub fn admin_url(&self) -> String {
        format!("http://{}/_emulator", self.service.authority)
    }

    /// Adds a fault and returns its id. One that cannot apply to any call (it names no operation, or a number that is none)
    /// is reported in the log. There may be as many as the program wants; the control API takes 1000.
    pub fn fault(&self, fault: Fault) -> u64 {
        if let Err(reason) = fault.check(operations().map(|operation| operation.name())) {
            tracing::warn!(%reason, "this fault never applies");
        }
        self.service.engine.world().faults.add(fault)
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.service.engine.world().faults.clear();
    }

    /// Moves the virtual clock on; everything due on the way happens.
    pub fn advance(&self, by: Duration) {
        let micros = Micros::try_from(by.as_micros()).unwrap_or(Micros::MAX / 4);
        self.service.engine.world().store.state.advance(micros);
        self.service.engine.changed.notify_one();
    }

    /// What was bought and charged, and whether the books agree.
    #[must_use]
    pub fn audit(&self) -> Audit {
        Audit::of(&self.service.engine.world().store.state)
    }

    /// Back to the beginning, with the same seed: account, clock, counters, requests, faults.
    pub fn reset(&self) {
        let engine = &self.service.engine;
        control::reset(&mut engine.world(), &engine.config.opening, None);
    }

    /// The whole state, as `GET /_emulator/state` shows it.
    #[must_use]
    pub fn state(&self) -> Value {
        control::state_document(&self.service.engine.world())
    }

    /// The newest requests, oldest first, at most 10 000.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.service.engine.world().records.all().cloned().collect()
    }

    /// A text comes in from outside; returns its id, or nothing if `to` is not on the account or one of the two is no
    /// number. It is posted to the callback that is set for it, if there is one.
    pub fn receive_sms(&self, from: &str, to: &str, text: &str) -> Option<String> {
        let (from, to) = (Tn::parse(from)?, Tn::parse(to)?);
        let mut world = self.service.engine.world();
        let received = world
            .store
            .state
            .receive_message(from, to, Some(text.to_owned()), Vec::new());
        drop(world);
        self.service.engine.changed.notify_one();
        received.ok()
    }

    /// What was, or will be, posted to callbacks: the newest 10 000, oldest first.
    #[must_use]
    pub fn webhooks(&self) -> Vec<WebhookDelivery> {
        let root = self.flowroute_url();
        crate::webhook::deliveries(&self.service.engine.world().store.state, &root)
    }

    /// Waits until everything that is due for a callback by now has been posted. Without a listener nothing is posted,
    /// and this waits for ever if something is due.
    pub async fn webhooks_posted(&self) {
        let engine = &self.service.engine;
        loop {
            let mut delivered = std::pin::pin!(engine.delivered.notified());
            // From here on no notification is missed.
            delivered.as_mut().enable();
            if engine.world().store.state.due_delivery().is_none() {
                return;
            }
            delivered.await;
        }
    }

    /// Stops listening, ends open connections, and saves the state if there is a file for it. Dropping does the same,
    /// but neither waits nor reports.
    ///
    /// # Errors
    ///
    /// The state file could not be written.
    pub async fn stop(mut self) -> io::Result<()> {
        self.stop.send_replace(true);
        if let Some(listener) = self.listener.take()
            && let Err(error) = listener.await
        {
            tracing::warn!(%error, "the listener did not end well");
        }
        self.saved = true;
        self.finish()
    }

    /// Cancels what would take effect later, and saves the state if there is a file for it.
    fn finish(&self) -> io::Result<()> {
        let engine = &self.service.engine;
        engine.world().cancel_late_calls();
        engine.save_finally()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(listener) = self.listener.take() {
            listener.abort();
        }
        if !self.saved
            && let Err(error) = self.finish()
        {
            tracing::error!(%error, "the state was not saved");
        }
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
