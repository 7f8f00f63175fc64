//! Every member of an answer is read, and whatever the body is, the status still counts.

use voucher_core::Timestamp;
use voucher_core::http::{
    Action, Answer, Authentication, Challenge, Exemption, Outcome, Recommendation, RuleState,
    Source,
};

/// Answers from the API's pages and the tests of its clients (the MIT-licensed
/// `deliveroo/ravelin-ruby`, `bds-viktoras/ravelin-java`, `stickytickets/ravelin-csharp`).
#[test]
fn unknown_members_of_an_answer_are_ignored() {
    let created = Answer::new(200, None, br#"{"status":200,"timestamp":1512828988}"#);
    assert_eq!(
        created.timestamp().map(Timestamp::as_millis),
        Some(1_512_828_988_000)
    );
    assert_eq!((created.recommendation(), created.data()), (None, None));

    for (value, expected) in [
        ("OK", Recommendation::Ok),
        ("ABUSE", Recommendation::Abuse),
        ("MAYBE", Recommendation::Other("MAYBE".into())),
    ] {
        let body = format!(
            r#"{{"timestamp":1512828988826,"recommendation":"{value}","unknownField1":[]}}"#
        );
        let checked = Answer::new(200, None, body.as_bytes());
        assert_eq!(checked.recommendation(), Some(expected));
        assert_eq!(
            checked.timestamp().map(Timestamp::as_millis),
            Some(1_512_828_988_826)
        );
    }

    let scored = Answer::new(
        200,
        None,
        br#"{"status":200,"timestamp":1,"data":{"action":"SUPPRESS","score":0}}"#,
    );
    assert_eq!(scored.data().unwrap()["score"], 0);
    assert_eq!(scored.timestamp(), None);

    let rejected = Answer::new(
        403,
        None,
        br#"{"message":"Invalid Request: API Key Incorrect. Please check your credentials and try again","status":403}"#,
    );
    assert!(
        matches!(rejected.outcome(), Outcome::Rejected { status: 403, message, .. } if message.contains("API Key Incorrect"))
    );
}

/// Answers from the API's pages and the tests of its clients, member by member.
#[test]
fn every_documented_member_of_an_answer_is_read() {
    let read = |status, body: &str| Answer::new(status, None, body.as_bytes());
    let failed = read(
        400,
        r#"{"message":"Customer not found","status":400,"timestamp":1468222819,
            "traceId":"9f641b70-1522-4971-4af8-001e71494dec"}"#,
    );
    assert_eq!(failed.message(), Some("Customer not found"));
    assert_eq!(
        failed.trace_id(),
        Some("9f641b70-1522-4971-4af8-001e71494dec")
    );
    assert_eq!(failed.stated_status(), Some(400));
    assert!(failed.is_json() && !failed.is_cut());

    let invalid = read(
        400,
        r#"{"validationErrors":["a is missing",{"field":"b"}],"errors":["c"],"Error":"invalid"}"#,
    );
    let errors: Vec<_> = invalid.validation_errors().collect();
    assert_eq!(errors, ["a is missing", r#"{"field":"b"}"#, "c"]);
    let Outcome::Rejected {
        status,
        message,
        validation_errors,
        trace_id,
        ..
    } = invalid.outcome()
    else {
        panic!();
    };
    assert_eq!((status, message.as_str(), trace_id), (400, "invalid", None));
    assert_eq!(validation_errors, errors);
}

#[test]
fn a_scored_answer_has_an_action() {
    let read = |status, body: &str| Answer::new(status, None, body.as_bytes());
    let scored = read(
        200,
        r#"{"data":{"action":"ALLOW","customerId":"61283761287361","score":0,"scoreId":"0de0af95",
            "source":"RAVELIN"},"status":200,"timestamp":1494561573}"#,
    );
    assert_eq!(scored.action(), Some(Action::Allow));
    assert_eq!(
        (scored.score(), scored.score_id()),
        (Some(0), Some("0de0af95"))
    );
    assert_eq!(scored.customer_id(), Some("61283761287361"));
    assert_eq!(scored.source(), Some(Source::Ravelin));
    assert!(!scored.is_rate_limited());
    for (action, expected) in [
        ("REVIEW", Action::Review),
        ("MANUAL_REVIEW", Action::ManualReview),
        ("PREVENT", Action::Prevent),
        ("SUPPRESS", Action::Other("SUPPRESS".into())),
    ] {
        let body = format!(r#"{{"data":{{"action":"{action}"}}}}"#);
        assert_eq!(expected.as_str(), action);
        assert_eq!(read(200, &body).action(), Some(expected));
    }
    let limited = read(
        200,
        r#"{"data":{"action":"PREVENT","source":"RATE_LIMIT"}}"#,
    );
    assert!(limited.is_rate_limited() && limited.score().is_none());

    let backfilled = read(200, r#"{"status":200,"success":"true"}"#);
    assert_eq!(backfilled.stated_success(), Some(true));
    let tagged = read(
        200,
        r#"{"clientReviewedStatus":-1,"label":"GENUINE","tags":"1234abc"}"#,
    );
    assert_eq!(tagged.body()["label"], "GENUINE");
    assert_eq!(
        (tagged.stated_status(), tagged.stated_success()),
        (None, None)
    );
}

fn read(body: &str) -> Answer {
    Answer::new(200, None, body.as_bytes())
}

// The members and values of the following tests are those on the API's pages; the items of `decision.rs` name each.

#[test]
fn an_answer_about_a_login_has_an_action_of_its_own() {
    let login = read(
        r#"{"status":200,"success":"true","timestamp":"2020-01-23T17:32:58Z",
            "data":{"action":"ALLOW","ato":{"loginId":"l-1","action":"PREVENT"}},
            "credentialStatus":{"passwordBreached":false,"usernameBreached":true,"numBreachedPasswords":2}}"#,
    );
    let ato = login.account_takeover().unwrap();
    assert_eq!(
        (ato.login_id.as_deref(), ato.action),
        (Some("l-1"), Some(Action::Prevent))
    );
    assert_eq!(login.action(), Some(Action::Allow));
    let credentials = login.credential_status().unwrap();
    assert_eq!(credentials.password_breached, Some(false));
    assert_eq!(credentials.username_breached, Some(true));
    assert_eq!(credentials.breached_passwords, Some(2));
    let lookup =
        read(r#"{"usernameBreached":true,"passwordBreached":true,"numBreachedPasswords":251}"#);
    assert_eq!(
        lookup.credential_status().unwrap().breached_passwords,
        Some(251)
    );
}

#[test]
fn the_rules_that_applied_are_read() {
    let refund = read(
        r#"{"data":{"action":"REVIEW","rules":{"passiveAction":"PREVENT","triggered":[
            {"triggered":true,"description":"many refunds","state":"active","action":"REVIEW"},
            {"ruleId":"r-2","ruleName":"second","state":"shadow","action":"BLOCK"}]}}}"#,
    );
    let rules = refund.rules().unwrap();
    assert_eq!(rules.passive_action, Some(Action::Prevent));
    let [first, second] = &rules.triggered[..] else {
        panic!("{rules:?}");
    };
    assert_eq!(first.description.as_deref(), Some("many refunds"));
    assert_eq!(
        (&first.state, &first.action),
        (&Some(RuleState::Active), &Some(Action::Review))
    );
    assert_eq!(
        (second.id.as_deref(), second.name.as_deref()),
        (Some("r-2"), Some("second"))
    );
    assert_eq!(second.state, Some(RuleState::Other("shadow".into())));
    assert_eq!(second.action, Some(Action::Other("BLOCK".into())));
}

