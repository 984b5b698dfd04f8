//! A server with fixed answers. It reads only the request line: its own cost is not measured. Requests have no body.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::{answers, hostile};

/// Requests have a few hundred bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// Binds a free port of the loopback interface.
///
/// # Errors
/// If there is none.
pub async fn listen() -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
}

/// Answers until it is dropped, each request after `delay`.
///
/// # Errors
/// If no connection can be accepted any more.
pub async fn serve(listener: TcpListener, delay: Duration) -> io::Result<()> {
    let answers = Arc::new(Answers::new(listener.local_addr()?));
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let answers = Arc::clone(&answers);
        // A client may hang up in the middle of an exchange.
        tokio::spawn(async move { connection(stream, &answers, delay).await });
    }
}

/// What files consist of.
const BLOCK: &[u8] = &[b'x'; 64 * 1024];

/// One response.
enum Answer<'a> {
    Whole(&'a [u8]),
    Made(Vec<u8>),
    /// A file of so many bytes.
    File(u64),
}

impl Answer<'_> {
    async fn write(&self, stream: &mut TcpStream) -> io::Result<()> {
        match self {
            Self::Whole(bytes) => stream.write_all(bytes).await,
            Self::Made(bytes) => stream.write_all(bytes).await,
            Self::File(size) => {
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\netag: \"{size}\"\r\n\r\n");
                stream.write_all(head.as_bytes()).await?;
                let mut left = usize::try_from(*size).unwrap_or(usize::MAX);
                while left > 0 {
                    let block = BLOCK.get(..left).unwrap_or(BLOCK);
                    stream.write_all(block).await?;
                    left -= block.len();
                }
                Ok(())
            }
        }
    }
}

/// Whole responses, head and body.
struct Answers {
    address: SocketAddr,
    details: Vec<u8>,
    purchase: Vec<u8>,
    /// By the offset at which they begin.
    pages: HashMap<u64, Vec<u8>>,
    unknown: Vec<u8>,
}

impl Answers {
    fn new(address: SocketAddr) -> Self {
        // One after the other, or each beginning with the last item of the one before. The last page is the empty one at the end.
        let every = |step: u64| (0..=answers::LIST).step_by(usize::try_from(step).unwrap_or(usize::MAX));
        let offsets = every(answers::PAGE).chain(every(answers::PAGE - 1));
        Self {
            address,
            details: response("200 OK", &answers::details()),
            purchase: response("201 Created", &answers::purchase()),
            pages: offsets
                .map(|offset| (offset, response("200 OK", &answers::page(offset))))
                .collect(),
            unknown: response("404 Not Found", b"{\"errors\": []}"),
        }
    }

    /// The response to a request line.
    fn to(&self, line: &[u8]) -> Answer<'_> {
        if line.starts_with(b"POST /v2/numbers/") {
            return Answer::Whole(&self.purchase);
        }
        Answer::Whole(match line.strip_prefix(b"GET /v2/numbers") {
            Some([b'/', ..]) => &self.details,
            Some(rest) => offset(rest).and_then(|at| self.page(at)).unwrap_or(&self.unknown),
            None => return self.file(line).unwrap_or(Answer::Whole(&self.unknown)),
        })
    }

    /// What says where a file is, or the file. Its id is its size.
    fn file(&self, line: &[u8]) -> Option<Answer<'_>> {
        let target = std::str::from_utf8(line).ok()?.strip_prefix("GET ")?;
        let (path, size) = target.split(' ').next()?.rsplit_once('/')?;
        let size: u64 = size.parse().ok()?;
        let url = format!("http://{}/files/{size}", self.address);
        let resource = match path {
            "/files" => return Some(Answer::File(size)),
            "/v2/cdrs/exports" => answers::export(size, &url),
            "/v2.2/media" => answers::media(size, &url),
            _ => return None,
        };
        Some(Answer::Made(response("200 OK", &resource)))
    }

    /// The page at `offset`; behind the end they are empty.
    fn page(&self, offset: u64) -> Option<&[u8]> {
        self.pages.get(&offset.min(answers::LIST)).map(Vec::as_slice)
    }
}

fn response(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nserver: nginx\r\ndate: Sat, 21 Nov 2026 00:00:00 GMT\r\n\
         content-type: application/vnd.api+json\r\ncontent-length: {}\r\nconnection: keep-alive\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// The `offset=N` of a target; 0 without one.
fn offset(target: &[u8]) -> Option<u64> {
    let target = std::str::from_utf8(target).ok()?;
    let query = target.split(' ').next()?.strip_prefix('?').unwrap_or_default();
    let offset = query.split('&').find_map(|pair| pair.strip_prefix("offset="));
    offset.map_or(Some(0), |text| text.parse().ok())
}

async fn connection(mut stream: TcpStream, answers: &Answers, delay: Duration) -> io::Result<()> {
    let mut received = Vec::with_capacity(1024);
    while stream.read_buf(&mut received).await? > 0 {
        while let Some(end) = end_of_head(&received) {
            let line = received.split(|&byte| byte == b'\r').next().unwrap_or_default();
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            if let Some(attack) = hostile::asked_for(line) {
                return attack.send(&mut stream).await;
            }
            answers.to(line).write(&mut stream).await?;
            received.drain(..end);
        }
        if received.len() > LONGEST_HEAD {
            return Ok(());
        }
    }
    Ok(())
}

fn end_of_head(received: &[u8]) -> Option<usize> {
    received
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map(|at| at + 4)
}
