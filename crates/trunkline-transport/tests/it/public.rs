//! Every public type can be sent to and shared with other threads.

use trunkline_transport::retry::*;
use trunkline_transport::*;

use crate::support::fake_list::ListThings;

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    is_send_and_sync::<(AttemptTimeoutLayer, AttemptTimeoutService<HttpService>)>();
    is_send_and_sync::<(AttemptTraceLayer, AttemptTraceService<HttpService>)>();
    is_send_and_sync::<(AuthorizeError, AuthorizeLayer)>();
    is_send_and_sync::<(AuthorizeService<HttpService>, BasicAuth, BodyLayer<()>)>();
    is_send_and_sync::<(BodyService<HttpService>, BoxError, CallOptions, Client)>();
    is_send_and_sync::<(ClientBuilder, ConcurrencyLimitLayer)>();
    is_send_and_sync::<(ConcurrencyLimitService<HttpService>, HttpResult)>();
    is_send_and_sync::<(HttpService, Listing<ListThings>, Proxy, RateLimitLayer)>();
    is_send_and_sync::<(
        RateLimitService<HttpService>,
        RateLimits,
        Reauthorize,
        TurnsInFile,
    )>();
    is_send_and_sync::<(
        Event<'static>,
        EventKind<'static>,
        RetryCause<'static>,
        RetryLayer,
    )>();
    is_send_and_sync::<(RetryPolicy, RetryService<HttpService>, SystemClock)>();
    is_send_and_sync::<(Progress, TransferOptions, Transfers)>();
    is_send_and_sync::<(ResponseFuture, TransportError)>();
    is_send_and_sync::<(Items<ListThings>, Pages<ListThings>)>();
}
