//! What an answer says about the customer: scores, recommended actions, and the rules behind them.

use super::{Action, Answer};
use crate::open_enum::open_enum;
use serde_json::Value;
use std::borrow::ToOwned;
use std::string::{String, ToString};
use std::vec::Vec;

open_enum! {
    /// What a recommended action is based on (<https://developer.ravelin.com/merchant/api/endpoints/customer>). The API asks not
    /// to build logic on it; see [`Answer::is_rate_limited`] for the one exception.
    Source {
        /// A chargeback of the customer.
        Chargeback = "CHARGEBACK",
        /// A list of the merchant.
        Lookup = "LOOKUP",
        /// A person's review.
        ManualReview = "MANUAL_REVIEW",
        /// The network of the customer's accounts.
        Network = "NETWORK",
        /// Too many requests for this customer: there was no decision, and the action is the default for that case.
        RateLimit = "RATE_LIMIT",
        /// The score.
        Ravelin = "RAVELIN",
        /// A rule of the merchant.
        Rule = "RULE",
    }
}

open_enum! {
    /// Whether a rule decides (<https://developer.ravelin.com/merchant/guides/refund-abuse-integration/requesting-recommendations/>).
    RuleState {
        /// The rule's action counts.
        Active = "active",
        /// The rule is only observed.
        Passive = "passive",
    }
}

/// A rule that applied to the event
/// (<https://developer.ravelin.com/merchant/guides/refund-abuse-integration/requesting-recommendations/>).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TriggeredRule {
    /// The rule's id. The API for payment providers sends an integer.
    pub id: Option<String>,
    /// The rule's version.
    pub version: Option<u64>,
    /// The rule's name.
    pub name: Option<String>,
    /// What the rule is about.
    pub description: Option<String>,
    /// Whether the rule decides.
    pub state: Option<RuleState>,
    /// The action that the rule recommends.
    pub action: Option<Action>,
}

/// The rules that applied to the event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rules {
    /// The rules, in the order of the answer.
    pub triggered: Vec<TriggeredRule>,
    /// The action that the passive rules would recommend.
    pub passive_action: Option<Action>,
}

/// The recommendation about an account takeover. At a checkout, it comes beside the one about payment fraud
/// (<https://developer.ravelin.com/merchant/guides/account-takeover-integration/requesting-recommendations/>).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccountTakeover {
    /// The id of the login, which a later `reclaim` names.
    pub login_id: Option<String>,
    /// The recommended action.
    pub action: Option<Action>,
}

/// Whether the credentials of a login or registration are known from a breach
/// (<https://developer.ravelin.com/guides/account-takeover-integration/breached-credentials/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CredentialStatus {
    /// Whether the user name is known.
    pub username_breached: Option<bool>,
    /// Whether the password is known together with the user name.
    pub password_breached: Option<bool>,
    /// The number of known passwords of this user name.
    pub breached_passwords: Option<u64>,
}

/// How to authenticate a transaction
/// (<https://developer.ravelin.com/guides/transaction-optimisation/requesting-recommendations/>).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactionOptimisation {
    /// The id of the transaction.
    pub transaction_id: Option<String>,
    /// The recommended step.
    pub action: Option<Authentication>,
    /// What the step is based on, such as `CLIENT_RULE`.
    pub action_source: Option<String>,
    /// The exemption to request.
    pub exemption: Option<Exemption>,
    /// The challenge to request, if the step is 3-D Secure.
    pub challenge: Option<Challenge>,
    /// The id of the rule that decided. The API sends it as an integer.
    pub rule_id: Option<String>,
    /// The version of that rule.
    pub rule_version: Option<u64>,
    /// Why the transaction cannot be optimised
    /// (<https://developer.ravelin.com/merchant/guides/transaction-optimisation/testing-your-integration>).
    pub compliance: Option<String>,
}

open_enum! {
    /// The recommended step of a transaction
    /// (<https://developer.ravelin.com/guides/transaction-optimisation/requesting-recommendations/>).
    Authentication {
        /// Authenticate with 3-D Secure.
        Authenticate = "AUTHENTICATE",
        /// Authorize without it.
        Authorise = "AUTHORISE",
    }
}

open_enum! {
    /// An exemption from authentication
    /// (<https://developer.ravelin.com/guides/transaction-optimisation/requesting-recommendations/>).
    Exemption {
        /// The risk of the transaction is low.
        TransactionRiskAnalysis = "TRANSACTION_RISK_ANALYSIS",
        /// The amount is low.
        LowValue = "LOW_VALUE",
    }
}

open_enum! {
    /// The preference that a 3-D Secure request states
    /// (<https://developer.ravelin.com/guides/transaction-optimisation/requesting-recommendations/>).
    Challenge {
        /// None.
        NoPreference = "NO_PREFERENCE",
        /// No challenge.
        NotRequested = "NO_CHALLENGE_REQUESTED",
        /// A challenge.
        Requested = "CHALLENGE_REQUESTED",
        /// A challenge that a mandate demands.
        RequestedAsMandate = "CHALLENGE_REQUESTED_AS_MANDATE",
    }
}

