//! The sandbox checks queries, requests without a body, and bodies that are arrays, for the hosts of all roles.

use http::{Method, Request};
use serde_json::{Value, json};
use voucher_core::http::{Client, RetryPolicy, Settings, Token};
use voucher_core::sandbox::{Event, InProcess, Reply, Sandbox, Times};
use voucher_core::{Prepared, RavelinEvent, RavelinFields, Timestamp};

fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::new(7);
    for file in [
        &include_bytes!("definitions/books.json")[..],
        include_bytes!("definitions/batch.json"),
        include_bytes!("definitions/removal.json"),
        include_bytes!("definitions/note.json"),
        br#"{ "x-ravelin-path": "/v1/sales", "x-ravelin-method": "GET" }"#,
    ] {
        sandbox = sandbox.with_definition(file).unwrap();
    }
    sandbox
}

fn send(sandbox: &mut Sandbox, method: Method, target: &str, body: &str) -> Reply {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("authorization", "token sk_test_1");
    let request = if body.is_empty() {
        request
    } else {
        request.header("content-type", "application/json")
    };
    let request = request.body(body.as_bytes()).unwrap();
    sandbox.answer(request, Timestamp::now())
}

fn get(sandbox: &mut Sandbox, query: &str) -> (u16, Value) {
    let target = format!("/v1/shops/7/books{query}");
    let reply = send(sandbox, Method::GET, &target, "");
    assert!(!reply.summary.contains('?'), "{}", reply.summary);
    assert!(reply.summary.contains("/v1/shops/:shop/books"));
    let body = serde_json::from_slice(reply.response.body()).unwrap();
    (reply.response.status().as_u16(), body)
}

#[test]
fn a_query_is_decoded_and_checked() {
    let mut sandbox = sandbox();
    for (query, expected) in [
        ("?limit=10", ""),
        ("?limit=10&filter%5Btag%5D=a&filter[tag]=b%26", ""),
        ("?limit=10&&title=a+b%2Bc&inStock=true&maxPrice=-0.5e1", ""),
        (
            "?limit=1&sort=price&currency=gbp&since=1512828988000&title=",
            "",
        ),
        ("", "/?limit: required, but missing"),
        ("?limit", "/?limit: expected an integer, found a string"),
        ("?limit=101", "/?limit: expected at most 100, found 101"),
        ("?limit=1.5", "/?limit: expected an integer"),
        (
            "?limit=1&limit=2",
            "/?limit: expected one value, found 2; send the parameter once",
        ),
        ("?limit=1&inStock=yes", "/?inStock: expected a bool"),
        ("?limit=1&sort=prise", "/?sort: unknown value `prise`"),
        ("?limit=1&filter[tag]=a&filter[tag]=", "/?filter[tag]/1: "),
        (
            "?limit=1&filter[tag]=a&filter[tag]=b&filter[tag]=c&filter[tag]=d&filter[tag]=e",
            "/?filter[tag]: expected at most 4 elements, found 5",
        ),
        (
            "?limit=1&since=1512828988",
            "send milliseconds: 1512828988000",
        ),
        (
            "?limit=1&title=%zz",
            "the query has the invalid escape `%zz`: expected `%` and two hexadecimal digits",
        ),
        ("?limit=1&title=%ff", "the query is not UTF-8"),
    ] {
        let (status, body) = get(&mut sandbox, query);
        let message = body["message"].as_str().unwrap_or_default();
        assert_eq!(
            status,
            if expected.is_empty() { 200 } else { 400 },
            "{query}: {body}"
        );
        assert!(message.contains(expected), "{query}: {message}");
        assert_eq!(body.get("warnings"), None, "{query}: {body}");
    }
}

#[test]
fn unknown_parameters_are_warnings_and_sensitive_values_are_hidden() {
    let mut sandbox = sandbox();
    let (status, body) = get(&mut sandbox, "?limit=1&titel=a&titel=b&x=secret");
    assert_eq!(status, 200);
    let expected = json!([
        "/?titel: unknown parameter; did you mean `title`?",
        "/?x: unknown parameter"
    ]);
    assert_eq!(body["warnings"], expected);
    let (status, body) = get(&mut sandbox, "?limt=1");
    let message = "Invalid Request:\n/?limit: required, but missing\n/?limt: unknown parameter; did you mean `limit`?";
    assert_eq!((status, body["message"].as_str().unwrap()), (400, message));
    let (_, body) = get(&mut sandbox, "?limit=0&shop=secret");
    assert!(!body.to_string().contains("secret"), "{body}");
    let mut lenient = self::sandbox().with_times(Times::Lenient);
    let (status, body) = get(&mut lenient, "?limit=1&since=1512828988");
    assert_eq!(status, 200);
    assert!(
        body["warnings"][0]
            .as_str()
            .unwrap()
            .contains("milliseconds")
    );
}

