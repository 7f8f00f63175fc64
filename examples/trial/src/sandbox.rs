//! The example `sandbox`, run as a separate program.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running sandbox, which is stopped when this value is dropped.
pub struct Sandbox {
    child: Child,
    url: String,
}

/// The requests that the sandbox has recorded.
#[derive(Deserialize)]
pub struct Recorded {
    pub accepted: u64,
    pub refused: u64,
    pub failed: u64,
    pub forgotten: u64,
    pub events: Vec<Received>,
}

/// An event that arrived.
#[derive(Deserialize)]
pub struct Received {
    /// The exact body.
    pub body: Box<RawValue>,
}

impl Sandbox {
    /// Starts the sandbox with these options.
    ///
    /// # Panics
    /// Panics if it does not start.
    #[must_use]
    pub fn start(options: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut cargo = Command::new("cargo");
        cargo.current_dir(root).args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "programs",
            "--bin",
            "sandbox",
        ]);
        // In the same profile as this test.
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

    /// Returns the id of the sandbox's process, because `cargo run` replaces itself with the program.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns what the sandbox has recorded.
    ///
    /// # Panics
    /// Panics if the sandbox does not answer.
    #[must_use]
    pub fn recorded(&self) -> Recorded {
        // The sandbox runs on this machine, which a proxy from the environment cannot reach.
        let agent = ureq::Agent::config_builder()
            .proxy(None)
            .build()
            .new_agent();
        let mut response = agent
            .get(format!("{}/__sandbox/events", self.url))
            .call()
            .expect("the sandbox answers");
        let body = response.body_mut().with_config().limit(1 << 30);
        let json = body.read_to_string().expect("a string");
        serde_json::from_str(&json).expect("JSON")
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
