//! Each attempt is a span with the event's type and the result, but without the body or the token.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing_subscriber::fmt::format::FmtSpan;
use voucher_clients::{Server, answer};
use voucher_core::http::{RetryPolicy, Settings, Token};
use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns the output of a subscriber at the most verbose level during two attempts.
fn traced(send: impl FnOnce(Settings, &Voucher)) -> String {
    let lines = Output::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let accepted = answer(200, "", r#"{"status":200}"#);
    let server = Server::start(vec![
        answer(503, "Retry-After: 1\r\n", "SECRET-ANSWER"),
        accepted,
    ]);
    let wait = Duration::from_millis(7);
    let settings = Settings::new(Token::new("sk_test_SECRET").unwrap())
        .with_base_url(&server.url())
        .unwrap()
        .with_retries(RetryPolicy::default().with_waits(wait, wait));
    let time = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let mut voucher = Voucher::new(time, "SECRET-CODE", 1_000, Currency::GBP, time);
    voucher.event_type = Some("promo-created".into());
    tracing::subscriber::with_default(subscriber, || send(settings, &voucher));
    let lines = lines.0.lock().unwrap().clone();
    String::from_utf8(lines).unwrap()
}

fn by_ureq(settings: Settings, voucher: &Voucher) {
    voucher_core::ureq::Client::with_settings(settings)
        .send(voucher)
        .unwrap();
}

fn by_reqwest(settings: Settings, voucher: &Voucher) {
    let client = voucher_core::reqwest::Client::with_settings(settings).unwrap();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    runtime.block_on(client.send(voucher)).unwrap();
}

#[test]
fn an_attempt_is_a_span() {
    for (client, send) in [
        ("ureq", by_ureq as fn(Settings, &Voucher)),
        ("reqwest", by_reqwest),
    ] {
        let output = traced(send);
        let closed: Vec<_> = output
            .lines()
            .filter(|line| line.contains("voucher_core::http") && line.contains(": close"))
            .collect();
        assert_eq!(closed.len(), 2, "{client}: {output}");
        let event = "endpoint=/v2/voucher attempt=";
        let length = {
            let time = Timestamp::from_millis(1_512_828_988_826).unwrap();
            let mut voucher = Voucher::new(time, "SECRET-CODE", 1_000, Currency::GBP, time);
            voucher.event_type = Some("promo-created".into());
            voucher.to_json().unwrap().len()
        };
        for (line, fields) in closed.iter().zip([
            format!("{event}1 bytes={length} event_type=promo-created status=503 answer_bytes=13 wait_ms=7"),
            format!("{event}2 bytes={length} event_type=promo-created status=200 answer_bytes=14"),
        ]) {
            assert!(line.contains(&format!("attempt{{{fields}}}")), "{client}: {line}");
        }
    }
}

#[test]
fn no_span_shows_body_or_token() {
    for send in [by_ureq as fn(Settings, &Voucher), by_reqwest] {
        let output = traced(send);
        assert!(output.contains("promo-created"));
        assert!(!output.contains("SECRET"), "{output}");
    }
}
