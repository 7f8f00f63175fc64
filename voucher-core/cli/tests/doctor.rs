//! Runs `voucher doctor` against servers on this machine: the sandbox, and servers that misbehave.

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tiny_http::{Header, Response, Server};
use voucher_core::Timestamp;
use voucher_core::sandbox::Sandbox;
use voucher_definition::{DEFINITIONS, SHIPPED};

const TOKEN: &str = "sk_test_4f7Hq";

fn shelf() -> Value {
    json!({
        "type": "object",
        "x-ravelin-path": "/v2/shelf/:id",
        "required": ["books"],
        "x-ravelin-parameters": {"id": {"type": "string"}},
        "properties": {
            "books": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
            "language": {"enum": ["en", "de"]},
            "room": {"type": "integer", "minimum": 1, "maximum": 900},
            "owner": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string", "maxLength": 20}}
            }
        }
    })
}

/// Returns the shelf without parameters, with other values at JSON Pointers.
fn changed(changes: &[(&str, Value)]) -> Value {
    let mut file = shelf();
    file["x-ravelin-path"] = json!("/v2/shelf");
    file.as_object_mut().unwrap().remove("x-ravelin-parameters");
    for (pointer, value) in changes {
        *file.pointer_mut(pointer).unwrap() = value.clone();
    }
    file
}

/// A folder with a definition file.
struct Folder {
    _folder: TempDir,
    path: PathBuf,
}

fn folder(definition: &Value) -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shelf.json");
    fs::write(&path, definition.to_string()).unwrap();
    Folder {
        _folder: folder,
        path,
    }
}

/// What a server received.
#[derive(Debug)]
struct Received {
    method: String,
    target: String,
    authorization: Option<String>,
    body: String,
}

/// An answer's status and body; `None` sends something that is not HTTP, and closes the connection.
type Answer = Option<(u16, String)>;

/// Starts a server that answers with a function, until the program ends.
fn serve(
    mut answer: impl FnMut(&Received) -> Answer + Send + 'static,
) -> (String, Arc<Mutex<Vec<Received>>>) {
    let server = Server::http("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.server_addr());
    let log = Arc::new(Mutex::new(Vec::new()));
    let shared = Arc::clone(&log);
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let mut body = String::new();
            request.as_reader().read_to_string(&mut body).unwrap();
            let authorization = request
                .headers()
                .iter()
                .find(|header| header.field.equiv("Authorization"))
                .map(|header| header.value.to_string());
            let received = Received {
                method: request.method().to_string(),
                target: request.url().into(),
                authorization,
                body,
            };
            let answer = answer(&received);
            // Before the answer, because the command may then end.
            shared.lock().unwrap().push(received);
            if let Some((status, body)) = answer {
                let json = Header::from_bytes("Content-Type", "application/json").unwrap();
                let response = Response::from_string(body).with_status_code(status);
                let _ = request.respond(response.with_header(json));
            } else {
                let mut writer = request.into_writer();
                let not_http = b"HTTP/1.1 200 OK\r\nContent-Length: ?\r\n\r\n";
                writer.write_all(not_http).unwrap();
                writer.flush().unwrap();
            }
        }
    });
    (url, log)
}

/// Starts the sandbox with a definition file.
fn sandbox(definition: Option<&Value>) -> (String, Arc<Mutex<Vec<Received>>>) {
    let mut sandbox = Sandbox::new(7);
    if let Some(definition) = definition {
        let file = definition.to_string();
        sandbox = sandbox.with_definition(file.as_bytes()).unwrap();
    }
    serve(move |received| {
        let request = http::Request::builder()
            .method(&*received.method)
            .uri(&*received.target)
            .header(
                "Authorization",
                received.authorization.as_deref().unwrap_or_default(),
            )
            .header("Content-Type", "application/json")
            .body(received.body.as_bytes())
            .unwrap();
        let response = sandbox.answer(request, Timestamp::now()).response;
        let (head, body) = response.into_parts();
        Some((head.status.as_u16(), String::from_utf8(body).unwrap()))
    })
}

