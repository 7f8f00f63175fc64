//! Both clients send the same requests and report the same results in every case.

use std::time::Duration;
use voucher_clients::{ReceivedRequest, Reply, Server, answer};
use voucher_core::http::{Answer, RetryPolicy, SendError, Settings, StatusAction, Token};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher, VoucherCheck};

const KEY: &str = "sk_test_hunter2";
const CODE: &str = "SECRET-CODE";
const ACCEPTED: &str = r#"{"status":200,"timestamp":1512828988}"#;

/// What the clients have in common.
trait Sends {
    const NAME: &'static str;
    fn with_settings(settings: Settings) -> Self;
    fn send_prepared(&self, prepared: &Prepared) -> Result<Answer, SendError>;
    fn send<E: RavelinEvent>(&self, event: &E) -> Result<Answer, SendError>;
}

impl Sends for voucher_core::ureq::Client {
    const NAME: &'static str = "ureq";

    fn with_settings(settings: Settings) -> Self {
        Self::with_settings(settings)
    }

    fn send_prepared(&self, prepared: &Prepared) -> Result<Answer, SendError> {
        self.send_prepared(prepared)
    }

    fn send<E: RavelinEvent>(&self, event: &E) -> Result<Answer, SendError> {
        self.send(event)
    }
}

struct Reqwest {
    client: voucher_core::reqwest::Client,
    runtime: tokio::runtime::Runtime,
}

impl Sends for Reqwest {
    const NAME: &'static str = "reqwest";

    fn with_settings(settings: Settings) -> Self {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        Self {
            client: voucher_core::reqwest::Client::with_settings(settings).unwrap(),
            runtime: runtime.enable_all().build().unwrap(),
        }
    }

    fn send_prepared(&self, prepared: &Prepared) -> Result<Answer, SendError> {
        self.runtime
            .block_on(is_send(self.client.send_prepared(prepared)))
    }

    fn send<E: RavelinEvent>(&self, event: &E) -> Result<Answer, SendError> {
        self.runtime.block_on(is_send(self.client.send(event)))
    }
}

/// Checks that a future is `Send`, so that it can be spawned.
fn is_send<F: Future + Send>(future: F) -> F {
    future
}

fn settings(url: &str) -> Settings {
    let waits = Duration::from_millis(1);
    Settings::new(Token::new(KEY).unwrap())
        .with_base_url(url)
        .unwrap()
        .with_retries(
            RetryPolicy::default()
                .with_attempts(3)
                .with_waits(waits, waits)
                // The default waits five seconds after a 429.
                .with_status(429, StatusAction::Retry { after: waits }),
        )
        // Long enough that only the cases about timeouts reach it.
        .with_timeout(Duration::from_secs(60))
        .with_check_timeout(Duration::from_secs(60))
}

fn voucher() -> Voucher {
    let time = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let mut voucher = Voucher::new(time, CODE, 1_000, Currency::GBP, time);
    voucher.event_type = Some("promo-created".into());
    voucher
}

/// Returns the result of sending an event: `delivered 200`, or the error without the cause, which differs between libraries.
fn shown(result: &Result<Answer, SendError>) -> String {
    match result {
        Ok(answer) if answer.is_cut() => format!("delivered {}, cut", answer.status()),
        Ok(answer) => format!("delivered {}", answer.status()),
        Err(error) => {
            let message = error.to_string();
            for output in [&message, &format!("{error:?}")] {
                assert!(
                    !output.contains("hunter2") && !output.contains(CODE),
                    "{output}"
                );
            }
            assert_eq!(error.endpoint().path(), "/v2/voucher");
            assert_eq!(error.event_type(), Some("promo-created"));
            let event = "/v2/voucher `promo-created` of 2017-12-09T14:16:28.826Z, ";
            let (url, message) = message.split_once(event).expect("the event is named");
            let host = url
                .strip_prefix("POST http")
                .unwrap()
                .trim_start_matches('s');
            assert!(host.starts_with("://127.0.0.1:"), "{url}");
            let (message, advice) = message.rsplit_once("; ").unwrap();
            let message = match message.split_once(" failed: ") {
                Some((message, cause)) => {
                    assert!(!cause.is_empty());
                    format!("{message} failed")
                }
                None => message.to_owned(),
            };
            format!("{message}; {advice}")
        }
    }
}

/// A case: its name, the server's replies, the expected result, and the expected number of requests.
type Case = (&'static str, Vec<Reply>, &'static str, usize);

fn accepted() -> Reply {
    answer(200, "Content-Type: application/json\r\n", ACCEPTED)
}

