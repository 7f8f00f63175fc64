//! The requests that the API sends are read, and only with the right token.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use voucher_core::Timestamp;
use voucher_core::callback::{Callback, CallbackToken, Decision, Review};
use voucher_tests::program;

fn read(body: &str) -> Callback {
    Callback::read(body.as_bytes()).unwrap()
}

/// The example on <https://developer.ravelin.com/merchant/api/callbacks/order-decisions>, with another person.
const ORDER: &str = r#"{"orderId":"123456789","label":"APPROVED",
    "reviewer":{"name":"Ada Example","email":"ada@example.invalid"},"timestamp":"2020-01-23T17:32:58Z"}"#;

#[test]
fn a_decision_about_an_order_is_read() {
    let Callback::OrderDecision {
        order_id,
        decision,
        reviewer,
        timestamp,
        ..
    } = read(ORDER)
    else {
        panic!();
    };
    assert_eq!(
        (order_id.as_str(), decision),
        ("123456789", Decision::Approved)
    );
    assert_eq!(reviewer.name.as_deref(), Some("Ada Example"));
    assert_eq!(reviewer.email.as_deref(), Some("ada@example.invalid"));
    assert_eq!(timestamp.map(Timestamp::as_millis), Some(1_579_800_778_000));
}

#[test]
fn every_other_kind_is_told_apart_by_its_members() {
    let refund = read(r#"{"refundId":"r-1","label":"PENDING","new":1}"#);
    assert!(
        matches!(refund, Callback::RefundDecision { refund_id, decision: Decision::Pending, timestamp: None, .. }
            if refund_id == "r-1")
    );
    // The API may add the order of a refund, and the customer of either.
    let refund = read(r#"{"orderId":"o","refundId":"r","customerId":"c","label":"APPROVED"}"#);
    assert!(matches!(refund, Callback::RefundDecision { .. }));
    let order = read(r#"{"orderId":"o","customerId":"c","label":"APPROVED"}"#);
    assert!(matches!(order, Callback::OrderDecision { .. }));
    for label in [
        "FRAUDSTER",
        "GENUINE",
        "POTENTIALLY_FRAUDSTER",
        "POTENTIALLY_GENUINE",
        "UNREVIEWED",
        "REFUND_ABUSE",
        "NOT_REFUND_ABUSE",
        "SOMETHING_NEW",
    ] {
        let Callback::ManualReview {
            customer_id,
            review,
            ..
        } = read(&format!(r#"{{"customerId":"c","label":"{label}"}}"#))
        else {
            panic!("{label}");
        };
        assert_eq!((customer_id.as_str(), review.as_str()), ("c", label));
        let is_new = matches!(review, Review::Other(_));
        assert_eq!(is_new, label == "SOMETHING_NEW");
    }
    for other in [
        "{}",
        r#"{"label":"APPROVED"}"#,
        r#"{"orderId":"o"}"#,
        r#"{"orderId":7,"label":"APPROVED"}"#,
        r#"{"orderId":"o","label":null}"#,
    ] {
        let expected = Callback::Other(serde_json::from_str(other).unwrap());
        assert_eq!(read(other), expected);
    }
}

#[test]
fn a_body_that_is_not_an_object_is_an_error() {
    for body in ["", "null", "[]", "7", "{", "\u{feff}{}", "{}{}"] {
        let error = Callback::read(body.as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("expected a JSON object"));
    }
    assert!(Callback::read(b"{\"label\":\"\xff\"}").is_err());
}

#[test]
fn only_the_whole_token_is_valid() {
    let token = CallbackToken::new("secret-1");
    let is_valid = |header: &str| token.is_valid(Some(header.as_bytes()));
    assert!(is_valid("token secret-1") && is_valid("Token secret-1"));
    for header in [
        "",
        "token",
        "token ",
        "secret-1",
        "Bearer secret-1",
        "token  secret-1",
        "token secret-",
        "token secret-12",
        "token Secret-1",
        "token secret-1 ",
    ] {
        assert!(!is_valid(header), "{header:?}");
    }
    assert!(!token.is_valid(None));
    assert!(!CallbackToken::new("").is_valid(Some(b"token ")));
    assert!(!format!("{token:?}").contains("secret-1"));
}

/// Requests that the example server refuses: header, body and status.
fn refused() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("", ORDER.into(), "401"),
        ("token ", ORDER.into(), "401"),
        (
            "token nope\r\nAuthorization: token secret-1",
            ORDER.into(),
            "401",
        ),
        ("token secret-1", "{\"orderId\":".into(), "400"),
        (
            "token secret-1",
            format!("{ORDER}{}", " ".repeat(1 << 16)),
            "413",
        ),
        ("token secret-1", "[".repeat(1 << 15), "400"),
    ]
}

#[test]
fn the_example_server_accepts_only_callbacks_with_the_token() {
    let mut server = program("callbacks")
        .args(["--port", "0"])
        .env("CALLBACK_TOKEN", "secret-1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let address = lines.next().unwrap().unwrap();
    let send = |method: &str, token: &str, body: &str| {
        let mut stream = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
        let length = body.len();
        let request = format!(
            "{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {token}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!(send("POST", "token wrong", ORDER), "401");
    assert_eq!(send("GET", "token secret-1", ""), "405");
    assert_eq!(send("POST", "token secret-1", "[]"), "400");
    for (token, body, expected) in refused() {
        assert_eq!(send("POST", token, &body), expected, "{token}: {body:.80}");
    }
    let with_type = "token secret-1\r\nContent-Type: text/html";
    assert_eq!(send("POST", with_type, ORDER), "200");
    let mut lines = lines.map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "order \"123456789\": \"APPROVED\"");
    // The program prints no sequence that controls a terminal.
    let hostile = r#"{"refundId":"a\u001b[31m\nb","label":"REJECTED"}"#;
    assert_eq!(send("POST", "token secret-1", hostile), "200");
    let line = lines.next().unwrap();
    assert_eq!(line, "refund \"a\\u{1b}[31m\\nb\": \"REJECTED\"");
    // A body that does not end delays no other request.
    let mut slow = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
    let head = "POST / HTTP/1.1\r\nAuthorization: token secret-1\r\nContent-Length: 5000\r\n\r\n{";
    slow.write_all(head.as_bytes()).unwrap();
    assert_eq!(send("POST", "token secret-1", ORDER), "200");
    server.kill().unwrap();
    server.wait().unwrap();
}
