//! `cargo run -p programs --bin sandbox` prints a command that works, applies faults to sockets, and stops only on ctrl-c.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;
use voucher_tests::program;

const VOUCHER: &str = include_str!("api/example/voucher.json");

struct Program {
    child: Child,
    out: BufReader<ChildStdout>,
    address: SocketAddr,
    curl: String,
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = program("sandbox");
    cargo.args(arguments);
    cargo
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = cargo(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            line.trim_end().to_owned()
        };
        let notice = line();
        assert!(
            notice.contains("not made by Ravelin and does not compute scores"),
            "{notice}"
        );
        let address = line().strip_prefix("http://").unwrap().parse().unwrap();
        assert_eq!(line(), "");
        let curl = line();
        assert!(line().ends_with("/__sandbox/events"));
        Self {
            child,
            out,
            address,
            curl,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        // A program that hangs fails the test instead of hanging it.
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        stream
    }

    /// Sends bytes on a new connection, and returns everything received until it is closed.
    fn raw(&self, sent: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The program may answer and close the connection before everything is sent.
        let _ = stream.write_all(sent);
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        received
    }

    fn post(&self, headers: &str, body: &[u8]) -> (u16, String) {
        answer(&self.raw(&post(headers, body)))
    }

    /// Returns how many events the program has accepted.
    fn accepted(&self) -> u64 {
        let request =
            b"GET /__sandbox/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let (_, body) = answer(&self.raw(request));
        let counts: Value = serde_json::from_str(&body).unwrap();
        counts["accepted"].as_u64().unwrap()
    }

    fn await_accepted(&self, count: u64) {
        for _ in 0..600 {
            if self.accepted() >= count {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{count} events were not accepted within a minute");
    }

    fn interrupt(&self) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// Returns the last lines of an interrupted program.
    fn end(mut self) -> String {
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success(), "{rest}");
        rest
    }
}

/// A failed test leaves no process running.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn post(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "POST /v2/voucher HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\
         Authorization: token sk_test_1\r\nContent-Type: application/json\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Returns the status and body of an answer; the status is 0 if there is none.
fn answer(received: &[u8]) -> (u16, String) {
    let text = String::from_utf8(received.to_vec()).unwrap();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return (0, text);
    };
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

#[test]
fn the_printed_command_works_unchanged() {
    let program = Program::start(&["--port", "0"]);
    assert!(program.curl.starts_with("curl http://127.0.0.1:"));
    let curl = Command::new("sh").args(["-c", &program.curl]).output();
    let body = match curl {
        Ok(curl) if curl.status.success() => String::from_utf8(curl.stdout).unwrap(),
        // Without curl or a shell, the test sends the same request itself.
        without_curl => {
            let code = without_curl.map_or(Some(127), |curl| curl.status.code());
            assert_eq!(code, Some(127));
            let body = program.curl.split("-d '").nth(1).unwrap();
            program.post("", body.trim_end_matches('\'').as_bytes()).1
        }
    };
    assert!(body.starts_with(r#"{"status":200,"timestamp":"#), "{body}");
    assert_eq!(program.accepted(), 1);
}

#[test]
fn faults_are_visible_on_the_socket() {
    let program = Program::start(&[]);
    let prefer =
        |preference: &str| program.post(&format!("Prefer: {preference}\r\n"), VOUCHER.as_bytes());
    assert_eq!(prefer("drop"), (0, String::new()));
    assert_eq!(program.accepted(), 0);
    assert_eq!(prefer("drop-after-accept"), (0, String::new()));
    assert_eq!(program.accepted(), 1);
    assert_eq!(prefer("null"), (200, "null".into()));
    assert_eq!(prefer("code=204"), (204, String::new()));
    assert_eq!(prefer("code=429, wait=1").0, 429);
    let (status, body) = prefer("slow");
    assert!(status == 200 && body.ends_with('}'), "{body}");

    // A slow answer arrives in pieces.
    let mut stream = program.connect();
    stream
        .write_all(&post("Prefer: slow\r\n", VOUCHER.as_bytes()))
        .unwrap();
    let mut pieces = 0;
    let mut piece = [0; 4_096];
    while stream.read(&mut piece).unwrap() > 0 {
        pieces += 1;
    }
    assert!(pieces > 2, "{pieces}");
}

#[test]
fn the_command_line_sets_a_fault_schedule() {
    let statuses = |seed: &str| -> Vec<_> {
        let program = Program::start(&["--faults", "0.5", "--seed", seed, "--remember", "3"]);
        (0..40)
            .map(|_| program.post("", VOUCHER.as_bytes()).0)
            .collect()
    };
    let first = statuses("7");
    assert_eq!(first, statuses("7"));
    assert_ne!(first, statuses("8"));
    assert!(
        first.contains(&200) && first.contains(&0) && first.contains(&503),
        "{first:?}"
    );
}

#[test]
fn a_definition_file_adds_its_endpoint() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/definitions/parcel.json");
    let program = Program::start(&["--definition", file]);
    let parcel = |body: &str| {
        let request = String::from_utf8(post("", body.as_bytes())).unwrap();
        let request = request.replace("/v2/voucher", "/v2/parcel");
        answer(&program.raw(request.as_bytes()))
    };
    let body = r#"{"timestamp":1512828988826,"source":"shop","parcel":{"parcelId":"P","source":"eu","value":1,
        "currency":"GBP"}}"#;
    assert_eq!(parcel(body).0, 200);
    let (status, body) = parcel(&body.replace("\"eu\"", "\"europe\""));
    assert!(status == 400 && body.contains("/parcel/source: "), "{body}");
    // The shipped endpoints are still available.
    assert_eq!(program.post("", VOUCHER.as_bytes()).0, 200);
    assert_eq!(program.accepted(), 2);
}