#[test]
fn the_step_of_a_transaction_is_read() {
    let optimised = read(
        r#"{"data":{"score":18,"transactionOptimisation":{"transactionId":"t-1","action":"AUTHENTICATE",
            "actionSource":"CLIENT_RULE","exemption":"TRANSACTION_RISK_ANALYSIS",
            "threeDSChallengePreference":"NO_CHALLENGE_REQUESTED"}}}"#,
    );
    let optimisation = optimised.transaction_optimisation().unwrap();
    assert_eq!(optimisation.transaction_id.as_deref(), Some("t-1"));
    assert_eq!(optimisation.action, Some(Authentication::Authenticate));
    assert_eq!(optimisation.action_source.as_deref(), Some("CLIENT_RULE"));
    assert_eq!(
        optimisation.exemption,
        Some(Exemption::TransactionRiskAnalysis)
    );
    assert_eq!(optimisation.challenge, Some(Challenge::NotRequested));
    assert_eq!(optimisation.compliance, None);
    let compliant = read(
        r#"{"data":{"transactionOptimisation":{"action":"AUTHORISE","ruleId":14384,"ruleVersion":7,
            "compliance":{"description":"issuer or acquirer country is outside of the EEA"}}}}"#,
    );
    let optimisation = compliant.transaction_optimisation().unwrap();
    assert_eq!(optimisation.rule_id.as_deref(), Some("14384"));
    assert_eq!(optimisation.rule_version, Some(7));
    let reason = optimisation.compliance.unwrap();
    assert!(reason.ends_with("outside of the EEA"), "{reason}");
}

#[test]
fn the_rules_of_a_payment_provider_have_ids_that_are_integers() {
    // The example on <https://developer.ravelin.com/psp/api/endpoints/score/>.
    let answer = read(
        r#"{"data":{"action":"ALLOW","rules":{"passiveAction":"PREVENT","triggered":[{"action":"REVIEW",
            "description":"Psp.secondsSinceEmailFirstSeen is less than 200.","ruleId":14384,"ruleVersion":7,"state":"active"}]},
            "score":76,"scoreId":"b4a88559-5090-44fb-8a31-eff8a00a79dd"},"status":200,"timestamp":1512828988826}"#,
    );
    let rule = &answer.rules().unwrap().triggered[0];
    assert_eq!((rule.id.as_deref(), rule.version), (Some("14384"), Some(7)));
    assert_eq!(
        (answer.action(), answer.score()),
        (Some(Action::Allow), Some(76))
    );
}

