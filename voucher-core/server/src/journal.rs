//! The latest requests, for the page.

use crate::redact::redact;
use http::Uri;
use hyper::body::Bytes;
use std::collections::VecDeque;
use std::time::Duration;
use voucher_core::Timestamp;
use voucher_core::sandbox::{Counted, Deliver, Finding, Reply};

/// The average number of bytes per request. The limit is for all requests together.
const BYTES_PER_REQUEST: usize = 4_096;
/// The minimum of that limit, so that the longest body always fits.
const LEAST_BYTES: usize = 4 << 20;
/// The maximum number of findings per request.
const MAX_FINDINGS: usize = 100;
/// The maximum length of a path with its query, in bytes.
const LONGEST_TARGET: usize = 2_000;

/// A request and its answer. Its headers, with the token, are not remembered.
pub(crate) struct Entry {
    /// Its number among all requests, from 1.
    pub(crate) number: u64,
    pub(crate) received: Timestamp,
    /// Without tokens.
    pub(crate) endpoint: String,
    /// The path and the query, without tokens.
    pub(crate) target: String,
    pub(crate) body: Bytes,
    pub(crate) status: u16,
    pub(crate) answer: Bytes,
    pub(crate) deliver: Deliver,
    pub(crate) delay: Duration,
    pub(crate) counted: Counted,
    pub(crate) findings: Vec<Finding>,
    /// The number of findings, including those that are not in `findings`.
    pub(crate) finding_count: usize,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    AcceptedWithWarnings,
    Refused,
    Failed,
}

impl Outcome {
    pub(crate) const ALL: [Self; 4] = [
        Self::Accepted,
        Self::AcceptedWithWarnings,
        Self::Refused,
        Self::Failed,
    ];

    /// Returns its name in a query.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "warnings",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted with warnings",
            Self::Refused => "refused",
            Self::Failed => "failed by a fault",
        }
    }
}

impl Entry {
    pub(crate) fn outcome(&self) -> Outcome {
        match self.counted {
            Counted::Accepted(_) if self.finding_count > 0 => Outcome::AcceptedWithWarnings,
            Counted::Accepted(_) => Outcome::Accepted,
            Counted::Failed => Outcome::Failed,
            _ => Outcome::Refused,
        }
    }

    /// Returns the number of the event, if it was accepted.
    pub(crate) fn event(&self) -> Option<u64> {
        match self.counted {
            Counted::Accepted(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the method, without the path.
    pub(crate) fn method(&self) -> &str {
        self.endpoint.split(' ').next().unwrap_or_default()
    }

    fn bytes(&self) -> usize {
        let messages = self
            .findings
            .iter()
            .map(|finding| finding.message().len() + finding.pointer().map_or(0, str::len));
        self.body.len() + self.answer.len() + self.target.len() + messages.sum::<usize>()
    }
}

pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    max_entries: usize,
    bytes: usize,
    count: u64,
    /// Changes when the journal is cleared.
    generation: u64,
}

impl Journal {
    pub(crate) fn new(max_entries: usize, generation: u64) -> Self {
        Self {
            entries: VecDeque::new(),
            max_entries,
            bytes: 0,
            count: 0,
            generation,
        }
    }

    /// Remembers a request and its answer, and forgets the oldest ones if a limit is exceeded. Returns its number.
    pub(crate) fn add(
        &mut self,
        uri: &Uri,
        body: &[u8],
        reply: &Reply,
        received: Timestamp,
    ) -> u64 {
        self.count += 1;
        let findings = reply.findings.iter().take(MAX_FINDINGS);
        let entry = Entry {
            number: self.count,
            received,
            endpoint: redact(&reply.endpoint).into_owned(),
            target: redact(&target(uri)).into_owned(),
            // A copy, because the bytes may be part of a large buffer of the connection.
            body: Bytes::copy_from_slice(body),
            status: reply.response.status().as_u16(),
            answer: Bytes::copy_from_slice(reply.response.body()),
            deliver: reply.deliver,
            delay: reply.delay,
            counted: reply.counted,
            findings: findings.cloned().collect(),
            finding_count: reply.findings.len(),
        };
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        let max_bytes = self.max_entries.saturating_mul(BYTES_PER_REQUEST);
        while self.entries.len() > self.max_entries || self.bytes > max_bytes.max(LEAST_BYTES) {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
        }
        self.count
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.max_entries, self.generation + 1);
    }

    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns the number of all requests, including forgotten ones.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Returns the requests, from the oldest.
    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.entries.iter()
    }

    pub(crate) fn entry(&self, number: u64) -> Option<&Entry> {
        let first = self.entries.front()?.number;
        let index = usize::try_from(number.checked_sub(first)?).ok()?;
        self.entries.get(index)
    }

    /// Returns the requests after the one with this number, from the oldest.
    pub(crate) fn after(&self, number: u64) -> impl ExactSizeIterator<Item = &Entry> {
        let first = self.entries.front().map_or(0, |entry| entry.number);
        let skipped = (number + 1).saturating_sub(first);
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        self.entries.range(skipped.min(self.entries.len())..)
    }

    /// Returns the request that was accepted as the event with this number.
    pub(crate) fn of_event(&self, event: u64) -> Option<&Entry> {
        // Each event is one of the requests, so its number is not greater than that of the request.
        let mut entries = self.entries.iter();
        entries.find(|entry| entry.event() == Some(event))
    }
}

fn target(uri: &Uri) -> String {
    let target = uri
        .path_and_query()
        .map_or(uri.path(), |target| target.as_str());
    let ends = (0..=LONGEST_TARGET.min(target.len())).rev();
    let end = ends.into_iter().find(|end| target.is_char_boundary(*end));
    target
        .get(..end.unwrap_or_default())
        .unwrap_or_default()
        .into()
}
