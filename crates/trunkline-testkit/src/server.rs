//! A scripted HTTP server on a socket, which keeps the requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::Instant;

/// What the server does. The first three happen before a request is read; each of the others answers one request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Act {
    /// Resets the connection as soon as it is there.
    ResetAtOnce,
    /// Waits for the request, does not read it, closes.
    CloseUnread,
    /// Keeps the connection and does nothing.
    Ignore,
    /// Reads the request, then closes.
    ReadClose,
    /// Reads the request, then resets the connection.
    ReadReset,
    /// Reads the request, then is silent.
    ReadSilence,
    /// Sends this text as it is and closes.
    Send(String),
    /// Sends this text as it is and keeps the connection, silent.
    SendStall(String),
    /// Sends this text as it is and expects the next request.
    Answer(String),
    /// As `Answer`, then closes without a word.
    AnswerClose(String),
    /// As `Answer`, but the connection is closed without a word by [`Server::close_idle`] if it has then been idle for this
    /// long, even if a request is just arriving.
    AnswerUntilIdle(String, Duration),
}

impl Act {
    /// A response with a body.
    pub fn answer(status: u16, body: &str) -> Self {
        Self::Answer(answer(status, "", body))
    }

    /// A response with more header lines, each ending in CRLF.
    pub fn answer_with(status: u16, headers: &str, body: &str) -> Self {
        Self::Answer(answer(status, headers, body))
    }

    fn before_reading(&self) -> bool {
        matches!(self, Self::ResetAtOnce | Self::CloseUnread | Self::Ignore)
    }
}

/// The text of a response; header lines end in CRLF.
pub fn answer(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} Status\r\n{headers}content-length: {length}\r\n\r\n{body}")
}

#[derive(Debug, Default)]
struct Log {
    connections: usize,
    requests: Vec<String>,
}

/// The server. It stops when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    log: Arc<Mutex<Log>>,
    event: Arc<Notify>,
    close_idle: Arc<Notify>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Follows `script`; its last act is repeated for ever.
    pub async fn start(script: impl Into<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Shared {
            script: Arc::new(Mutex::new(script.into())),
            log: Arc::default(),
            event: Arc::default(),
            close_idle: Arc::default(),
        };
        let (log, event) = (Arc::clone(&shared.log), Arc::clone(&shared.event));
        let close_idle = Arc::clone(&shared.close_idle);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                shared.log.lock().unwrap().connections += 1;
                connections.spawn(shared.clone().serve(socket));
            }
        });
        Self {
            address,
            log,
            event,
            close_idle,
            task,
        }
    }

    /// An address where nobody listens.
    pub async fn nobody() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until a request was answered or a connection was closed.
    pub async fn event(&self) {
        self.event.notified().await;
    }

    /// How many connections were accepted.
    pub fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// Closes the connections that [`Act::AnswerUntilIdle`] has left idle for long enough.
    pub fn close_idle(&self) {
        self.close_idle.notify_waiters();
    }

    /// The requests that were read, whole.
    pub fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap().requests.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct Shared {
    script: Arc<Mutex<Vec<Act>>>,
    log: Arc<Mutex<Log>>,
    event: Arc<Notify>,
    close_idle: Arc<Notify>,
}

impl Shared {
    fn next_act(&self) -> Act {
        let mut script = self.script.lock().unwrap();
        if script.len() > 1 {
            script.remove(0)
        } else {
            script[0].clone()
        }
    }

    fn next_is_before_reading(&self) -> bool {
        self.script.lock().unwrap()[0].before_reading()
    }

    async fn serve(self, mut socket: TcpStream) {
        loop {
            if self.next_is_before_reading() {
                return unread(self.next_act(), socket).await;
            }
            let Some(request) = read_request(&mut socket).await else {
                return;
            };
            self.log.lock().unwrap().requests.push(request);
            let goes_on = match self.next_act() {
                Act::AnswerUntilIdle(text, limit) => self.answer_until_idle(&text, limit, &mut socket).await,
                act => perform(act, &mut socket).await,
            };
            self.event.notify_one();
            if !goes_on {
                return;
            }
        }
    }

    /// Whether the next request came before the connection was closed.
    async fn answer_until_idle(&self, text: &str, limit: Duration, socket: &mut TcpStream) -> bool {
        if socket.write_all(text.as_bytes()).await.is_err() {
            return false;
        }
        let idle_since = Instant::now();
        loop {
            tokio::select! {
                biased;
                () = self.close_idle.notified() => {
                    if idle_since.elapsed() >= limit {
                        return false;
                    }
                }
                readable = socket.readable() => return readable.is_ok(),
            }
        }
    }
}

async fn unread(act: Act, socket: TcpStream) {
    match act {
        Act::ResetAtOnce => socket.set_zero_linger().unwrap(),
        Act::CloseUnread => {
            let _ = socket.peek(&mut [0]).await;
        }
        _ => std::future::pending().await,
    }
}

/// Whether the connection is kept.
async fn perform(act: Act, socket: &mut TcpStream) -> bool {
    match act {
        Act::ReadReset => socket.set_zero_linger().unwrap(),
        Act::ReadSilence => std::future::pending().await,
        Act::Send(text) | Act::AnswerClose(text) => {
            let _ = socket.write_all(text.as_bytes()).await;
            let _ = socket.shutdown().await;
        }
        Act::SendStall(text) => {
            let _ = socket.write_all(text.as_bytes()).await;
            std::future::pending().await
        }
        Act::Answer(text) => return socket.write_all(text.as_bytes()).await.is_ok(),
        _ => {}
    }
    false
}

/// Head and body of one request; `None` if the client hangs up before.
async fn read_request(socket: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    loop {
        if let Some(head) = find(&text, b"\r\n\r\n") {
            let length = content_length(&text[..head]);
            if text.len() >= head + 4 + length {
                return Some(String::from_utf8(text).unwrap());
            }
        }
        if socket.read_buf(&mut text).await.ok()? == 0 {
            return None;
        }
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|w| w == what)
}

fn content_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let line = head
        .lines()
        .find_map(|l| l.strip_prefix("content-length:").map(str::to_owned));
    line.map_or(0, |l| l.trim().parse().unwrap())
}
