//! The example `sandbox`, as a program of its own.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running sandbox; it ends with this value.
pub struct Sandbox {
    child: Child,
    url: String,
}

/// What it tells of itself.
#[derive(Deserialize)]
pub struct Told {
    pub accepted: u64,
    pub refused: u64,
    pub failed: u64,
    pub forgotten: u64,
    pub events: Vec<Received>,
}

/// An event that arrived.
#[derive(Deserialize)]
pub struct Received {
    /// The body, byte for byte.
    pub body: Box<RawValue>,
}

impl Sandbox {
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn start(options: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(root)
            .args(["run", "--quiet", "--locked", "--example", "sandbox"]);
        // As this test was built.
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        cargo.arg("--").args(options).stdout(Stdio::piped());
        let mut child = cargo.spawn().expect("cargo runs the sandbox");
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let url = out.lines().map_while(Result::ok).nth(1);
        let url = url.expect("its second line is its URL");
        Self { child, url }
    }

    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The process, which is the sandbox itself: cargo has made room for it.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// # Panics
    /// It does not answer.
    #[must_use]
    pub fn told(&self) -> Told {
        // It runs on this machine, where no proxy of the environment reaches it.
        let agent = ureq::Agent::config_builder()
            .proxy(None)
            .build()
            .new_agent();
        let mut response = agent
            .get(format!("{}/__sandbox/events", self.url))
            .call()
            .expect("the sandbox answers");
        let body = response.body_mut().with_config().limit(1 << 30);
        let text = body.read_to_string().expect("text");
        serde_json::from_str(&text).expect("JSON")
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
