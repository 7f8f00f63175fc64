//! Sends an event of another API, which a definition file describes, with the credentials of that API. A local
//! server answers in place of the API.
//!
//! ```sh
//! cargo run -p programs --bin other_api
//! ```

use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use std::error::Error;
use std::thread;
use std::time::Duration;
use tiny_http::{Header, Response, Server};
use voucher_core::http::{BaseUrl, Limits, Transport};
use voucher_core::ureq::agent;
use voucher_core::{Prepared, RavelinEnum, RavelinEvent};

const TOKEN: &str = "token-of-the-help-desk";

#[derive(RavelinEvent)]
#[ravelin(definition = "src/bin/other_api/ticket.json")]
struct Ticket {
    project: u64,
    notify: Vec<&'static str>,
    title: String,
    priority: Priority,
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "src/bin/other_api/ticket.json", field = "priority")]
enum Priority {
    Low,
    High,
}

fn main() -> Result<(), Box<dyn Error>> {
    let base = start_server()?;
    let transport = agent(ureq::config::Config::default());
    for (title, priority) in [
        ("The printer is on fire", Priority::High),
        ("", Priority::Low),
    ] {
        let ticket = Ticket {
            project: 7,
            notify: vec!["facility", "security"],
            title: title.into(),
            priority,
        };
        match ticket.prepare() {
            Ok(prepared) => {
                let request = authorized(&prepared, &base)?;
                // A URL may contain ids. The endpoint has the names of its parameters instead.
                println!("{}", prepared.endpoint());
                let response = transport.send(request, &Limits::new(Duration::from_secs(10)))?;
                let body = String::from_utf8_lossy(response.body());
                println!("{}\n{body}", response.status());
            }
            Err(violations) => println!("not sent: {violations}"),
        }
    }
    Ok(())
}

/// Returns the request with the API's own kind of credentials. They go to this base URL only: nothing here knows another one.
fn authorized(prepared: &Prepared, base: &BaseUrl) -> Result<Request<Vec<u8>>, Box<dyn Error>> {
    let mut request = prepared.with_base_url(base).request_without_token();
    let mut bearer = HeaderValue::from_str(&format!("Bearer {TOKEN}"))?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, bearer);
    Ok(request)
}

/// Starts the server, which answers with what it received.
fn start_server() -> Result<BaseUrl, Box<dyn Error>> {
    let server = Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let base = format!("http://{}", server.server_addr()).parse()?;
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let is_authorized = |header: &Header| {
                header.field.equiv("Authorization")
                    && header.value.as_str() == format!("Bearer {TOKEN}")
            };
            let status = if request.headers().iter().any(is_authorized) {
                201
            } else {
                401
            };
            let mut body = String::new();
            if request.as_reader().read_to_string(&mut body).is_err() {
                continue;
            }
            let answer = format!("received {} {body}", request.url());
            // A client that is gone needs no answer.
            let _ = request.respond(Response::from_string(answer).with_status_code(status));
        }
    });
    Ok(base)
}
