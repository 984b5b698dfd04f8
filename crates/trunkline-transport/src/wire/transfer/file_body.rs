//! The body of an upload: a file, read piece by piece as it is sent.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// A file of a known length, or nothing.
#[derive(Default)]
pub(super) struct FileBody {
    file: Option<File>,
    left: u64,
    buffer: Vec<u8>,
    sent: Arc<AtomicU64>,
}

impl FileBody {
    /// No body at all.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// The first `length` bytes of `file`; `sent` is told how many have been handed over.
    pub(super) fn new(file: File, length: u64, sent: Arc<AtomicU64>) -> Self {
        Self {
            file: Some(file),
            left: length,
            buffer: vec![0; PIECE],
            sent,
        }
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = self.get_mut();
        let Some(file) = this.file.as_mut().filter(|_| this.left > 0) else {
            return Poll::Ready(None);
        };
        let wanted = usize::try_from(this.left).unwrap_or(PIECE).min(PIECE);
        let mut buffer = ReadBuf::new(this.buffer.get_mut(..wanted).unwrap_or_default());
        if let Err(error) = ready!(Pin::new(file).poll_read(cx, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let piece = Bytes::copy_from_slice(buffer.filled());
        if piece.is_empty() {
            let shorter = io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the file became shorter while it was sent",
            );
            return Poll::Ready(Some(Err(shorter)));
        }
        this.left -= piece.len() as u64;
        this.sent.fetch_add(piece.len() as u64, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
