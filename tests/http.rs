//! A prepared event becomes a request for any HTTP client, and sending it again sends the same bytes.

use http::HeaderValue;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use std::time::Duration;
use voucher_core::http::{BaseUrl, Delivery, Settings, Token};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher, VoucherCheck};

fn token() -> Token {
    Token::new("sk_test_1234").unwrap()
}

fn prepared() -> Prepared {
    let time = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let voucher = Voucher::new(time, "VOUCH-89", 1_000, Currency::GBP, time);
    voucher.prepare().unwrap()
}

#[test]
fn requests_match_the_documentation() {
    let prepared = prepared();
    let request = prepared.request(&token());
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "/v2/voucher");
    assert_eq!(request.headers()[CONTENT_TYPE], "application/json");
    assert_eq!(request.headers()[AUTHORIZATION], "token sk_test_1234");
    assert_eq!(request.headers().len(), 2);
    assert_eq!(request.body(), prepared.body().as_bytes());
    assert!(!format!("{request:?}").contains("sk_test"));
}

#[test]
fn a_resend_has_the_same_bytes_even_from_a_store() {
    let prepared = prepared();
    let stored = serde_json::to_string(&prepared).unwrap();
    assert!(!stored.contains("sk_test"));
    let again: Prepared = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, prepared);
    let (first, second) = (prepared.request(&token()), again.request(&token()));
    assert_eq!(first.body(), second.body());
    assert_eq!(
        (first.method(), first.uri(), first.headers()),
        (second.method(), second.uri(), second.headers())
    );
}

#[test]
fn a_past_event_has_the_same_bytes_at_another_path() {
    let prepared = prepared();
    let past = prepared.clone().backfill().unwrap();
    assert_eq!(past.path(), "/v2/backfill/voucher");
    assert_eq!(past.request(&token()).uri(), "/v2/backfill/voucher");
    assert_eq!(past.body(), prepared.body());
    assert_eq!(past.endpoint(), prepared.endpoint());
    assert_eq!(past.clone().backfill().unwrap(), past);
    let stored = serde_json::to_string(&past).unwrap();
    assert_eq!(serde_json::from_str::<Prepared>(&stored).unwrap(), past);
}

