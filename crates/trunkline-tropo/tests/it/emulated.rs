//! The emulator as the carrier, in-process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower::ServiceExt;
use trunkline_emulator::{Dropped, Emulator, EmulatorService};
use trunkline_tropo::applications::ApplicationId;
use trunkline_tropo::users::{ConfirmUser, CreateUser};
use trunkline_tropo::{Builder, Credentials, Tropo};

/// Applications that the emulator's user has from the beginning, without numbers.
pub(crate) const FROM: &str = "108001";
pub(crate) const TO: &str = "108002";
/// A number that is free at the beginning.
pub(crate) const NUMBER: &str = "+14075551234";

pub(crate) fn emulator() -> Emulator {
    Emulator::builder().build().expect("an emulator")
}

pub(crate) fn builder(emulator: &Emulator) -> Builder {
    Tropo::builder(emulator.tropo_credentials())
        .base_url(emulator.tropo_url())
        .allow_plain_http(true)
        .service(emulator.service())
}

pub(crate) fn client(emulator: &Emulator) -> Tropo {
    builder(emulator).build().expect("a client")
}

/// How often the operation, or one of the operations `resource.*`, was asked for.
pub(crate) fn count(emulator: &Emulator, operation: &str) -> usize {
    let requests = emulator.requests();
    let names = requests.iter().filter_map(|request| request.operation);
    let resource = operation.strip_suffix('*');
    names
        .filter_map(|name| name.strip_prefix("tropo.v1."))
        .filter(|name| resource.map_or(*name == operation, |resource| name.starts_with(resource)))
        .count()
}

pub(crate) fn ann() -> CreateUser {
    CreateUser::new("ann", "password", "Ann", "Lee", "ann@example.com")
}

/// Another user, with an application.
pub(crate) async fn another_account(emulator: &Emulator) -> (Tropo, ApplicationId) {
    let users = client(emulator).users();
    let user = users.create(ann()).await.expect("a user");
    let key = user.confirmation_key.expect("a key");
    let confirm = ConfirmUser::new(&user.id, key, [127, 0, 0, 1]);
    users.confirm(confirm).await.expect("a confirmation");
    let tropo = Tropo::builder(Credentials::new("ann", "password"))
        .base_url(emulator.tropo_url())
        .allow_plain_http(true)
        .service(emulator.service())
        .build()
        .expect("a client");
    let application = tropo.applications().create("desk").await.expect("an application");
    (tropo, application.id)
}

/// How many requests are under way at once.
#[derive(Clone, Default)]
pub(crate) struct InFlight {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl InFlight {
    /// The most there were since the last time this was asked.
    pub(crate) fn most(&self) -> usize {
        self.most.swap(0, Ordering::SeqCst)
    }

    /// Passes a request on, and takes a while for it.
    pub(crate) async fn pass(
        self,
        service: EmulatorService,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Dropped> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(5)).await;
        self.now.fetch_sub(1, Ordering::SeqCst);
        service.oneshot(request).await
    }
}
