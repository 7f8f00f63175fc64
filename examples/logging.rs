//! A transport around another one: it sees every request and every answer, here to log them.
//!
//! `cargo run --example logging`. The same way a transport adds a header, counts, or slows down; the example `backfill` has
//! one that keeps a rate.

use http::{Request, Response};
use std::error::Error;
use std::time::Instant;
use voucher_core::http::{Client, Limits, NoAnswer, Settings, Token, Transport};
use voucher_core::sandbox::{InProcess, Sandbox};
use voucher_core::{Currency, Timestamp, Voucher};

/// Logs what the transport inside does. Never the body, which holds voucher codes, nor the headers, which hold the token.
struct Logging<T>(T);

impl<T: Transport> Transport for Logging<T> {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let asked = format!(
            "{} {}, {} bytes",
            request.method(),
            request.uri(),
            request.body().len()
        );
        let start = Instant::now();
        let result = self.0.send(request, limits);
        let took = start.elapsed();
        match &result {
            Ok(response) => eprintln!("{asked}: {} after {took:?}", response.status()),
            Err(no_answer) => eprintln!("{asked}: {no_answer} after {took:?}"),
        }
        result
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // Every third request goes wrong, so that there is something to see. `ureq::Agent` stands here in earnest.
    let sandbox = InProcess::new(Sandbox::new(3).with_faults(0.3));
    let settings = Settings::new(Token::new("sk_test_logging")?);
    let settings = settings.with_base_url("http://sandbox.test")?;
    let client = Client::over(Logging(sandbox), settings);
    for number in 1..=5 {
        let now = Timestamp::now();
        let voucher = Voucher::new(now, format!("SPRING-{number}"), 1_500, Currency::GBP, now);
        match client.send(&voucher) {
            Ok(_) => println!("voucher {number} is delivered"),
            Err(error) => println!("voucher {number} is not: {error}"),
        }
    }
    Ok(())
}
