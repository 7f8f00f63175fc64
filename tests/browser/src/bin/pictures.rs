//! Takes the pictures of the docs: `cargo run -p voucher-browser --bin pictures -- voucher-core/cli/docs/sandbox`

use serde_json::json;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;
use voucher_browser::{Browser, Sandbox};
use voucher_sandbox::Settings;

const REQUESTS: [(&str, &str); 7] = [
    (
        "/v2/customer?score=accountRegistration",
        r#"{"timestamp":1764324000000,"customer":{"customerId":"abc-123-ZYZ","email":"jo@qa-force-review.com"}}"#,
    ),
    (
        "/v2/voucher",
        r#"{"timestamp":1764324000000,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"GBP","creationTime":1764324000000}}"#,
    ),
    (
        "/v2/voucher/check",
        r#"{"customerId":"abc-123-ZYZ","voucherCode":"SPRING-15"}"#,
    ),
    (
        "/v2/voucher",
        r#"{"timestamp":1764324000,"voucher":{"voucherCode":"SPRING-15","value":1500,"currency":"GBX","creationTime":1764324000000,"voucherTyp":"GENERAL"}}"#,
    ),
    (
        "/v2/voucher?debug=1",
        r#"{"timestamp":1764327600000,"voucher":{"voucherCode":"SPRING-15","value":2000,"currency":"GBP","creationTime":1764324000000,"voucherType":"GENERAL"}}"#,
    ),
    ("/v2/vouchers", "{}"),
    (
        "/v2/voucher",
        r#"{"timestamp":1764324000000,"voucher":{"voucherCode":"WELCOME","value":500,"currency":"GBP","creationTime":1764324000000}}"#,
    ),
];

/// The name of each picture, its page, and its colors.
const PICTURES: [(&str, &str, &str); 6] = [
    ("live-light", "/?request=4", "light"),
    ("live-dark", "/?request=4", "dark"),
    (
        "entities-light",
        "/__sandbox/page/entities?name=voucher&id=SPRING-15",
        "light",
    ),
    (
        "definitions-light",
        "/__sandbox/page/definitions?definition=voucher",
        "light",
    ),
    ("faults-light", "/__sandbox/page/faults", "light"),
    (
        "try-dark",
        "/__sandbox/page/try?definition=voucher&sample=required",
        "dark",
    ),
];

fn main() {
    let folder = env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .expect("expected a folder");
    fs::create_dir_all(&folder).expect("the folder can be created");
    let settings = Settings::new(voucher_core::sandbox::Sandbox::new(7)).quiet();
    let sandbox = Sandbox::start(settings);
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    for (path, body) in REQUESTS {
        let request = agent.post(format!("{}{path}", sandbox.url));
        let request = request.header("authorization", "token sk_test_1");
        let request = request.header("content-type", "application/json");
        let request = if body.contains("WELCOME") {
            request.header("prefer", "code=503")
        } else {
            request
        };
        request.send(body).expect("the sandbox answers");
    }
    let browser = Browser::start();
    let size = json!({"width": 1180, "height": 760, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", &size);
    for (name, path, scheme) in PICTURES {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &features);
        browser.go(&format!("{}{path}", sandbox.url));
        if name.starts_with("live") {
            browser.await_text("#live", "live");
        }
        if name.starts_with("try") {
            browser.click("#attempt button[value=send]");
            browser.await_text("#result", "accepted");
        }
        let _ = browser.run("scrollTo(0, 0); document.activeElement.blur();");
        sleep(Duration::from_millis(300));
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, browser.screenshot()).expect("the picture can be written");
    }
}
