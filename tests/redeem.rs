//! `cargo run -p programs --bin redeem` runs the whole flow, even if the API rejects events, is slow or does not answer.

use std::process::Output;
use voucher_clients::{Reply, Server, answer};
use voucher_tests::program;

fn redeem(arguments: &[&str], token: Option<&str>) -> Output {
    let mut cargo = program("redeem");
    let cargo = cargo.args(arguments).env_remove("RAVELIN_TOKEN");
    cargo
        .envs(token.map(|token| ("RAVELIN_TOKEN", token)))
        .output()
        .unwrap()
}

fn output_of(output: &Output) -> (String, String) {
    let to_string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (to_string(&output.stdout), to_string(&output.stderr))
}

#[test]
fn a_code_can_be_redeemed_until_it_is_abuse() {
    let output = redeem(&[], None);
    let (out, error) = output_of(&output);
    assert!(output.status.success(), "{error}");
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "ANA-INVITES is created",
            "ben redeems it",
            "cleo redeems it",
            "dan redeems it",
            "ben-again is refused",
        ]
    );
}

#[test]
fn without_a_check_the_customer_continues() {
    let accepted = || answer(200, "", r#"{"status":200}"#);
    let checked = |value| answer(200, "", &format!(r#"{{"recommendation":"{value}"}}"#));
    // No answer in time, an unknown recommendation, and both documented ones.
    let script = vec![
        accepted(),
        Reply::Silence,
        accepted(),
        checked("MAYBE"),
        accepted(),
        checked("ABUSE"),
        accepted(),
        checked("OK"),
        accepted(),
    ];
    let server = Server::start(script);
    let output = redeem(&["--url", &server.url()], Some("sk_test_hunter2"));
    let (out, error) = output_of(&output);
    assert!(output.status.success(), "{error}");
    assert!(
        out.ends_with("ben redeems it\ncleo redeems it\ndan is refused\nben-again redeems it\n")
    );
    let url = server.url();
    assert!(error.starts_with(&format!("not checked: POST {url}/v2/voucher/check of ")));
    assert_eq!(error.lines().count(), 1);
    assert!(error.ends_with(", attempt 1: no answer in time; trying again can help\n"));

    let requests = server.requests();
    let lines: Vec<_> = requests.iter().map(|sent| sent.line.as_str()).collect();
    let redemption = ["POST /v2/voucher/check", "POST /v2/paymentmethod/voucher"];
    assert_eq!(
        lines,
        [&["POST /v2/voucher"], &redemption.repeat(4)[..]].concat()
    );
    let rejected: serde_json::Value = serde_json::from_str(&requests[6].body).unwrap();
    let rejected = &rejected["voucherRedemption"];
    assert_eq!(rejected["success"], false);
    assert_eq!(rejected["failureReason"], "ABUSE");
    assert!(!(out + &error).contains("hunter2"));
}

#[test]
fn errors_are_reported() {
    let server = Server::start(vec![answer(401, "", r#"{"message":"API Key Incorrect"}"#)]);
    for (arguments, token, expected) in [
        (&["--url", "http://127.0.0.1:9"][..], None, "RAVELIN_TOKEN"),
        (
            &["--url", "http://10.0.0.1"],
            Some("sk_live_1"),
            "use `https`",
        ),
        (
            &["--url", "http://127.0.0.1:9"],
            Some("pk_test_1"),
            "publishable",
        ),
        (&["--port", "1"], None, "usage"),
        (
            &["--url", &server.url()],
            Some("sk_test_1"),
            "401, API Key Incorrect; trying again cannot help",
        ),
    ] {
        let output = redeem(arguments, token);
        let (_, error) = output_of(&output);
        assert!(
            !output.status.success() && error.contains(expected),
            "{error}"
        );
    }
}
