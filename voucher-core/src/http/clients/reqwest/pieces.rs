//! A request body in pieces, so that an answer which arrives before the whole body is sent is read.
//!
//! A server that does not read a body answers and closes the connection, and then writing to it fails. hyper reads before it
//! writes, but when a write fails, it gives the connection up together with an answer that has just arrived. So a long body
//! leaves time to read: most of all before the first piece, when a server that knows the head can answer.

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

/// The bytes of a piece, which rustls writes at once; it buffers 64 KiB. A body that is not longer is not divided; hardly
/// any event is.
const PIECE: usize = 48 << 10;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const PAUSE: Duration = Duration::from_millis(1);

/// Whether a part of a body, and not all of it, has been passed to the connection.
#[derive(Clone, Default)]
pub(super) struct Progress(Arc<AtomicBool>);

impl Progress {
    pub(super) fn is_partial(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Returns the body of a request, and how far it was sent.
pub(super) fn body(bytes: Vec<u8>) -> (::reqwest::Body, Progress) {
    let progress = Progress::default();
    if bytes.len() <= PIECE {
        return (bytes.into(), progress);
    }
    let pieces = Pieces {
        rest: bytes.into(),
        pause: None,
        progress: progress.clone(),
    };
    (::reqwest::Body::wrap(pieces), progress)
}

/// A body of more than one piece.
struct Pieces {
    rest: Bytes,
    pause: Option<Pin<Box<Sleep>>>,
    progress: Progress,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        // It begins here, when there is a connection for the head.
        let first = || Box::pin(sleep(FIRST_PAUSE));
        ready!(self.pause.get_or_insert_with(first).as_mut().poll(cx));
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        self.pause = Some(Box::pin(sleep(PAUSE)));
        let is_partial = !self.rest.is_empty();
        self.progress.0.store(is_partial, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
