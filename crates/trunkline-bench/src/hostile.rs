//! Answers meant to exhaust a client's memory, and how much of it they get.

use std::io;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use trunkline_core::PhoneNumber;
use trunkline_flowroute::numbers::ListNumbers;

use crate::memory::Resident;
use crate::sdk::Sdk;
use crate::{Bytes, Failure};

/// How much memory all of them together may take: a body of 8 MiB, which is the most a client reads unless told otherwise, what
/// it is copied to while it grows, and what is made of it.
pub const LIMIT: Bytes = Bytes::kib(32 * 1024);

/// How long a call may take; the server goes on until the client hangs up.
pub const TIMEOUT: Duration = Duration::from_secs(1);

/// An answer that no client should read to its end.
#[derive(Clone, Copy, Debug)]
pub struct Attack {
    /// The name in the table.
    pub name: &'static str,
    /// What it begins with.
    head: &'static str,
    /// What it goes on with, for ever.
    piece: Piece,
    /// Between two pieces.
    pause: Duration,
}

/// What is repeated.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// A text, so often in a row.
    Text(&'static str, usize),
    /// A chunk of a chunked body, of so many texts.
    Chunk(&'static str, usize),
}

const CHUNKED: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
const LONG: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000000000\r\n\r\n";
/// Short enough to be read to its end.
const SHORT: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8000000\r\n\r\n";
const ONE_CHUNK: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n40000000\r\n";

const fn attack(name: &'static str, head: &'static str, piece: Piece) -> Attack {
    Attack {
        name,
        head,
        piece,
        pause: Duration::ZERO,
    }
}

/// All of them.
pub const ATTACKS: &[Attack] = &[
    attack("a body without end", CHUNKED, Piece::Chunk("        ", 8192)),
    attack("a body of a terabyte", LONG, Piece::Text("        ", 8192)),
    attack("a chunk of a gigabyte", ONE_CHUNK, Piece::Text("        ", 8192)),
    attack("chunks of one byte", CHUNKED, Piece::Chunk(" ", 1)),
    attack("arrays in arrays", SHORT, Piece::Text("[", 65_536)),
    attack("objects in objects", SHORT, Piece::Text("{\"data\":", 8192)),
    attack(
        "headers without end",
        "HTTP/1.1 200 OK\r\n",
        Piece::Text("x-more: 0123456789\r\n", 1000),
    ),
    attack(
        "a header without end",
        "HTTP/1.1 200 OK\r\nx-long: ",
        Piece::Text("0123456789", 6000),
    ),
    attack(
        "interim answers without end",
        "",
        Piece::Text("HTTP/1.1 102 Processing\r\n\r\n", 1000),
    ),
    Attack {
        pause: Duration::from_millis(1),
        ..attack("a body in drops", SHORT, Piece::Text(" ", 1))
    },
];

/// The attack that a request asks for: `GET /v2/numbers/1206555NNNN`, or the list of the numbers that contain it.
pub(crate) fn asked_for(line: &[u8]) -> Option<Attack> {
    let line = std::str::from_utf8(line).ok()?;
    let (_, rest) = line.split_once("1206555")?;
    let index: usize = rest.get(..4)?.parse().ok()?;
    ATTACKS.get(index).copied()
}

impl Attack {
    /// Sends until the client hangs up.
    pub(crate) async fn send(&self, stream: &mut TcpStream) -> io::Result<()> {
        let piece = match self.piece {
            Piece::Text(text, times) => text.repeat(times),
            Piece::Chunk(text, times) => format!("{:x}\r\n{}\r\n", text.len() * times, text.repeat(times)),
        };
        stream.write_all(self.head.as_bytes()).await?;
        loop {
            stream.write_all(piece.as_bytes()).await?;
            if !self.pause.is_zero() {
                tokio::time::sleep(self.pause).await;
            }
        }
    }
}

/// What became of one attack.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// Which.
    pub attack: Attack,
    /// What the client said.
    pub said: String,
    /// How far the most memory of this process has grown since before the first attack.
    pub grown: Bytes,
}

/// Makes `calls` calls of each kind that are answered so, for a number, and as many for a list.
///
/// # Errors
/// If a call succeeds, or memory cannot be read.
pub async fn endure(sdk: &Sdk, calls: u32) -> Result<Vec<Outcome>, Failure> {
    let before = Resident::read()?;
    let mut outcomes = Vec::new();
    for (index, &attack) in ATTACKS.iter().enumerate() {
        let number: PhoneNumber = format!("+1206555{index:04}").parse()?;
        let mut said = String::new();
        for _ in 0..calls {
            said = said_of(sdk, number)
                .await
                .ok_or_else(|| format!("{}: taken for an answer", attack.name))?;
        }
        let grown = Resident::read()?.peak.above(before.peak);
        outcomes.push(Outcome { attack, said, grown });
    }
    Ok(outcomes)
}

/// The errors of the two calls; `None` if one succeeds.
async fn said_of(sdk: &Sdk, number: PhoneNumber) -> Option<String> {
    let details = sdk.flowroute().numbers().get(number).await.err()?;
    let list = ListNumbers::new().contains(number.digits());
    sdk.flowroute().send(list).await.err()?;
    Some(details.summary().to_owned())
}
