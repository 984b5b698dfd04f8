//! Answers as bytes, for what an HTTP library would not send.

use std::fmt::Write as _;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use crate::wire::Answer;

/// What is odd about the bytes of an answer. The connection ends after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// So many bytes of the body.
    Cut(usize),
    /// The length differs from that of the body by so much.
    WrongLength(i64),
    /// So many bytes of the body a second.
    Slow(u32),
    /// So many interim answers first.
    Interim(u32),
}

/// How often drops of a slow body come.
const DROPS_PER_SECOND: u32 = 10;

/// Writes an answer with what is odd about it.
pub(crate) async fn send(
    stream: &mut (impl AsyncWrite + Unpin),
    answer: Answer,
    oddity: Oddity,
) -> io::Result<()> {
    let response = answer.into_response();
    let length = i64::try_from(response.body().len()).unwrap_or(i64::MAX);
    let announced = match oddity {
        Oddity::WrongLength(off_by) => length.saturating_add(off_by).max(0),
        Oddity::Cut(_) | Oddity::Slow(_) | Oddity::Interim(_) => length,
    };
    if let Oddity::Interim(count) = oddity {
        for _ in 0..count {
            stream.write_all(b"HTTP/1.1 102 Processing\r\n\r\n").await?;
        }
    }
    stream.write_all(head(&response, announced).as_bytes()).await?;
    let body = response.into_body();
    match oddity {
        Oddity::Cut(bytes) => stream.write_all(body.get(..bytes).unwrap_or(&body)).await?,
        Oddity::Slow(per_second) => drip(stream, &body, per_second).await?,
        Oddity::WrongLength(_) | Oddity::Interim(_) => stream.write_all(&body).await?,
    }
    stream.shutdown().await
}

/// How long a slow body takes.
pub(crate) fn slow_time(bytes: usize, per_second: u32) -> Duration {
    let drops = bytes.div_ceil(drop_size(per_second));
    pause(per_second).saturating_mul(u32::try_from(drops).unwrap_or(u32::MAX))
}

fn drop_size(per_second: u32) -> usize {
    usize::try_from(per_second / DROPS_PER_SECOND).map_or(usize::MAX, |bytes| bytes.max(1))
}

fn pause(per_second: u32) -> Duration {
    Duration::from_secs(1) / per_second.clamp(1, DROPS_PER_SECOND)
}

async fn drip(stream: &mut (impl AsyncWrite + Unpin), body: &[u8], per_second: u32) -> io::Result<()> {
    for bytes in body.chunks(drop_size(per_second)) {
        tokio::time::sleep(pause(per_second)).await;
        stream.write_all(bytes).await?;
        stream.flush().await?;
    }
    Ok(())
}

/// Status line and headers; a header that is no text is left out.
fn head(response: &Response<Bytes>, length: i64) -> String {
    let status = response.status();
    let reason = StatusCode::canonical_reason(&status).unwrap_or_default();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16());
    for (name, value) in response.headers() {
        if let Ok(value) = value.to_str() {
            let _ = write!(head, "{name}: {value}\r\n");
        }
    }
    head + &format!("content-length: {length}\r\nconnection: close\r\n\r\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    async fn sent(oddity: Oddity) -> (String, String) {
        let answer = Answer::json(200, "application/json", &json!({"a": "0123456789"}));
        let mut bytes = Vec::new();
        send(&mut bytes, answer, oddity).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.rsplit_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_odd_is_in_the_bytes() {
        let whole = r#"{"a":"0123456789"}"#;
        let (head, body) = sent(Oddity::Cut(4)).await;
        assert_eq!(
            head,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 18\r\nconnection: close"
        );
        assert_eq!(body, "{\"a\"");
        let (head, body) = sent(Oddity::WrongLength(-3)).await;
        assert!(head.contains("content-length: 15") && body == whole);
        let (head, body) = sent(Oddity::Interim(3)).await;
        assert!(head.starts_with("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102") && body == whole);
        let begin = tokio::time::Instant::now();
        let (_, body) = sent(Oddity::Slow(5)).await;
        assert_eq!(
            (begin.elapsed(), body.as_str()),
            (Duration::from_millis(3600), whole)
        );
        assert_eq!(slow_time(18, 5), Duration::from_millis(3600));
        assert_eq!(slow_time(1000, 1000), Duration::from_secs(1));
    }
}