#[test]
fn each_supplier_has_a_recommendation() {
    let allocation = read(
        r#"{"recommendations":[{"supplierId":"s-1","recommendation":"PREVENT","reasons":["near","new"]},{"supplierId":"s-2"}]}"#,
    );
    let suppliers: Vec<_> = allocation.recommendations().collect();
    assert_eq!(suppliers.len(), 2);
    assert_eq!(suppliers[0].supplier_id.as_deref(), Some("s-1"));
    assert_eq!(suppliers[0].recommendation, Some(Action::Prevent));
    assert_eq!(suppliers[0].reasons, ["near", "new"]);
    assert_eq!(
        (&suppliers[1].recommendation, suppliers[1].reasons.len()),
        (&None, 0)
    );
}

#[test]
fn the_time_of_a_label_is_read() {
    let labelled = read(r#"{"eventTime":"2025-01-27T16:43:58.164260202Z"}"#);
    assert_eq!(
        labelled.timestamp().map(Timestamp::as_millis),
        Some(1_737_996_238_164)
    );
}

#[test]
fn a_member_of_another_type_is_absent() {
    for data in [
        "7",
        "null",
        "[]",
        r#"{"score":"high","ato":1,"rules":[],"transactionOptimisation":"no","source":0}"#,
    ] {
        let body = format!(r#"{{"data":{data},"recommendations":{{}},"credentialStatus":[true]}}"#);
        let answer = Answer::new(200, None, body.as_bytes());
        assert_eq!(
            (answer.score(), answer.score_id(), answer.source()),
            (None, None, None)
        );
        assert_eq!((answer.account_takeover(), answer.rules()), (None, None));
        assert_eq!(answer.transaction_optimisation(), None);
        assert_eq!(answer.credential_status(), None);
        assert_eq!(answer.recommendations().count(), 0);
        assert!(!answer.is_rate_limited());
    }
    for score in ["101", "-1", "1.5", "\"7\""] {
        let body = format!(r#"{{"data":{{"score":{score}}}}}"#);
        assert_eq!(
            Answer::new(200, None, body.as_bytes()).score(),
            None,
            "{score}"
        );
    }
}

#[test]
fn warnings_are_read_in_either_form() {
    let answer = Answer::new(
        200,
        None,
        br#"{"data":{"warnings":[{"class":"order-absent-price","msg":"Order \"1\" does not have a price.",
            "help":"https://developer.ravelin.com/apis/warnings/#order-absent-price"},{"odd":1}]},
            "warnings":["/voucher/x: not listed"]}"#,
    );
    let warnings: Vec<_> = answer.warnings().collect();
    let shown: Vec<_> = warnings
        .iter()
        .map(|warning| (warning.class(), warning.message(), warning.help().is_some()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                Some("order-absent-price"),
                "Order \"1\" does not have a price.",
                true
            ),
            (None, r#"{"odd":1}"#, false),
            (None, "/voucher/x: not listed", false),
        ]
    );
}

#[test]
fn a_timestamp_is_read_in_any_unit() {
    for (count, millis) in [
        ("1512828988", 1_512_828_988_000),
        ("1512828988826", 1_512_828_988_826),
        ("1512828988826123", 1_512_828_988_826),
        ("1512828988826123456", 1_512_828_988_826),
        (r#""2017-12-09T14:16:28.826Z""#, 1_512_828_988_826),
    ] {
        let body = format!(r#"{{"timestamp":{count}}}"#);
        let answer = Answer::new(200, None, body.as_bytes());
        let read = answer.timestamp().map(Timestamp::as_millis);
        assert_eq!(read, Some(millis), "{count}");
    }
}

#[test]
fn an_answer_that_is_not_json_still_has_a_status() {
    let page: &[u8] = b"<html>502 Bad Gateway</html>";
    for (body, is_json) in [
        (&b""[..], false),
        (b"null", true),
        (page, false),
        (b"\xff", false),
        (b"[1]", true),
        (b"7", true),
        (
            br#"{"message":1,"timestamp":"now","recommendation":[],"data":[],"status":70000,"errors":{}}"#,
            true,
        ),
    ] {
        let answer = Answer::new(502, None, body);
        assert_eq!(answer.outcome(), Outcome::Retry { after: None });
        assert_eq!(answer.is_json(), is_json);
        assert_eq!(
            (
                answer.timestamp(),
                answer.message(),
                answer.recommendation(),
                answer.data(),
                answer.action(),
                answer.stated_status(),
            ),
            (None, None, None, None, None, None)
        );
        assert_eq!(answer.validation_errors().count(), 0);
    }
}

#[test]
fn a_body_over_the_limit_is_not_parsed() {
    let body = format!(r#"{{"message":"{}"}}"#, "x".repeat(Answer::LONGEST_BODY));
    let answer = Answer::new(200, None, body.as_bytes());
    assert!(answer.is_cut() && !answer.is_json());
    // The status says that the API accepted the event.
    assert_eq!(
        (answer.message(), answer.outcome()),
        (None, Outcome::Delivered)
    );

    let deep = "[".repeat(Answer::LONGEST_BODY - 1);
    assert!(!Answer::new(500, None, deep.as_bytes()).is_json());
}
