//! Posts what is due to callbacks, one after the other, while the emulator listens.
//!
//! The queue is part of the state (`store/webhooks.rs`) and follows the virtual clock; only the time a receiver may take
//! for its answer is real.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, USER_AGENT};
use http::{Request, Uri};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use crate::engine::Engine;
use crate::flowroute::webhooks::body;
use crate::service::EmulatorService;
use crate::store::State;
use crate::store::switches::ClockMode;
use crate::store::webhooks::Notice;

/// How long a receiver may take for its answer (assumed).
const PATIENCE: Duration = Duration::from_secs(5);

/// One attempt that is due.
struct Errand {
    id: u64,
    /// The state that it belongs to; a reset makes another one.
    generation: u64,
    /// What to post and where to, or why it is not posted.
    post: Result<(Target, Request<Full<Bytes>>), String>,
}

/// Where to connect to.
enum Target {
    Loopback(u16),
    Host(String, u16),
}

/// Posts until the emulator stops.
pub(crate) async fn run(service: EmulatorService, mut stopped: watch::Receiver<bool>) {
    let work = async {
        loop {
            match next(&service) {
                Ok(errand) => errand.run(&service.engine).await,
                Err(wait) => rest(&service.engine, wait).await,
            }
        }
    };
    tokio::select! {
        biased;
        _ = stopped.wait_for(|stopped| *stopped) => {}
        () = work => {}
    }
}

/// Waits until something changes, or for so long.
async fn rest(engine: &Engine, wait: Option<Duration>) {
    let changed = engine.changed.notified();
    match wait {
        // That the time is over is no error: then something is due.
        Some(wait) => drop(timeout(wait, changed).await),
        None => changed.await,
    }
}

/// What is due, or how long nothing is.
fn next(service: &EmulatorService) -> Result<Errand, Option<Duration>> {
    let world = service.engine.world();
    let state = &world.store.state;
    let Some(delivery) = state.due_delivery() else {
        service.engine.delivered.notify_waiters();
        let late = world
            .next_late_call()
            .map(|due| due.saturating_duration_since(Instant::now()));
        return Err(until_next(state).into_iter().chain(late).min());
    };
    let root = format!("http://{}/flowroute", service.authority);
    let request = |body: serde_json::Value| request(&delivery.url, &delivery.notice, body.to_string());
    let request = body(state, &delivery.notice, &root).and_then(request);
    let request = request.ok_or_else(|| "the message is forgotten".to_owned());
    let target = target(&delivery.url, state.switches.webhooks.any_host);
    Ok(Errand {
        id: delivery.id,
        generation: world.generation,
        post: target.and_then(|target| Ok((target, request?))),
    })
}

/// On a clock that runs by itself, how long until something happens.
fn until_next(state: &State) -> Option<Duration> {
    if state.switches.clock == ClockMode::Frozen {
        return None;
    }
    let event = state.events.front().map(|event| event.due);
    let next = event.into_iter().chain(state.next_delivery_at()).min()?;
    let micros = u64::try_from(next.saturating_sub(state.now)).unwrap_or(0);
    Some(Duration::from_micros(micros))
}

fn request(url: &str, notice: &Notice, body: String) -> Option<Request<Full<Bytes>>> {
    let uri: Uri = url.parse().ok()?;
    let host = uri.authority()?.as_str();
    // A login in the URL is not for the header.
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::post(path)
        .header(HOST, host)
        .header(CONTENT_TYPE, "application/json");
    if matches!(notice, Notice::Status(_)) {
        request = request.header(USER_AGENT, "Go-http-client/1.1");
    }
    request.body(Full::new(Bytes::from(body))).ok()
}

/// Only this machine, unless told otherwise.
fn target(url: &str, any_host: bool) -> Result<Target, String> {
    let uri: Uri = url.parse().map_err(|_| "it is no URL".to_owned())?;
    if uri.scheme_str() != Some("http") {
        return Err("only http is spoken here, not https".to_owned());
    }
    let host = uri.host().unwrap_or_default();
    let port = uri.port_u16().unwrap_or(80);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host == "localhost" {
        return Ok(Target::Loopback(port));
    }
    let v4 = host
        .parse::<Ipv4Addr>()
        .is_ok_and(|address| address.is_loopback());
    let v6 = host
        .parse::<Ipv6Addr>()
        .is_ok_and(|address| address.is_loopback());
    if v4 || v6 || any_host {
        return Ok(Target::Host(host.to_owned(), port));
    }
    Err("it is on another machine; the switch webhooks.any_host allows that".to_owned())
}

impl Errand {
    async fn run(self, engine: &Engine) {
        let outcome = match self.post {
            Ok((target, request)) => Ok(attempt(target, request).await),
            Err(reason) => Err(reason),
        };
        tracing::debug!(delivery = self.id, ?outcome, "posted");
        let mut world = engine.world();
        if world.generation != self.generation {
            return;
        }
        match outcome {
            Ok(outcome) => world.store.state.attempted(self.id, outcome),
            Err(reason) => world.store.state.not_sent(self.id, reason),
        }
    }
}

async fn attempt(target: Target, request: Request<Full<Bytes>>) -> Result<u16, String> {
    match timeout(PATIENCE, post(target, request)).await {
        Ok(outcome) => outcome.map_err(|error| error.to_string()),
        Err(_) => Err(format!("no answer within {} s", PATIENCE.as_secs())),
    }
}

/// One request on a connection of its own; the status is all that counts.
async fn post(
    target: Target,
    request: Request<Full<Bytes>>,
) -> Result<u16, Box<dyn std::error::Error + Send + Sync>> {
    let stream = match target {
        Target::Loopback(port) => match TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await {
            Ok(stream) => stream,
            Err(_) => TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await?,
        },
        Target::Host(host, port) => TcpStream::connect((host, port)).await?,
    };
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let mut answer = std::pin::pin!(sender.send_request(request));
    let answer = tokio::select! {
        answer = &mut answer => answer?,
        ended = connection => {
            ended?;
            // It may end together with the answer.
            answer.await?
        }
    };
    Ok(answer.status().as_u16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_unless_told_otherwise() {
        for (url, here, anywhere) in [
            ("http://127.0.0.1:3000/sms", true, true),
            ("http://127.1.2.3/sms", true, true),
            ("http://localhost:3000", true, true),
            ("http://[::1]:3000/", true, true),
            ("http://user:pass@127.0.0.1:3000/", true, true),
            ("http://10.0.0.1/", false, true),
            ("http://127.0.0.1.example.com/", false, true),
            ("http://localhost.example.com/", false, true),
            ("https://127.0.0.1/", false, false),
            ("ftp://127.0.0.1/", false, false),
        ] {
            assert_eq!(target(url, false).is_ok(), here, "{url}");
            assert_eq!(target(url, true).is_ok(), anywhere, "{url}");
        }
    }
}
