//! The sandbox's page in a browser: it shows what arrives, sends what is tried, and no request can turn into markup.

use serde_json::{Value, json};
use std::time::Duration;
use voucher_browser::{Browser, Sandbox};
use voucher_core::http::{Settings as ClientSettings, Token};
use voucher_core::ureq::Client;
use voucher_core::{Currency, Timestamp, Voucher};
use voucher_sandbox::Settings;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

fn start() -> (Sandbox, Browser) {
    let settings = Settings::new(voucher_core::sandbox::Sandbox::new(7)).quiet();
    (Sandbox::start(settings), Browser::start())
}

/// Sends a body as any program does, and returns the status of the answer.
fn post(sandbox: &Sandbox, path: &str, body: &str) -> u16 {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let request = agent.post(format!("{}{path}", sandbox.url));
    let request = request.header("authorization", "token sk_test_51secret");
    let answer = request
        .header("content-type", "application/json")
        .send(body);
    answer.unwrap().status().as_u16()
}

fn voucher(code: &str) -> Value {
    json!({"timestamp": 1_512_828_988_826_i64, "voucher": {
        "voucherCode": code, "value": 20, "currency": "GBP", "creationTime": 1_512_828_988_826_i64,
    }})
}

/// Opens the section Live, and waits until it is connected.
fn open_live(sandbox: &Sandbox, browser: &Browser, query: &str) {
    browser.go(&format!("{}/{query}", sandbox.url));
    browser.await_text("#live", "live");
}

/// Checks that the page has loaded once since `mark`.
fn mark(browser: &Browser) {
    assert_eq!(
        browser.run("window.mark = true; return window.mark"),
        json!(true)
    );
}

