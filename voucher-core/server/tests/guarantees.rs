//! What the server guarantees, whatever is sent to it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use voucher_core::sandbox::Sandbox;
use voucher_sandbox::{Server, Settings};

const VOUCHER: &str = r#"{"timestamp":1764324000000,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"GBP","creationTime":1764324000000}}"#;

struct Running {
    address: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

fn start(settings: Settings) -> Running {
    let (stop, stopped) = oneshot::channel();
    let (sender, url) = std::sync::mpsc::channel();
    let thread = spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let server = Server::bind(settings).await.unwrap();
            sender.send(server.url().unwrap()).unwrap();
            server.run(async { drop(stopped.await) }).await;
        });
    });
    Running {
        address: url.recv().unwrap().trim_start_matches("http://").into(),
        stop: Some(stop),
        thread: Some(thread),
    }
}

fn settings() -> Settings {
    Settings::new(Sandbox::new(7)).quiet()
}

impl Running {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        let timeout = Some(Duration::from_secs(30));
        stream.set_read_timeout(timeout).unwrap();
        stream
    }

    /// Sends a request, and returns the status and the whole answer.
    fn send(&self, line: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = self.connect();
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        // The server may answer before everything is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.get(9..12).and_then(|status| status.parse().ok());
        (status.unwrap_or_else(|| panic!("{answer}")), answer)
    }

    fn get(&self, path: &str) -> String {
        let (status, answer) = self.send(&format!("GET {path}"), "Host: localhost\r\n", "");
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    fn post(&self, path: &str, body: &str) -> u16 {
        let headers = "Host: localhost\r\nAuthorization: token sk_live_7hidden7\r\nContent-Type: application/json\r\n";
        self.send(&format!("POST {path}"), headers, body).0
    }

    /// Stops the server, and waits for its end.
    fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

const PAGES: [&str; 9] = [
    "/",
    "/?request=1",
    "/__sandbox/page/entities",
    "/__sandbox/page/entities?name=voucher&id=SPRING-15",
    "/__sandbox/page/try",
    "/__sandbox/page/try?request=1",
    "/__sandbox/page/definitions",
    "/__sandbox/page/definitions?search=token",
    "/__sandbox/page/faults",
];

#[test]
fn other_sites_cannot_read_anything() {
    let server = start(settings().with_allowed_host("sandbox"));
    server.post("/v2/voucher", VOUCHER);
    let own = PAGES.into_iter().chain([
        "/__sandbox/events",
        "/__sandbox/entities",
        "/__sandbox/page/stream",
        "/__sandbox/page/style.css",
    ]);
    for path in own {
        for host in [
            "Host: evil.example\r\n",
            "Host: localhost.evil.example:80\r\n",
        ] {
            let (status, answer) = server.send(&format!("GET {path}"), host, "");
            assert_eq!(status, 403, "{path}");
            assert!(!answer.contains("SPRING-15"), "{answer}");
        }
    }
    let (status, _) = server.send("GET /", "Host: sandbox:8080\r\n", "");
    assert_eq!(status, 200);
}

#[test]
fn other_sites_cannot_change_anything() {
    let server = start(settings());
    server.post("/v2/voucher", VOUCHER);
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    for headers in [
        "Host: evil.example\r\nOrigin: http://evil.example\r\n",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
        "Host: localhost\r\nOrigin: null\r\n",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: localhost:81\r\nOrigin: http://localhost:82\r\n",
    ] {
        let headers = format!("{headers}{form}");
        for (line, body) in [
            (
                "POST /__sandbox/page/faults",
                "do=set&rate=100&latency=0&kind=500",
            ),
            ("POST /__sandbox/page/faults", "do=reset"),
            (
                "POST /__sandbox/page/try",
                "definition=voucher&target=%2Fv2%2Fvoucher&body=%7B%7D",
            ),
            ("DELETE /__sandbox/events", ""),
        ] {
            assert_eq!(server.send(line, &headers, body).0, 403, "{line} {headers}");
        }
    }
    assert!(
        server
            .get("/__sandbox/events")
            .contains("{\"accepted\":1,\"refused\":0,")
    );
    assert!(
        server
            .get("/__sandbox/page/faults")
            .contains("No faults are injected")
    );
}

#[test]
fn every_page_forbids_inline_scripts_and_shows_no_token() {
    let server = start(settings());
    let secret = VOUCHER.replace(
        "\"GBP\"",
        "\"GBP\",\"custom\":{\"key\":\"sk_live_8hidden8\"}",
    );
    server.post("/v2/voucher?key=secret_key_live_9hidden9", &secret);
    server.post("/v2/none/sk_test_6hidden6", "{}");
    for path in PAGES.into_iter().chain(["/?request=2"]) {
        let answer = server.get(path);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let head = head.to_lowercase();
        assert!(
            head.contains("content-security-policy: default-src 'none'; script-src 'self';"),
            "{head}"
        );
        for header in [
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{header}: {head}");
        }
        assert!(
            !body.contains("<style") && !body.contains(" style=") && !body.contains(" onclick")
        );
        assert_eq!(body.matches("<script").count(), 1, "{path}");
        assert!(
            !answer.contains("hidden8")
                && !answer.contains("hidden9")
                && !answer.contains("hidden6"),
            "{path}: {answer}"
        );
        assert!(!answer.contains("hidden7"), "{path}");
    }
}

#[test]
fn memory_is_bounded_by_number_and_by_length() {
    let server = start(settings().with_requests(3));
    for _ in 0..5 {
        server.post("/v2/voucher", VOUCHER);
    }
    let page = server.get("/");
    let rows = |page: &str| page.matches("<tr data-number=").count();
    assert_eq!(rows(&page), 3);
    assert!(
        server
            .get("/?request=1")
            .contains("is not remembered any more")
    );
    // Together, the bodies may have 4 MiB.
    let server = start(settings());
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1_000_000));
    for _ in 0..30 {
        server.post("/v2/voucher", &long);
    }
    let server_with_few = start(settings().with_requests(10));
    for _ in 0..10 {
        server_with_few.post("/v2/voucher", &long);
    }
    assert!(rows(&server_with_few.get("/")) < 5);
    // A page does not contain all of a long body.
    let page = server.get("/?request=30");
    assert!(page.len() < 200_000, "{} bytes", page.len());
}

