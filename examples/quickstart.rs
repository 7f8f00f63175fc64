//! Sends a shop's struct as a voucher.
//!
//! `cargo run --example quickstart` needs no network and no account: it sends to the embedded sandbox, over a local socket. To
//! send to the API, with the account's secret key in the variable `RAVELIN_TOKEN`:
//! `cargo run --example quickstart -- --url https://api.ravelin.com`

use std::error::Error;
use std::time::{Duration, SystemTime};
use voucher_core::http::{Settings, Token};
use voucher_core::sandbox::Sandbox;
use voucher_core::ureq::Client;
use voucher_core::{Prepared, RavelinEnum, RavelinEvent, Timestamp};

const DAY: Duration = Duration::from_secs(86_400);

/// A promotion, with the shop's field names.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "promo-created"))]
struct Promo {
    #[ravelin(rename = "voucherCode")]
    code: String,
    #[ravelin(rename = "value")]
    pence: i64,
    currency: String,
    #[ravelin(rename = "creationTime")]
    created: SystemTime,
    #[ravelin(rename = "expiry")]
    ends: Option<SystemTime>,
    #[ravelin(rename = "voucherType")]
    reason: Reason,
    #[ravelin(custom)]
    campaign: String,
    #[ravelin(skip)]
    note: String,
}

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    #[ravelin(rename = "GENERAL")]
    Newsletter,
    #[ravelin(rename = "REACTIVATION")]
    WeMissYou,
}

impl Reason {
    fn of(since_last_order: Duration) -> Self {
        if since_last_order > 90 * DAY {
            Self::WeMissYou
        } else {
            Self::Newsletter
        }
    }
}

/// An event with several mistakes.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Careless {
    event_type: &'static str,
    voucher_code: &'static str,
    value: i64,
    currency: &'static str,
    #[ravelin(unix = "ms")]
    creation_time: i64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let now = SystemTime::now();
    let promo = Promo {
        code: "SPRING-15".into(),
        pence: 1_500,
        currency: "gbp".into(),
        created: now,
        ends: now.checked_add(30 * DAY),
        reason: Reason::of(120 * DAY),
        campaign: "spring".into(),
        note: "ask Jo before it runs out".into(),
    };
    println!("Not sent: {:?}\n", promo.note);

    let (url, token) = endpoint()?;
    let client = Client::with_settings(Settings::new(token).with_base_url(&url)?);
    let prepared = promo.prepare()?;
    show(&prepared, &url)?;
    let answer = client.send_prepared(&prepared)?;
    let body = serde_json::to_string_pretty(answer.body())?;
    println!("\n{} {body}\n\nDelivered.", answer.status());

    println!("\nAn invalid event is rejected before anything is sent:");
    let careless = Careless {
        event_type: "promo created",
        voucher_code: "SPRING-15",
        value: 1_500,
        currency: "XBT",
        creation_time: 1_512_828_988,
    };
    match careless.prepare() {
        Ok(_) => return Err("the invalid event was accepted".into()),
        Err(violations) => println!("{violations}"),
    }
    Ok(())
}

/// Returns where to send to: the URL on the command line, or else the sandbox inside this program.
fn endpoint() -> Result<(String, Token), Box<dyn Error>> {
    const USAGE: &str =
        "usage: quickstart [--url URL], with the secret key in the variable `RAVELIN_TOKEN`";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let url = match arguments[..] {
        [] => return Ok((serve()?, Token::new("sk_test_quickstart")?)),
        ["--url", url] => url.trim_end_matches('/'),
        _ => return Err(USAGE.into()),
    };
    let token = std::env::var("RAVELIN_TOKEN").map_err(|_| USAGE)?;
    Ok((url.into(), Token::new(token)?))
}

/// Prints the request in the format of the API's documentation.
fn show(prepared: &Prepared, url: &str) -> Result<(), Box<dyn Error>> {
    let body: serde_json::Value = serde_json::from_str(prepared.body())?;
    println!("{} {url}", prepared.endpoint());
    println!("Authorization: token <hidden>\nContent-Type: application/json\n");
    println!("{}", serde_json::to_string_pretty(&body)?);
    Ok(())
}

/// Serves the sandbox on a local socket, and returns its URL.
fn serve() -> Result<String, Box<dyn Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", server.server_addr());
    std::thread::spawn(move || {
        let mut sandbox = Sandbox::new(1);
        for request in server.incoming_requests() {
            if let Err(error) = answer(&mut sandbox, request) {
                eprintln!("the sandbox could not answer: {error}");
            }
        }
    });
    Ok(url)
}

fn answer(sandbox: &mut Sandbox, mut received: tiny_http::Request) -> Result<(), Box<dyn Error>> {
    let mut body = Vec::new();
    received.as_reader().read_to_end(&mut body)?;
    let mut request = http::Request::builder()
        .method(received.method().as_str())
        .uri(received.url());
    for header in received.headers() {
        request = request.header(header.field.as_str().as_str(), header.value.as_str());
    }
    let reply = sandbox.answer(request.body(&body[..])?, Timestamp::now());
    let status = reply.response.status().as_u16();
    let response = tiny_http::Response::from_data(reply.response.into_body());
    received.respond(response.with_status_code(status))?;
    Ok(())
}
