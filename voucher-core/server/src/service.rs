//! Answers requests: those to the API with the sandbox, the others with the page.

use crate::journal::Journal;
use crate::live::Live;
use crate::log::Log;
use crate::{guard, site};
use http::header::CONTENT_LENGTH;
use http::{Method, Request, Response, StatusCode};
use http_body_util::channel::Channel;
use http_body_util::{BodyExt, Either, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use voucher_core::Timestamp;
use voucher_core::sandbox::{Counted, Deliver, LONGEST_BODY, Reply, SLOW_BYTE, Sandbox};

/// How long a client may take to send a request, and the server to stop.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);
/// The maximum length of a form of the page. In a form, a byte of a body is up to three.
const LONGEST_FORM: usize = 3 * LONGEST_BODY + 65_536;

pub(crate) type Body = Either<Full<Bytes>, Channel<Bytes>>;
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// What all connections share.
pub(crate) struct State {
    shared: Mutex<Shared>,
    pub(crate) live: Live,
    pub(crate) log: Log,
    pub(crate) is_quiet: bool,
    pub(crate) allowed_hosts: Vec<String>,
    pub(crate) files: BTreeMap<(&'static str, &'static str), String>,
    /// Whether the server stops, so that open streams have to end.
    pub(crate) stopping: watch::Sender<bool>,
}

/// The sandbox, and what the page shows of it.
pub(crate) struct Shared {
    pub(crate) sandbox: Sandbox,
    pub(crate) journal: Journal,
}

impl State {
    pub(crate) fn new(settings: crate::Settings) -> Self {
        let started = u64::try_from(Timestamp::now().as_millis()).unwrap_or_default();
        Self {
            shared: Mutex::new(Shared {
                sandbox: settings.sandbox,
                journal: Journal::new(settings.requests, started),
            }),
            live: Live::new(),
            log: Log::start(),
            is_quiet: settings.is_quiet,
            allowed_hosts: settings.allowed_hosts,
            files: settings.files,
            stopping: watch::Sender::new(false),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request with the sandbox, and remembers it for the page. Returns its number among the requests of the page,
    /// if it has one.
    pub(crate) fn answer(&self, request: Request<&[u8]>) -> (Reply, Option<u64>) {
        let now = Timestamp::now();
        let (method, uri, body) = (
            request.method().clone(),
            request.uri().clone(),
            *request.body(),
        );
        let mut shared = self.lock();
        let reply = shared.sandbox.answer(request, now);
        let number = if reply.counted == Counted::Neither {
            if method == Method::DELETE && reply.response.status().is_success() {
                shared.journal.clear();
            }
            None
        } else {
            Some(shared.journal.add(&uri, body, &reply, now))
        };
        drop(shared);
        if !self.is_quiet {
            self.log.print(reply.summary.clone());
        }
        (reply, number)
    }
}

/// Answers a request; an error closes the connection without an answer.
pub(crate) async fn answer(
    state: Arc<State>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Failure> {
    let (head, body) = request.into_parts();
    let is_own = site::is_own(&state, &head);
    if is_own {
        if let Err(message) = guard::check(&head, &state.allowed_hosts) {
            return Ok(forbidden(&message));
        }
    }
    if is_own && site::is_page(&head) {
        let body = timeout(TIMEOUT, Limited::new(body, LONGEST_FORM).collect()).await;
        let body = body?.map(http_body_util::Collected::to_bytes);
        let mut response = match body {
            Ok(body) => site::answer(&state, &head, &body).await,
            Err(_) => site::too_long(),
        };
        guard::protect(response.headers_mut());
        return Ok(response);
    }
    let body = timeout(TIMEOUT, read(body)).await??;
    let (reply, _) = state.answer(Request::from_parts(head, &body[..]));
    sleep(reply.delay).await;
    let mut response = match reply.deliver {
        Deliver::Send => reply.response.map(|body| Either::Left(body.into())),
        Deliver::Slow => slow(reply.response),
        _ => return Err("the answer is dropped".into()),
    };
    if is_own {
        guard::protect(response.headers_mut());
    }
    Ok(response)
}

/// Reads the body. Instead of a body that is too long, returns one that is just long enough to be rejected.
async fn read(body: Incoming) -> Result<Bytes, Failure> {
    match Limited::new(body, LONGEST_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Ok(vec![0; LONGEST_BODY + 1].into()),
        Err(error) => Err(error),
    }
}

/// Turns an answer into one that is sent byte by byte.
fn slow(response: Response<Vec<u8>>) -> Response<Body> {
    let (mut head, bytes) = response.into_parts();
    head.headers.insert(CONTENT_LENGTH, bytes.len().into());
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        for byte in bytes {
            sleep(SLOW_BYTE).await;
            if sender.send_data(vec![byte].into()).await.is_err() {
                return;
            }
        }
    });
    Response::from_parts(head, Either::Right(body))
}

fn forbidden(message: &str) -> Response<Body> {
    let body = json!({"status": 403, "message": message}).to_string();
    let mut response = Response::new(Either::Left(body.into()));
    *response.status_mut() = StatusCode::FORBIDDEN;
    let kind = http::HeaderValue::from_static("application/json");
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, kind);
    guard::protect(response.headers_mut());
    response
}