#[test]
fn pages_that_do_not_read_neither_block_nor_fill_the_memory() {
    let mut server = start(settings());
    let request = "GET /__sandbox/page/stream?after=0.0 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut streams = Vec::new();
    for _ in 0..256 {
        let mut stream = server.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        streams.push(stream);
    }
    let (status, answer) = server.send("GET /__sandbox/page/stream", "Host: localhost\r\n", "");
    assert_eq!(status, 503, "{answer}");
    let begin = Instant::now();
    for _ in 0..200 {
        assert_eq!(server.post("/v2/voucher", VOUCHER), 200);
    }
    assert!(begin.elapsed() < Duration::from_secs(60));
    // A closed page makes room for another one.
    streams.truncate(100);
    let begin = Instant::now();
    loop {
        server.post("/v2/voucher", VOUCHER);
        let mut stream = server.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        if &first == b"HTTP/1.1 200" {
            break;
        }
        assert!(begin.elapsed() < Duration::from_secs(30), "no room");
        sleep(Duration::from_millis(100));
    }
    // Open pages do not keep the server from stopping.
    let begin = Instant::now();
    server.stop();
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_stream_has_the_rows_after_the_position_of_the_page() {
    let server = start(settings());
    server.post("/v2/voucher", VOUCHER);
    let page = server.get("/?request=1");
    assert!(page.contains("/__sandbox/page/entities?name=voucher&amp;id=SPRING-15"));
    let position = page.split("data-position=\"").nth(1).unwrap();
    let position = position.split('"').next().unwrap();
    server.post("/v2/voucher", "{}");
    let mut stream = server.connect();
    let request =
        format!("GET /__sandbox/page/stream?after={position} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let read_until = |stream: &mut TcpStream, expected: &str| {
        let mut text = String::new();
        let mut buffer = [0; 4_096];
        while !text.contains(expected) {
            let read = stream.read(&mut buffer).unwrap();
            assert!(read > 0, "{text}");
            text.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
        text
    };
    let first = read_until(&mut stream, "data-number=\\\"2\\\"");
    assert!(!first.contains("data-number=\\\"1\\\""), "{first}");
    assert!(first.contains("text/event-stream"));
    server.post("/v2/voucher", VOUCHER);
    let next = read_until(&mut stream, "data-number=\\\"3\\\"");
    assert!(next.contains("event: rows"), "{next}");
    // After a reset, the page has to load everything again.
    let (status, _) = server.send("DELETE /__sandbox/events", "Host: localhost\r\n", "");
    assert_eq!(status, 200);
    read_until(&mut stream, "event: reload");
}

#[test]
fn a_wrong_form_of_faults_changes_nothing() {
    let server = start(settings());
    for (line, body, expected) in [
        ("POST /__sandbox/page/faults", "%ff&&=&", 400),
        ("POST /__sandbox/page/faults", "do=off", 303),
    ] {
        let (status, answer) = server.send(line, "Host: localhost\r\n", body);
        assert_eq!(status, expected, "{body}: {answer}");
    }
    assert!(
        server
            .get("/__sandbox/page/faults")
            .contains("No faults are injected")
    );
}

#[test]
fn wrong_methods_forms_and_paths_are_answered() {
    let server = start(settings());
    let host = "Host: localhost\r\n";
    for (line, body, expected) in [
        ("HEAD /", "", 200),
        ("POST /__sandbox/page/definitions", "", 405),
        ("PUT /__sandbox/page/faults", "", 405),
        ("GET /__sandbox/page/none", "", 404),
        (
            "POST /__sandbox/page/faults",
            "do=set&rate=101&latency=0",
            400,
        ),
        (
            "POST /__sandbox/page/faults",
            "do=set&rate=NaN&latency=0",
            400,
        ),
        (
            "POST /__sandbox/page/faults",
            "do=set&rate=1&latency=70000",
            400,
        ),
        ("POST /__sandbox/page/try", "definition=none", 200),
        (
            "POST /__sandbox/page/try",
            "definition=voucher&target=x%0d%0ay",
            200,
        ),
        (
            "POST /__sandbox/page/try",
            "definition=voucher&target=%2Fv2%2Fvoucher&prefer=%0a",
            200,
        ),
        (
            "POST /__sandbox/page/try",
            "definition=voucher&target=%2F__sandbox%2Fevents",
            200,
        ),
        ("POST /", "{}", 404),
        (
            "GET /?request=99999999999999999999&outcome=x&endpoint=%00",
            "",
            200,
        ),
    ] {
        let (status, answer) = server.send(line, host, body);
        assert_eq!(status, expected, "{line} {body}: {answer}");
    }
    let long = "x".repeat(4_000_000);
    assert_eq!(server.send("POST /__sandbox/page/try", host, &long).0, 413);
}

#[test]
fn what_can_be_read_has_a_head() {
    let server = start(settings());
    for path in [
        "/",
        "/__sandbox/page/style.css",
        "/__sandbox/events",
        "/__sandbox/entities",
    ] {
        let (status, answer) = server.send(&format!("HEAD {path}"), "Host: localhost\r\n", "");
        assert_eq!(status, 200, "{path}");
        assert!(answer.ends_with("\r\n\r\n"), "{path} has a body: {answer}");
    }
}

#[test]
fn only_the_loopback_interface_is_the_default() {
    let server = start(settings());
    assert!(
        server.address.starts_with("127.0.0.1:"),
        "{}",
        server.address
    );
    let everywhere = start(settings().with_address([0, 0, 0, 0].into()));
    assert!(
        everywhere.address.starts_with("0.0.0.0:"),
        "{}",
        everywhere.address
    );
}