fn doctor(definition: &str, url: &str, arguments: &[&str]) -> Output {
    let fast: &[&str] = if arguments.contains(&"--rate") {
        &[]
    } else {
        &["--rate", "600000"]
    };
    Command::new(env!("CARGO_BIN_EXE_voucher"))
        .args(["doctor", definition, "--url", url])
        .args(arguments)
        .args(fast)
        .env("RAVELIN_TOKEN", TOKEN)
        .env("SHELF_KEY", "Bearer k-81a9")
        .env_remove("HTTPS_PROXY")
        .output()
        .unwrap()
}

/// Runs the command, and returns the exit code, the report and the error.
fn run(definition: &str, url: &str, arguments: &[&str]) -> (i32, String, String) {
    let output = doctor(definition, url, arguments);
    let out = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        !out.contains(TOKEN) && !error.contains(TOKEN),
        "{out}{error}"
    );
    (output.status.code().unwrap(), out, error)
}

/// Runs the command for the shelf.
fn run_shelf(url: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = folder(&changed(&[]));
    run(folder.path.to_str().unwrap(), url, arguments)
}

#[test]
fn the_sandbox_agrees_with_the_definition_that_it_has() {
    let (url, log) = sandbox(Some(&changed(&[])));
    let (code, out, error) = run_shelf(&url, &["--count", "15"]);
    assert_eq!((code, &*error), (0, ""), "{out}");
    assert!(
        out.contains("\n15 samples: 15 accepted, 0 rejected\n"),
        "{out}"
    );
    assert!(out.ends_with("\nAPI and definition agree\n"), "{out}");
    let log = log.lock().unwrap();
    assert!(log.len() > 30);
    for received in &*log {
        assert_eq!(received.target, "/v2/shelf");
        assert_eq!(
            received.authorization.as_deref(),
            Some("token sk_test_4f7Hq")
        );
    }
}

#[test]
fn the_parameters_of_a_path_can_be_chosen() {
    let definition = shelf();
    let (url, log) = sandbox(Some(&definition));
    let folder = folder(&definition);
    let path = folder.path.to_str().unwrap();
    let (code, out, error) = run(path, &url, &["--parameter", "id=a/7"]);
    assert_eq!((code, &*error), (0, ""), "{out}");
    let log = log.lock().unwrap();
    assert!(
        log.iter()
            .all(|received| received.target == "/v2/shelf/a%2F7")
    );
    let (code, _, error) = run(path, &url, &["--parameter", "ib=7"]);
    let expected = "error: the path `/v2/shelf/:id` has no parameter `ib`; did you mean `id`?\n";
    assert_eq!((code, &*error), (2, expected));
}

