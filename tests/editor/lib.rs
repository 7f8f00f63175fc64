//! A client of rust-analyzer: the part of the Language Server Protocol that the tests need.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long rust-analyzer may take for anything. It builds the macros first.
const PATIENCE: Duration = Duration::from_mins(4);

/// The error of a request during which a file changed.
const CONTENT_MODIFIED: i64 = -32801;

/// A running rust-analyzer with one open file.
pub struct Editor {
    server: Child,
    stdin: ChildStdin,
    messages: Receiver<Value>,
    last_id: u64,
    uri: String,
    version: u64,
    /// The text of the open file, as the user sees it.
    text: String,
    /// The diagnostics of each file.
    diagnostics: HashMap<String, Value>,
    is_quiescent: bool,
}

impl Editor {
    /// Starts rust-analyzer in a workspace, opens a file, and waits until everything is loaded.
    ///
    /// # Panics
    /// If rust-analyzer does not start, or does not become ready.
    #[must_use]
    pub fn open(workspace: &Path, file: &Path) -> Self {
        let mut command = Command::new("rust-analyzer");
        command
            .current_dir(workspace)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut server = command
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer starts");
        let stdin = server.stdin.take().expect("stdin is piped");
        let mut stdout = BufReader::new(server.stdout.take().expect("stdout is piped"));
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let text = std::fs::read_to_string(file).expect("the file can be read");
        let uri = uri(file);
        let mut editor = Self {
            server,
            stdin,
            messages,
            last_id: 0,
            uri,
            version: 0,
            text,
            diagnostics: HashMap::new(),
            is_quiescent: false,
        };
        editor.initialize(workspace);
        editor
    }

