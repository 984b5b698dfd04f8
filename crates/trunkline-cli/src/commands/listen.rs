//! `trunkline listen`: shows what the carrier posts, and forwards it.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use clap::Args;
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use trunkline::flowroute::webhooks::Webhook;

use crate::failure::Failure;
use crate::fields::Received;
use crate::output::Output;

/// The largest body, in bytes; payloads take a few kilobytes.
const MAX_BYTES: usize = 256 * 1024;
/// Requests that wait to be shown.
const WAITING: usize = 64;
/// How long a body may take, and an answer of the URL that is forwarded to.
const PATIENCE: Duration = Duration::from_secs(30);

/// Options of `listen`.
#[derive(Debug, Args)]
pub(crate) struct ListenArgs {
    /// Address to listen on; port 0 selects a free port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4020")]
    listen: SocketAddr,

    /// Forward each request to this http URL, and answer the carrier as it does
    #[arg(long, value_name = "URL", value_parser = http_url)]
    forward_to: Option<Uri>,

    /// Exit after this many events
    #[arg(long, value_name = "N")]
    count: Option<u64>,
}

/// A request that came in; who sent it waits for the status.
pub(crate) struct Posted {
    pub(crate) body: Bytes,
    pub(crate) answer: oneshot::Sender<StatusCode>,
}

/// What comes in at an address.
pub(crate) struct Inbox {
    pub(crate) address: SocketAddr,
    pub(crate) posted: mpsc::Receiver<Posted>,
    /// It ends when nobody takes requests any more.
    server: JoinHandle<()>,
}

impl Inbox {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Failure> {
        let cannot = |error| Failure::failed(format!("cannot listen on {address}: {error}"));
        let listener = TcpListener::bind(address).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let (sender, posted) = mpsc::channel(WAITING);
        Ok(Self {
            address,
            posted,
            server: tokio::spawn(serve(listener, sender)),
        })
    }

    /// Takes no more, and waits until the last answer has been sent.
    async fn close(mut self) -> Result<(), Failure> {
        self.posted.close();
        self.server
            .await
            .map_err(|error| Failure::failed(error.to_string()))
    }
}

fn http_url(text: &str) -> Result<Uri, String> {
    let uri: Uri = text.parse().map_err(|_| "expected a URL".to_owned())?;
    if uri.scheme_str() == Some("http") && uri.host().is_some_and(|host| !host.is_empty()) {
        Ok(uri)
    } else {
        Err("expected an http URL, such as http://127.0.0.1:3000/sms".to_owned())
    }
}

/// Listens until it is interrupted, or has seen enough.
pub(crate) async fn run(args: ListenArgs, output: &mut Output) -> Result<(), Failure> {
    let mut inbox = Inbox::open(args.listen).await?;
    output.announce(&format!("listening on http://{}", inbox.address))?;
    output.note("tell the carrier with: trunkline callbacks set sms URL")?;
    let mut left = args.count;
    while left != Some(0) {
        let Some(Posted { body, answer }) = inbox.posted.recv().await else {
            break;
        };
        let status = show(&body, args.forward_to.as_ref(), output).await?;
        // Who sent it may have gone.
        let _gone = answer.send(status);
        left = left.map(|left| left - 1);
    }
    inbox.close().await
}

/// Shows one request, forwards it, and says what to answer.
async fn show(body: &Bytes, forward_to: Option<&Uri>, output: &mut Output) -> Result<StatusCode, Failure> {
    let status = match forward_to {
        None => StatusCode::OK,
        Some(url) => match timeout(PATIENCE, forward(url, body.clone())).await {
            Ok(Ok(status)) => status,
            Ok(Err(error)) => {
                output.warning(&format!("cannot forward to {url}: {error}"))?;
                StatusCode::BAD_GATEWAY
            }
            Err(_) => {
                output.warning(&format!("{url} does not answer"))?;
                StatusCode::GATEWAY_TIMEOUT
            }
        },
    };
    match Webhook::parse(body) {
        Ok(webhook) => {
            let received = Received::new(&webhook, status.as_u16());
            output.result(&received, &received.line())?;
        }
        Err(error) => output.warning(&format!("what was posted is no webhook: {error}"))?,
    }
    Ok(status)
}

async fn forward(url: &Uri, body: Bytes) -> Result<StatusCode, Box<dyn std::error::Error + Send + Sync>> {
    let host = url.host().unwrap_or_default().trim_matches(['[', ']']);
    let stream = TcpStream::connect((host, url.port_u16().unwrap_or(80))).await?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let authority = url.authority().map_or("", |authority| authority.as_str());
    let request = Request::post(path)
        .header(http::header::HOST, authority)
        .header(http::header::CONTENT_TYPE, "application/json")
        .body(Full::new(body))?;
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
    Ok(answer.status())
}

/// Accepts connections until nobody takes requests any more, and those that are open have ended.
async fn serve(listener: TcpListener, sender: mpsc::Sender<Posted>) {
    let graceful = hyper_util::server::graceful::GracefulShutdown::new();
    loop {
        let stream = tokio::select! {
            () = sender.closed() => break,
            Ok((stream, _)) = listener.accept() => stream,
        };
        let sender = sender.clone();
        let handler = service_fn(move |request| respond(request, sender.clone()));
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), handler);
        tokio::spawn(graceful.watch(connection));
    }
    graceful.shutdown().await;
}

async fn respond(
    request: Request<Incoming>,
    sender: mpsc::Sender<Posted>,
) -> Result<Response<Full<Bytes>>, std::convert::Infallible> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = if request.method() == Method::POST {
        taken(request.into_body(), &sender).await
    } else {
        StatusCode::METHOD_NOT_ALLOWED
    };
    Ok(response)
}

/// Hands a body on and waits for the answer.
async fn taken(body: Incoming, sender: &mpsc::Sender<Posted>) -> StatusCode {
    let Ok(Ok(body)) = timeout(PATIENCE, Limited::new(body, MAX_BYTES).collect()).await else {
        return StatusCode::BAD_REQUEST;
    };
    let (answer, answered) = oneshot::channel();
    let posted = Posted {
        body: body.to_bytes(),
        answer,
    };
    if sender.send(posted).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    answered.await.unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
}
