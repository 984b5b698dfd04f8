//! Every public type can be sent to and shared with other threads.

use trunkline_transport::retry::*;
use trunkline_transport::*;

use crate::support::fake_list::ListThings;

fn is_send_and_sync<T: Send + Sync + 'static>() {}

fn is_send<T: Send + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    is_send_and_sync::<(AttemptTimeoutLayer, AttemptTimeoutService<HttpService>)>();
    is_send_and_sync::<(
        AttemptTraceLayer,
        AttemptTraceService<HttpService>,
        AuthorizeError,
    )>();
    is_send_and_sync::<(
        AuthorizeLayer,
        AuthorizeService<HttpService>,
        BasicAuth,
        Reauthorize,
    )>();
    is_send_and_sync::<(
        BodyLayer<()>,
        BodyService<HttpService>,
        BoxError,
        TransportError,
        HttpResult,
    )>();
    is_send_and_sync::<(
        CallOptions,
        Client,
        ClientBuilder,
        HttpService,
        Proxy,
        SystemClock,
    )>();
    is_send_and_sync::<Listing<ListThings>>();
    is_send_and_sync::<(ConcurrencyLimitLayer, ConcurrencyLimitService<HttpService>)>();
    is_send_and_sync::<(RateLimitLayer, RateLimitService<HttpService>, RateLimits)>();
    is_send_and_sync::<(RetryCause<'static>, RetryEvent<'static>, RetryLayer, RetryPolicy)>();
    is_send_and_sync::<RetryService<HttpService>>();
    // They hold futures, which are polled through `&mut` alone and need not be `Sync`.
    is_send::<(Items<ListThings>, Pages<ListThings>, ResponseFuture)>();
}
