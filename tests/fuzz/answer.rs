//! Any bytes as an answer of the API: a status, the header `Retry-After` and a body.

use crate::{Counts, Finding};
use std::time::Duration;
use voucher_core::Timestamp;
use voucher_core::callback::Callback;
use voucher_core::http::{Answer, Outcome, RetryPolicy};

/// Reads two bytes as a status, a line as the header, and the rest as the body.
pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let Some((status, rest)) = bytes.split_first_chunk() else {
        return Ok(Counts::default());
    };
    let status = u16::from_le_bytes(*status);
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (header, body) = rest.split_at(end.unwrap_or(0));
    let header = std::str::from_utf8(header).ok();
    let answer = Answer::new(status, header, body);
    read_all(&answer);
    let now = Timestamp::from_millis(1_764_400_000_000).expect("a valid time");
    let outcome = answer.outcome();
    if RetryPolicy::default().judge(&answer, now) == Outcome::Delivered
        && !(200..300).contains(&status)
    {
        return Err(Finding(format!("{status} is delivered: {answer:?}")));
    }
    let wait = answer.retry_after(now);
    if wait.is_some_and(|wait| wait > Duration::MAX / 2) {
        return Err(Finding(format!("a wait of {wait:?}")));
    }
    let is_read = Callback::read(body).is_ok();
    let is_object = serde_json::from_slice::<serde_json::Map<_, _>>(body).is_ok();
    if is_read != is_object {
        return Err(Finding(format!(
            "a callback: {is_read}, an object: {is_object}"
        )));
    }
    let is_accepted = outcome == Outcome::Delivered;
    Ok(Counts {
        accepted: usize::from(is_accepted),
        rejected: usize::from(!is_accepted),
    })
}

/// Calls each method, none of which panics.
fn read_all(answer: &Answer) {
    std::hint::black_box((
        (
            answer.status(),
            answer.stated_status(),
            answer.stated_success(),
        ),
        (
            answer.message(),
            answer.validation_errors().count(),
            answer.trace_id(),
        ),
        (
            answer.warnings().count(),
            answer.recommendation(),
            answer.action(),
        ),
        (
            answer.timestamp(),
            answer.data(),
            answer.is_cut(),
            answer.is_json(),
        ),
        (
            answer.score(),
            answer.score_id(),
            answer.source(),
            answer.customer_id(),
        ),
        (
            answer.account_takeover(),
            answer.rules(),
            answer.credential_status(),
        ),
        (
            answer.transaction_optimisation(),
            answer.recommendations().count(),
            answer.is_rate_limited(),
        ),
    ));
}