#[test]
fn an_event_without_a_backfill_form_is_rejected() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher", timestamp = now)]
    struct Promo {
        voucher_code: &'static str,
        value: i64,
        currency: Currency,
        creation_time: Timestamp,
    }
    let promo = Promo {
        voucher_code: "A",
        value: 1,
        currency: Currency::GBP,
        creation_time: Timestamp::MIN,
    };
    let mut check = VoucherCheck::new("abc-123-ZYZ");
    let undated = check.prepare().unwrap();
    check.timestamp = Some(Timestamp::MIN);
    let dated = check.prepare().unwrap();
    let label = serde_json::json!({
        "method": "POST", "endpoint": "/v2/label/customer", "path": "/v2/label/customer",
        "body": "{}", "timestamp": 1_512_828_988_826_i64, "is_now": false,
    });
    let label: Prepared = serde_json::from_value(label).unwrap();
    for (prepared, expected) in [
        (promo.prepare().unwrap(), "read from the clock"),
        (undated, "no timestamp"),
        (dated, "no backfill form"),
        (label, "no backfill form"),
    ] {
        let error = prepared.backfill().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_base_url_is_a_host_and_an_optional_path() {
    for (url, path) in [
        (
            "https://api.ravelin.com",
            "https://api.ravelin.com/v2/voucher",
        ),
        (
            "https://api.ravelin.com/",
            "https://api.ravelin.com/v2/voucher",
        ),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v2/voucher"),
        ("http://[::1]:1/a/b/", "http://[::1]:1/a/b/v2/voucher"),
        ("HTTPS://gateway", "https://gateway/v2/voucher"),
    ] {
        let base: BaseUrl = url.parse().unwrap();
        let prepared = prepared();
        let request = prepared.with_base_url(&base).request(&token());
        assert_eq!(request.uri(), path);
        assert_eq!(request.body(), prepared.body().as_bytes());
    }
    for (url, expected) in [
        ("", "https://"),
        ("api.ravelin.com", "begins with"),
        ("/v2", "begins with"),
        ("ftp://api.ravelin.com", "begins with"),
        ("https://", "https://"),
        ("https://me:secret@api.ravelin.com", "user name or password"),
        ("https://api.ravelin.com/?a=1", "no query"),
        ("https://api.ravelin.com/#a", "no query or fragment"),
        ("https://api ravelin.com", "expected a URL"),
    ] {
        let error = url.parse::<BaseUrl>().unwrap_err().to_string();
        assert!(error.contains(expected), "{url}: {error}");
        assert!(!error.contains("secret"));
    }
}

const NO_HOST: &str = "begins with `https://` or `http://` and a host";
const NO_PORT: &str = "expected a port from 1 to 65535";
const LETTERS: &str = "expected a host of ASCII letters";
const FOUR: &str = "four decimal numbers";
const BRACKETS: &str = "an IPv6 address in the brackets";
const SEGMENTS: &str = "expected a path of segments";
const VERSION: &str = "does not contain the API's version";
const NO_URL: &str = "expected a URL";

/// Authorities that are rejected, each with its message.
const WRONG: &[(&str, &str)] = &[
    ("", NO_HOST),
    (":8080", NO_HOST),
    (".", NO_HOST),
    ("[::1]8080", NO_HOST),
    ("host:", NO_PORT),
    ("host:0", NO_PORT),
    ("host:080", NO_PORT),
    ("host:+80", NO_PORT),
    ("host:-1", NO_PORT),
    ("host:65536", NO_PORT),
    ("127.0.0.1:99999", NO_PORT),
    ("host:18446744073709551696", NO_PORT),
    ("host:80a", NO_PORT),
    ("host:80:90", NO_PORT),
    ("[::1]:", NO_PORT),
    ("[::1]:99999", NO_PORT),
    ("host:\u{661}", NO_PORT),
    ("a..b", LETTERS),
    (".a", LETTERS),
    ("b\u{fc}cher.example", LETTERS),
    ("a%2eb", LETTERS),
    ("a,b", LETTERS),
    ("a\\b", LETTERS),
    ("a[b]", LETTERS),
    ("127.1", FOUR),
    ("127.0.0.1.", FOUR),
    ("127.0.0.256", FOUR),
    ("0177.0.0.1", FOUR),
    ("2130706433", FOUR),
    ("0x7f000001", FOUR),
    ("1.2.3.0X4", FOUR),
    ("[127.0.0.1]", BRACKETS),
    ("[fe80::1%25eth0]", BRACKETS),
    ("[::1", BRACKETS),
    ("[]:80", BRACKETS),
    ("me@host", "user name or password"),
    ("me:hunter2@host:80", "user name or password"),
    ("@", "user name or password"),
    ("a b", NO_URL),
    ("a\t", NO_URL),
    ("a\0", NO_URL),
];

#[test]
fn an_authority_is_a_host_and_a_valid_port() {
    for authority in [
        "a",
        "A-b_c.example.com",
        "example.com.",
        "xn--bcher-kva.example",
        "1a.a1",
        "127.0.0.1:1",
        "1.2.3.4:65535",
        "[::1]",
        "[2001:db8::1]:8080",
        "[::ffff:127.0.0.1]:80",
        "host:443",
    ] {
        for scheme in ["http", "https", "HTTP"] {
            let base: BaseUrl = format!("{scheme}://{authority}").parse().unwrap();
            let request = prepared().with_base_url(&base).request(&token());
            let port = authority
                .rsplit_once(':')
                .and_then(|(_, port)| port.parse().ok());
            assert_eq!(request.uri().port_u16(), port, "{authority}");
            assert_eq!(request.uri().authority().unwrap(), authority);
        }
    }
}

#[test]
fn any_other_authority_is_rejected_with_what_was_expected() {
    for &(authority, expected) in WRONG {
        for scheme in ["http", "https"] {
            let error = format!("{scheme}://{authority}").parse::<BaseUrl>();
            let error = error.expect_err(authority).to_string();
            assert!(error.contains(expected), "{authority}: {error}");
            assert!(!error.contains("hunter2"));
        }
    }
}

#[test]
fn a_base_url_has_a_normalized_path_without_a_version() {
    for path in [
        "",
        "/",
        "/ravelin/",
        "/a/b//",
        "/v1",
        "/v2/ravelin",
        "/av2",
        "/v22",
        "/backfill",
    ] {
        assert!(
            format!("https://host{path}").parse::<BaseUrl>().is_ok(),
            "{path}"
        );
    }
    for (path, expected) in [
        ("/v2", VERSION),
        ("/v2/", VERSION),
        ("/V2", VERSION),
        ("/v3", VERSION),
        ("/v3//", VERSION),
        ("/v2/backfill", VERSION),
        ("/v2/backfill/", VERSION),
        ("/a/b/v2", VERSION),
        ("/a//b", SEGMENTS),
        ("//a", SEGMENTS),
        ("/../a", SEGMENTS),
        ("/a/.", SEGMENTS),
        ("/a/%2E%2e", SEGMENTS),
        ("/a\\b", SEGMENTS),
        ("/\u{e9}", SEGMENTS),
        ("/{a}", SEGMENTS),
        ("?", "no query"),
        ("/a?b", "no query"),
        ("/#", "no query or fragment"),
        (" ", NO_URL),
        ("/a b", NO_URL),
        ("/\n", NO_URL),
    ] {
        let error = format!("https://host{path}").parse::<BaseUrl>();
        let error = error.expect_err(path).to_string();
        assert!(error.contains(expected), "{path}: {error}");
        // Another API may have its version in the base URL.
        let versioned = BaseUrl::versioned(&format!("https://host{path}"));
        assert_eq!(versioned.is_ok(), expected == VERSION, "{path}");
    }
    assert!("https://v2".parse::<BaseUrl>().is_ok());
}

#[test]
fn a_live_token_does_not_leave_the_machine_unencrypted() {
    let settings = |token: &str| Settings::new(Token::new(token).unwrap());
    for url in [
        "http://sandbox:8080",
        "http://10.0.0.1",
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://[::2]",
        "http://[::ffff:10.0.0.1]",
        "http://0.0.0.0",
        // Resolving such a name may involve other machines.
        "http://shop.localhost",
    ] {
        assert!(settings("sk_test_1").with_base_url(url).is_ok(), "{url}");
        let error = settings("sk_live_1").with_base_url(url).unwrap_err();
        assert!(error.to_string().contains("`https`"), "{url}: {error}");
    }
    for url in [
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost:1",
        "http://LocalHost:1",
        "http://127.1.2.3",
        "http://[::ffff:127.0.0.1]:1",
        "https://gateway",
    ] {
        assert!(settings("sk_live_1").with_base_url(url).is_ok(), "{url}");
    }
}

#[test]
fn no_output_shows_a_token() {
    fn refuse(token: Token) -> Result<(), Token> {
        Err(token)
    }
    let token = Token::new("sk_live_hunter2").unwrap();
    let settings = Settings::new(token.clone());
    let request = prepared().request(&token);
    let shown = format!("{token:?} {settings:?} {settings:#?} {request:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let panic = std::panic::catch_unwind(|| refuse(token).unwrap()).unwrap_err();
    let panic = panic.downcast::<String>().unwrap();
    assert!(
        panic.contains("Token") && !panic.contains("hunter2"),
        "{panic}"
    );
}

#[test]
fn the_settings_choose_what_an_answer_contains() {
    let accept_of = |settings: &Settings| {
        let prepared = VoucherCheck::new("c").prepare().unwrap();
        let mut delivery = Delivery::new(&prepared, settings).unwrap();
        let (request, _) = delivery.attempt(Duration::ZERO);
        let accept = request.headers().get_all(ACCEPT).iter().cloned();
        accept.collect::<Vec<_>>()
    };
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    assert_eq!(accept_of(&settings), ["application/json"]);
    let settings = settings.with_accept(HeaderValue::from_static("application/vnd.rules+json"));
    assert_eq!(accept_of(&settings), ["application/vnd.rules+json"]);
}