fn close_after(bytes: &str) -> Reply {
    Reply::SendAndClose(bytes.into())
}

fn accepted_answers() -> Vec<Case> {
    vec![
("accepted", vec![accepted()], "delivered 200", 1),
("null", vec![answer(200, "", "null")], "delivered 200", 1),
("no content", vec![Reply::Send("HTTP/1.1 204 No Content\r\n\r\n".into())], "delivered 204", 1),
(
            "interim",
            vec![Reply::Send(format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{ACCEPTED}", ACCEPTED.len()))],
            "delivered 200",
            1,
        ),
(
            "chunks",
            vec![Reply::Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nnu\r\n2\r\nll\r\n0\r\n\r\n".into())],
            "delivered 200",
            1,
        ),
("old server", vec![close_after("HTTP/1.0 200 OK\r\n\r\nnull")], "delivered 200", 1),
(
            "flooded",
            vec![Reply::Flood("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n".into())],
            "delivered 200, cut",
            1,
        ),
]
}

fn rejected_answers() -> Vec<Case> {
    vec![
        (
            "rejected",
            vec![answer(
                400,
                "",
                r#"{"status":400,"message":"Customer\nnot found","traceId":"9f641b70"}"#,
            )],
            "attempt 1: 400, Customer not found (trace 9f641b70); trying again cannot help",
            1,
        ),
        (
            "rejected with a list of errors",
            vec![answer(
                400,
                "",
                r#"{"validationErrors":["a is missing","b is wrong"]}"#,
            )],
            "attempt 1: 400, a is missing, b is wrong; trying again cannot help",
            1,
        ),
        (
            "wrong key",
            vec![answer(401, "", "")],
            "attempt 1: 401; trying again cannot help",
            1,
        ),
    ]
}

fn unusual_answers() -> Vec<Case> {
    vec![
        (
            "rejected in a success",
            vec![answer(200, "", r#"{"status":"403","message":"no"}"#)],
            "attempt 1: 200, but its body says 403, no; trying again cannot help",
            1,
        ),
        (
            "redirected",
            vec![answer(307, "Location: /elsewhere\r\n", "")],
            "attempt 1: 307; trying again cannot help",
            1,
        ),
        (
            "moved",
            vec![answer(301, "Location: http://127.0.0.1:1/\r\n", "")],
            "attempt 1: 301; trying again cannot help",
            1,
        ),
        (
            "flooded with an error",
            vec![Reply::Flood("HTTP/1.1 400 No\r\n\r\n".into())],
            "attempt 1: 400, a body too long to read; trying again cannot help",
            1,
        ),
        (
            "an answer that repeats the token",
            vec![answer(
                400,
                "",
                &format!(r#"{{"message":"authorization: token {KEY}"}}"#),
            )],
            "attempt 1: 400, authorization: token ***************; trying again cannot help",
            1,
        ),
    ]
}

fn transient_failures() -> Vec<Case> {
    let busy = || answer(503, "", r#"{"status":503,"message":"busy"}"#);
    vec![
        ("busy once", vec![busy(), accepted()], "delivered 200", 2),
        (
            "busy",
            vec![busy(), busy(), busy(), accepted()],
            "attempt 3: 503, busy; trying again can help",
            3,
        ),
        (
            "limited",
            vec![answer(429, "Retry-After: 0\r\n", "{}"), accepted()],
            "delivered 200",
            2,
        ),
        (
            "limited until a date",
            vec![
                answer(503, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", ""),
                accepted(),
            ],
            "delivered 200",
            2,
        ),
        (
            "busy, then rejected",
            vec![busy(), answer(400, "", r#"{"message":"no"}"#)],
            "attempt 2: 400, no; trying again cannot help",
            2,
        ),
        (
            "an error page",
            vec![answer(502, "Content-Type: text/html\r\n", "<html>"); 3],
            "attempt 3: 502, a body that is not JSON; trying again can help",
            3,
        ),
        (
            "a login page",
            vec![answer(200, "", "<html>Welcome</html>"), accepted()],
            "delivered 200",
            2,
        ),
    ]
}

fn broken_answers() -> Vec<Case> {
    vec![
        (
            "closed",
            vec![close_after(""), accepted()],
            "delivered 200",
            2,
        ),
        (
            "closed in the head",
            vec![close_after("HTTP/1.1 200 O"), accepted()],
            "delivered 200",
            2,
        ),
        (
            "closed in the body",
            vec![
                close_after("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"sta"),
                accepted(),
            ],
            "delivered 200",
            2,
        ),
        (
            "closed in a chunk",
            vec![
                close_after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"sta"),
                accepted(),
            ],
            "delivered 200",
            2,
        ),
        (
            "no HTTP",
            vec![close_after("SSH-2.0-OpenSSH\r\n\r\n"), accepted()],
            "delivered 200",
            2,
        ),
        (
            "always closed",
            vec![close_after(""); 3],
            "attempt 3: no answer, the connection failed; trying again can help",
            3,
        ),
    ]
}

fn rejections_cut_short() -> Vec<Case> {
    vec![
        (
            "rejected, and closed in the body",
            vec![close_after(
                "HTTP/1.1 400 No\r\nContent-Length: 40\r\n\r\n{\"sta",
            )],
            "attempt 1: 400, a body that is not JSON; trying again cannot help",
            1,
        ),
        (
            "busy, and closed in the body",
            vec![
                close_after("HTTP/1.1 503 No\r\nContent-Length: 40\r\n\r\n{\"sta"),
                accepted(),
            ],
            "delivered 200",
            2,
        ),
    ]
}

/// Runs a case, checks that all attempts send the same request, and returns that request.
fn run<C: Sends>(
    (name, replies, expected, request_count): &Case,
    settings: impl Fn(&str) -> Settings,
) -> ReceivedRequest {
    let case = format!("{} {name}", C::NAME);
    let server = Server::start(replies.clone());
    let client = C::with_settings(settings(&server.url()));
    let result = client.send_prepared(&voucher().prepare().unwrap());
    assert_eq!(shown(&result), *expected, "{case}");
    let requests = server.requests();
    assert_eq!(requests.len(), *request_count, "{case}");
    for retry in &requests[1..] {
        assert_eq!(retry, &requests[0], "{case}");
    }
    let mut first = requests[0].clone();
    // The host contains the server's port.
    first.headers.retain(|(name, _)| name != "host");
    first
}

fn run_both(cases: &[Case], settings: impl Fn(&str) -> Settings) {
    for case in cases {
        let ureq = run::<voucher_core::ureq::Client>(case, &settings);
        let reqwest = run::<Reqwest>(case, &settings);
        assert_eq!(ureq, reqwest, "{}", case.0);
    }
}

#[test]
fn final_answers_are_not_retried() {
    run_both(&accepted_answers(), settings);
    run_both(&rejected_answers(), settings);
    run_both(&unusual_answers(), settings);
}

#[test]
fn transient_failures_are_retried() {
    run_both(&transient_failures(), settings);
}

#[test]
fn broken_answers_are_retried() {
    run_both(&broken_answers(), settings);
    run_both(&rejections_cut_short(), settings);
}

#[test]
fn timeouts_are_retried() {
    let cases: Vec<Case> = vec![
        (
            "silent",
            vec![Reply::Silence; 3],
            "attempt 3: no answer in time; trying again can help",
            3,
        ),
        (
            "dripping",
            vec![Reply::Drip("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".into()); 3],
            "attempt 3: no answer in time; trying again can help",
            3,
        ),
    ];
    run_both(&cases, |url| {
        settings(url).with_timeout(Duration::from_millis(100))
    });
}

#[test]
fn requests_match_the_documentation() {
    let case = &accepted_answers()[0];
    for request in [
        run::<voucher_core::ureq::Client>(case, settings),
        run::<Reqwest>(case, settings),
    ] {
        assert_eq!(request.line, "POST /v2/voucher");
        assert_eq!(request.body, voucher().to_json().unwrap());
        let headers: Vec<_> = request
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            headers,
            [
                "accept: application/json".to_owned(),
                "authorization: token sk_test_hunter2".to_owned(),
                format!("content-length: {}", request.body.len()),
                "content-type: application/json".to_owned(),
                concat!("user-agent: voucher-core/", env!("CARGO_PKG_VERSION")).to_owned(),
            ]
        );
    }
}

/// A check has one timeout for all attempts. For other events, each attempt has its own timeout.
fn checks_share_one_timeout<C: Sends>() {
    let check = VoucherCheck::new("abc-123-ZYZ").prepare().unwrap();
    let server = Server::start(vec![Reply::Silence; 3]);
    let short = settings(&server.url()).with_check_timeout(Duration::from_millis(100));
    let error = C::with_settings(short).send_prepared(&check).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "POST {}/v2/voucher/check, attempt 1: no answer in time; trying again can help",
            server.url()
        )
    );
    assert_eq!(server.requests().len(), 1);

    let recommended = r#"{"timestamp":1512828988,"recommendation":"ABUSE"}"#;
    let server = Server::start(vec![answer(503, "", ""), answer(200, "", recommended)]);
    let answer = C::with_settings(settings(&server.url()))
        .send_prepared(&check)
        .unwrap();
    assert!(answer.recommendation() == Some(voucher_core::http::Recommendation::Abuse));
}

fn connections_are_reused<C: Sends>() {
    let long = answer(200, "", &format!("[{}0]", "0,".repeat(100_000)));
    let mut replies = vec![accepted(); 19];
    replies.insert(10, long);
    let server = Server::start(replies);
    let client = C::with_settings(settings(&server.url()));
    for _ in 0..20 {
        client.send(&voucher()).unwrap();
    }
    assert_eq!(
        (server.requests().len(), server.connections()),
        (20, 1),
        "{}",
        C::NAME
    );
}

fn closed_connections_are_replaced<C: Sends>() {
    let close = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{ACCEPTED}",
        ACCEPTED.len()
    );
    let server = Server::start(vec![Reply::SendAndClose(close), accepted()]);
    let client = C::with_settings(settings(&server.url()));
    for _ in 0..2 {
        client.send(&voucher()).unwrap();
    }
    assert_eq!(
        (server.requests().len(), server.connections()),
        (2, 2),
        "{}",
        C::NAME
    );
}

fn invalid_events_are_not_sent<C: Sends>() {
    let server = Server::start(vec![accepted()]);
    let mut invalid = voucher();
    invalid.voucher_code = String::new();
    let error = C::with_settings(settings(&server.url()))
        .send(&invalid)
        .unwrap_err();
    assert_eq!((error.attempts(), error.can_retry()), (0, false));
    assert_eq!(
        error.violations().unwrap().first().pointer(),
        "/voucher/voucherCode"
    );
    let message = error.to_string();
    assert!(
        message.starts_with("POST /v2/voucher was not sent: /voucher/voucherCode"),
        "{message}"
    );
    assert!(server.requests().is_empty());
}

/// The client uses the port and path of the base URL, whatever the host name.
fn the_host_in_the_base_url_is_used<C: Sends>() {
    for host in ["127.0.0.1", "localhost", "LocalHost"] {
        for path in ["", "/", "/v2/ravelin/", "/a-._~!$&'()*+,;=:@/%2Fb"] {
            let server = Server::start(vec![accepted()]);
            let url = server.url().replace("127.0.0.1", host) + path;
            C::with_settings(settings(&url)).send(&voucher()).unwrap();
            let line = format!("POST {}/v2/voucher", path.trim_end_matches('/'));
            assert_eq!(server.requests()[0].line, line, "{} {url}", C::NAME);
        }
    }
}

fn a_429_is_retried_after_a_wait<C: Sends>() {
    for header in ["", "Retry-After: 0\r\n", "Retry-After: 0.1\r\n"] {
        let server = Server::start(vec![answer(429, header, "{}"), accepted()]);
        let min_wait = Duration::from_millis(200);
        let waits = Duration::from_millis(1);
        let retries = RetryPolicy::default()
            .with_waits(waits, waits)
            .with_status(429, StatusAction::Retry { after: min_wait });
        let start = std::time::Instant::now();
        let client = C::with_settings(settings(&server.url()).with_retries(retries));
        client.send(&voucher()).unwrap();
        assert!(start.elapsed() >= min_wait, "{} {header}", C::NAME);
    }
}

fn a_refused_connection_is_reported<C: Sends>() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let result = C::with_settings(settings(&format!("http://{free}"))).send(&voucher());
    let lost = "attempt 3: no answer, the connection failed; trying again can help";
    assert_eq!(shown(&result), lost, "{}", C::NAME);
    let message = result.unwrap_err().to_string();
    assert!(message.contains("refused"), "{message}");
}

fn tls_is_used<C: Sends>() {
    let server = Server::start(vec![accepted()]);
    let url = server.url().replace("http:", "https:");
    let result = C::with_settings(settings(&url)).send(&voucher());
    let lost = "attempt 3: no answer, the connection failed; trying again can help";
    assert_eq!(shown(&result), lost, "{}", C::NAME);
    assert!(server.requests().is_empty(), "nothing was sent unencrypted");
}

macro_rules! both {
    ($($test:ident)*) => {$(
        mod $test {
            #[test]
            fn ureq() {
                super::$test::<voucher_core::ureq::Client>();
            }

            #[test]
            fn reqwest() {
                super::$test::<super::Reqwest>();
            }
        }
    )*};
}

both! {
    checks_share_one_timeout
    connections_are_reused
    closed_connections_are_replaced
    invalid_events_are_not_sent
    the_host_in_the_base_url_is_used
    a_429_is_retried_after_a_wait
    a_refused_connection_is_reported
    tls_is_used
}
