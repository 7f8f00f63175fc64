//! A sandbox that serves its page, and a browser that shows it, driven through `WebDriver`
//! (<https://www.w3.org/TR/webdriver2/>).

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::oneshot;
use ureq::{Agent, Body, http::Response};
use voucher_sandbox::{Server, Settings};

/// How long a test waits for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(30);
/// The member that holds the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How many sandboxes were started.
static STARTED: AtomicUsize = AtomicUsize::new(0);

/// A sandbox on a free port. It stops when it is dropped.
pub struct Sandbox {
    /// Its URL: `http://127.0.0.1:8080`.
    pub url: String,
    /// The name of its thread.
    name: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a sandbox.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn start(settings: Settings) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (url_sender, url) = std::sync::mpsc::channel();
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let name = format!("sandbox-{number}");
        let thread = Builder::new().name(name.clone()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let server = Server::bind(settings).await.unwrap();
                url_sender.send(server.url().unwrap()).unwrap();
                server.run(async { drop(stopped.await) }).await;
            });
        });
        Self {
            url: url.recv().unwrap(),
            name,
            stop: Some(stop),
            thread: Some(thread.unwrap()),
        }
    }

    /// Returns how long the sandbox has used a processor. `None` where `/proc` does not say it.
    #[must_use]
    pub fn processor_time(&self) -> Option<Duration> {
        let mut threads = std::fs::read_dir("/proc/self/task").ok()?.flatten();
        let read = |path| std::fs::read_to_string(path).unwrap_or_default();
        let thread = threads.find(|thread| read(thread.path().join("comm")).trim() == self.name)?;
        let statistics = read(thread.path().join("schedstat"));
        let nanos = statistics.split(' ').next()?.parse().ok()?;
        Some(Duration::from_nanos(nanos))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking());
        }
    }
}

/// Sends a request with any status as its answer.
fn send(method: &str, url: &str, body: &str) -> Response<Body> {
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let answer = match method {
        "GET" => agent.get(url).call(),
        "DELETE" => agent.delete(url).call(),
        _ => agent
            .post(url)
            .header("content-type", "application/json")
            .send(body),
    };
    answer.unwrap_or_else(|error| panic!("{method} {url}: {error}"))
}

/// A headless Chromium, with one window.
pub struct Browser {
    driver: Child,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts the browser.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn start() -> Self {
        let mut driver = Command::new("chromedriver");
        let mut driver = driver
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            let port = line
                .split("successfully on port ")
                .nth(1)?
                .trim_end_matches('.');
            port.parse::<u16>().ok()
        });
        // The driver must not wait for a reader of its lines.
        spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            "--hide-scrollbars",
        ];
        let mut arguments: Vec<_> = arguments.map(String::from).into();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let options = json!({"args": arguments});
        let capabilities =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let base = format!("http://127.0.0.1:{}/session", port.unwrap());
        let answer = Self::json(send("POST", &base, &capabilities.to_string()));
        let id = answer["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"));
        Self {
            session: format!("{base}/{id}"),
            driver,
            _profile: profile,
        }
    }

    fn json(mut answer: Response<Body>) -> Value {
        let text = answer.body_mut().read_to_string().unwrap();
        let mut json: Value = serde_json::from_str(&text).unwrap();
        json["value"].take()
    }

    /// Sends a command, and returns its result, which may be an error.
    fn try_command(&self, method: &str, path: &str, body: &Value) -> Value {
        Self::json(send(
            method,
            &format!("{}/{path}", self.session),
            &body.to_string(),
        ))
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        let value = self.try_command(method, path, body);
        assert!(value.get("error").is_none(), "{path} {body}: {value}");
        value
    }

    /// Sends a command of the protocol of the developer tools.
    pub fn devtools(&self, command: &str, parameters: &Value) {
        let body = json!({"cmd": command, "params": parameters});
        self.command("POST", "goog/cdp/execute", &body);
    }

    /// Loads a page.
    pub fn go(&self, url: &str) {
        self.command("POST", "url", &json!({"url": url}));
    }

    /// Runs a script, and returns what it returns.
    #[must_use]
    pub fn run(&self, script: &str) -> Value {
        self.command(
            "POST",
            "execute/sync",
            &json!({"script": script, "args": []}),
        )
    }

    /// Runs a script that calls its last argument with the result.
    #[must_use]
    pub fn run_async(&self, script: &str) -> Value {
        self.command(
            "POST",
            "execute/async",
            &json!({"script": script, "args": []}),
        )
    }

    /// Returns the path of the first element, if there is one.
    fn element(&self, css: &str) -> Option<String> {
        let body = json!({"using": "css selector", "value": css});
        let found = self.try_command("POST", "element", &body);
        Some(format!("element/{}", found[ELEMENT].as_str()?))
    }

    /// Waits until an element exists.
    fn await_element(&self, css: &str) -> String {
        let mut found = None;
        self.wait(css, || {
            found = self.element(css);
            found.is_some()
        });
        found.unwrap_or_default()
    }

    /// Waits until something is true.
    ///
    /// # Panics
    /// It takes too long.
    pub fn wait(&self, what: &str, mut is_done: impl FnMut() -> bool) {
        let start = Instant::now();
        while !is_done() {
            if start.elapsed() > PATIENCE {
                let page = self.try_command("GET", "source", &Value::Null);
                panic!("waited in vain for: {what}\n{page}");
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// Waits until an element contains a string.
    pub fn await_text(&self, css: &str, text: &str) {
        self.wait(&format!("{css}: {text}"), || self.text(css).contains(text));
    }

    /// Returns the visible text of an element; empty if there is none.
    #[must_use]
    pub fn text(&self, css: &str) -> String {
        let Some(element) = self.element(css) else {
            return String::new();
        };
        let text = self.try_command("GET", &format!("{element}/text"), &Value::Null);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Returns a property of an element.
    #[must_use]
    pub fn property(&self, css: &str, name: &str) -> Value {
        let element = self.await_element(css);
        self.command("GET", &format!("{element}/property/{name}"), &Value::Null)
    }

    /// Returns how many elements there are.
    #[must_use]
    pub fn count(&self, css: &str) -> usize {
        let body = json!({"using": "css selector", "value": css});
        let found = self.command("POST", "elements", &body);
        found.as_array().map_or(0, Vec::len)
    }

    /// Clicks an element.
    pub fn click(&self, css: &str) {
        let element = self.await_element(css);
        self.command("POST", &format!("{element}/click"), &json!({}));
    }

    /// Replaces the text of a field.
    pub fn fill(&self, css: &str, text: &str) {
        let element = self.await_element(css);
        self.command("POST", &format!("{element}/clear"), &json!({}));
        self.command("POST", &format!("{element}/value"), &json!({"text": text}));
    }

    /// Types keys into the element that has the focus.
    pub fn press(&self, key: &str) {
        let actions = json!([{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]);
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.command("POST", "actions", &json!({"actions": [keyboard]}));
    }

    /// Returns a picture of the window, as a PNG.
    ///
    /// # Panics
    /// The browser returns none.
    #[must_use]
    pub fn screenshot(&self) -> Vec<u8> {
        use base64::Engine;
        let picture = self.command("GET", "screenshot", &Value::Null);
        let decoder = base64::engine::general_purpose::STANDARD;
        decoder
            .decode(picture.as_str().unwrap_or_default())
            .unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let _ = agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
