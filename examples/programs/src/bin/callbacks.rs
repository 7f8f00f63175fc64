//! A server that receives the callbacks of the API: decisions about orders and refunds, and reviews of customers.
//!
//! ```sh
//! CALLBACK_TOKEN=secret cargo run -p programs --bin callbacks -- --port 8081
//! ```
//!
//! The API does not send a callback again, so a real program stores it before it answers.

use std::error::Error;
use std::io::Read;
use std::net::Ipv4Addr;
use tiny_http::{Method, Request, Response, Server};
use voucher_core::callback::{Callback, CallbackToken};

/// The maximum length of a body, in bytes.
const LONGEST_BODY: usize = 1 << 16;

/// The number of requests that are read at the same time.
const THREADS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let port = port()?;
    let token = std::env::var("CALLBACK_TOKEN");
    let token = token.map_err(|_| "set CALLBACK_TOKEN to the token that is set for the account")?;
    let token = CallbackToken::new(token);
    let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| error.to_string())?;
    println!("http://{}", server.server_addr());
    // A request whose body arrives slowly must not delay the others.
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for mut request in server.incoming_requests() {
                    let status = receive(&mut request, &token);
                    // The connection may be closed.
                    let _ = request.respond(Response::empty(status));
                }
            });
        }
    });
    Ok(())
}

/// Reads the arguments.
fn port() -> Result<u16, lexopt::Error> {
    use lexopt::prelude::*;
    let (mut parser, mut port) = (lexopt::Parser::from_env(), 8081);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => port = parser.value()?.parse()?,
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(port)
}

/// Handles a request, and returns the status of the answer.
fn receive(request: &mut Request, token: &CallbackToken) -> u16 {
    if *request.method() != Method::Post {
        return 405;
    }
    let mut headers = request.headers().iter();
    let authorization = headers.find(|header| header.field.equiv("Authorization"));
    if !token.is_valid(authorization.map(|header| header.value.as_str().as_bytes())) {
        return 401;
    }
    let mut body = Vec::new();
    let mut reader = request.as_reader().take(LONGEST_BODY as u64 + 1);
    if reader.read_to_end(&mut body).is_err() {
        return 400;
    }
    if body.len() > LONGEST_BODY {
        return 413;
    }
    match Callback::read(&body) {
        Ok(callback) => {
            handle(&callback);
            200
        }
        Err(error) => {
            eprintln!("{error}");
            400
        }
    }
}

/// Prints what the program would do. The strings are not trusted: printed as they are, they could control a terminal.
fn handle(callback: &Callback) {
    match callback {
        Callback::OrderDecision {
            order_id, decision, ..
        } => println!("order {order_id:?}: {:?}", decision.as_str()),
        Callback::RefundDecision {
            refund_id,
            decision,
            ..
        } => println!("refund {refund_id:?}: {:?}", decision.as_str()),
        Callback::ManualReview {
            customer_id,
            review,
            ..
        } => println!("customer {customer_id:?}: {:?}", review.as_str()),
        other => println!("ignored: {other:?}"),
    }
}
