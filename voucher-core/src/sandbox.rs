//! A local stand-in for the API, for tests and first steps. It validates requests by the rules on the API's pages, and does
//! not compute scores.
//!
//! It is not made by Ravelin, and may differ from the API where the pages say nothing. Its answers depend only on the requests
//! so far, the seed and the time passed to it; it opens no sockets. In tests, use it through the transport [`InProcess`],
//! without a port. `voucher sandbox` serves it over HTTP with a web page, and so does the crate `voucher-sandbox` in your program.
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
//! # What it accepts
//!
//! Requests to the endpoint of each definition, shipped or [your own](Sandbox::with_definition), with the method of the
//! definition, and `POST` requests to its backfill form (`/v2/backfill/voucher`) if the definition requires a timestamp. The
//! request needs `Authorization: token sk_…`, with any key of that form, and `Content-Type: application/json` if it has a body.
//! A body where the definition has none is a violation. The sandbox is the host of all roles (`x-ravelin-host`), so
//! [map each of them](crate::http::Settings::with_host) to its address.
//!
//! The parameters of a query are checked like a body, and unknown ones are warnings, too. Names and values are
//! percent-decoded, and a `+` is a space. A query that is not percent-encoded UTF-8 gets a 400.
//!
//! An invalid body gets a 400 whose message lists every violation with its JSON Pointer. Because a misspelt name is the most
//! common mistake, a member that the definition does not list is reported too: in the member `warnings` of a successful answer,
//! or in the message of the 400, next to the missing members of the same object.
//!
//! A missing field that no page of the API requires (`x-ravelin-evidence` is `inferred` or `client`) is a warning, unless the
//! same object has an unknown member of a similar name. The other rules of such a field are checked as usual, and the message
//! contains their source.
//!
//! # Recommendations
//!
//! If the query has a checkpoint (`?score=checkoutPreAuth`), the answer has a recommendation. It is always `ALLOW`, unless the request, or the
//! remembered customer, has one of the e-mail addresses with which the API's test accounts force an action:
//!
//! | address | checkpoint | page |
//! | --- | --- | --- |
//! | `customer.email` at `qa-force-allow.com`, `qa-force-review.com`, `qa-force-prevent.com` | any but `login` and `payout` | <https://developer.ravelin.com/guides/testing/> |
//! | `customer.email` that is `qa-force-refund-allow@ravelin.com`, `…-prevent@…`, `…-manualreview@…`, `…-review@…` | `refundRequest` | <https://developer.ravelin.com/merchant/guides/refund-abuse-integration/testing-your-integration/> |
//! | `login.username` at `qa-force-ato-allow.com`, `qa-force-ato-review.com`, `qa-force-ato-prevent.com` | `login` | <https://developer.ravelin.com/merchant/guides/account-takeover-integration/testing-your-integration> |
//! | `supplier.email` at `qa-force-allow.com`, `qa-force-prevent.com` | `payout` | <https://developer.ravelin.com/merchant/guides/payout-fraud/testing-your-integration> |
//!
//! The scores are made up: 10, 50 or 90, by action. The API for payment providers (`?checkpoint=pspBeforeAuth`) gets the actions of
//! the first row, too, although no page says so. At a registration, `supplier.email` may have these domains instead.
//!
//! `transactionOptimisation=true` beside the checkpoint asks whether to authenticate or to authorize. The answer is for
//! `methodType` `card` without an `eWallet`, as on the pages; other payment methods get none. Its members are `transactionId` (that of
//! the request), `action`, `actionSource`, `exemption`, `threeDSChallengePreference` and `compliance.description`. The rules and
//! their ids are not answered. These values of the request force it:
//!
//! | `customer.email` at `ravelin.com`, or the card | recommendation |
//! | --- | --- |
//! | `qa-force-txopt-authorise`, or `cardBin` `000002` | `AUTHORISE` |
//! | `qa-force-txopt-authorise-tra`, or `000006` | `AUTHORISE` with `TRANSACTION_RISK_ANALYSIS` |
//! | `qa-force-txopt-authorise-lowvalue`, or `000007` | `AUTHORISE` with `LOW_VALUE` |
//! | `qa-force-txopt-authenticate`, or `000001` | `AUTHENTICATE` |
//! | `qa-force-txopt-authenticate-tra`, or `000005` | `AUTHENTICATE` with `TRANSACTION_RISK_ANALYSIS` |
//! | `qa-force-txopt-authenticate-nopreference` | `AUTHENTICATE`, and the challenge `NO_PREFERENCE` |
//! | `qa-force-txopt-olo` | `AUTHORISE`, with a `compliance.description` |
//! | `qa-force-txopt-amex` | `AUTHENTICATE`, the challenge `NO_PREFERENCE`, with a `compliance.description` |
//! | `qa-force-txopt-rfr`, `qa-force-txopt-highvalue` | `AUTHENTICATE`, the challenge `CHALLENGE_REQUESTED_AS_MANDATE`, with a `compliance.description` |
//! | none of these, and the action is `ALLOW` | the first example of the page: `AUTHENTICATE` with `TRANSACTION_RISK_ANALYSIS`, and the challenge `NO_CHALLENGE_REQUESTED` |
//! | none of these, and another action | the second: `AUTHENTICATE` |
//!
//! They are from <https://developer.ravelin.com/merchant/guides/transaction-optimisation/testing-your-integration> and its older copy,
//! <https://developer.ravelin.com/guides/transaction-optimisation/testing-your-integration/>; the newer one may list more.
//!
//! A login and a registration get a `credentialStatus`, and so does `lookup/credentials/check`. The user name `test@example.com` is
//! breached, and so are the passwords `password` and `password1`, whose hashes only the look-up can compare
//! (<https://developer.ravelin.com/guides/testing/>). `supplier/allocation` recommends `ALLOW` for each supplier. Labels of customers and
//! suppliers are answered with their `eventTime`. `GET` requests are answered with a status and a time only: neither labels, tags nor
//! earlier recommendations are returned.
//!
//! # Times, paths and encodings
//!
//! Times are in milliseconds or nanoseconds. Seconds are rejected, unless [`with_times`](Sandbox::with_times) sets another
//! mode, see [`Times`].
//!
//! A path without an endpoint gets a 404 that suggests the most similar one. A path parameter that is not percent-encoded
//! UTF-8 gets a 400, a body with a `Content-Encoding` other than `identity` a 415.
//!
//! # What it remembers
//!
//! The last 10,000 accepted events, or the number set by [`with_memory`](Sandbox::with_memory); fewer if their bodies are
//! longer than 4 KiB on average. It merges them into entities, such as a voucher (by its `voucherCode`) or a redemption (by
//! its `paymentMethodId`). The value of a field with the later `timestamp` wins, whatever the timestamp's unit and the order
//! of arrival; with equal timestamps, the value whose JSON string is greater. `custom` is one field and is replaced as a whole.
//! The API's page says only that events are merged by `timestamp`
//! (<https://developer.ravelin.com/merchant/api/endpoints/voucher>); merging field by field, and the rule for equal timestamps,
//! are our interpretation. A forgotten event has no effect any more.
//!
//! `voucher/check` counts remembered events, see [`CheckRule`].
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /__sandbox/events`, `?after=7` | counts; the events (after number 7), with their exact bodies; in `rejected`, the latest 100 rejected requests with their messages |
//! | `GET /__sandbox/entities` | the entities, by name and id |
//! | `DELETE /__sandbox/events` | resets the sandbox to its initial state |
//!
//! # Injected faults
//!
//! The header `Prefer` ([RFC 7240](https://www.rfc-editor.org/rfc/rfc7240)) of a request injects a fault:
//!
//! | `Prefer:` | effect |
//! | --- | --- |
//! | `code=429` | the answer has this status. With a 2xx, the request is processed as usual; with any other status, it is ignored. 204 has no body, 502 and 504 have HTML |
//! | `retry-after=1` | with a `code` that is not 2xx: the header `Retry-After`, in seconds |
//! | `wait=2` | the answer is delayed by this many seconds, at most 60 |
//! | `drop` | the event is ignored and the connection closed |
//! | `drop-after-accept` | the event is accepted and the connection closed without an answer, so that a retry sends a duplicate |
//! | `slow` | the answer is sent byte by byte |
//! | `null` | the body of a successful answer is `null` |
//!
//! Join several with commas: `Prefer: code=429, wait=2`. Of two with the same name, the first counts. Values may be quoted,
//! and parameters (`code=429; x=y`) are ignored. An unknown preference gets a 400, so that a test with a misspelt fault does
//! not pass. `Ravelin-Min-Latency: 250`, in milliseconds, is a header of the real sandbox
//! (<https://developer.ravelin.com/guides/testing/>). [`with_faults`](Sandbox::with_faults) injects faults at random.

mod accepted;
mod body;
mod faults;
mod finding;
mod findings;
mod in_process;
mod injected_fault;
mod inspect;
mod memory;
mod other_answers;
mod percent;
mod prefer_header;
mod query;
mod random;
mod rejection;
mod remembered;
mod reply;
mod request_error;
mod route;
mod score;
mod time_units;
mod validate;
mod voucher_check;

pub use faults::{FaultKind, Faults};
pub use finding::Finding;
pub use in_process::InProcess;
pub use memory::{EntityHistory, EntityValue, Event};
pub use rejection::Rejection;
pub use reply::{Counted, Deliver, Reply};
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
use serde_json::Value;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use validate::validate;
use voucher_definition::Definition;

/// The maximum length of a request body, in bytes.
pub const LONGEST_BODY: usize = 1 << 20;

/// The time per byte of a slow answer, in the program and in process.
pub const SLOW_BYTE: Duration = Duration::from_millis(10);

/// The maximum length of a path or method in a message or summary, in bytes.
const LONGEST_PATH: usize = 200;

/// The default number of events that are remembered.
const EVENTS: usize = 10_000;

/// A local stand-in for the API. It accepts only currencies of ISO 4217, so it rejects a currency sent with the key `unlisted`.
#[derive(Clone)]
pub struct Sandbox {
    seed: u64,
    initial_faults: Faults,
    faults: Faults,
    max_events: usize,
    rule: CheckRule,
    times: Times,
    definitions: Vec<&'static Definition>,
    random: Random,
    schedule: Schedule,
    memory: Memory,
    rejections: Rejections,
    failed: u64,
}

/// A request that was processed, and what to report about it.
struct Processed {
    response: Response<Vec<u8>>,
    counted: Counted,
    findings: Vec<Finding>,
    /// The end of the summary.
    note: String,
}

impl Processed {
    fn new(response: Response<Vec<u8>>, counted: Counted, note: String) -> Self {
        Self {
            response,
            counted,
            findings: Vec::new(),
            note,
        }
    }
}

/// The number of requests by result. Each request is counted once in `accepted`, `refused` or `failed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Accepted, even if the answer was not delivered.
    pub accepted: u64,
    /// Rejected as invalid.
    pub refused: u64,
    /// Ignored because of an injected fault.
    pub failed: u64,
    /// Accepted, but forgotten since then.
    pub forgotten: u64,
}

