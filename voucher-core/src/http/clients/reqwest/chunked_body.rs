//! Request bodies that are sent in chunks, so that an answer that arrives before the end of the body is read.
//!
//! When a server answers without reading the body and closes the connection, writing fails. hyper then discards the
//! connection, even if an answer has just arrived. So a long body is sent with pauses in which hyper can read. The longest
//! one is before the first chunk, when the server has the headers and can already answer.

use bytes::Bytes;
use core::convert::Infallible;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use http_body::{Body, Frame, SizeHint};
use std::boxed::Box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::vec::Vec;
use tokio::time::{Sleep, sleep};

/// The size of a chunk in bytes. rustls buffers 64 KiB, so it writes a chunk at once. Most events fit into one chunk and are
/// sent without pauses.
const CHUNK: usize = 48 << 10;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const PAUSE: Duration = Duration::from_millis(1);

/// Records whether only a part of a body has been passed to the connection.
#[derive(Clone, Default)]
pub(super) struct Progress(Arc<AtomicBool>);

impl Progress {
    pub(super) fn is_partial(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Returns the body of a request and its progress.
pub(super) fn new(bytes: Vec<u8>) -> (::reqwest::Body, Progress) {
    let progress = Progress::default();
    if bytes.len() <= CHUNK {
        return (bytes.into(), progress);
    }
    let body = ChunkedBody {
        rest: bytes.into(),
        pause: None,
        progress: progress.clone(),
    };
    (::reqwest::Body::wrap(body), progress)
}

/// A body of more than one chunk.
struct ChunkedBody {
    rest: Bytes,
    pause: Option<Pin<Box<Sleep>>>,
    progress: Progress,
}

impl Body for ChunkedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        // Starts with the first poll, when hyper has a connection and can send the headers.
        let first = || Box::pin(sleep(FIRST_PAUSE));
        ready!(self.pause.get_or_insert_with(first).as_mut().poll(cx));
        let length = self.rest.len().min(CHUNK);
        let chunk = self.rest.split_to(length);
        self.pause = Some(Box::pin(sleep(PAUSE)));
        let is_partial = !self.rest.is_empty();
        self.progress.0.store(is_partial, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