/// The recommendation about one supplier of an order
/// (<https://developer.ravelin.com/merchant/api/endpoints/supplier-allocation/>).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupplierRecommendation {
    /// The supplier.
    pub supplier_id: Option<String>,
    /// Whether to allocate the order to the supplier: `Allow` or `Prevent`.
    pub recommendation: Option<Action>,
    /// The reasons.
    pub reasons: Vec<String>,
}

/// Members of a scored answer. Each is `None` if the API did not send it, or sent another type.
impl Answer {
    /// Returns the score: 0 is the lowest risk, 100 the highest
    /// (<https://developer.ravelin.com/merchant/api/endpoints/customer>).
    #[must_use]
    pub fn score(&self) -> Option<u8> {
        let score = self.data()?.get("score")?.as_u64()?;
        u8::try_from(score).ok().filter(|score| *score <= 100)
    }

    /// Returns the id of the score.
    #[must_use]
    pub fn score_id(&self) -> Option<&str> {
        self.data()?.get("scoreId")?.as_str()
    }

    /// Returns the customer that was scored.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        self.data()?.get("customerId")?.as_str()
    }

    /// Returns what the action is based on.
    #[must_use]
    pub fn source(&self) -> Option<Source> {
        self.data()?.get("source")?.as_str().map(Source::read)
    }

    /// Returns whether the API did not decide, because it got too many events of this customer. The status is 200 all the
    /// same, and [`action`](Self::action) is the account's default for this case
    /// (<https://developer.ravelin.com/merchant/api/endpoints/customer>).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.source() == Some(Source::RateLimit)
    }

    /// Returns the recommendation about an account takeover.
    #[must_use]
    pub fn account_takeover(&self) -> Option<AccountTakeover> {
        let ato = self.data()?.get("ato").filter(|ato| ato.is_object())?;
        Some(AccountTakeover {
            login_id: string(ato, "loginId"),
            action: action(ato, "action"),
        })
    }

    /// Returns the rules that applied. An account must ask for them.
    #[must_use]
    pub fn rules(&self) -> Option<Rules> {
        let rules = self
            .data()?
            .get("rules")
            .filter(|rules| rules.is_object())?;
        let triggered = rules.get("triggered").and_then(Value::as_array);
        let triggered = triggered.into_iter().flatten().map(|rule| TriggeredRule {
            id: id(rule, "ruleId"),
            version: rule.get("ruleVersion").and_then(Value::as_u64),
            name: string(rule, "ruleName"),
            description: string(rule, "description"),
            state: rule
                .get("state")
                .and_then(Value::as_str)
                .map(RuleState::read),
            action: action(rule, "action"),
        });
        Some(Rules {
            triggered: triggered.collect(),
            passive_action: action(rules, "passiveAction"),
        })
    }

    /// Returns whether the credentials of a login, of a registration or of `lookup/credentials/check` are known from a breach.
    #[must_use]
    pub fn credential_status(&self) -> Option<CredentialStatus> {
        let body = self.body();
        let of = body.get("credentialStatus").unwrap_or(body);
        let status = CredentialStatus {
            username_breached: of.get("usernameBreached").and_then(Value::as_bool),
            password_breached: of.get("passwordBreached").and_then(Value::as_bool),
            breached_passwords: of.get("numBreachedPasswords").and_then(Value::as_u64),
        };
        let is_known = status
            .username_breached
            .or(status.password_breached)
            .is_some();
        is_known.then_some(status)
    }

    /// Returns how to authenticate the transaction.
    #[must_use]
    pub fn transaction_optimisation(&self) -> Option<TransactionOptimisation> {
        let of = self.data()?.get("transactionOptimisation");
        let of = of.filter(|of| of.is_object())?;
        let member = |name| of.get(name).and_then(Value::as_str);
        Some(TransactionOptimisation {
            transaction_id: string(of, "transactionId"),
            action: member("action").map(Authentication::read),
            action_source: string(of, "actionSource"),
            exemption: member("exemption").map(Exemption::read),
            challenge: member("threeDSChallengePreference").map(Challenge::read),
            rule_id: id(of, "ruleId"),
            rule_version: of.get("ruleVersion").and_then(Value::as_u64),
            compliance: of
                .get("compliance")
                .and_then(|of| string(of, "description")),
        })
    }

    /// Returns the recommendations of `supplier/allocation`, one for each supplier of the order.
    pub fn recommendations(&self) -> impl Iterator<Item = SupplierRecommendation> {
        let list = self.body().get("recommendations").and_then(Value::as_array);
        list.into_iter().flatten().map(|of| {
            let reasons = of.get("reasons").and_then(Value::as_array);
            let reasons = reasons.into_iter().flatten().filter_map(Value::as_str);
            SupplierRecommendation {
                supplier_id: string(of, "supplierId"),
                recommendation: action(of, "recommendation"),
                reasons: reasons.map(ToOwned::to_owned).collect(),
            }
        })
    }
}

/// Returns an id, which is a string or an integer.
fn id(of: &Value, name: &str) -> Option<String> {
    let id = of.get(name).and_then(Value::as_u64);
    id.map_or_else(|| string(of, name), |id| Some(id.to_string()))
}

fn string(of: &Value, name: &str) -> Option<String> {
    of.get(name)?.as_str().map(ToOwned::to_owned)
}

fn action(of: &Value, name: &str) -> Option<Action> {
    of.get(name)?.as_str().map(Action::read)
}
