//! The recommendation in the answer to a scored request.
//!
//! The sandbox computes no scores: it recommends `ALLOW`, unless an e-mail address of the API's pages about tests asks for another
//! action.

mod optimisation;

use super::memory::Memory;
use super::other_answers::credential_status;
use super::query::value_of;
use super::random::Random;
use crate::Timestamp;
use optimisation::optimisation;
use serde_json::{Map, Value, json};
use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use voucher_definition::Definition;

/// The domains that force an action (<https://developer.ravelin.com/guides/testing/>).
const DOMAINS: [(&str, &str); 3] = [
    ("qa-force-allow.com", "ALLOW"),
    ("qa-force-review.com", "REVIEW"),
    ("qa-force-prevent.com", "PREVENT"),
];

/// The domains of user names
/// (<https://developer.ravelin.com/merchant/guides/account-takeover-integration/testing-your-integration>).
const LOGIN_DOMAINS: [(&str, &str); 3] = [
    ("qa-force-ato-allow.com", "ALLOW"),
    ("qa-force-ato-review.com", "REVIEW"),
    ("qa-force-ato-prevent.com", "PREVENT"),
];

/// The addresses of customers who ask for a refund
/// (<https://developer.ravelin.com/merchant/guides/refund-abuse-integration/testing-your-integration/>).
const REFUND_ADDRESSES: [(&str, &str); 4] = [
    ("qa-force-refund-allow@ravelin.com", "ALLOW"),
    ("qa-force-refund-prevent@ravelin.com", "PREVENT"),
    ("qa-force-refund-manualreview@ravelin.com", "MANUAL_REVIEW"),
    ("qa-force-refund-review@ravelin.com", "REVIEW"),
];

/// The checkpoint of the API for payment providers.
const PROVIDER: &str = "pspBeforeAuth";

/// An accepted request whose query asks for a recommendation.
pub(super) struct ScoredRequest<'r> {
    pub(super) checkpoint: String,
    /// Whether it asks how to authenticate the transaction, too.
    pub(super) is_optimised: bool,
    pub(super) body: &'r Value,
}

impl<'r> ScoredRequest<'r> {
    /// Returns the request if its query has a checkpoint; without one, the answer has no recommendation
    /// (<https://developer.ravelin.com/merchant/guides/other-guides/checkpoints>).
    pub(super) fn new(
        definition: &Definition,
        query: Option<&str>,
        body: &'r Value,
    ) -> Option<Self> {
        let query = query?;
        let value_of = |name: &str| {
            let mut known = definition.query.iter();
            let known = known.find(|field| field.name == name)?;
            value_of(query, known.name)
        };
        Some(Self {
            checkpoint: value_of("score").or_else(|| value_of("checkpoint"))?,
            is_optimised: value_of("transactionOptimisation").as_deref() == Some("true"),
            body,
        })
    }

    /// Adds the recommendation to the body of an answer.
    pub(super) fn answer(
        &self,
        answer: &mut Map<String, Value>,
        memory: &Memory,
        random: &mut Random,
        now: Timestamp,
    ) {
        let action = self.forced_action(memory).unwrap_or("ALLOW");
        let mut data = Map::new();
        if self.checkpoint == PROVIDER {
            self.answer_provider(&mut data);
            answer.insert("timestamp".into(), now.as_millis().into());
        } else if let Some(id) = self.customer_id() {
            data.insert("customerId".into(), id.into());
        }
        data.insert("action".into(), action.into());
        if self.checkpoint == "refundRequest" {
            // The example on the page has no score.
            data.insert("source".into(), "RULE".into());
        } else {
            data.insert("score".into(), score(action).into());
            if self.checkpoint != PROVIDER {
                data.insert("source".into(), "RAVELIN".into());
            }
            data.insert("scoreId".into(), random_id(random).into());
        }
        if self.checkpoint == "login" {
            data.insert(
                "ato".into(),
                json!({"loginId": random_id(random), "action": action}),
            );
            // The answer of this endpoint is different, too.
            answer.insert("success".into(), "true".into());
            answer.insert("timestamp".into(), now.to_string().into());
        }
        // <https://developer.ravelin.com/guides/account-takeover-integration/breached-credentials/>
        let objects = ["login", "registration"].map(|name| &self.body[name]);
        if let Some(credentials) = objects.into_iter().find(|object| object.is_object()) {
            let status = credential_status(credentials["username"].as_str(), None);
            answer.insert("credentialStatus".into(), status);
        }
        if self.is_optimised {
            let email = self.email(memory);
            if let Some(optimisation) = optimisation(self.body, email.as_deref(), action) {
                data.insert("transactionOptimisation".into(), optimisation);
            }
        }
        answer.insert("data".into(), data.into());
    }

