//! Requests as bytes on a socket.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trunkline_emulator::Emulator;

use crate::flowroute::BASIC;

/// Sends one request with Flowroute's credentials on a connection of its own, and returns all that comes back: nothing
/// if the connection is dropped.
pub async fn exchange(emulator: &Emulator, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    let length = body.len();
    let request = format!(
        "{head} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: {BASIC}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}
