//! Prepared events that an earlier version stored are read, and written again as they were.
//!
//! `stored/0b62cfd.jsonl` was written by the code at commit 0b62cfd, one event a line: a voucher, its backfill form, a check
//! with the time of sending, a check without a time, and labels with a path parameter.

use serde_json::{Value, json};
use voucher_core::http::Token;
use voucher_core::{Currency, Endpoint, Prepared, RavelinEvent, Timestamp, Voucher};

const ROWS: &str = include_str!("stored/0b62cfd.jsonl");

#[test]
fn every_row_is_read_and_written_unchanged() {
    let expected = [
        ("/v2/voucher", "/v2/voucher", false),
        ("/v2/voucher", "/v2/backfill/voucher", false),
        ("/v2/voucher/check", "/v2/voucher/check", true),
        ("/v2/voucher/check", "/v2/voucher/check", false),
        (
            "/v2/supplier/:id/labels",
            "/v2/supplier/a%2Fb%20c/labels",
            false,
        ),
    ];
    assert_eq!(ROWS.lines().count(), expected.len());
    for (row, (endpoint, path, is_now)) in ROWS.lines().zip(expected) {
        let prepared: Prepared = serde_json::from_str(row).unwrap();
        assert_eq!(serde_json::to_string(&prepared).unwrap(), row);
        assert_eq!(prepared.endpoint().path(), endpoint);
        assert_eq!(prepared.endpoint().host(), Endpoint::API);
        assert_eq!((prepared.path(), prepared.target()), (path, path));
        assert_eq!((prepared.query(), prepared.is_now()), (None, is_now));
        assert!(prepared.has_body());
        let token = Token::new("sk_test_1").unwrap();
        let request = prepared.request(&token);
        assert_eq!(
            (request.method().as_str(), request.uri().path()),
            ("POST", path)
        );
        assert_eq!(request.body(), prepared.body().as_bytes());
    }
}

/// Formats without names, such as binary ones, store the members in their order.
#[test]
fn a_row_without_names_is_read() {
    for row in ROWS.lines() {
        let named: Value = serde_json::from_str(row).unwrap();
        let members = ["method", "endpoint", "path", "body", "timestamp", "is_now"];
        let unnamed = members.map(|member| named[member].clone());
        let prepared: Prepared = serde_json::from_value(json!(unnamed)).unwrap();
        assert_eq!(serde_json::to_value(prepared).unwrap(), named);
    }
}

#[test]
fn the_same_event_is_stored_as_the_same_row() {
    let time = Timestamp::from_secs(1_512_828_988).unwrap();
    let voucher = Voucher::new(time, "VOUCH-89", 1_000, Currency::GBP, time);
    let stored = serde_json::to_string(&voucher.prepare().unwrap()).unwrap();
    assert_eq!(Some(stored.as_str()), ROWS.lines().next());
}
