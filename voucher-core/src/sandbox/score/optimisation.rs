//! The recommendation to authenticate or to authorize a transaction, for a request that asks for it with
//! `transactionOptimisation=true`.
//!
//! It has only the members and values that a page of the API shows.

use serde_json::{Map, Value, json};

/// A recommendation, as the pages describe it.
#[derive(Clone, Copy)]
struct Recommendation {
    action: &'static str,
    exemption: Option<&'static str>,
    challenge: Option<&'static str>,
    /// Why the transaction cannot be optimised. No page shows the source of such an action.
    compliance: Option<&'static str>,
}

const AUTHORISE: Recommendation = Recommendation {
    action: "AUTHORISE",
    exemption: None,
    challenge: None,
    compliance: None,
};
const AUTHENTICATE: Recommendation = Recommendation {
    action: "AUTHENTICATE",
    ..AUTHORISE
};
const NO_PREFERENCE: Recommendation = AUTHENTICATE.challenge("NO_PREFERENCE");
/// The page about tests calls it `CHALLENGE_AS_MANDATE`, unlike the page with all values.
const AS_MANDATE: Recommendation = AUTHENTICATE.challenge("CHALLENGE_REQUESTED_AS_MANDATE");
const RISK_ANALYSIS: &str = "TRANSACTION_RISK_ANALYSIS";

/// The addresses of customers that force a recommendation
/// (<https://developer.ravelin.com/merchant/guides/transaction-optimisation/testing-your-integration>, and its older copy
/// <https://developer.ravelin.com/guides/transaction-optimisation/testing-your-integration/>).
const ADDRESSES: [(&str, Recommendation); 10] = [
    (
        "qa-force-txopt-olo@ravelin.com",
        AUTHORISE.because("issuer or acquirer country is outside of the EEA"),
    ),
    (
        "qa-force-txopt-amex@ravelin.com",
        NO_PREFERENCE.because("cannot optimise American Express transactions"),
    ),
    (
        "qa-force-txopt-rfr@ravelin.com",
        AS_MANDATE.because("reference fraud rate breached for acquirer"),
    ),
    (
        "qa-force-txopt-highvalue@ravelin.com",
        AS_MANDATE.because("must authenticate transactions with value 500 EUR or greater"),
    ),
    ("qa-force-txopt-authorise@ravelin.com", AUTHORISE),
    (
        "qa-force-txopt-authorise-tra@ravelin.com",
        AUTHORISE.exempt(RISK_ANALYSIS),
    ),
    (
        "qa-force-txopt-authorise-lowvalue@ravelin.com",
        AUTHORISE.exempt("LOW_VALUE"),
    ),
    (
        "qa-force-txopt-authenticate-nopreference@ravelin.com",
        NO_PREFERENCE,
    ),
    ("qa-force-txopt-authenticate@ravelin.com", AUTHENTICATE),
    (
        "qa-force-txopt-authenticate-tra@ravelin.com",
        AUTHENTICATE.exempt(RISK_ANALYSIS),
    ),
];

/// The first digits of cards that force a recommendation, of the older copy.
const CARDS: [(&str, Recommendation); 5] = [
    ("000001", AUTHENTICATE),
    ("000002", AUTHORISE),
    ("000005", AUTHENTICATE.exempt(RISK_ANALYSIS)),
    ("000006", AUTHORISE.exempt(RISK_ANALYSIS)),
    ("000007", AUTHORISE.exempt("LOW_VALUE")),
];

impl Recommendation {
    const fn exempt(mut self, exemption: &'static str) -> Self {
        self.exemption = Some(exemption);
        self
    }

    const fn challenge(mut self, challenge: &'static str) -> Self {
        self.challenge = Some(challenge);
        self
    }

    const fn because(mut self, description: &'static str) -> Self {
        self.compliance = Some(description);
        self
    }

    /// Returns the recommendation that the customer's address or the card forces.
    fn forced(payment_method: &Value, email: Option<&str>) -> Option<Self> {
        let digits = ["cardBin", "iin"].map(|name| payment_method[name].as_str());
        let mut cards = CARDS.iter();
        let card = cards.find(|(card, _)| digits.contains(&Some(card)));
        let mut addresses = ADDRESSES.iter();
        let address = addresses
            .find(|(address, _)| email.is_some_and(|email| email.eq_ignore_ascii_case(address)));
        let forced = address.or(card);
        forced.map(|(_, recommendation)| *recommendation)
    }
}

/// Returns the recommendation about the transaction of a request. The API has one only for cards, and not if a wallet
/// has them. The examples on the page optimise only what is also allowed.
pub(super) fn optimisation(body: &Value, email: Option<&str>, action: &str) -> Option<Value> {
    let single = &body["paymentMethod"];
    let payment_method = if single.is_object() {
        single
    } else {
        &body["paymentMethods"][0]
    };
    if payment_method["methodType"] != "card" || payment_method["eWallet"].is_string() {
        return None;
    }
    let recommendation =
        Recommendation::forced(payment_method, email).unwrap_or(if action == "ALLOW" {
            AUTHENTICATE
                .exempt(RISK_ANALYSIS)
                .challenge("NO_CHALLENGE_REQUESTED")
        } else {
            AUTHENTICATE
        });
    let mut answer = Map::new();
    if let Some(id) = body["transaction"]["transactionId"].as_str() {
        answer.insert("transactionId".into(), id.into());
    }
    answer.insert("action".into(), recommendation.action.into());
    match recommendation.compliance {
        Some(description) => {
            answer.insert("compliance".into(), json!({"description": description}));
        }
        None => {
            answer.insert("actionSource".into(), "CLIENT_RULE".into());
        }
    }
    let members = [
        ("exemption", recommendation.exemption),
        ("threeDSChallengePreference", recommendation.challenge),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            answer.insert(name.into(), value.into());
        }
    }
    Some(answer.into())
}
