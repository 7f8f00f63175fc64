//! The stream of new requests to open pages (server-sent events).
//!
//! The rows are written once for all pages, a few times a second, so that open pages hardly slow the sandbox down.

use crate::page;
use crate::service::{Body, State};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Response, StatusCode};
use http_body_util::Either;
use http_body_util::channel::{Channel, Sender};
use hyper::body::Bytes;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::{sleep, timeout};

/// How often new rows are written.
const INTERVAL: Duration = Duration::from_millis(250);
/// How often something is sent to a page, so that a closed connection is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The maximum number of new rows at a time. A page shows no more than its newest rows anyway.
const MAX_ROWS: usize = 30;
/// The maximum number of open pages.
const MAX_STREAMS: usize = 256;
/// The number of batches that wait for a slow page.
const WAITING: usize = 4;

/// The open pages.
pub(crate) struct Live {
    batches: broadcast::Sender<Bytes>,
    streams: AtomicUsize,
    is_writing: AtomicBool,
}

/// The position in the journal up to which a page has the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Position {
    generation: u64,
    number: u64,
}

impl Position {
    fn of(state: &State) -> Self {
        let shared = state.lock();
        Self {
            generation: shared.journal.generation(),
            number: shared.journal.count(),
        }
    }

    /// Parses `generation.number`.
    fn parse(text: &str) -> Option<Self> {
        let (generation, number) = text.split_once('.')?;
        Some(Self {
            generation: generation.parse().ok()?,
            number: number.parse().ok()?,
        })
    }
}

impl Live {
    pub(crate) fn new() -> Self {
        Self {
            batches: broadcast::Sender::new(WAITING),
            streams: AtomicUsize::new(0),
            is_writing: AtomicBool::new(false),
        }
    }
}

/// One of the open pages. It is counted until it is dropped.
struct Stream(Arc<State>);

impl Stream {
    fn open(state: &Arc<State>) -> Option<Self> {
        let count = state.live.streams.fetch_add(1, Ordering::SeqCst);
        let stream = Self(state.clone());
        (count < MAX_STREAMS).then_some(stream)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.0.live.streams.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Answers the request of a page for new rows: those after its `Last-Event-ID`, or after the position in the query.
pub(crate) fn answer(
    state: &Arc<State>,
    headers: &HeaderMap,
    after: Option<&str>,
) -> Response<Body> {
    let Some(stream) = Stream::open(state) else {
        let body = format!("{MAX_STREAMS} pages are open; close some");
        let mut response = Response::new(Either::Left(body.into()));
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        return response;
    };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let position = last.or(after).and_then(Position::parse);
    let batches = state.live.batches.subscribe();
    if !state.live.is_writing.swap(true, Ordering::SeqCst) {
        tokio::spawn(write(state.clone()));
    }
    // One batch waits in the channel, the others in the queue, which drops the oldest ones.
    let (sender, body) = Channel::new(1);
    tokio::spawn(send(stream, position, batches, sender));
    let mut response = Response::new(Either::Right(body));
    let kind = HeaderValue::from_static("text/event-stream");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

/// Writes new rows for all pages, while some are open.
async fn write(state: Arc<State>) {
    let mut position = Position::of(&state);
    loop {
        while state.live.streams.load(Ordering::SeqCst) > 0 {
            sleep(INTERVAL).await;
            let now = Position::of(&state);
            if now != position {
                // An error means that no page is open.
                let _ = state.live.batches.send(batch(&state, Some(position)));
                position = now;
            }
        }
        state.live.is_writing.store(false, Ordering::SeqCst);
        // A page may have been opened in the meantime.
        let is_needed = state.live.streams.load(Ordering::SeqCst) > 0;
        if !is_needed || state.live.is_writing.swap(true, Ordering::SeqCst) {
            return;
        }
    }
}

/// Sends rows to one page, until it is closed or the server stops.
async fn send(
    stream: Stream,
    position: Option<Position>,
    mut batches: broadcast::Receiver<Bytes>,
    mut sender: Sender<Bytes>,
) {
    let mut stopping = stream.0.stopping.subscribe();
    let mut next = batch(&stream.0, position);
    loop {
        let stop = stopping.wait_for(|is_stopping| *is_stopping);
        let sent = tokio::select! {
            sent = sender.send_data(next) => sent.is_ok(),
            _ = stop => false,
        };
        if !sent {
            return;
        }
        let stop = stopping.wait_for(|is_stopping| *is_stopping);
        next = tokio::select! {
            received = timeout(HEARTBEAT, batches.recv()) => match received {
                Err(_) => Bytes::from_static(b":\n\n"),
                Ok(Ok(batch)) => batch,
                Ok(Err(broadcast::error::RecvError::Lagged(_))) => reload(),
                Ok(Err(broadcast::error::RecvError::Closed)) => return,
            },
            _ = stop => return,
        };
    }
}

/// Returns the event that makes a page load all rows again.
fn reload() -> Bytes {
    Bytes::from_static(b"event: reload\ndata:\n\n")
}

/// Returns the rows after a position as an event.
fn batch(state: &State, after: Option<Position>) -> Bytes {
    let now = Position::of(state);
    let Some(after) = after.filter(|after| after.generation == now.generation) else {
        return reload();
    };
    let shared = state.lock();
    let new = shared.journal.after(after.number);
    let skipped = new.len().saturating_sub(MAX_ROWS);
    let rows = page::rows(new.skip(skipped));
    let counts = page::counts(&shared.sandbox.counts());
    let data =
        json!({"rows": rows.into_string(), "counts": counts.into_string(), "skipped": skipped});
    format!(
        "id: {}.{}\nevent: rows\ndata: {data}\n\n",
        now.generation, now.number
    )
    .into()
}

/// Returns the position of the newest request, for the page.
pub(crate) fn position(state: &State) -> String {
    let Position { generation, number } = Position::of(state);
    format!("{generation}.{number}")
}
