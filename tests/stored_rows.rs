//! Prepared events that an earlier version stored are read, and written again as they were.
//!
//! `stored` has a file for each released version, with one event of each form of request. `BLESS=1` writes the one of this version.
//! `stored/0b62cfd.jsonl` was written by the code at commit 0b62cfd, one event a line: a voucher, its backfill form, a check
//! with the time of sending, a check without a time, and labels with a path parameter.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use voucher_core::http::Token;
use voucher_core::{
    Currency, Endpoint, Prepared, RavelinEvent, RavelinFields, Timestamp, Voucher, VoucherCheck,
};

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

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", timestamp = now)]
struct Check {
    customer_id: u64,
}

#[derive(RavelinEvent)]
#[ravelin(event = "supplier/:id/labels")]
struct Labels {
    #[ravelin(rename = ":id")]
    id: &'static str,
    review: &'static str,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json")]
struct Books {
    #[ravelin(rename = ":shop")]
    shop: &'static str,
    filter_tag: Vec<&'static str>,
    limit: u8,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/batch.json")]
struct Batch {
    dry_run: bool,
    #[ravelin(body)]
    sales: Vec<Sale>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[]")]
struct Sale {
    id: &'static str,
    price: i64,
}

/// Returns one event of each form of request.
fn events() -> Vec<Prepared> {
    let time = Timestamp::from_secs(1_512_828_988).unwrap();
    let voucher = Voucher::new(time, "VOUCH-\u{fc}\"\\\n", i64::MIN, Currency::GBP, time);
    let voucher = voucher.prepare().unwrap();
    let mut check = VoucherCheck::new("abc-123-ZYZ");
    let without_time = check.prepare().unwrap();
    check.timestamp = Some(time);
    let labels = Labels {
        id: "a/b c?\u{fc}",
        review: "GENUINE",
    };
    let books = Books {
        shop: "7 & 8",
        filter_tag: vec!["new", "a b&c=d+\u{e9}"],
        limit: 10,
    };
    let batch = Batch {
        dry_run: true,
        sales: vec![Sale { id: "a", price: 1 }],
    };
    vec![
        voucher.clone(),
        voucher.backfill().unwrap(),
        without_time,
        check.prepare().unwrap(),
        Check { customer_id: 7 }.prepare_at(time).unwrap(),
        labels.prepare().unwrap(),
        books.prepare().unwrap(),
        batch.prepare().unwrap(),
    ]
}

fn stored(version: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stored");
    folder.join(format!("{version}.jsonl"))
}

#[test]
fn this_version_stores_the_rows_of_its_file() {
    let events = events();
    let rows = events.iter().map(serde_json::to_string);
    let rows: Vec<_> = rows.map(Result::unwrap).collect();
    let file = stored(env!("CARGO_PKG_VERSION"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, rows.join("\n") + "\n").unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let expected: Vec<_> = expected.lines().collect();
    assert_eq!(rows, expected, "run it with `BLESS=1`");
}

/// The versions are the headings of the changelog.
#[test]
fn the_rows_of_every_released_version_are_read_and_written_unchanged() {
    let changelog = include_str!("../CHANGELOG.md").lines();
    let versions = changelog.filter_map(|line| line.strip_prefix("## [")?.split(']').next());
    let mut count = 0;
    for version in versions.filter(|version| *version != "Unreleased") {
        let rows = fs::read_to_string(stored(version));
        let rows = rows.unwrap_or_else(|error| panic!("the rows of {version}: {error}"));
        let mut methods = Vec::new();
        for row in rows.lines() {
            let prepared: Prepared = serde_json::from_str(row).unwrap();
            assert_eq!(serde_json::to_string(&prepared).unwrap(), row, "{version}");
            methods.push(prepared.endpoint().method().to_owned());
        }
        assert!(methods.contains(&"POST".to_owned()) && methods.contains(&"GET".to_owned()));
        count += 1;
    }
    assert!(count > 0, "no version was released");
}

#[test]
fn every_row_of_this_version_is_the_same_request_as_its_event() {
    let rows = fs::read_to_string(stored(env!("CARGO_PKG_VERSION"))).unwrap();
    let token = Token::new("sk_test_1").unwrap();
    for (row, event) in rows.lines().zip(events()) {
        let prepared: Prepared = serde_json::from_str(row).unwrap();
        assert_eq!(prepared, event);
        let (found, expected) = (prepared.request(&token), event.request(&token));
        assert_eq!(
            (found.method(), found.uri()),
            (expected.method(), expected.uri())
        );
        assert_eq!(found.body(), expected.body());
    }
}
