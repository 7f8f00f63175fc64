//! `voucher sandbox` serves the sandbox with its page until ctrl-c.

use serde_json::json;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

#[test]
fn it_serves_the_api_and_the_page_and_logs_each_request() {
    let folder = tempfile::tempdir().unwrap();
    let file = json!({"type": "object", "x-ravelin-path": "/v2/gift", "properties": {"giftId": {"type": "string"}}});
    fs::write(folder.path().join("gift.json"), file.to_string()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_voucher"));
    let command = command
        .args(["sandbox", "--definition", "gift.json"])
        .current_dir(folder.path());
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut printed = String::new();
    while !printed.contains("ctrl-c stops it\n") {
        assert!(lines.read_line(&mut printed).unwrap() > 0, "{printed}");
    }
    let url = printed.lines().nth(1).unwrap().to_owned();
    let curl = printed
        .lines()
        .find(|line| line.contains("/v2/voucher "))
        .unwrap();
    let body = curl.split(" -d '").nth(1).unwrap().trim_end_matches('\'');
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let post = |path: &str, body: &str| {
        let request = agent
            .post(format!("{url}{path}"))
            .header("content-type", "application/json");
        let answer = request
            .header("authorization", "token sk_test_1")
            .send(body);
        answer.unwrap().status().as_u16()
    };
    assert_eq!(post("/v2/voucher", body), 200);
    assert_eq!(post("/v2/gift", "{\"giftId\":7}"), 400);
    let form =
        "definition=v2%2Fgift&target=%2Fv2%2Fgift&do=struct&body=%7B%22giftId%22%3A%22a%22%7D";
    let definitions = agent
        .get(format!("{url}/__sandbox/page/definitions?search=gift"))
        .call();
    let definitions = definitions.unwrap().body_mut().read_to_string().unwrap();
    assert!(definitions.contains("/v2/gift"), "{definitions}");
    let name = definitions
        .split("?definition=")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let form = form.replace("v2%2Fgift&target", &format!("{name}&target"));
    let starter = agent
        .post(format!("{url}/__sandbox/page/try"))
        .send(form)
        .unwrap()
        .body_mut()
        .read_to_string()
        .unwrap();
    assert!(
        starter.contains("definition = &quot;gift.json&quot;"),
        "{starter}"
    );
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(
        rest,
        "POST /v2/voucher 200, 0 violations\nPOST /v2/gift 400, 1 violation\n\nstopped: 1 accepted, 1 refused, 0 failed by an injected fault\n"
    );
}
