//! `cargo run -p programs --bin backfill` delivers or reports every line, even if the program is stopped in between.

use serde_json::Value;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;
use voucher_clients::{Server, answer};
use voucher_tests::program;

fn cargo(example: &str) -> Command {
    let mut cargo = program(example);
    cargo.env("RAVELIN_TOKEN", "sk_test_hunter2");
    cargo
}

/// A separate folder for each test, with a file of this many lines.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, lines: usize) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("backfill-{test}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let sample = cargo("backfill")
            .args(["--sample", &lines.to_string()])
            .output()
            .unwrap();
        assert!(sample.status.success());
        std::fs::write(folder.join("vouchers.ndjson"), sample.stdout).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("vouchers.ndjson")
    }

    fn read(&self, ending: &str) -> String {
        std::fs::read_to_string(self.0.join(format!("vouchers.ndjson.{ending}")))
            .unwrap_or_default()
    }

    fn lines_done(&self) -> u64 {
        let state: Value = serde_json::from_str(&self.read("state")).unwrap_or_default();
        state["lines"].as_u64().unwrap_or(0)
    }

    fn backfill(&self, arguments: &[&str]) -> Command {
        let mut cargo = cargo("backfill");
        cargo.arg(self.file()).args(arguments);
        cargo
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.backfill(arguments).output().unwrap();
        let output = String::from_utf8([stdout, stderr].concat()).unwrap();
        assert!(!output.contains("hunter2"), "{output}");
        (status.code(), output)
    }
}

/// The example `sandbox`.
struct Sandbox {
    child: Child,
    /// Kept open, because the program writes until it ends.
    _out: Lines<BufReader<ChildStdout>>,
    address: String,
}

