//! Sends the requests, at most at a certain rate, and again after transient failures.

use super::credentials::Credentials;
use crate::failure::Failure;
use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderValue, Response, Uri};
use serde_json::json;
use std::net::IpAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};
use ureq::Agent;
use voucher_codegen::doctor::{Reply, Request};
use voucher_core::http::{
    Answer, BaseUrl, Limits, Lost, NoAnswer, Outcome, RetryPolicy, Transport,
};
use voucher_core::ureq::agent;
use voucher_core::{Prepared, Timestamp};
use voucher_definition::Definition;

pub(super) struct Sender {
    definition: &'static Definition,
    base: BaseUrl,
    credentials: Credentials,
    agent: Agent,
    retries: RetryPolicy,
    timeout: Duration,
    /// The minimum time between two requests.
    interval: Duration,
    last: Option<Instant>,
    sent: u64,
}

impl Sender {
    pub(super) fn new(
        definition: &'static Definition,
        base: BaseUrl,
        credentials: Credentials,
        rate: u32,
        timeout: Duration,
    ) -> Self {
        Self {
            definition,
            base,
            credentials,
            agent: agent(ureq::config::Config::default()),
            retries: RetryPolicy::default(),
            timeout,
            interval: Duration::from_secs(60) / rate.max(1),
            last: None,
            sent: 0,
        }
    }

    /// Returns how many requests were sent, without those that were sent again.
    pub(super) fn sent(&self) -> u64 {
        self.sent
    }

    /// Sends a request, and again after a transient failure.
    pub(super) fn send(&mut self, request: &Request) -> Result<Reply, Failure> {
        let prepared = self.prepared(request)?;
        self.sent += 1;
        let start = Instant::now();
        let mut is_fresh = false;
        for attempt in 1.. {
            let result = self.attempt(&prepared, is_fresh);
            is_fresh = result.is_err();
            let (outcome, reply) = match result {
                Ok(response) => {
                    let answer = Answer::read(&response);
                    let outcome = self.retries.judge(&answer, Timestamp::now());
                    let reply = reply(&answer, &outcome);
                    (outcome, reply)
                }
                Err(error) if error.lost() == Lost::Request => {
                    return Ok(Reply::none(error.to_string()));
                }
                Err(error) => (
                    Outcome::Retry { after: None },
                    Reply::none(error.to_string()),
                ),
            };
            // There are no other clients that a random wait would have to avoid.
            match self.retries.wait(attempt, &outcome, start.elapsed(), 0) {
                Some(wait) => sleep(wait),
                None => return Ok(reply),
            }
        }
        Ok(Reply::none("no answer"))
    }

    fn prepared(&self, request: &Request) -> Result<Prepared, Failure> {
        let Definition { method, path, .. } = self.definition;
        let body = request.body.as_ref().map(ToString::to_string);
        let prepared = serde_json::from_value(json!({
            "method": method,
            "endpoint": path,
            "path": request.target,
            "body": body.unwrap_or_default(),
            "timestamp": null,
            "is_now": false,
        }));
        prepared.map_err(|error| Failure::new(format!("cannot send `{}`: {error}", request.target)))
    }

    /// Sends a request once, after the time that the rate asks for.
    fn attempt(
        &mut self,
        prepared: &Prepared,
        is_fresh: bool,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let addressed = prepared.with_base_url(&self.base);
        let mut request = match &self.credentials {
            Credentials::Token(token) => addressed.request(token),
            Credentials::None | Credentials::Headers(_) => addressed.request_without_token(),
        };
        let headers = request.headers_mut();
        if let Credentials::Headers(others) = &self.credentials {
            headers.extend(others.iter().cloned());
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let user_agent = concat!("voucher/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(user_agent));
        let secrets = headers.values().filter(|value| value.is_sensitive());
        let secrets: Vec<_> = secrets.cloned().collect();
        let mut limits = Limits::new(self.timeout);
        limits.fresh = is_fresh;
        if let Some(last) = self.last {
            sleep(self.interval.saturating_sub(last.elapsed()));
        }
        self.last = Some(Instant::now());
        let mut response = self.agent.send(request, &limits)?;
        for secret in secrets {
            redact(response.body_mut(), &secret);
        }
        Ok(response)
    }
}

/// The minimum length of a secret in bytes. A shorter value, such as `1`, may be anything.
const MIN_SECRET: usize = 6;

/// Overwrites the credentials in an answer that repeats them. What comes before a space is the name of a scheme.
fn redact(body: &mut [u8], header: &HeaderValue) {
    let mut words = header.as_bytes().split(|byte| *byte == b' ');
    let secret = words.next_back();
    let Some(secret) = secret.filter(|secret| secret.len() >= MIN_SECRET) else {
        return;
    };
    let mut rest = body;
    while let Some(at) = rest
        .windows(secret.len())
        .position(|window| window == secret)
    {
        let (_, from) = rest.split_at_mut(at);
        let (found, after) = from.split_at_mut(secret.len());
        found.fill(b'*');
        rest = after;
    }
}

fn reply(answer: &Answer, outcome: &Outcome) -> Reply {
    // The status in the body decides if only that of HTTP claims success.
    let status = match outcome {
        Outcome::Rejected { status, .. } => *status,
        _ => answer.status(),
    };
    let is_transient = !outcome.is_final();
    let message = answer.message().map(ToOwned::to_owned);
    let message = message.or_else(|| {
        let is_other = is_transient && answer.status() < 300 && !answer.is_json();
        is_other.then(|| "the body is not JSON; a proxy may have answered".into())
    });
    let warnings = answer.warnings().map(|warning| match warning.class() {
        Some(class) => format!("{class}: {}", warning.message()),
        None => warning.message().to_owned(),
    });
    Reply {
        status: Some(status),
        is_transient,
        message,
        errors: answer.validation_errors().map(Into::into).collect(),
        warnings: warnings.collect(),
    }
}

/// Returns whether a base URL is encrypted.
pub(super) fn is_https(base: &BaseUrl) -> bool {
    base.to_string().starts_with("https://")
}

/// Returns whether a base URL is this machine: a loopback address or `localhost`.
pub(super) fn is_this_machine(base: &BaseUrl) -> bool {
    let Ok(uri) = base.to_string().parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}
