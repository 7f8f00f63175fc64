//! The body of the answer to an accepted event.

use super::Sandbox;
use super::other_answers::other_answer;
use super::score::ScoredRequest;
use super::validate::ValidRequest;
use crate::Timestamp;
use serde_json::Value;
use std::format;

impl Sandbox {
    /// Returns the body of the answer to an accepted event.
    pub(super) fn accepted_body(
        &mut self,
        request: ValidRequest,
        query: Option<&str>,
        now: Timestamp,
    ) -> Value {
        let definition = request.route.definition;
        let other = other_answer(definition, &request.body, now);
        let is_other = other.is_some();
        let mut body = other.unwrap_or_default();
        let seconds = now.as_millis() / 1_000;
        if definition.name == "voucher/check" {
            let is_abuse = self.rule.is_abuse(&self.memory, &request.body);
            body.insert("timestamp".into(), seconds.into());
            let recommendation = if is_abuse { "ABUSE" } else { "OK" };
            body.insert("recommendation".into(), recommendation.into());
        } else if request.route.is_backfill {
            body.insert("status".into(), 200.into());
            // A string, as in the API's answers.
            body.insert("success".into(), "true".into());
        } else if !is_other {
            body.insert("status".into(), 200.into());
            body.insert("timestamp".into(), seconds.into());
            if let Some(scored) = ScoredRequest::new(definition, query, &request.body) {
                scored.answer(&mut body, &self.memory, &mut self.random, now);
            }
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
}
