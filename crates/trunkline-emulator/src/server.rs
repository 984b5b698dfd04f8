//! The listener: HTTP/1.1 over TCP. Faults are about connections, so it handles each connection itself.

mod open;
mod phase;
mod socket;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming as Received;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use self::open::Open;
use self::phase::Phase;
use self::socket::Socket;
use crate::engine::Delivery;
use crate::fault::LONGEST_WAIT;
use crate::raw::{self, Oddity};
use crate::router::base_of;
use crate::service::{EmulatorService, too_large};
use crate::wire::incoming::body_limit;
use crate::wire::{Answer, Incoming};

/// Longest head, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;

/// Longest wait for a request on an open connection.
const IDLE: Duration = Duration::from_secs(90);

/// Longest wait for the rest of a body.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Accepts connections until the emulator stops, then ends those that are open.
pub(crate) async fn serve(
    listener: TcpListener,
    service: EmulatorService,
    mut stopped: watch::Receiver<bool>,
) {
    let (mut connections, mut open) = (JoinSet::new(), Open::default());
    loop {
        let has_room = open.make_room();
        let accepted = tokio::select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept(), if has_room => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (service, phase) = (service.clone(), Arc::new(Phase::default()));
                let task = connections.spawn(connection(stream, peer, service, Arc::clone(&phase)));
                open.add(task, phase);
            }
            Err(error) => {
                // Out of file descriptors, mostly: give others time to close.
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, peer: SocketAddr, service: EmulatorService, phase: Arc<Phase>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no delay could not be set");
    }
    let end = Arc::new(Mutex::new(End::Closed));
    let socket = Socket::new(stream, Arc::clone(&phase));
    let told = Arc::clone(&end);
    let handler = service_fn(move |request| {
        let (service, phase, told) = (service.clone(), Arc::clone(&phase), Arc::clone(&told));
        Box::pin(async move {
            let response = respond(request, &service, &phase, &told).await;
            phase.rest();
            response
        })
    });
    let mut connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(socket), handler);
    let served = std::future::poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    if let Err(error) = served {
        tracing::debug!(%peer, %error, "connection ended");
    }
    let mut socket = connection.into_parts().io.into_inner();
    let end = std::mem::replace(
        &mut *end.lock().unwrap_or_else(PoisonError::into_inner),
        End::Closed,
    );
    let ended = match end {
        End::Closed => socket.shutdown().await,
        End::Reset => {
            socket.reset = true;
            Ok(())
        }
        End::Odd(answer, oddity) => {
            let sent = tokio::time::timeout(LONGEST_WAIT, raw::send(&mut socket, answer, oddity)).await;
            sent.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "connection ended");
    }
}

/// How a connection ends.
enum End {
    Closed,
    Reset,
    /// With an answer that hyper would not send.
    Odd(Answer, Oddity),
}

/// One request and its answer; an error closes the connection without a byte of answer.
async fn respond(
    request: Request<Received>,
    service: &EmulatorService,
    phase: &Phase,
    end: &Mutex<End>,
) -> Result<Response<Full<Bytes>>, Abandoned> {
    phase.expect_body();
    let (parts, body) = request.into_parts();
    let collected = tokio::time::timeout(
        BODY_TIME,
        Limited::new(body, body_limit(parts.uri.path())).collect(),
    )
    .await;
    let body = match collected.map_err(|_| Abandoned)? {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            let answer = too_large().with_header(http::header::CONNECTION, "close");
            return Ok(answer.into_response().map(Full::new));
        }
        Err(_) => return Err(Abandoned),
    };
    phase.expect_answer();
    let incoming = Incoming::new(Request::from_parts(parts, body), &service.authority, base_of);
    let outcome = service.drive(&incoming).await;
    match outcome.delivery {
        Delivery::Whole | Delivery::After(_) => Ok(outcome.answer.into_response().map(Full::new)),
        Delivery::Drop => Err(Abandoned),
        Delivery::Reset => abandon(end, End::Reset),
        Delivery::Odd(oddity) => abandon(end, End::Odd(outcome.answer, oddity)),
        Delivery::Hang => {
            service.hang().await;
            Err(Abandoned)
        }
    }
}

/// Leaves the rest to whoever ends the connection.
fn abandon<T>(end: &Mutex<End>, how: End) -> Result<T, Abandoned> {
    *end.lock().unwrap_or_else(PoisonError::into_inner) = how;
    Err(Abandoned)
}

/// The exchange ends here, without (the rest of) an answer.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the connection is closed on purpose")]
struct Abandoned;
