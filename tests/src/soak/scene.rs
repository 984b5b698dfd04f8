//! The scenes: for each writing line of the API tables, the account and the world just before it.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use serde_json::Value;
use tower::ServiceExt as _;
use trunkline::{CallOptions, Effect, Operation, RetryPolicy};
use trunkline_emulator::{Emulator, Fault};

use super::Play;
use super::sabotage::{ResendOnce, Sabotage};
use crate::api::{Drive, flowroute, flowroute_v1, tropo};
use crate::session::Stop;

/// Operations that write nothing that the account shows, so that there is nothing to compare: an address to upload a file to is
/// handed out, and nobody has uploaded anything.
pub const NOTHING_TO_SEE: &[&str] = &["flowroute.v2.porting.create_upload"];

/// How often a call that may be repeated is sent at most.
const RESENT: u32 = 4;

/// Numbers for sale: few, so that the stage is set quickly.
const STOCK: u64 = 1_000;

/// How a scene is played.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The limit of the whole call.
    pub timeout: Duration,
    /// The limit of an attempt.
    pub attempt_timeout: Duration,
    /// Another settlement window than the carrier's.
    pub window: Option<Duration>,
    /// What the jitter is drawn from.
    pub jitter: u64,
    /// What is broken on purpose.
    pub sabotage: Sabotage,
    /// Without a listener the client calls the emulator directly.
    pub over_tcp: bool,
    /// How it is sent again.
    pub retry: RetryPolicy,
    /// How many attempts may be under way at once.
    pub max_concurrency: usize,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(30),
            window: None,
            jitter: 0,
            sabotage: Sabotage::None,
            over_tcp: false,
            retry: RetryPolicy::default(),
            max_concurrency: 64,
        }
    }
}

/// The call of a scene, under way.
pub type Playing = Pin<Box<dyn Future<Output = Result<(), Stop>> + Send>>;

/// Makes the call of a scene, as often as wanted, always with the same client.
pub type Cast = Box<dyn Fn() -> Playing + Send + Sync>;

/// Finds a client for an emulator.
type Casting = dyn Fn(&Arc<Emulator>, &Setup) -> Result<Cast, String> + Send + Sync;

/// A writing operation, and the account it is played on.
pub struct Scene {
    /// Which operation.
    pub operation: Operation,
    /// Whether reads can show that it was done, after the reply was lost.
    pub settles: bool,
    state: Bytes,
    /// The account if the call is not carried out; also if somebody else has bought the number meanwhile.
    before: Vec<Value>,
    /// The account if it is, once or as often as a call that may be repeated is sent.
    after: Vec<Value>,
    cast: Box<Casting>,
}

impl fmt::Debug for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scene")
            .field("operation", &self.operation.name)
            .field("settles", &self.settles)
            .finish_non_exhaustive()
    }
}

/// All scenes, in the order of the tables.
///
/// # Errors
/// If a line of a table fails without any fault.
pub async fn scenes() -> Result<Vec<Scene>, String> {
    let mut scenes = stage::<flowroute::World>().await?;
    scenes.extend(stage::<flowroute_v1::World>().await?);
    scenes.extend(stage::<tropo::World>().await?);
    Ok(scenes)
}

/// Drives a whole table, and keeps what there is before each line that writes.
async fn stage<W: Play>() -> Result<Vec<Scene>, String> {
    let emulator = Emulator::builder().stock_size(STOCK).build();
    let emulator = Arc::new(emulator.map_err(|e| e.to_string())?);
    let client = client::<W>(&emulator, &Setup::default())?;
    let mut world = W::begin(client, Arc::clone(&emulator));
    let mut scenes = Vec::new();
    for row in W::rows() {
        if row.operation.effect != Effect::Read && !NOTHING_TO_SEE.contains(&row.operation.name) {
            let state = Bytes::from(emulator.state().to_string());
            scenes.push(Scene::rehearsed(row.operation, state, world.clone(), row.drive).await?);
        }
        let driven = (row.drive)(&mut world).await;
        driven.map_err(|stop| format!("{}: {stop}", row.operation.name))?;
    }
    Ok(scenes)
}

impl Scene {
    async fn rehearsed<W: Play>(
        operation: Operation,
        state: Bytes,
        world: W,
        drive: Drive<W>,
    ) -> Result<Self, String> {
        let cast = move |emulator: &Arc<Emulator>, setup: &Setup| {
            let world = world.resume(client::<W>(emulator, setup)?, Arc::clone(emulator));
            let play = move || {
                let mut world = world.clone();
                Box::pin(async move { drive(&mut world).await }) as Playing
            };
            Ok(Box::new(play) as Cast)
        };
        let mut scene = Self {
            operation,
            settles: false,
            state,
            before: Vec::new(),
            after: Vec::new(),
            cast: Box::new(cast),
        };
        let refused = Fault::on("*").first().refuse(422);
        let (before, _) = scene.rehearse(Some(refused), 1).await?;
        scene.before.push(before);
        let sold = Fault::on("*").first().sold_elsewhere();
        if let (sold, false) = scene.rehearse(Some(sold), 1).await? {
            scene.before.push(sold);
        }
        let lost = Fault::on("*").first().commit_then_drop();
        (_, scene.settles) = scene.rehearse(Some(lost), 1).await?;
        let times = match operation.effect {
            Effect::Once => 1,
            _ => RESENT,
        };
        for times in 1..=times {
            let (after, _) = scene.rehearse(None, times).await?;
            if !scene.after.contains(&after) {
                scene.after.push(after);
            }
        }
        if scene.after.iter().any(|after| scene.before.contains(after)) {
            return Err(format!("{}: the account does not show it", operation.name));
        }
        Ok(scene)
    }

