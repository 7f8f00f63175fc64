//! Both clients send queries, requests without a body, bodies that are arrays, and events for several hosts.

use std::time::Duration;
use voucher_clients::{ReceivedRequest, Reply, Server, answer};
use voucher_core::http::{Answer, BaseUrl, RetryPolicy, SendError, Settings, Token};
use voucher_core::{Endpoint, Prepared, RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/books.json")]
struct Books {
    #[ravelin(rename = ":shop")]
    shop: &'static str,
    limit: u8,
    title: Option<&'static str>,
    filter_tag: [&'static str; 2],
}

const BOOKS: Books = Books {
    shop: "hunter/2",
    limit: 10,
    title: Some("hunter2&é"),
    filter_tag: ["a", "b"],
};
const BOOKS_LINE: &str = "/v1/shops/hunter%2F2/books?limit=10&title=hunter2%26%C3%A9&filter%5Btag%5D=a&filter%5Btag%5D=b";

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/removal.json")]
#[allow(deprecated)] // The definition marks the whole request as deprecated.
struct Removal {
    id: &'static str,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/batch.json")]
struct Batch {
    dry_run: Option<bool>,
    #[ravelin(body)]
    sales: Vec<Sale>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/batch.json", object = "[]")]
struct Sale {
    id: u8,
}

type Send = fn(Settings, &Prepared) -> Result<Answer, SendError>;

const CLIENTS: [(&str, Send); 2] = [("ureq", send_with_ureq), ("reqwest", send_with_reqwest)];

fn send_with_ureq(settings: Settings, prepared: &Prepared) -> Result<Answer, SendError> {
    voucher_core::ureq::Client::with_settings(settings).send_prepared(prepared)
}

fn send_with_reqwest(settings: Settings, prepared: &Prepared) -> Result<Answer, SendError> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let client = voucher_core::reqwest::Client::with_settings(settings).unwrap();
    runtime.block_on(client.send_prepared(prepared))
}

fn settings(url: &str) -> Settings {
    let wait = Duration::from_millis(1);
    let retries = RetryPolicy::default().with_attempts(2);
    Settings::new(Token::new("sk_test_1").unwrap())
        .with_base_url(url)
        .unwrap()
        .with_retries(retries.with_waits(wait, wait))
}

fn accepted() -> Reply {
    answer(200, "", r#"{"status":200,"data":[{"title":"a"}]}"#)
}

fn header<'r>(request: &'r ReceivedRequest, name: &str) -> Option<&'r str> {
    let mut headers = request.headers.iter();
    headers
        .find(|(found, _)| found == name)
        .map(|(_, value)| value.as_str())
}

#[test]
fn a_get_has_its_query_and_no_body() {
    for (client, send) in CLIENTS {
        let server = Server::start(vec![answer(503, "", ""), accepted()]);
        let prepared = BOOKS.prepare().unwrap();
        let found = send(settings(&server.url()), &prepared).unwrap();
        assert_eq!(found.body()["data"][0]["title"], "a", "{client}");
        let requests = server.requests();
        assert_eq!(requests.len(), 2, "{client}");
        for request in &requests {
            assert_eq!(request.line, format!("GET {BOOKS_LINE}"), "{client}");
            assert_eq!(request.body, "", "{client}");
            assert_eq!(header(request, "authorization"), Some("token sk_test_1"));
            for name in ["content-type", "content-length", "transfer-encoding"] {
                assert_eq!(header(request, name), None, "{client}: {name}");
            }
        }
    }
}

#[test]
fn a_delete_has_no_body() {
    for (client, send) in CLIENTS {
        let server = Server::start(vec![accepted()]);
        let prepared = Removal { id: "7" }.prepare().unwrap();
        send(settings(&server.url()), &prepared).unwrap();
        let request = &server.requests()[0];
        assert_eq!(request.line, "DELETE /v1/sales/7", "{client}");
        assert_eq!(request.body, "", "{client}");
        assert_eq!(header(request, "content-type"), None, "{client}");
        assert_eq!(header(request, "transfer-encoding"), None, "{client}");
    }
}

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/item.json")]
struct Item {
    id: u8,
    name: &'static str,
}

#[test]
fn the_version_of_another_api_is_in_its_base_url() {
    for (client, send) in CLIENTS {
        let (api, events) = (
            Server::start(vec![accepted()]),
            Server::start(vec![answer(503, "", ""), accepted()]),
        );
        let base = |server: &Server| BaseUrl::versioned(&format!("{}/shop/v2", server.url()));
        let settings = settings(&api.url());
        let settings = settings.with_base(Endpoint::API, base(&api).unwrap());
        let settings = settings
            .unwrap()
            .with_base("events", base(&events).unwrap());
        let settings = settings.unwrap();
        let item = Item { id: 7, name: "a" };
        send(settings.clone(), &item.prepare().unwrap()).unwrap();
        assert_eq!(api.requests()[0].line, "POST /shop/v2/items/7", "{client}");
        let batch = Batch {
            dry_run: None,
            sales: vec![Sale { id: 1 }],
        };
        send(settings, &batch.prepare().unwrap()).unwrap();
        let requests = events.requests();
        let lines = requests.iter().map(|request| request.line.as_str());
        assert!(lines.eq(["POST /shop/v2/v1/sales"; 2]), "{client}");
    }
}

#[test]
fn the_message_about_a_version_says_how_to_send_to_such_an_api() {
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    let error = settings.with_base_url("https://api.example.com/v2");
    let message = error.unwrap_err().to_string();
    for advice in [
        "remove `/v2` or `/v3` from its end",
        "use `BaseUrl::versioned(url)`, and pass it to `Settings::with_base`",
    ] {
        assert!(message.contains(advice), "{message}");
    }
}

#[test]
fn each_host_gets_its_own_events() {
    for (client, send) in CLIENTS {
        let (api, events) = (
            Server::start(vec![accepted()]),
            Server::start(vec![accepted()]),
        );
        let settings = settings(&api.url()).with_host("events", &format!("{}/in", events.url()));
        let settings = settings.unwrap();
        let batch = Batch {
            dry_run: Some(true),
            sales: vec![Sale { id: 1 }, Sale { id: 2 }],
        };
        send(settings.clone(), &batch.prepare().unwrap()).unwrap();
        send(settings, &BOOKS.prepare().unwrap()).unwrap();
        let request = &events.requests()[0];
        assert_eq!(request.line, "POST /in/v1/sales?dryRun=true", "{client}");
        assert_eq!(request.body, r#"[{"id":"1"},{"id":"2"}]"#, "{client}");
        assert_eq!(header(request, "content-type"), Some("application/json"));
        assert_eq!(api.requests().len(), 1, "{client}");
        assert_eq!(events.requests().len(), 1, "{client}");
    }
}

#[test]
fn nothing_is_sent_to_a_host_without_a_base_url() {
    for (client, send) in CLIENTS {
        let server = Server::start(Vec::new());
        let batch = Batch {
            dry_run: None,
            sales: vec![Sale { id: 1 }],
        };
        let prepared = batch.prepare().unwrap();
        let error = send(settings(&server.url()), &prepared).unwrap_err();
        let expected = "POST /v1/sales was not sent: no base URL for the host `events`; set it with `Settings::with_host(\"events\", …)`";
        assert_eq!(error.to_string(), expected, "{client}");
        assert_eq!((error.attempts(), error.can_retry()), (0, false));
        assert_eq!(server.requests(), [], "{client}");
        // A relay keeps the event, because the settings can be corrected.
        let outbox = settings(&server.url()).with_retries(RetryPolicy::outbox());
        assert!(send(outbox, &prepared).unwrap_err().can_retry(), "{client}");
    }
}

#[test]
fn errors_show_no_values_of_the_query() {
    for (client, send) in CLIENTS {
        let server = Server::start(vec![answer(400, "", r#"{"message":"no"}"#)]);
        let prepared = BOOKS.prepare().unwrap();
        let error = send(settings(&server.url()), &prepared).unwrap_err();
        let expected = format!(
            "GET {}/v1/shops/:shop/books, attempt 1: 400, no; trying again cannot help",
            server.url()
        );
        assert_eq!(error.to_string(), expected, "{client}");
        assert!(!format!("{error:?} {prepared:?}").contains("hunter"));
        let lost = send(settings("http://127.0.0.1:9"), &prepared).unwrap_err();
        assert!(
            !format!("{lost} {lost:?}").contains("hunter"),
            "{client}: {lost}"
        );
    }
}

#[test]
fn a_token_for_live_accounts_needs_https_for_every_host() {
    let settings = Settings::new(Token::new("sk_live_1").unwrap());
    let error = settings.clone().with_host("events", "http://example.com");
    assert!(error.unwrap_err().to_string().contains("`https`"));
    assert!(settings.with_host("events", "https://example.com").is_ok());
}