fn assert_not_reloaded(browser: &Browser) {
    assert_eq!(
        browser.run("return window.mark"),
        json!(true),
        "the page was loaded again"
    );
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn a_voucher_of_the_client_appears_without_a_reload() {
    let (sandbox, browser) = start();
    open_live(&sandbox, &browser, "");
    mark(&browser);
    assert!(browser.text("#none").contains("No requests yet"));
    let settings = ClientSettings::new(Token::new("sk_test_51secret").unwrap());
    let client = Client::with_settings(settings.with_base_url(&sandbox.url).unwrap());
    let now = Timestamp::now();
    let event = Voucher::new(now, "SPRING-15", 1_500, Currency::GBP, now);
    client.send(&event).unwrap();
    browser.await_text("#rows tr", "accepted");
    assert!(browser.text("#rows tr").contains("POST /v2/voucher"));
    assert_eq!(browser.text("#counts .accepted dd"), "1");
    browser.click("#rows tr a");
    browser.await_text("#request", "SPRING-15");
    assert!(browser.text("#request").contains("\"value\": 1500"));
    assert_not_reloaded(&browser);
    let source = browser
        .run("return document.documentElement.outerHTML")
        .to_string();
    assert!(!source.contains("51secret"), "the token is on the page");
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn a_refused_voucher_shows_its_violations_at_their_lines() {
    let (sandbox, browser) = start();
    open_live(&sandbox, &browser, "");
    mark(&browser);
    let mut body = voucher("A-1");
    body["voucher"]["currency"] = "XXP".into();
    body["voucher"]["voucherTypo"] = "GENERAL".into();
    assert_eq!(post(&sandbox, "/v2/voucher", &body.to_string()), 400);
    browser.await_text("#rows tr", "1 violation, 1 warning");
    browser.click("#rows tr a");
    browser.await_text("#request .code .violation", "\"currency\": \"XXP\"");
    assert!(
        browser
            .text("#request .code .violation")
            .contains("ISO 4217")
    );
    assert!(
        browser
            .text("#request .code .warning")
            .contains("voucherTypo")
    );
    assert!(
        browser
            .text("#request .list-of-findings")
            .contains("/voucher/currency")
    );
    // The answer names the same violation.
    assert!(browser.text("#request").contains("Invalid Request"));
    assert_not_reloaded(&browser);
    // A body that is not JSON has a line, too.
    post(&sandbox, "/v2/voucher", "{\n  \"a\": 1,\n  b\n}");
    browser.await_text("#rows tr[data-number='2']", "refused");
    browser.click("#rows tr[data-number='2'] a");
    browser.await_text("#request .code .violation", "b");
    assert_eq!(
        browser.property("#request .code .violation", "value"),
        json!(3)
    );
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn hostile_bodies_stay_text() {
    let (sandbox, browser) = start();
    open_live(&sandbox, &browser, "");
    let long = "<b>".repeat(200_000);
    let hostile = [
        "<script>document.title = 'hacked'</script>",
        "</textarea></pre></code><img src=x onerror=\"document.title='hacked'\">",
        "\"' onmouseover=alert(1) '\"",
        "a\u{202e}reversed\u{2066}\u{200b}\u{0007}",
        "${document.title='hacked'}{{7*7}}<%= 1 %>",
        "sk_live_0123456789abcdef",
        &long,
    ];
    for (number, code) in (1..).zip(hostile) {
        post(&sandbox, "/v2/voucher", &voucher(code).to_string());
        browser.wait("the row", || {
            browser.count(&format!("#rows tr[data-number='{number}']")) == 1
        });
        browser.go(&format!("{}/?request={number}", sandbox.url));
        browser.await_text("#request h2", "POST /v2/voucher");
        let text = browser.run("return document.querySelector('#request .code').textContent");
        let text = text.as_str().unwrap();
        let visible = code.chars().take_while(char::is_ascii_graphic);
        let visible: String = visible.take(7).collect();
        let visible = visible.replace('"', "\\\"");
        assert!(text.contains(&visible), "{visible}: {text:.500}");
        assert!(!text.contains("0123456789abcdef"));
        assert!(!text.contains('\u{202e}') && !text.contains('\u{200b}'));
        assert!(text.len() < 20_000, "{} bytes", text.len());
        // The form has the body exactly, apart from tokens.
        browser.click("#request .actions a");
        browser.await_text("h1", "Try");
        let value = browser.property("#body", "value");
        let value: Value = serde_json::from_str(value.as_str().unwrap()).unwrap();
        let expected = if code.starts_with("sk_live_") {
            "sk_live_…"
        } else {
            code
        };
        assert!(value["voucher"]["voucherCode"] == expected, "{code:.100}");
        open_live(&sandbox, &browser, "");
    }
    assert_no_markup(&sandbox, &browser, 7);
}

/// Checks that nothing of the requests is markup, and that none has run a script.
fn assert_no_markup(sandbox: &Sandbox, browser: &Browser, requests: usize) {
    let pages = (1..=requests).map(|number| format!("/?request={number}"));
    for path in pages.chain(["/".into(), "/__sandbox/page/entities".into()]) {
        browser.go(&format!("{}{path}", sandbox.url));
        let markup = "#content script, #content img, #content b, #content [onerror]";
        assert_eq!(browser.count(markup), 0, "{path}");
        let title = browser.run("return document.title");
        assert!(!title.to_string().contains("hacked"), "{title}");
    }
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn hostile_paths_and_names_stay_text() {
    let (sandbox, browser) = start();
    open_live(&sandbox, &browser, "");
    post(&sandbox, "/v2/%3Cscript%3E'%22?%3Cimg/src=x%3E=1", "{}");
    let body = "{\"<img src=x onerror=alert(1)>\":\"</script>\"}";
    post(&sandbox, "/v2/voucher?%3Cimg%20src=x%3E=1", body);
    browser.await_text("#counts .refused dd", "2");
    assert_no_markup(&sandbox, &browser, 2);
    // Even if a string were not escaped, the policy would stop it.
    let is_blocked = browser.run(
        "const script = document.createElement('script'); script.textContent = 'window.ran = true';
         document.body.append(script); return window.ran === undefined",
    );
    assert_eq!(is_blocked, json!(true));
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn rows_are_filtered_by_endpoint_and_outcome() {
    let (sandbox, browser) = start();
    for _ in 0..3 {
        post(&sandbox, "/v2/voucher", &voucher("A-1").to_string());
    }
    post(&sandbox, "/v2/voucher", "{}");
    post(&sandbox, "/v2/voucher/check", "{\"customerId\":\"c\"}");
    post(&sandbox, "/v2/voucher?debug=1", &voucher("A-2").to_string());
    open_live(&sandbox, &browser, "");
    assert_eq!(browser.count("#rows tr"), 6);
    mark(&browser);
    browser.click("select[name=outcome] option[value=refused]");
    browser.wait("the filter", || browser.count("#rows tr") == 1);
    browser.click("select[name=outcome] option[value=warnings]");
    browser.await_text("#rows tr", "1 warning");
    browser.click("select[name=outcome] option[value='']");
    browser.click("select[name=endpoint] option[value='POST /v2/voucher/check']");
    browser.wait("the filter", || browser.count("#rows tr") == 1);
    // New requests are filtered, too.
    post(&sandbox, "/v2/voucher", &voucher("A-3").to_string());
    post(&sandbox, "/v2/voucher/check", "{\"customerId\":\"d\"}");
    browser.wait("the new row", || browser.count("#rows tr") == 2);
    assert_eq!(
        browser.count("#rows tr[data-endpoint='POST /v2/voucher']"),
        0
    );
    assert_not_reloaded(&browser);
    // The address has the filter.
    let address = browser.run("return location.search").to_string();
    assert!(
        address.contains("endpoint=POST+%2Fv2%2Fvoucher%2Fcheck"),
        "{address}"
    );
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn the_form_sends_a_sample_and_copies_it() {
    let (sandbox, browser) = start();
    browser.go(&format!("{}/__sandbox/page/try", sandbox.url));
    mark(&browser);
    assert!(
        browser
            .property("#body", "value")
            .as_str()
            .unwrap()
            .contains("voucherCode")
    );
    browser.click("#attempt button[value=send]");
    browser.await_text("#result", "accepted");
    browser.fill("#body", "{\"timestamp\": 1}");
    browser.click("#attempt button[value=send]");
    browser.await_text("#result .code .violation:nth-child(2)", "\"timestamp\": 1");
    // Another definition fills in its own sample.
    browser.click("#choice option[value='voucher/check']");
    browser.wait("the sample", || {
        browser.property("#target", "value") == json!("/v2/voucher/check")
    });
    browser.click("#attempt button[value=send]");
    browser.await_text("#result", "recommendation");
    browser.fill("#prefer", "code=503");
    browser.click("#attempt button[value=send]");
    browser.await_text("#result", "failed by a fault");
    browser.click("#attempt button[value=struct]");
    browser.await_text("#result", "#[ravelin(event = \"voucher/check\")]");
    browser.click("#attempt button[value=curl]");
    browser.await_text("#result", "curl --request POST");
    assert_not_reloaded(&browser);
    // The command does what the form does.
    let command = browser.text("#code");
    assert!(command.contains("Prefer: code=503"), "{command}");
    let output = std::process::Command::new("sh")
        .args(["-c", &format!("{command} --silent")])
        .output();
    if let Some(output) = output.ok().filter(|output| output.status.success()) {
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(answer.contains("injected fault"), "{answer}");
    }
    open_live(&sandbox, &browser, "");
    assert!(browser.count("#rows tr") >= 4);
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn faults_are_switched_on_and_off() {
    let (sandbox, browser) = start();
    let valid = voucher("A-1").to_string();
    browser.go(&format!("{}/__sandbox/page/faults", sandbox.url));
    assert!(browser.text(".lead").contains("off"));
    browser.fill("#rate", "100");
    for kind in [
        "500",
        "503",
        "504",
        "204",
        "drop",
        "drop-after-accept",
        "slow",
        "null",
    ] {
        browser.click(&format!("input[name=kind][value='{kind}']"));
    }
    browser.click("button[value=set]");
    browser.await_text(".lead", "100 % of all requests");
    assert_eq!(post(&sandbox, "/v2/voucher", &valid), 429);
    browser.fill("#latency", "300");
    browser.click("button[value=set]");
    browser.await_text(".lead", "at least 300 ms");
    let start = std::time::Instant::now();
    assert_eq!(post(&sandbox, "/v2/voucher", &valid), 429);
    assert!(start.elapsed() >= Duration::from_millis(300));
    browser.click("button[value=off]");
    browser.await_text(".lead", "No faults");
    assert_eq!(post(&sandbox, "/v2/voucher", &valid), 200);
    browser.click("button[value=reset]");
    browser.await_text("#content [role=status]", "The sandbox is reset");
    browser.go(&sandbox.url);
    browser.await_text("#none", "No requests yet");
    assert_eq!(browser.text("#counts .accepted dd"), "0");
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn an_open_page_notices_a_reset() {
    let (sandbox, browser) = start();
    post(&sandbox, "/v2/voucher", &voucher("A-1").to_string());
    open_live(&sandbox, &browser, "");
    assert_eq!(browser.count("#rows tr"), 1);
    let agent = ureq::Agent::new_with_defaults();
    agent
        .delete(format!("{}/__sandbox/events", sandbox.url))
        .call()
        .unwrap();
    browser.wait("no rows", || browser.count("#rows tr") == 0);
    post(&sandbox, "/v2/voucher", &voucher("A-2").to_string());
    browser.wait("the new row", || {
        browser.count("#rows tr[data-number='1']") == 1
    });
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn everything_can_be_read_without_javascript() {
    let (sandbox, browser) = start();
    browser.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": true}),
    );
    let mut body = voucher("A-1");
    body["voucher"]["currency"] = "XXP".into();
    post(&sandbox, "/v2/voucher", &body.to_string());
    post(&sandbox, "/v2/voucher", &voucher("A-2").to_string());
    browser.go(&sandbox.url);
    assert_eq!(browser.count("#rows tr"), 2);
    browser.click("#rows tr[data-number='1'] a");
    browser.await_text("#request .code .violation", "XXP");
    browser.click("select[name=outcome] option[value=accepted]");
    browser.click("#filter button");
    browser.wait("the filter", || browser.count("#rows tr") == 1);
    browser.click("nav li:nth-child(2) a");
    browser.click("#results td a");
    browser.await_text("#entity", "merged from 1 event");
    browser.click("nav li:nth-child(3) a");
    browser.click("button[value=required]");
    browser.await_text("h1", "Try");
    browser.click("#attempt button[value=send]");
    browser.await_text("#result", "accepted");
    browser.click("#attempt button[value=struct]");
    browser.await_text("#code", "RavelinEvent");
    browser.click("nav li:nth-child(4) a");
    browser.fill("input[type=search]", "minor units");
    browser.click("form button");
    browser.await_text("#results", "voucher.value");
    browser.click("nav li:nth-child(5) a");
    browser.fill("#rate", "25");
    browser.click("button[value=set]");
    browser.await_text(".lead", "25 %");
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn definitions_show_status_rules_and_source_and_are_searched() {
    let (sandbox, browser) = start();
    browser.go(&format!("{}/__sandbox/page/definitions", sandbox.url));
    assert!(browser.count("#results tbody tr") >= 30);
    browser.fill("input[type=search]", "currency of the voucher");
    browser.await_text("#results", "found");
    browser.fill("input[type=search]", "voucherCode");
    browser.await_text("#results .fields", "voucher.voucherCode");
    browser.go(&format!(
        "{}/__sandbox/page/definitions?definition=voucher",
        sandbox.url
    ));
    let table = browser.text("#results .fields");
    for expected in ["voucher.currency", "required", "amount", "GENERAL"] {
        assert!(table.contains(expected), "{expected}: {table}");
    }
    assert!(browser.count("#results .fields a[href^='https://developer.ravelin.com/']") > 5);
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn the_keyboard_reaches_everything_in_order() {
    let (sandbox, browser) = start();
    post(&sandbox, "/v2/voucher", &voucher("A-1").to_string());
    open_live(&sandbox, &browser, "");
    let focused = "const element = document.activeElement; return (element.name || element.textContent).trim()";
    let mut order = Vec::new();
    for _ in 0..10 {
        browser.press(TAB);
        order.push(browser.run(focused).as_str().unwrap().to_owned());
    }
    let expected = [
        "Skip to the content",
        "Live",
        "Entities",
        "Try",
        "Definitions",
        "Faults",
        "endpoint",
        "outcome",
        "Filter",
        "POST /v2/voucher",
    ];
    assert_eq!(order, expected);
    let is_visible =
        "const style = getComputedStyle(document.activeElement); return style.outlineStyle";
    assert_eq!(browser.run(is_visible), json!("solid"));
    // The request gets the focus, and Escape returns to its row.
    browser.press(ENTER);
    browser.await_text("#request", "A-1");
    browser.wait("the focus", || {
        browser.run("return document.activeElement.id") == json!("request")
    });
    browser.press(ESCAPE);
    assert_eq!(browser.run(focused), json!("POST /v2/voucher"));
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn long_strings_do_not_widen_the_page() {
    let (sandbox, browser) = start();
    let long = "k".repeat(100_000);
    let mut body = voucher(&long);
    body["voucher"][&long] = 1.into();
    body["voucher"]["custom"] = json!({&long: &long});
    assert_eq!(post(&sandbox, "/v2/voucher", &body.to_string()), 200);
    post(&sandbox, &format!("/v2/{}", "p".repeat(50_000)), "{}");
    post(
        &sandbox,
        &format!("/v2/voucher?{}=1", "q".repeat(50_000)),
        "{}",
    );
    for width in [1280, 360] {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        browser.devtools("Emulation.setDeviceMetricsOverride", &size);
        for path in [
            "/?request=1",
            "/?request=2",
            "/?request=3",
            "/__sandbox/page/entities?search=voucher",
            "/__sandbox/page/try?request=1",
            "/__sandbox/page/definitions?definition=checkout",
            "/__sandbox/page/faults",
        ] {
            browser.go(&format!("{}{path}", sandbox.url));
            let excess =
                "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
            assert_eq!(browser.run(excess), json!(0), "{path} at {width} pixels");
        }
    }
    // The id is too long for a link, but is shown.
    browser.go(&format!("{}/__sandbox/page/entities", sandbox.url));
    assert_eq!(browser.count("#results td a"), 0);
    assert!(browser.text("#results").contains("more characters"));
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn an_open_page_connects_again_after_a_restart() {
    let (sandbox, browser) = start();
    post(&sandbox, "/v2/voucher", &voucher("A-1").to_string());
    open_live(&sandbox, &browser, "");
    mark(&browser);
    let port = sandbox.url.rsplit(':').next().unwrap().parse().unwrap();
    drop(sandbox);
    browser.await_text("#live", "does not answer");
    let settings = Settings::new(voucher_core::sandbox::Sandbox::new(7)).quiet();
    let sandbox = Sandbox::start(settings.with_port(port));
    // The rows of the first sandbox are gone.
    browser.wait("no rows", || browser.count("#rows tr") == 0);
    post(&sandbox, "/v2/voucher", &voucher("A-2").to_string());
    browser.await_text("#rows tr", "accepted");
    browser.await_text("#live", "live");
    assert_not_reloaded(&browser);
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
fn dark_mode_is_dark() {
    let (sandbox, browser) = start();
    let color = "return getComputedStyle(document.body).backgroundColor";
    let brightness = |color: &Value| -> u32 {
        let color = color
            .as_str()
            .unwrap()
            .trim_start_matches("rgb(")
            .trim_end_matches(')');
        color
            .split(", ")
            .map(|part| part.parse::<u32>().unwrap())
            .sum()
    };
    for (scheme, is_dark) in [("light", false), ("dark", true)] {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &features);
        browser.go(&sandbox.url);
        assert_eq!(brightness(&browser.run(color)) < 384, is_dark, "{scheme}");
    }
}

#[test]
#[cfg_attr(not(chromium), ignore = "install chromium and chromium-driver")]
#[cfg_attr(
    all(chromium, not(axe)),
    ignore = "set AXE to the file axe.min.js of axe-core"
)]
fn axe_finds_no_barrier() {
    let (sandbox, browser) = start();
    let axe = std::fs::read_to_string(std::env::var_os("AXE").unwrap()).unwrap();
    let mut body = voucher("A-1");
    body["voucher"]["currency"] = "XXP".into();
    body["voucher"]["other"] = 1.into();
    post(&sandbox, "/v2/voucher", &body.to_string());
    post(&sandbox, "/v2/voucher", &voucher("A-2").to_string());
    for scheme in ["light", "dark"] {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &features);
        for path in [
            "/?request=1",
            "/__sandbox/page/entities?name=voucher&id=A-2",
            "/__sandbox/page/try?request=1",
            "/__sandbox/page/definitions",
            "/__sandbox/page/definitions?definition=order",
            "/__sandbox/page/definitions?search=currency",
            "/__sandbox/page/faults",
        ] {
            browser.go(&format!("{}{path}", sandbox.url));
            let found = browser.run_async(&format!(
                "{axe}; const done = arguments[arguments.length - 1];
                 axe.run().then((result) => done(result.violations.map((violation) =>
                     [violation.id, violation.help, violation.nodes.slice(0, 3).map((node) => node.html)])));"
            ));
            assert_eq!(found, json!([]), "{scheme} {path}: {found:#}");
        }
    }
}