    /// The account after so many calls of one attempt, and whether the client says that the first was carried out.
    async fn rehearse(&self, fault: Option<Fault>, times: u32) -> Result<(Value, bool), String> {
        let emulator = self.emulator(false).await?;
        fault.map(|fault| emulator.fault(fault));
        let setup = Setup {
            retry: RetryPolicy::none(),
            ..Setup::default()
        };
        let call = self.cast(&emulator, &setup)?;
        let result = call().await;
        for _ in 1..times {
            // Carried out again, or refused because it was done already.
            drop(call().await);
        }
        Ok((account(&emulator), result.is_ok()))
    }

    /// An emulator with the account of this scene.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn emulator(&self, over_tcp: bool) -> Result<Arc<Emulator>, String> {
        let builder = Emulator::builder().stock_size(STOCK);
        let emulator = match over_tcp {
            true => builder.start().await,
            false => builder.build(),
        };
        let emulator = emulator.map_err(|e| e.to_string())?;
        let mut put = Request::new(self.state.clone());
        *put.method_mut() = Method::PUT;
        *put.uri_mut() = http::Uri::from_static("/_emulator/state");
        let answer = emulator.service().oneshot(put).await.map_err(|e| e.to_string())?;
        match answer.status().is_success() {
            true => Ok(Arc::new(emulator)),
            false => Err(String::from_utf8_lossy(answer.body()).into_owned()),
        }
    }

    /// A client, and the call that it makes.
    ///
    /// # Errors
    /// If the client cannot be built.
    pub fn cast(&self, emulator: &Arc<Emulator>, setup: &Setup) -> Result<Cast, String> {
        (self.cast)(emulator, setup)
    }

    /// Whether sending it again leaves something behind, though the end is the same.
    pub fn leaves_traces(&self) -> bool {
        self.after.len() > 1
    }

    /// Whether an account is one after the call, and not the one before it.
    ///
    /// # Errors
    /// Where it differs, if it is a third one.
    pub fn done(&self, state: &Value) -> Result<bool, String> {
        if self.after.contains(state) {
            return Ok(true);
        }
        if self.before.contains(state) {
            return Ok(false);
        }
        Err(format!(
            "the account is neither as before nor as after the call; it differs from the latter at {}",
            self.after
                .first()
                .and_then(|after| difference(state, after))
                .unwrap_or_default()
        ))
    }
}

/// The account. How far the posting of its events is, is left out: over a socket it goes its own way in time.
pub fn account(emulator: &Emulator) -> Value {
    let mut state = emulator.state();
    if let Value::Object(members) = &mut state {
        members.remove("webhooks");
    }
    state
}

/// A client of `emulator`.
fn client<W: Play>(emulator: &Emulator, setup: &Setup) -> Result<W::Client, String> {
    let dice = std::sync::Mutex::new(fastrand::Rng::with_seed(setup.jitter));
    let jitter = move |longest: Duration| {
        let mut dice = dice.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        longest * dice.u32(0..=1000) / 1000
    };
    let mut builder = W::builder()
        .operation_timeout(setup.timeout)
        .attempt_timeout(setup.attempt_timeout)
        .retry(setup.retry.clone())
        .max_concurrency(setup.max_concurrency)
        .jitter(jitter);
    builder = match setup.over_tcp {
        true => builder.base_url(W::url(emulator)),
        false => builder.service(emulator.service()),
    };
    if setup.sabotage == Sabotage::ResendOnce {
        builder = builder.attempt_layer(ResendOnce);
    }
    let client = builder.build().map_err(|e| e.to_string())?;
    let window = match setup.sabotage {
        Sabotage::WithoutSettlement => Some(Duration::ZERO),
        Sabotage::None | Sabotage::ResendOnce => setup.window,
    };
    Ok(match window {
        Some(window) => W::configure(&client, CallOptions::new().settlement_window(window)),
        None => client,
    })
}

/// Where two documents differ first.
fn difference(left: &Value, right: &Value) -> Option<String> {
    use serde_json::Value::{Array, Object};
    match (left, right) {
        _ if left == right => None,
        (Object(l), Object(r)) => {
            let names = l.keys().chain(r.keys().filter(|name| !l.contains_key(*name)));
            names
                .filter_map(|name| match (l.get(name), r.get(name)) {
                    (Some(l), Some(r)) => Some(format!("/{name}{}", difference(l, r)?)),
                    _ => Some(format!("/{name}")),
                })
                .next()
        }
        (Array(l), Array(r)) if l.len() == r.len() => {
            let items = (0..).zip(l.iter().zip(r));
            items
                .filter_map(|(index, (l, r))| Some(format!("/{index}{}", difference(l, r)?)))
                .next()
        }
        _ => Some(format!(": {left} and {right}")),
    }
}