impl Sandbox {
    fn start(arguments: &[&str]) -> Self {
        let mut child = cargo("sandbox")
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.nth(1).unwrap().unwrap();
        let address = url.strip_prefix("http://").unwrap().to_owned();
        Self {
            child,
            _out: lines,
            address,
        }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the sandbox's vouchers, by code.
    fn vouchers(&self) -> serde_json::Map<String, Value> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let request = format!(
            "GET /__sandbox/entities HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        body["voucher"].as_object().unwrap().clone()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The invalid lines among every hundred lines of a sample.
const FAULTY: [usize; 3] = [50, 75, 100];

#[test]
fn a_killed_program_continues_where_it_stopped() {
    const LINES: usize = 400;
    let sandbox = Sandbox::start(&["--faults", "0.05", "--seed", "7"]);
    let folder = Folder::new("killed", LINES);
    let url = sandbox.url();
    let arguments = ["--url", &url, "--rate", "100", "--connections", "4"];
    let mut before = 0;
    for _ in 0..3 {
        let mut child = folder
            .backfill(&arguments)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while folder.lines_done() <= before {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it ended before it was killed"
            );
            sleep(Duration::from_millis(10));
        }
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None);
        before = folder.lines_done();
    }
    let (code, output) = folder.run(&arguments);
    assert!(
        output.starts_with("400 lines: 388 delivered, 12 refused\n"),
        "{output}"
    );
    assert_eq!(code, Some(2), "{output}");

    assert_all_arrived(&sandbox.vouchers(), LINES);
    assert_all_reported(&folder.read("refused"));

    // Finished lines are not sent again.
    let (code, again) = folder.run(&["--url", "http://127.0.0.1:9"]);
    assert_eq!((code, again), (Some(2), output));
}

/// Checks that exactly the valid lines arrived, unchanged.
fn assert_all_arrived(vouchers: &serde_json::Map<String, Value>, lines: usize) {
    let is_faulty = |number: usize| FAULTY.iter().any(|faulty| number % 100 == faulty % 100);
    let good: Vec<_> = (1..=lines).filter(|number| !is_faulty(*number)).collect();
    assert_eq!(vouchers.len(), good.len());
    for number in good {
        let voucher = &vouchers[&format!("OLD-{number}")]["voucher"];
        assert_eq!(voucher["value"], 100 + number);
        assert_eq!(voucher["creationTime"], (1_700_000_000 + number) * 1_000);
    }
}

/// Checks that each invalid line is reported once, in order.
fn assert_all_reported(report: &str) {
    let lines: Vec<_> = report.lines().collect();
    assert_eq!(lines.len(), 12);
    for (block, lines) in lines.chunks(3).enumerate() {
        let starts = FAULTY.map(|faulty| format!("line {}: ", block * 100 + faulty));
        let messages = [
            "`GPB` is not an ISO 4217 currency code",
            "a count of milliseconds",
            "EOF while parsing",
        ];
        for ((line, start), message) in lines.iter().zip(starts).zip(messages) {
            assert!(line.starts_with(&start) && line.contains(message), "{line}");
        }
    }
}

#[test]
fn an_error_that_no_line_caused_stops_the_program() {
    let accepted = || answer(200, "", r#"{"status":200,"success":"true"}"#);
    let rejected = answer(400, "", r#"{"message":"no such currency"}"#);
    let wrong_key = answer(401, "", r#"{"message":"API Key Incorrect"}"#);
    let server = Server::start(vec![accepted(), rejected, accepted(), wrong_key]);
    let folder = Folder::new("stopped", 9);
    let url = server.url();
    let (code, output) = folder.run(&["--url", &url, "--rate", "0", "--connections", "1"]);
    assert_eq!(code, Some(1), "{output}");
    let (first, rest) = output.split_once('\n').unwrap();
    assert_eq!(first, "3 lines: 2 delivered, 1 refused");
    assert!(rest.starts_with(&format!("stopped at line 4: POST {url}/v2/backfill/voucher of 2023-11-14T22:14:24.000Z, attempt 1: 401, API Key Incorrect")), "{rest}");
    assert!(
        rest.ends_with("the same command continues after line 3\n"),
        "{rest}"
    );
    assert!(
        folder
            .read("refused")
            .starts_with(&format!("line 2: POST {url}/v2/backfill/voucher of "))
    );
    for request in server.requests() {
        assert_eq!(request.line, "POST /v2/backfill/voucher");
    }

    let server = Server::start(vec![accepted(); 6]);
    let (code, output) = folder.run(&["--url", &server.url(), "--rate", "0"]);
    assert_eq!(code, Some(2), "{output}");
    assert!(
        output.starts_with("9 lines: 8 delivered, 1 refused"),
        "{output}"
    );
    assert_eq!(server.requests().len(), 6);
}

#[test]
fn a_rate_limit_pauses_all_connections() {
    let limited = answer(429, "Retry-After: 1\r\n", "");
    let accepted = answer(200, "", "null");
    let server = Server::start([vec![limited], vec![accepted; 20]].concat());
    let folder = Folder::new("limited", 20);
    let (code, output) = folder.run(&["--url", &server.url(), "--rate", "1000"]);
    assert_eq!(code, Some(0), "{output}");
    assert_eq!(output, "20 lines: 20 delivered, 0 refused\n");
    assert_eq!(server.requests().len(), 21);
}

#[test]
fn a_malformed_file_or_argument_is_reported() {
    let folder = Folder::new("odd", 3);
    let mut bytes = std::fs::read(folder.file()).unwrap();
    // An empty line, an unknown column, and no line break at the end.
    bytes.extend_from_slice(b"\n  \n{\"code\":\"A\",\"penny\":1}");
    std::fs::write(folder.file(), bytes).unwrap();
    let (code, output) = folder.run(&[]);
    assert_eq!(code, Some(2), "{output}");
    assert!(
        output.starts_with("6 lines: 3 delivered, 1 refused\n"),
        "{output}"
    );
    let report = folder.read("refused");
    assert!(
        report.starts_with("line 6: unknown field `penny`"),
        "{report}"
    );

    std::fs::write(folder.file(), "{}\n").unwrap();
    let (code, output) = folder.run(&[]);
    assert!(
        code == Some(1) && output.contains("is not the file that was begun"),
        "{output}"
    );
    for (arguments, expected) in [
        (&["--rate", "fast"][..], "usage"),
        (&["--fast"], "usage"),
        (
            &["--url", "ftp://x"],
            "expected a base URL that begins with",
        ),
    ] {
        let (code, output) = folder.run(arguments);
        assert!(code == Some(1) && output.contains(expected), "{output}");
    }
}
