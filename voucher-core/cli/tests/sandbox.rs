//! `voucher sandbox` serves the sandbox with its page until ctrl-c.

use serde_json::json;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running `voucher sandbox` with the definition `gift.json`.
struct Program {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// What it printed at the start.
    printed: String,
    agent: ureq::Agent,
}

impl Program {
    fn start(folder: &Path) -> Self {
        let file = json!({"type": "object", "x-ravelin-path": "/v2/gift", "properties": {"giftId": {"type": "string"}}});
        fs::write(folder.join("gift.json"), file.to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_voucher"));
        let command = command.args(["sandbox", "--definition", "gift.json"]);
        let command = command.current_dir(folder).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut printed = String::new();
        while !printed.contains("ctrl-c stops it\n") {
            assert!(lines.read_line(&mut printed).unwrap() > 0, "{printed}");
        }
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent = config.build().into();
        Self {
            child,
            lines,
            printed,
            agent,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.printed.lines().nth(1).unwrap())
    }

    /// Returns the body of the request that it prints as an example.
    fn example(&self) -> &str {
        let mut lines = self.printed.lines();
        let curl = lines.find(|line| line.contains("/v2/voucher ")).unwrap();
        let body = curl.split(" -d '").nth(1).unwrap();
        body.trim_end_matches('\'')
    }

    /// Sends an event, and returns the status of the answer.
    fn send(&self, path: &str, body: &str) -> u16 {
        let request = self.agent.post(self.url(path));
        let request = request
            .header("content-type", "application/json")
            .header("authorization", "token sk_test_1");
        request.send(body).unwrap().status().as_u16()
    }

    fn definitions(&self, search: &str) -> String {
        let url = self.url(&format!("/__sandbox/page/definitions?search={search}"));
        let mut answer = self.agent.get(url).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    }

    fn submit(&self, form: &str) -> String {
        let request = self.agent.post(self.url("/__sandbox/page/try"));
        let mut answer = request.send(form).unwrap();
        answer.body_mut().read_to_string().unwrap()
    }

    /// Stops it with ctrl-c, and returns what it printed since the start.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        let kill = Command::new("kill").args(["-INT", &pid]).status();
        assert!(kill.unwrap().success());
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        rest
    }
}

#[test]
#[cfg_attr(not(unix), ignore = "ctrl-c is sent with `kill`")]
fn it_serves_the_api_and_the_page_and_logs_each_request() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    assert_eq!(program.send("/v2/voucher", program.example()), 200);
    assert_eq!(program.send("/v2/gift", "{\"giftId\":7}"), 400);

    let definitions = program.definitions("gift");
    assert!(definitions.contains("/v2/gift"), "{definitions}");
    let link = definitions.split("?definition=").nth(1).unwrap();
    let name = link.split('"').next().unwrap();
    let starter = program.submit(&format!(
        "definition={name}&target=%2Fv2%2Fgift&do=struct&body=%7B%22giftId%22%3A%22a%22%7D"
    ));
    let definition = "definition = &quot;gift.json&quot;";
    assert!(starter.contains(definition), "{starter}");

    assert_eq!(
        program.stop(),
        "POST /v2/voucher 200, 0 violations\nPOST /v2/gift 400, 1 violation\n\nstopped: 1 accepted, 1 refused, 0 failed by an injected fault\n"
    );
}