#[test]
fn a_request_without_a_body_has_none() {
    let mut sandbox = sandbox();
    let reply = send(&mut sandbox, Method::DELETE, "/v1/sales/7", "");
    assert_eq!(reply.response.status(), 200);
    let reply = send(&mut sandbox, Method::DELETE, "/v1/sales/7", "{}");
    let body = String::from_utf8_lossy(reply.response.body()).into_owned();
    assert_eq!(reply.response.status(), 400);
    assert!(
        body.contains("body: expected no body, found 2 bytes"),
        "{body}"
    );
    let event = sandbox.events().next().unwrap();
    assert_eq!(
        (event.method(), event.path(), event.body()),
        ("DELETE", "/v1/sales/7", "")
    );
}

#[test]
fn one_path_has_several_methods() {
    let mut sandbox = sandbox();
    let status = |reply: Reply| reply.response.status().as_u16();
    assert_eq!(
        status(send(&mut sandbox, Method::GET, "/v1/sales", "")),
        200
    );
    let sales = r#"[{"id":"a"},{"id":"b","price":-1}]"#;
    let reply = send(&mut sandbox, Method::POST, "/v1/sales", sales);
    let body = String::from_utf8_lossy(reply.response.body()).into_owned();
    assert!(body.contains("/1/price: expected at least 0"), "{body}");
    let reply = send(&mut sandbox, Method::POST, "/v1/sales", r#"{"id":"a"}"#);
    let body = String::from_utf8_lossy(reply.response.body()).into_owned();
    assert!(
        body.contains("body: expected an array, found an object"),
        "{body}"
    );
    assert_eq!(
        status(send(&mut sandbox, Method::PUT, "/v1/note", "\"ab\"")),
        200
    );
    let reply = send(&mut sandbox, Method::PATCH, "/v1/sales", sales);
    assert_eq!(reply.response.status(), 405);
    assert_eq!(reply.response.headers()["allow"], "GET, POST");
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/batch.json")]
struct Batch {
    dry_run: bool,
    #[ravelin(body)]
    sales: [Sale; 1],
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[]")]
struct Sale {
    id: u8,
    price: Option<i64>,
}

#[test]
fn events_for_any_host_arrive_with_their_query() {
    let transport = InProcess::new(sandbox());
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    let settings = settings.with_host("events", "http://127.0.0.1:1").unwrap();
    let client = Client::over(transport.clone(), settings);
    let batch = Batch {
        dry_run: false,
        sales: [Sale { id: 1, price: None }],
    };
    client.send(&batch).unwrap();
    let sandbox = transport.lock();
    let event: &Event = sandbox.events().next().unwrap();
    assert_eq!(
        (event.method(), event.query()),
        ("POST", Some("dryRun=false"))
    );
    assert_eq!(
        (event.path(), event.body()),
        ("/v1/sales", r#"[{"id":"1"}]"#)
    );
    assert!(!format!("{event:?}").contains("dryRun"));
}

#[test]
fn a_stored_event_is_sent_by_a_relay() {
    let transport = InProcess::new(sandbox());
    let settings = Settings::new(Token::new("sk_test_1").unwrap())
        .with_host("events", "http://127.0.0.1:1")
        .unwrap()
        .with_retries(RetryPolicy::outbox());
    let relay = Client::over(transport.clone(), settings);
    let batch = Batch {
        dry_run: true,
        sales: [Sale { id: 1, price: None }],
    };
    let row = serde_json::to_string(&batch.prepare().unwrap()).unwrap();
    assert!(row.contains(r#""endpoint":"//events/v1/sales","path":"/v1/sales?dryRun=true""#));
    let removal = r#"{"method":"DELETE","endpoint":"/v1/sales/:id","path":"/v1/sales/7","body":"","timestamp":null,"is_now":false}"#;
    for row in [row.as_str(), removal] {
        let stored: Prepared = serde_json::from_str(row).unwrap();
        relay.send_prepared(&stored).unwrap();
    }
    let sandbox = transport.lock();
    let sent: Vec<_> = sandbox.events().map(Event::method).collect();
    assert_eq!(sent, ["POST", "DELETE"]);
    assert_eq!(
        sandbox.events().next().unwrap().query(),
        Some("dryRun=true")
    );
}

#[test]
fn the_list_of_events_shows_the_query_and_a_missing_body() {
    let mut sandbox = sandbox();
    get(&mut sandbox, "?limit=5");
    let reply = send(&mut sandbox, Method::GET, "/__sandbox/events", "");
    let list: Value = serde_json::from_slice(reply.response.body()).unwrap();
    let event = &list["events"][0];
    assert_eq!(
        (&event["method"], &event["query"]),
        (&json!("GET"), &json!("limit=5"))
    );
    assert_eq!(
        (&event["path"], &event["body"]),
        (&json!("/v1/shops/7/books"), &Value::Null)
    );
}