    fn initialize(&mut self, workspace: &Path) {
        let capabilities = json!({
            "textDocument": {
                "hover": { "contentFormat": ["markdown"] },
                "definition": { "linkSupport": true },
                "publishDiagnostics": {},
            },
            "experimental": { "serverStatusNotification": true },
        });
        // Without checkOnSave, every diagnostic is rust-analyzer's own, as while typing.
        self.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": uri(workspace),
                "capabilities": capabilities,
                "initializationOptions": { "checkOnSave": false },
            }),
        );
        self.notify("initialized", &json!({}));
        let (uri, text) = (self.uri.clone(), self.text.clone());
        let document = json!({ "uri": uri, "languageId": "rust", "version": 0, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        self.wait_until("it is ready", |editor| editor.is_quiescent);
    }

    /// Returns the text of the open file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Types: replaces the text of the open file, which is not saved.
    pub fn replace(&mut self, text: String) {
        self.version += 1;
        self.diagnostics.clear();
        let document = json!({ "uri": self.uri, "version": self.version });
        let changes = json!([{ "text": text }]);
        self.text = text;
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// Returns what is shown at the first character of some text after `before`: the docs, or an empty string.
    pub fn hover(&mut self, before: &str, at: &str) -> String {
        let position = self.position(before, at);
        let hover = self.request("textDocument/hover", &position);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Returns where go-to-definition leads: the file, and the text that is selected there.
    pub fn definition(&mut self, before: &str, at: &str) -> Vec<(String, String)> {
        let position = self.position(before, at);
        let targets = self.request("textDocument/definition", &position);
        let targets = targets.as_array().cloned().unwrap_or_default();
        let targets = targets.iter().map(|target| {
            let uri = target["targetUri"].as_str().unwrap_or_default();
            let text = if uri == self.uri {
                self.text.clone()
            } else {
                std::fs::read_to_string(uri.trim_start_matches("file://")).unwrap_or_default()
            };
            (
                uri.to_owned(),
                slice(&text, &target["targetSelectionRange"]),
            )
        });
        targets.collect()
    }

    /// Returns the names that are suggested after some text, and their docs.
    pub fn completions(&mut self, before: &str) -> Vec<(String, String)> {
        let position = self.position(before, "");
        let list = self.request("textDocument/completion", &position);
        let items = list["items"]
            .as_array()
            .or(list.as_array())
            .cloned()
            .unwrap_or_default();
        let items = items.iter().map(|item| {
            let docs = item["documentation"]["value"].as_str().unwrap_or_default();
            (
                item["label"].as_str().unwrap_or_default().to_owned(),
                docs.to_owned(),
            )
        });
        items.collect()
    }

    /// Waits for an error in the open file, and returns all errors: the message of each, and the text that it underlines.
    pub fn errors(&mut self) -> Vec<(String, String)> {
        let uri = self.uri.clone();
        let is_error = |diagnostic: &&Value| diagnostic["severity"] == 1;
        let errors = |editor: &Self| -> Vec<Value> {
            let diagnostics = editor.diagnostics.get(&uri).and_then(Value::as_array);
            let diagnostics = diagnostics.into_iter().flatten();
            diagnostics.filter(is_error).cloned().collect()
        };
        self.wait_until("there is an error", |editor| !errors(editor).is_empty());
        let found = errors(self);
        let found = found.iter().map(|error| {
            let message = error["message"].as_str().unwrap_or_default().to_owned();
            (message, slice(&self.text, &error["range"]))
        });
        found.collect()
    }

    /// Returns the parameters of a request about a position: the start of `at`, after `before`.
    fn position(&self, before: &str, at: &str) -> Value {
        let start = self
            .text
            .find(before)
            .unwrap_or_else(|| panic!("no {before:?}"))
            + before.len();
        let found = self.text[start..]
            .find(at)
            .unwrap_or_else(|| panic!("no {at:?}"));
        let before = &self.text[..start + found];
        let line = before.matches('\n').count();
        let character = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": line, "character": character },
        })
    }

    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.last_id += 1;
            let id = self.last_id;
            self.send(
                &json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }),
            );
            let mut answer = loop {
                let message = self.receive(deadline);
                if message["id"] == id && message.get("method").is_none() {
                    break message;
                }
            };
            match answer["error"]["code"].as_i64() {
                None => return answer["result"].take(),
                Some(CONTENT_MODIFIED) => thread::sleep(Duration::from_millis(100)),
                Some(_) => panic!("{method}: {answer}"),
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    fn wait_until(&mut self, expected: &str, is_reached: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_reached(self) {
            assert!(Instant::now() < deadline, "waited in vain until {expected}");
            self.receive(deadline);
        }
    }

    /// Returns the next message. Answers requests of the server, and records what it reports.
    fn receive(&mut self, deadline: Instant) -> Value {
        let patience = deadline.saturating_duration_since(Instant::now());
        let message = self
            .messages
            .recv_timeout(patience)
            .expect("rust-analyzer is running");
        let parameters = &message["params"];
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let uri = parameters["uri"].as_str().unwrap_or_default().to_owned();
                self.diagnostics
                    .insert(uri, parameters["diagnostics"].clone());
            }
            Some("experimental/serverStatus") => {
                self.is_quiescent = parameters["quiescent"] == true;
            }
            Some(_) if message.get("id").is_some() => {
                let answer = json!({ "jsonrpc": "2.0", "id": message["id"], "result": null });
                self.send(&answer);
            }
            _ => {}
        }
        message
    }

    fn send(&mut self, message: &Value) {
        let message = message.to_string();
        write!(
            self.stdin,
            "Content-Length: {}\r\n\r\n{message}",
            message.len()
        )
        .and_then(|()| self.stdin.flush())
        .expect("rust-analyzer reads");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Reads a message. Returns `None` at the end.
fn read(from: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        from.read_line(&mut line).ok().filter(|count| *count > 0)?;
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut message = vec![0; length?];
    from.read_exact(&mut message).ok()?;
    serde_json::from_slice(&message).ok()
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Returns the text in a range of one line.
fn slice(text: &str, range: &Value) -> String {
    let number = |end: &str, part: &str| {
        let number = range[end][part].as_u64().unwrap_or_default();
        usize::try_from(number).unwrap_or_default()
    };
    let line = text
        .lines()
        .nth(number("start", "line"))
        .unwrap_or_default();
    let end = if number("end", "line") == number("start", "line") {
        number("end", "character")
    } else {
        line.len()
    };
    line.get(number("start", "character")..end)
        .unwrap_or_default()
        .to_owned()
}