#[test]
#[cfg_attr(
    not(suites),
    ignore = "set SUITES to the folder of the suites: see tests/README.md"
)]
fn no_body_of_the_parsing_suite_stops_the_program() {
    let program = Program::start(&[]);
    let suites = std::env::var_os("SUITES").unwrap();
    let folder = Path::new(&suites).join("json-parsing/test_parsing");
    let mut count = 0;
    for file in folder.read_dir().unwrap() {
        let body = std::fs::read(file.unwrap().path()).unwrap();
        let (status, answer) = program.post("", &body);
        assert_eq!(status, 400, "{answer}");
        count += 1;
    }
    assert_eq!(count, 318);
}

#[test]
fn no_request_stops_the_program() {
    let program = Program::start(&[]);
    for garbage in [
        &b""[..],
        b"\0\xff\r\n\r\n",
        b"GET\r\n\r\n",
        b"POST /v2/voucher HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /v2/voucher HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        b"POST /v2/voucher HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        &post("Prefer: é\r\n", b"{}"),
    ] {
        let mut stream = program.connect();
        stream.write_all(garbage).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    }
    let (status, _) = program.post("", &vec![b'['; 3 << 20]);
    assert!([0, 413].contains(&status), "{status}");
    // A client that disconnects before its answer.
    let mut stream = program.connect();
    stream
        .write_all(&post("Prefer: wait=1\r\n", VOUCHER.as_bytes()))
        .unwrap();
    program.await_accepted(1);
    drop(stream);

    let (status, body) = program.post("", VOUCHER.as_bytes());
    assert_eq!(status, 200, "{body}");
    assert_eq!(program.accepted(), 2);
}

#[test]
#[cfg_attr(
    not(unix),
    ignore = "only a console can send ctrl-c to a program of Windows"
)]
fn each_request_is_logged_on_one_line_unless_quiet() {
    for arguments in [&[][..], &["--quiet"]] {
        let program = Program::start(arguments);
        program.post("", VOUCHER.as_bytes());
        program.post("", br#"{"voucher": {"voucherCode": "SECRET"}}"#);
        program.post("Prefer: code=503\r\n", VOUCHER.as_bytes());
        program.post("Prefer: drop\r\n", VOUCHER.as_bytes());
        program.accepted();
        program.interrupt();
        let rest = program.end();
        let requests = "POST /v2/voucher 200, 0 violations\n\
             POST /v2/voucher 400, 1 violation\n\
             POST /v2/voucher 503, injected fault\n\
             POST /v2/voucher no answer, injected fault\n\
             GET /__sandbox/events 200\n";
        let requests = if arguments.is_empty() { requests } else { "" };
        let expected = format!(
            "\nctrl-c stops it\n{requests}\nstopped: 1 accepted, 1 refused, 2 failed by an injected fault\n"
        );
        assert_eq!(rest, expected);
    }
}

#[test]
#[cfg_attr(
    not(unix),
    ignore = "only a console can send ctrl-c to a program of Windows"
)]
fn a_client_that_stops_reading_does_not_block_the_program() {
    let mut program = Program::start(&[]);
    let mut stream = program.connect();
    // More lines than fit into a pipe and the queue in front of it.
    let request = b"GET /__sandbox/events?after=9 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for _ in 0..5_000 {
        stream.write_all(request).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
        read_to_end_of_answer(&mut stream);
    }
    assert_eq!(program.accepted(), 0);
    let started = std::time::Instant::now();
    program.interrupt();
    program.child.wait().unwrap();
    assert!(started.elapsed() < Duration::from_secs(20));
}

