//! The listener: HTTP/1.1 over TCP. Faults are about connections, so it handles each connection itself.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Frame, Incoming as Received, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::engine::Delivery;
use crate::router::base_of;
use crate::service::{EmulatorService, too_large};
use crate::wire::Incoming;
use crate::wire::incoming::BODY_LIMIT;

/// Connections at a time; further ones wait in the kernel's queue.
const CONNECTIONS: usize = 1024;

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
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => break,
            Some(_) = connections.join_next() => continue,
            accepted = accept(&listener, &permits) => accepted,
        };
        match accepted {
            Ok((stream, peer, permit)) => {
                let service = service.clone();
                connections.spawn(async move {
                    connection(stream, peer, service).await;
                    drop(permit);
                });
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

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, permits: &Arc<Semaphore>) -> io::Result<Accepted> {
    let permit = Arc::clone(permits)
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}

async fn connection(stream: TcpStream, peer: SocketAddr, service: EmulatorService) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no delay could not be set");
    }
    let reset = Arc::new(AtomicBool::new(false));
    let socket = Socket {
        stream,
        reset: Arc::clone(&reset),
    };
    let handler = service_fn(move |request| respond(request, service.clone(), Arc::clone(&reset)));
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(socket), handler)
        .await;
    if let Err(error) = served {
        tracing::debug!(%peer, %error, "connection ended");
    }
}

/// One request and its answer; an error closes the connection without a byte of answer.
async fn respond(
    request: Request<Received>,
    service: EmulatorService,
    reset: Arc<AtomicBool>,
) -> Result<Response<AnswerBody>, Abandoned> {
    let (parts, body) = request.into_parts();
    let collected = tokio::time::timeout(BODY_TIME, Limited::new(body, BODY_LIMIT).collect()).await;
    let body = match collected.map_err(|_| Abandoned)? {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            let answer = too_large().with_header(http::header::CONNECTION, "close");
            return Ok(answer.into_response().map(AnswerBody::whole));
        }
        Err(_) => return Err(Abandoned),
    };
    let incoming = Incoming::new(Request::from_parts(parts, body), &service.authority, base_of);
    let outcome = service.drive(&incoming).await;
    match outcome.delivery {
        Delivery::Whole | Delivery::After(_) => Ok(outcome.answer.into_response().map(AnswerBody::whole)),
        Delivery::Cut(bytes) => Ok(outcome
            .answer
            .into_response()
            .map(|body| AnswerBody::cut(body, bytes))),
        Delivery::Drop => Err(Abandoned),
        Delivery::Reset => {
            reset.store(true, Ordering::Relaxed);
            Err(Abandoned)
        }
        Delivery::Hang => {
            service.hang().await;
            Err(Abandoned)
        }
    }
}

/// The exchange ends here, without (the rest of) an answer.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the connection is closed on purpose")]
struct Abandoned;

/// The socket, which can be told to end in a reset instead of an orderly close.
struct Socket {
    stream: TcpStream,
    reset: Arc<AtomicBool>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.reset.load(Ordering::Relaxed)
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
        Pin::new(&mut self.stream).poll_read(cx, buf)
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

/// A body that may end before its length says so.
struct AnswerBody {
    data: Bytes,
    length: u64,
    cut: Option<CutStage>,
}

#[derive(Clone, Copy)]
enum CutStage {
    Send,
    /// What was sent has to leave the buffers before the connection may end.
    Flush,
    End,
}

impl AnswerBody {
    fn whole(data: Bytes) -> Self {
        Self {
            length: data.len() as u64,
            data,
            cut: None,
        }
    }

    fn cut(mut data: Bytes, bytes: usize) -> Self {
        let length = data.len() as u64;
        data.truncate(bytes);
        Self {
            data,
            length,
            cut: Some(CutStage::Send),
        }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Abandoned;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Abandoned>>> {
        let data = std::mem::take(&mut self.data);
        match self.cut {
            None if data.is_empty() => Poll::Ready(None),
            None => Poll::Ready(Some(Ok(Frame::data(data)))),
            Some(CutStage::Send) if !data.is_empty() => {
                self.cut = Some(CutStage::Flush);
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            Some(CutStage::Send | CutStage::Flush) => {
                self.cut = Some(CutStage::End);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Some(CutStage::End) => Poll::Ready(Some(Err(Abandoned))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.cut.is_none() && self.data.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        match self.cut {
            None => SizeHint::with_exact(self.data.len() as u64),
            Some(_) => SizeHint::with_exact(self.length),
        }
    }
}