#[test]
fn an_unknown_path_may_be_an_unknown_parameter() {
    let (url, _) = serve(|_| Some((404, r#"{"message": "no such shelf"}"#.into())));
    let folder = folder(&shelf());
    let (code, _, error) = run(folder.path.to_str().unwrap(), &url, &[]);
    let expected = "the API does not know the path: 404, \"no such shelf\"; the value of `id` may not exist there";
    assert_eq!((code, error), (2, format!("error: `{url}`: {expected}\n")));
}

#[test]
fn each_difference_of_the_definition_of_the_sandbox_is_named() {
    let api = changed(&[
        ("/properties/room/maximum", json!(100)),
        ("/properties/language", json!({"type": "string"})),
        ("/properties/owner/required", json!([])),
    ]);
    let (url, _) = sandbox(Some(&api));
    let (code, out, error) = run_shelf(&url, &["--format", "json", "--count", "20"]);
    assert_eq!((code, &*error), (1, ""), "{out}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let accepted = report["accepted"].as_array().unwrap().iter();
    let accepted = accepted.map(|one| {
        let text = |name| one[name].as_str().unwrap();
        format!("{} {} {}", text("mutation"), text("pointer"), text("rule"))
    });
    let accepted: Vec<_> = accepted.collect();
    let expected = ["unlisted /language enum", "missing /owner/name required"];
    assert_eq!(accepted, expected);
    let rejected = &report["rejected"];
    assert_eq!(rejected.as_array().unwrap().len(), 1, "{rejected}");
    assert_eq!(rejected[0]["status"], 400);
    assert_eq!(rejected[0]["pointers"], json!(["/room"]));
    let message = rejected[0]["message"].as_str().unwrap();
    assert_eq!(message, "/room: expected at most 100, found …");
    let members = rejected[0]["body"].as_object().unwrap();
    assert_eq!(members.keys().collect::<Vec<_>>(), ["books", "room"]);
    assert_eq!(report["summary"]["disagreements"], 3);
    assert_eq!(report["unknown"], json!([]));
}

#[test]
fn the_sandbox_accepts_what_a_shipped_definition_only_infers_with_a_warning() {
    let names = DEFINITIONS.iter().map(|definition| definition.name);
    let inferred = thread::scope(|scope| {
        let names = names.chain(SHIPPED.iter().copied());
        let runs = names.map(|name| scope.spawn(move || count_inferred(name)));
        let runs: Vec<_> = runs.collect();
        runs.into_iter()
            .map(|run| run.join().unwrap())
            .sum::<usize>()
    });
    assert!(inferred > 0);
}

/// Returns the number of mutants that the sandbox accepts. Each leaves out a field that the definition infers to be required.
fn count_inferred(name: &str) -> usize {
    let (url, _) = sandbox(None);
    let (code, out, error) = run(name, &url, &["--format", "json"]);
    assert_eq!(error, "", "{name}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["rejected"], json!([]), "{name}");
    assert_eq!(report["unknown"], json!([]), "{name}");
    let accepted = report["accepted"].as_array().unwrap();
    assert_eq!(code, i32::from(!accepted.is_empty()), "{name}");
    for one in accepted {
        let (mutation, is_inferred) = (&one["mutation"], &one["inferred"]);
        assert_eq!(
            (mutation, is_inferred),
            (&json!("missing"), &json!(true)),
            "{name}: {one}"
        );
        let pointer = one["pointer"].as_str().unwrap();
        let mut warnings = one["warnings"].as_array().unwrap().iter();
        assert!(
            warnings.any(|warning| warning.as_str().unwrap().starts_with(pointer)),
            "{name}: {one}"
        );
    }
    accepted.len()
}

#[test]
fn a_request_without_a_body_has_only_samples() {
    let definition = json!({
        "x-ravelin-path": "/v2/shelf/:id/books",
        "x-ravelin-method": "GET",
        "x-ravelin-parameters": {"id": {"type": "string"}},
        "x-ravelin-query": {
            "limit": {"type": "integer", "minimum": 1, "maximum": 50},
            "score": {"type": "boolean"}
        }
    });
    let (url, log) = serve(|received| {
        let is_rejected = received.target.contains("limit");
        let body = r#"{"message": "unknown parameter `limit`"}"#;
        Some(if is_rejected {
            (422, body.into())
        } else {
            (200, "[]".into())
        })
    });
    let folder = folder(&definition);
    let (code, out, error) = run(
        folder.path.to_str().unwrap(),
        &url,
        &["--parameter", "id=7"],
    );
    assert_eq!((code, &*error), (1, ""), "{out}");
    assert!(
        out.contains("\n  422: unknown parameter `limit`\n"),
        "{out}"
    );
    assert!(out.contains("\n      /v2/shelf/7/books?limit="), "{out}");
    let log = log.lock().unwrap();
    assert_eq!(log.len(), 10);
    for received in &*log {
        assert_eq!(received.body, "");
        assert!(!received.target.contains("score"), "{received:?}");
    }
}

#[test]
fn what_was_found_before_the_end_is_printed() {
    let mut requests = 0;
    let (url, _) = serve(move |_| {
        requests += 1;
        let status = if requests > 15 { 401 } else { 200 };
        Some((status, "{}".into()))
    });
    let (code, out, error) = run_shelf(&url, &[]);
    assert_eq!(code, 2);
    let expected = "the API does not accept the credentials: 401";
    assert_eq!(error, format!("error: `{url}`: {expected}\n"));
    let end = format!(
        "10 samples: 10 accepted, 0 rejected\n5 mutants: 5 accepted, 0 rejected\nended early: {expected}\n5 disagreements\n"
    );
    assert!(out.ends_with(&end), "{out}");
}

#[test]
fn only_agreement_without_a_verdict_is_a_failure() {
    let definition = changed(&[]);
    let model = voucher_definition::read(definition.to_string().as_bytes()).unwrap();
    let model = model.leak();
    let (url, _) = serve(move |received| {
        let body: Value = serde_json::from_str(&received.body).unwrap();
        Some(match model.check(&body) {
            Ok(()) => (200, String::new()),
            Err(_) if body.is_null() => (418, String::new()),
            Err(_) => (400, String::new()),
        })
    });
    let (code, out, error) = run_shelf(&url, &[]);
    assert_eq!(
        (code, &*error),
        (2, "error: a request had no verdict; run it again\n")
    );
    assert!(out.contains("\n  418\n    null the body\n"), "{out}");
    assert!(
        out.ends_with(", 1 without a verdict\n0 disagreements\n"),
        "{out}"
    );
}

#[test]
fn each_group_is_an_annotation_of_the_definition_file() {
    let (url, _) = serve(|_| Some((200, "{}".into())));
    let folder = folder(&changed(&[]));
    let path = folder.path.to_str().unwrap();
    let (code, out, _) = run(path, &url, &["--format", "github"]);
    assert_eq!(code, 1);
    let expected = format!(
        "::warning file={path},title=the API accepts what the definition rejects%3A missing::/books: required, but missing%0A/owner/name: required, but missing\n"
    );
    assert!(out.contains(&expected), "{out}");
    let mutations: Vec<_> = out.lines().map(|line| line.split("::").nth(1)).collect();
    assert!(mutations.len() > 8);
    let mut different = mutations.clone();
    different.dedup();
    assert_eq!(different, mutations);
}

#[test]
fn a_server_that_accepts_everything_disagrees_with_every_rule() {
    let (url, log) = serve(|_| Some((200, "{}".into())));
    let (code, out, error) = run_shelf(&url, &[]);
    assert_eq!((code, &*error), (1, ""), "{out}");
    let mutants = log.lock().unwrap().len() - 10;
    let summary =
        format!("{mutants} mutants: {mutants} accepted, 0 rejected\n{mutants} disagreements\n");
    assert!(out.ends_with(&summary), "{out}");
}

#[test]
fn what_the_server_cannot_answer_has_no_verdict() {
    let (url, _) = serve(|received| {
        let body: Value = serde_json::from_str(&received.body).unwrap();
        match body.get("books").and_then(Value::as_array) {
            // `[7]` and `[null]`.
            Some(books) if !books.is_empty() && !books.iter().all(Value::is_string) => {
                Some((501, r#"{"message": "no such book"}"#.into()))
            }
            _ => Some((200, "{}".into())),
        }
    });
    let (code, out, _) = run_shelf(&url, &[]);
    assert_eq!(code, 1);
    assert!(out.contains("2 without a verdict"), "{out}");
    let group = "\n  501, \"no such book\"\n    type /books/0\n    null /books/0\n";
    assert!(out.contains(group), "{out}");
}

#[test]
fn a_transient_failure_is_sent_again() {
    let definition = changed(&[]);
    let failures = AtomicUsize::new(0);
    let mut sandbox = Sandbox::new(7)
        .with_definition(definition.to_string().as_bytes())
        .unwrap();
    let (url, log) = serve(move |received| {
        // The first attempt of the first request and of the third one.
        let number = failures.fetch_add(1, Ordering::Relaxed);
        match number {
            0 => return Some((503, String::new())),
            3 => return None,
            _ => {}
        }
        let request = http::Request::builder()
            .method(&*received.method)
            .uri(&*received.target)
            .header("Authorization", "token sk_test_1")
            .header("Content-Type", "application/json")
            .body(received.body.as_bytes())
            .unwrap();
        let (head, body) = sandbox
            .answer(request, Timestamp::now())
            .response
            .into_parts();
        Some((head.status.as_u16(), String::from_utf8(body).unwrap()))
    });
    let (code, out, error) = run_shelf(&url, &[]);
    assert_eq!((code, &*error), (0, ""), "{out}");
    let log = log.lock().unwrap();
    assert_eq!(log[0].body, log[1].body);
    assert_eq!(log[3].body, log[4].body);
}

#[test]
fn a_server_that_rejects_the_credentials_or_the_path_gets_one_request() {
    for (status, body, expected) in [
        (
            401,
            r#"{"message": "bad key sk_test_4f7Hq"}"#,
            "the API does not accept the credentials: 401, \"bad key *************\"",
        ),
        (403, "", "the API does not accept the credentials: 403"),
        (404, "<html>", "the API does not know the path: 404"),
        (302, "", "the API does not accept requests like this: 302"),
    ] {
        let (url, log) = serve(move |_| Some((status, body.into())));
        let (code, out, error) = run_shelf(&url, &[]);
        assert_eq!((code, &*out), (2, ""), "{status}");
        assert_eq!(error, format!("error: `{url}`: {expected}\n"));
        assert_eq!(log.lock().unwrap().len(), 1);
    }
}

#[test]
fn a_server_that_closes_every_connection_or_does_not_exist_cannot_be_reached() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let shared = Arc::clone(&connections);
    thread::spawn(move || {
        for connection in listener.incoming() {
            drop(connection);
            shared.fetch_add(1, Ordering::Relaxed);
        }
    });
    let (code, out, error) = run_shelf(&url, &[]);
    assert_eq!((code, &*out), (2, ""));
    assert!(
        error.starts_with(&format!("error: `{url}`: no answer")),
        "{error}"
    );
    // Four attempts of one request.
    assert_eq!(connections.load(Ordering::Relaxed), 4);

    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let (code, out, error) = run_shelf(&format!("http://{port}"), &[]);
    assert_eq!((code, &*out), (2, ""));
    assert!(
        error.contains("no answer, the connection failed"),
        "{error}"
    );
}

#[test]
fn other_credentials_are_sent_and_never_shown() {
    let (url, log) = serve(|received| {
        let key = received.authorization.clone().unwrap_or_default();
        Some((
            400,
            json!({"message": format!("`{key}` is unknown")}).to_string(),
        ))
    });
    let header = ["--header", "Authorization=SHELF_KEY"];
    let (code, out, _) = run_shelf(&url, &header);
    assert_eq!(code, 1);
    assert!(out.contains("`Bearer ******` is unknown"), "{out}");
    assert!(!out.contains("k-81a9"), "{out}");
    let first = log.lock().unwrap().remove(0);
    assert_eq!(first.authorization.as_deref(), Some("Bearer k-81a9"));

    let (url, log) = serve(|_| Some((200, "{}".into())));
    run_shelf(&url, &["--no-token"]);
    assert!(
        log.lock()
            .unwrap()
            .iter()
            .all(|received| received.authorization.is_none())
    );
}

#[test]
fn the_rate_is_a_maximum() {
    let (url, log) = serve(|_| Some((200, "{}".into())));
    let start = Instant::now();
    let (code, ..) = run_shelf(&url, &["--rate", "1200", "--count", "2"]);
    assert_eq!(code, 1);
    let waits = u32::try_from(log.lock().unwrap().len() - 1).unwrap();
    assert!(waits > 20);
    assert!(start.elapsed() >= Duration::from_millis(50) * waits);
}

#[test]
fn the_report_on_the_page_is_real() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
    let path = format!("{pages}/doctor.in/shelf.json");
    let mut api: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    api["properties"]["books"]["minItems"] = json!(0);
    api["properties"]["room"]["maximum"] = json!(100);
    api["properties"]["room"]["type"] = json!(["integer", "null"]);
    let (url, _) = sandbox(Some(&api));
    let (code, out, error) = run(&path, &url, &[]);
    assert_eq!((code, &*error), (1, ""), "{out}");
    let page = fs::read_to_string(format!("{pages}/doctor.md")).unwrap();
    assert!(page.contains(&format!("```text\n{out}```\n")), "{out}");
}