impl Sandbox {
    /// Creates a sandbox. The seed determines its random members and faults.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            initial_faults: Faults::default(),
            faults: Faults::default(),
            max_events: EVENTS,
            rule: CheckRule::default(),
            times: Times::default(),
            definitions: Vec::new(),
            random: Random::new(seed),
            schedule: Schedule::new(&Faults::default(), seed),
            memory: Memory::new(EVENTS),
            rejections: Rejections::default(),
            failed: 0,
        }
    }

    /// Injects a fault into this fraction of all requests, from 0 to 1.
    ///
    /// The faults are equally likely: 429 with `Retry-After: 1`, 500, 503, 504, 204, the connection closed before or after the
    /// event is accepted, a slow answer, `null`. The same seed and the same requests give the same faults. If a request's
    /// header asks for a fault, it gets only that one.
    #[must_use]
    pub fn with_faults(mut self, rate: f64) -> Self {
        self.initial_faults = Faults::new(rate);
        self.set_faults(self.initial_faults.clone());
        self
    }

    /// Returns the faults that are injected at random.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Replaces the faults that are injected at random, until a [`reset`](Self::reset). From then on, the same seed and the same
    /// requests give the same faults.
    pub fn set_faults(&mut self, faults: Faults) {
        self.schedule = Schedule::new(&faults, self.seed);
        self.faults = faults;
    }

    /// Sets how many events are remembered, at least 1. Their bodies may use 4 KiB per event in total (at least 1 MiB). The
    /// oldest events are forgotten first.
    #[must_use]
    pub fn with_memory(mut self, events: usize) -> Self {
        self.max_events = events.max(1);
        self.memory.limit(self.max_events);
        self
    }

    /// Sets how `voucher/check` is answered.
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

    /// Adds the endpoint of a definition file. It takes precedence over a shipped definition with the same method and path. The id of its
    /// entity is the entity's first identifier. For path parameters, only the percent-encoding is checked.
    ///
    /// The definition is never freed, so add each file to only one sandbox.
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
    /// Returns every mistake in the file, with line and column.
    pub fn with_definition(mut self, file: &[u8]) -> Result<Self, Mistakes> {
        let definition = voucher_definition::read(file)?.leak();
        self.definitions.insert(0, definition);
        Ok(self)
    }

    /// Returns the answer to a request: `{"status":200,"timestamp":<seconds>}`, or `{"status":4xx,"message":…}` with every
    /// violation and its JSON Pointer. Warnings about an accepted event are in `warnings`.
    ///
    /// Like the real sandbox, a successful answer has a member with a random name, so that clients do not rely on a fixed set
    /// of members (<https://developer.ravelin.com/merchant/api/guarantees>).
    pub fn answer(&mut self, request: Request<&[u8]>, now: Timestamp) -> Reply {
        let (head, body) = request.into_parts();
        if let Some(answer) = inspect::answer(self, &head) {
            let response = answer.unwrap_or_else(|error| error.response());
            let processed = Processed::new(response, Counted::Neither, String::new());
            return self.reply(&head, processed, InjectedFault::default());
        }
        // The schedule advances with every request, even if the request's header overrides it.
        let scheduled = self.schedule.next();
        let fault = match InjectedFault::from_headers(&head.headers) {
            Ok(requested) => requested.or(scheduled).unwrap_or_default(),
            Err(error) => {
                let processed = self.reject(&head, error, now);
                return self.reply(&head, processed, InjectedFault::default());
            }
        };
        let fault = fault.delayed(self.faults.latency());
        let processed = if let Some(response) = fault.response() {
            self.failed += 1;
            Processed::new(response, Counted::Failed, "injected fault".into())
        } else {
            self.process(&head, body, fault, now)
        };
        self.reply(&head, processed, fault)
    }

    /// Adds the delivery that the fault asks for, and a summary.
    fn reply(&self, head: &Parts, processed: Processed, fault: InjectedFault) -> Reply {
        let note = processed.note;
        let status = processed.response.status();
        let status = match fault.deliver {
            Deliver::Drop => "no answer",
            Deliver::Send | Deliver::Slow => status.as_str(),
        };
        let route = Route::find(&self.definitions, head.method.as_str(), head.uri.path());
        // A path may contain any character beyond ASCII, including those that control a terminal.
        let escaped = || head.uri.path().escape_default().to_string();
        let path = cut(&route.map_or_else(escaped, Route::template), LONGEST_PATH);
        let method = cut(head.method.as_str(), LONGEST_PATH);
        let comma = if note.is_empty() { "" } else { ", " };
        let endpoint = format!("{method} {path}");
        Reply {
            summary: format!("{endpoint} {status}{comma}{note}"),
            endpoint,
            counted: processed.counted,
            findings: processed.findings,
            response: processed.response,
            delay: fault.wait,
            deliver: fault.deliver,
        }
    }

    /// Processes a request that no fault prevents.
    fn process(
        &mut self,
        head: &Parts,
        body: &[u8],
        fault: InjectedFault,
        now: Timestamp,
    ) -> Processed {
        let mut request = match validate(&self.definitions, self.times, head, body) {
            Ok(request) => request,
            Err(error) => return self.reject(head, error, now),
        };
        let json = core::str::from_utf8(body).unwrap_or_default();
        let definition = request.route.definition;
        self.memory
            .accept(definition, &head.uri, json, &request.body, now);
        let mut note = counted(0, "violation");
        if !request.warnings.is_empty() {
            note = format!("{note}, {}", counted(request.warnings.len(), "warning"));
        }
        let findings = core::mem::take(&mut request.findings);
        let body = self.accepted_body(request, head.uri.query(), now);
        let status = fault.status.unwrap_or(StatusCode::OK);
        let response = match (fault.is_null, status) {
            (_, StatusCode::NO_CONTENT) => empty(status),
            (true, _) => response(status, "application/json", "null".into()),
            (false, _) => response(status, "application/json", body.to_string()),
        };
        let counted = Counted::Accepted(self.memory.accepted());
        Processed {
            findings,
            ..Processed::new(response, counted, note)
        }
    }

    /// Remembers a rejected request.
    fn reject(&mut self, head: &Parts, error: RequestError, now: Timestamp) -> Processed {
        self.rejections.add(head, &error, now);
        let note = counted(error.violations, "violation");
        let processed = Processed::new(error.response(), Counted::Refused, note);
        Processed {
            findings: error.findings,
            ..processed
        }
    }

    /// Forgets all events and rejected requests, and returns to the initial state.
    pub fn reset(&mut self) {
        let mut new = Self::new(self.seed)
            .with_memory(self.max_events)
            .with_check(self.rule)
            .with_times(self.times);
        new.initial_faults = self.initial_faults.clone();
        new.set_faults(self.initial_faults.clone());
        new.definitions = core::mem::take(&mut self.definitions);
        *self = new;
    }
}

/// Shows no requests, because their bodies may contain secrets.
impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox")
            .field("seed", &self.seed)
            .field("faults", &self.faults)
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}

/// Returns an integral number, which may also be written as `1.0`.
fn integer(value: &Value) -> Option<i64> {
    let exact = value.as_i64();
    exact.or_else(|| format!("{:.0}", value.as_f64()?).parse().ok())
}

/// `1 violation`, `2 violations`
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Shortens a string to at most `max` bytes, at a character boundary.
fn cut(string: &str, max: usize) -> String {
    let end = (0..=max).rev().find(|end| string.is_char_boundary(*end));
    match string.get(..end.unwrap_or_default()) {
        Some(start) if string.len() > max => format!("{start}…"),
        _ => string.into(),
    }
}
