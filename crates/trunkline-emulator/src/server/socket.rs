//! The socket of a connection.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::phase::Phase;

/// Longest wait for the rest of a head.
const HEAD_TIME: Duration = Duration::from_secs(5);

/// A socket that does not wait for the rest of a head for long, and can be told to end in a reset.
pub(super) struct Socket {
    stream: TcpStream,
    phase: Arc<Phase>,
    /// When the head that has begun must be whole.
    head_due: Option<Pin<Box<Sleep>>>,
    pub(super) reset: bool,
}

impl Socket {
    pub(super) fn new(stream: TcpStream, phase: Arc<Phase>) -> Self {
        Self {
            stream,
            phase,
            head_due: None,
            reset: false,
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.reset
            && let Err(error) = self.stream.set_zero_linger()
        {
            tracing::warn!(%error, "the connection will be closed, not reset");
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        if buf.filled().len() > before && self.phase.begins_head() {
            self.head_due = Some(Box::pin(tokio::time::sleep(HEAD_TIME)));
        }
        if read.is_ready() || !self.phase.is_head() {
            return read;
        }
        match self.head_due.as_mut().map(|due| due.as_mut().poll(cx)) {
            Some(Poll::Ready(())) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