/// Reads the rest of an answer whose body ends with a line feed, like those of the sandbox's own endpoints.
fn read_to_end_of_answer(stream: &mut TcpStream) {
    let mut last = [0; 4];
    while &last[1..] != b"]}\n" {
        last.rotate_left(1);
        stream.read_exact(&mut last[3..]).unwrap();
    }
}

#[test]
fn the_command_line_can_allow_times_in_seconds() {
    let seconds = VOUCHER.replace("1512828988826", "1512828988");
    for (arguments, status, expected) in [
        (&[][..], 400, "send milliseconds: 1512828988000"),
        (
            &["--times", "strict"],
            400,
            "send milliseconds: 1512828988000",
        ),
        (
            &["--times", "lenient"],
            200,
            "expected milliseconds, found seconds",
        ),
    ] {
        let answer = Program::start(arguments).post("", seconds.as_bytes());
        assert!(
            answer.0 == status && answer.1.contains(expected),
            "{answer:?}"
        );
    }
}

#[test]
#[cfg_attr(
    not(unix),
    ignore = "only a console can send ctrl-c to a program of Windows"
)]
fn ctrl_c_lets_open_requests_finish() {
    let program = Program::start(&[]);
    let mut idle = program.connect();
    let mut stream = program.connect();
    stream
        .write_all(&post("Prefer: wait=1\r\n", VOUCHER.as_bytes()))
        .unwrap();
    program.await_accepted(1);
    program.interrupt();
    let mut received = Vec::new();
    stream.read_to_end(&mut received).unwrap();
    assert_eq!(answer(&received).0, 200);
    assert_eq!(idle.read(&mut [0]).unwrap(), 0);
    let rest = program.end();
    assert!(
        rest.contains("stopped: 1 accepted, 0 refused, 0 failed by an injected fault"),
        "{rest}"
    );
}

#[test]
fn invalid_options_report_what_is_expected() {
    let run = |arguments: &[&str]| -> Output { cargo(arguments).output().unwrap() };
    let help = run(&["--help"]);
    let usage = String::from_utf8(help.stdout).unwrap();
    assert!(help.status.success());
    for option in [
        "--port",
        "--faults",
        "--seed",
        "--remember",
        "--check",
        "--definition",
        "--times",
        "--quiet",
    ] {
        assert!(usage.contains(option), "{usage}");
    }
    for (arguments, expected) in [
        (&["--faults", "2"][..], "expected a rate from 0 to 1"),
        (&["--faults", "NaN"], "expected a rate from 0 to 1"),
        (&["--port", "99999"], "99999"),
        (&["--check", "people"], "owner-and-users"),
        (&["--times", "fuzzy"], "`strict` or `lenient`"),
        (&["--prot", "1"], "--prot"),
        (&["--seed"], "--seed"),
        (&["8080"], "8080"),
        (&["--definition", "none.json"], "none.json: "),
        (
            &["--definition", "tests/definitions/malformed.json"],
            "malformed.json:\n",
        ),
    ] {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && error.contains(expected),
            "{error}"
        );
        assert!(error.contains("\nusage: sandbox"), "{error}");
    }
    let program = Program::start(&[]);
    let port = program.address.port().to_string();
    let taken = run(&["--port", &port]);
    let error = String::from_utf8(taken.stderr).unwrap();
    assert!(
        error.starts_with(&format!("port {port} of 127.0.0.1: ")),
        "{error}"
    );
}