    /// Adds what only the answer to a payment provider has
    /// (<https://developer.ravelin.com/psp/api/endpoints/score/>).
    fn answer_provider(&self, data: &mut Map<String, Value>) {
        if let Some(id) = self.body["transaction"]["transactionId"].as_str() {
            data.insert("transactionId".into(), id.into());
        }
        data.insert("rules".into(), json!({}));
    }

    /// Returns the action that an e-mail address asks for.
    fn forced_action(&self, memory: &Memory) -> Option<&'static str> {
        match self.checkpoint.as_str() {
            "login" => by_domain(self.body["login"]["username"].as_str()?, &LOGIN_DOMAINS),
            "payout" => {
                let email = self.body["supplier"]["email"].as_str()?;
                // The page about payouts does not list the domain for a review.
                by_domain(email, &DOMAINS).filter(|action| *action != "REVIEW")
            }
            "accountRegistration" => {
                // The page about registrations does not list the domain for a review, but the page about all tests does
                // (<https://developer.ravelin.com/guides/account-registration-integration/testing-your-integration/>).
                let supplier = self.body["supplier"]["email"].as_str();
                let email = self
                    .email(memory)
                    .or_else(|| supplier.map(ToOwned::to_owned))?;
                by_domain(&email, &DOMAINS)
            }
            checkpoint => {
                let email = self.email(memory)?;
                let refund = REFUND_ADDRESSES.iter();
                let mut refund = refund.filter(|_| checkpoint == "refundRequest");
                let of_refund = refund.find(|(address, _)| email.eq_ignore_ascii_case(address));
                let of_refund = of_refund.map(|(_, action)| *action);
                of_refund.or_else(|| by_domain(&email, &DOMAINS))
            }
        }
    }

    /// Returns the customer's address: of this request, or of the remembered customer.
    fn email(&self, memory: &Memory) -> Option<String> {
        if let Some(email) = self.body["customer"]["email"].as_str() {
            return Some(email.to_owned());
        }
        let customer = memory.entity("customer", self.customer_id()?)?;
        serde_json::from_str(customer.member("email")?).ok()
    }

    fn customer_id(&self) -> Option<&'r str> {
        let objects = [self.body, &self.body["customer"], &self.body["login"]];
        let mut ids = objects.into_iter().map(|object| &object["customerId"]);
        ids.find_map(Value::as_str)
    }
}

fn by_domain(email: &str, domains: &[(&str, &'static str)]) -> Option<&'static str> {
    let (_, domain) = email.rsplit_once('@')?;
    let found = domains
        .iter()
        .find(|(known, _)| domain.eq_ignore_ascii_case(known));
    found.map(|(_, action)| *action)
}

/// Returns a made-up score: no page has one for a forced action.
fn score(action: &str) -> u8 {
    match action {
        "ALLOW" => 10,
        "PREVENT" => 90,
        _ => 50,
    }
}

/// Returns an id in the form of a UUID.
fn random_id(random: &mut Random) -> String {
    let (high, low) = (random.next(), random.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0xfff,
        low & 0xffff_ffff_ffff
    )
}
