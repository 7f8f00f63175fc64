//! A stand-in for the API, for tests and first steps: it judges requests as the API's pages say, and scores nothing.
//!
//! It is not Ravelin's, and where the pages are silent it may differ from the API. It is a function of what was sent, the
//! seed and the clock's reading; sockets are its caller's. [`InProcess`] is a transport to it for tests, without a port; the
//! example `sandbox` is the program, `cargo run --example sandbox`.
//!
//! ```
//! use voucher_core::http::{Answer, Outcome, Token};
//! use voucher_core::sandbox::Sandbox;
//! use voucher_core::{RavelinEvent, Timestamp, VoucherCheck};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut sandbox = Sandbox::new(7);
//! let request = VoucherCheck::new("abc-123-ZYZ").prepare()?.request(&Token::new("sk_test_1234")?);
//! let (head, body) = request.into_parts();
//! let reply = sandbox.answer(http::Request::from_parts(head, &body), Timestamp::now());
//! assert_eq!(Answer::read(&reply.response).outcome(), Outcome::Delivered);
//! assert_eq!(sandbox.events().next().unwrap().body(), r#"{"customerId":"abc-123-ZYZ"}"#);
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes
//!
//! `POST` to the endpoint of each definition, those of the toolkit and [those of your own](Sandbox::with_definition), and to its backfill form (`/v2/backfill/voucher`) where that needs a
//! timestamp; with `Authorization: token sk_…`, any key of that form, and `Content-Type: application/json`. A body that
//! breaks rules gets a 400 whose message has every violation by its JSON Pointer. A member that the definition does not
//! list is named in the member `warnings` of a good answer, since a misspelt name is the commonest mistake. Where a member is
//! missing from the same object, the message of the 400 names the unknown ones next to it.
//!
//! A field that the definition requires only by inference (`x-ravelin-evidence: inferred`) may be missing: that is a
//! warning, unless an unknown member beside it has a similar name. Other rules of an inferred field hold, and the message
//! says where they are inferred from.
//!
//! Times are in milliseconds or nanoseconds. [`Times`] says what becomes of seconds: they are rejected unless
//! [`with_times`](Sandbox::with_times) says otherwise.
//!
//! A path without an endpoint gets a 404 with the nearest one, a parameter of the path that is not percent-encoded UTF-8 a
//! 400, a body with a `Content-Encoding` other than `identity` a 415.
//!
//! # What it remembers
//!
//! The last 10,000 accepted events, or as many as [`with_memory`](Sandbox::with_memory) says; with bodies of more than
//! 4 KiB on average, fewer. Entities
//! (a voucher by its `voucherCode`, a redemption by its `paymentMethodId`) are put together from them: of each field, the
//! value with the later `timestamp` wins, whatever its unit and the order of arrival; of two with the same timestamp, the one whose
//! JSON text is greater. `custom` is one field, and replaced whole. The pages say that events are merged by `timestamp`
//! (<https://developer.ravelin.com/merchant/api/endpoints/voucher>); that it goes field by field, and what equal timestamps
//! do, is our reading. What is forgotten counts as never sent.
//!
//! `voucher/check` counts in what is remembered: [`CheckRule`].
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /__sandbox/events`, `?after=7` | counts; the events (those behind number 7), bodies byte for byte; in `rejected` the latest 100 rejected requests with their reasons |
//! | `GET /__sandbox/entities` | the entities, by name and id |
//! | `DELETE /__sandbox/events` | everything is forgotten: the sandbox is as it was when it was made |
//!
//! # Faults on demand
//!
//! A request's header `Prefer` ([RFC 7240](https://www.rfc-editor.org/rfc/rfc7240)) asks for what goes wrong with it:
//!
//! | `Prefer:` | what happens |
//! | --- | --- |
//! | `code=429` | that status, without a look at the request; a 2xx only where the request is right; 204 has no body, 502 and 504 have HTML |
//! | `retry-after=1` | with a `code` that is no 2xx: the header `Retry-After`, in seconds |
//! | `wait=2` | the answer comes so many seconds late, up to 60 |
//! | `drop` | the connection is closed, the event is not taken |
//! | `drop-after-accept` | the event is taken, and the connection closed without an answer: a resend makes a duplicate |
//! | `slow` | the answer comes byte by byte |
//! | `null` | a good answer is the literal `null` |
//!
//! Several are joined by commas: `Prefer: code=429, wait=2`; of two with the same name the first counts. Values may be quoted,
//! and parameters (`code=429; x=y`) are ignored. An unknown preference gets a 400, so that a misspelt fault is not
//! taken for a passed test. `Ravelin-Min-Latency: 250`, milliseconds, is the real sandbox's own header
//! (<https://developer.ravelin.com/guides/testing/>). [`with_faults`](Sandbox::with_faults) has them come by themselves.

mod body;
mod findings;
mod in_process;
mod injected_fault;
mod inspect;
mod memory;
mod prefer_header;
mod random;
mod rejection;
mod reply;
mod request_error;
mod route;
mod time_units;
mod validate;
mod voucher_check;

pub use in_process::InProcess;
pub use memory::Event;
pub use rejection::Rejection;
pub use reply::{Deliver, Reply};
pub use time_units::Times;
pub use voucher_check::CheckRule;
pub use voucher_definition::{Mistake, Mistakes};

use crate::Timestamp;
use ::http::request::Parts;
use ::http::{Request, Response, StatusCode};
use core::fmt;
use core::time::Duration;
use injected_fault::{InjectedFault, Schedule};
use memory::Memory;
use random::Random;
use rejection::Rejections;
use reply::{empty, response};
use request_error::RequestError;
use route::Route;
use serde_json::{Map, Value};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use validate::{ValidRequest, validate};
use voucher_definition::Definition;

/// The longest body that is read, in bytes.
pub const LONGEST_BODY: usize = 1 << 20;

/// How long each byte of a slow answer takes, in the program and in process.
pub const SLOW_BYTE: Duration = Duration::from_millis(10);

/// The longest path or method that a message or a summary shows, in bytes.
const LONGEST_PATH: usize = 200;

/// The number of events that are remembered by default.
const EVENTS: usize = 10_000;

/// The stand-in. It knows the currencies of ISO 4217 alone: one that is sent as `unlisted` is refused.
#[derive(Clone)]
pub struct Sandbox {
    seed: u64,
    rate: f64,
    most: usize,
    rule: CheckRule,
    times: Times,
    definitions: Vec<&'static Definition>,
    random: Random,
    schedule: Schedule,
    memory: Memory,
    rejections: Rejections,
    failed: u64,
}

/// How many requests had which end. Each had one of the first three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Accepted, whatever became of the answer.
    pub accepted: u64,
    /// Refused, since something is wrong with them.
    pub refused: u64,
    /// Not looked at, by a fault.
    pub failed: u64,
    /// Accepted, and forgotten since.
    pub forgotten: u64,
}

impl Sandbox {
    /// A stand-in whose random members, and faults if it has any, come from the seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            rate: 0.0,
            most: EVENTS,
            rule: CheckRule::default(),
            times: Times::default(),
            definitions: Vec::new(),
            random: Random::new(seed),
            schedule: Schedule::new(0.0, seed),
            memory: Memory::new(EVENTS),
            rejections: Rejections::default(),
            failed: 0,
        }
    }

    /// With a fault in so many of all requests, from 0 to 1: 429 with `Retry-After: 1`, 500, 503, 504, 204, the connection
    /// closed before or after the event is taken, a slow answer, `null`; each as likely as any other. The same seed and the
    /// same requests have the same faults. A request that asks for a fault of its own gets just that.
    #[must_use]
    pub fn with_faults(mut self, rate: f64) -> Self {
        self.rate = rate;
        self.schedule = Schedule::new(rate, self.seed);
        self
    }

    /// With room for so many events, at least 1, and for 4 KiB of body for each (1 MiB at least); the oldest are forgotten
    /// first.
    #[must_use]
    pub fn with_memory(mut self, events: usize) -> Self {
        self.most = events.max(1);
        self.memory.limit(self.most);
        self
    }

    /// With another way to answer `voucher/check`.
    #[must_use]
    pub fn with_check(mut self, rule: CheckRule) -> Self {
        self.rule = rule;
        self
    }

    /// Sets how times in seconds are treated.
    #[must_use]
    pub fn with_times(mut self, times: Times) -> Self {
        self.times = times;
        self
    }

    /// With the endpoint of a definition file, which comes before one of the same path that ships. Its entity goes by the
    /// first field that is an identifier; of what stands in its path only the percent-encoding is checked.
    ///
    /// The definition is kept for as long as the program runs, so give each file to one sandbox.
    ///
    /// ```
    /// use voucher_core::sandbox::Sandbox;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let file = br#"{"type": "object", "x-ravelin-path": "/v2/gift", "properties": {"giftId": {"type": "string"}}}"#;
    /// let sandbox = Sandbox::new(7).with_definition(file)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Every mistake in the file, with line and column.
    pub fn with_definition(mut self, file: &[u8]) -> Result<Self, Mistakes> {
        let definition = voucher_definition::read(file)?.leak();
        self.definitions.insert(0, definition);
        Ok(self)
    }

    /// The answer to a request: `{"status":200,"timestamp":<seconds>}`, or `{"status":4xx,"message":…}` with every
    /// violation by its JSON Pointer. What is odd about an accepted event is in `warnings`.
    ///
    /// As the real sandbox does, a good answer has a member of a random name, so that nobody relies on there being none
    /// (<https://developer.ravelin.com/merchant/api/guarantees>).
    pub fn answer(&mut self, request: Request<&[u8]>, now: Timestamp) -> Reply {
        let (head, body) = request.into_parts();
        if let Some(answer) = inspect::answer(self, &head) {
            let response = answer.unwrap_or_else(|error| error.response());
            return self.reply(&head, response, InjectedFault::default(), "");
        }
        // The schedule goes on whatever a request asks for.
        let scheduled = self.schedule.next();
        let fault = match InjectedFault::asked(&head.headers) {
            Ok(asked) => asked.or(scheduled).unwrap_or_default(),
            Err(error) => {
                let (response, note) = self.refuse(&head, &error, now);
                return self.reply(&head, response, InjectedFault::default(), &note);
            }
        };
        let (response, note) = if let Some(response) = fault.response() {
            self.failed += 1;
            (response, "injected fault".into())
        } else {
            self.process(&head, body, fault, now)
        };
        self.reply(&head, response, fault, &note)
    }

    /// Returns a response as the fault delivers it. `note` ends the summary.
    fn reply(
        &self,
        head: &Parts,
        response: Response<Vec<u8>>,
        fault: InjectedFault,
        note: &str,
    ) -> Reply {
        let status = response.status();
        let status = match fault.deliver {
            Deliver::Drop => "no answer",
            Deliver::Send | Deliver::Slow => status.as_str(),
        };
        let route = Route::find(&self.definitions, head.uri.path());
        // A path may have any character beyond ASCII, those that control a terminal included.
        let escaped = || head.uri.path().escape_default().to_string();
        let path = cut(&route.map_or_else(escaped, Route::template), LONGEST_PATH);
        let method = cut(head.method.as_str(), LONGEST_PATH);
        let comma = if note.is_empty() { "" } else { ", " };
        let summary = format!("{method} {path} {status}{comma}{note}");
        Reply {
            response,
            delay: fault.wait,
            deliver: fault.deliver,
            summary,
        }
    }

    /// Returns the answer to a request that is looked at, and a note for its summary.
    fn process(
        &mut self,
        head: &Parts,
        text: &[u8],
        fault: InjectedFault,
        now: Timestamp,
    ) -> (Response<Vec<u8>>, String) {
        let request = match validate(&self.definitions, self.times, head, text) {
            Ok(request) => request,
            Err(error) => return self.refuse(head, &error, now),
        };
        let text = core::str::from_utf8(text).unwrap_or_default();
        let definition = request.route.definition;
        self.memory
            .accept(definition, head.uri.path(), text, &request.body, now);
        let mut note = counted(0, "violation");
        if !request.warnings.is_empty() {
            note = format!("{note}, {}", counted(request.warnings.len(), "warning"));
        }
        let body = self.accepted(request, now);
        let status = fault.status.unwrap_or(StatusCode::OK);
        let body = match (fault.is_null, status) {
            (_, StatusCode::NO_CONTENT) => return (empty(status), note),
            (true, _) => "null".into(),
            (false, _) => body.to_string(),
        };
        (response(status, "application/json", body), note)
    }

    fn refuse(
        &mut self,
        head: &Parts,
        error: &RequestError,
        now: Timestamp,
    ) -> (Response<Vec<u8>>, String) {
        self.rejections.add(head, error, now);
        let note = counted(error.violations, "violation");
        (error.response(), note)
    }

    fn accepted(&mut self, request: ValidRequest, now: Timestamp) -> Value {
        let mut body = Map::new();
        let seconds = now.as_millis() / 1_000;
        if request.route.definition.name == "voucher/check" {
            let is_abuse = self.rule.is_abuse(&self.memory, &request.body);
            body.insert("timestamp".into(), seconds.into());
            let recommendation = if is_abuse { "ABUSE" } else { "OK" };
            body.insert("recommendation".into(), recommendation.into());
        } else if request.route.is_backfill {
            body.insert("status".into(), 200.into());
            // A text, as the API has it.
            body.insert("success".into(), "true".into());
        } else {
            body.insert("status".into(), 200.into());
            body.insert("timestamp".into(), seconds.into());
        }
        if !request.warnings.is_empty() {
            body.insert("warnings".into(), request.warnings.into());
        }
        let random = self.random.next();
        body.insert(
            format!("unknownField{:04x}", random & 0xffff),
            (random >> 40).into(),
        );
        body.into()
    }

    /// The accepted events that are remembered, in the order of arrival.
    #[must_use]
    pub fn events(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator {
        self.memory.events()
    }

    /// Returns the latest 100 rejected requests, in the order of arrival.
    #[must_use]
    pub fn rejections(&self) -> impl DoubleEndedIterator<Item = &Rejection> + ExactSizeIterator {
        self.rejections.iter()
    }

    /// What is known of an entity, in the form of a body: `entity("voucher", "VOUCH-89")` is
    /// `{"voucher":{"voucherCode":"VOUCH-89",…}}`.
    #[must_use]
    pub fn entity(&self, name: &str, id: &str) -> Option<Value> {
        Some(self.memory.entity(name, id)?.body(name))
    }

    /// How many requests had which end.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let accepted = self.memory.accepted();
        let remembered = u64::try_from(self.memory.events().len()).unwrap_or(accepted);
        Counts {
            accepted,
            refused: self.rejections.count(),
            failed: self.failed,
            forgotten: accepted - remembered,
        }
    }

    /// Forgets everything, rejected requests included: the sandbox is as it was when it was made.
    pub fn reset(&mut self) {
        let mut new = Self::new(self.seed)
            .with_faults(self.rate)
            .with_memory(self.most)
            .with_check(self.rule)
            .with_times(self.times);
        new.definitions = core::mem::take(&mut self.definitions);
        *self = new;
    }
}

/// What was sent is not shown.
impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox")
            .field("seed", &self.seed)
            .field("faults", &self.rate)
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}

/// A number without a fraction, which may be written with one: `1.0`.
fn integer(value: &Value) -> Option<i64> {
    let exact = value.as_i64();
    exact.or_else(|| format!("{:.0}", value.as_f64()?).parse().ok())
}

/// `1 violation`, `2 violations`
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Shortens a string to so many bytes, at the end of a character.
fn cut(text: &str, most: usize) -> String {
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
    match text.get(..end.unwrap_or_default()) {
        Some(start) if text.len() > most => format!("{start}…"),
        _ => text.into(),
    }
}
