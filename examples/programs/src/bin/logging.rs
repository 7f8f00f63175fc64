//! A transport that wraps another one and logs every request and answer.
//!
//! Run it with `cargo run -p programs --bin logging`. A transport can add a header, count or limit requests in the same way; the example
//! `backfill` has one that limits the rate.

use http::{Request, Response};
use std::error::Error;
use std::time::Instant;
use voucher_core::http::{Client, Limits, NoAnswer, Settings, Token, Transport};
use voucher_core::sandbox::{InProcess, Sandbox};
use voucher_core::{Currency, Timestamp, Voucher};

/// Logs requests and answers, but never the body, which contains voucher codes, or the headers, which contain the token.
struct Logging<T>(T);

impl<T: Transport> Transport for Logging<T> {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let summary = format!(
            "{} {}, {} bytes",
            request.method(),
            request.uri(),
            request.body().len()
        );
        let start = Instant::now();
        let result = self.0.send(request, limits);
        let took = start.elapsed();
        match &result {
            Ok(response) => eprintln!("{summary}: {} after {took:?}", response.status()),
            Err(no_answer) => eprintln!("{summary}: {no_answer} after {took:?}"),
        }
        result
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // About every third request fails, so that there is something to see. A real program uses `ureq::Agent` here.
    let sandbox = InProcess::new(Sandbox::new(3).with_faults(0.3));
    let settings = Settings::new(Token::new("sk_test_logging")?);
    let settings = settings.with_base_url("http://sandbox.test")?;
    let client = Client::over(Logging(sandbox), settings);
    for number in 1..=5 {
        let now = Timestamp::now();
        let voucher = Voucher::new(now, format!("SPRING-{number}"), 1_500, Currency::GBP, now);
        match client.send(&voucher) {
            Ok(_) => println!("voucher {number} is delivered"),
            Err(error) => println!("voucher {number} is not delivered: {error}"),
        }
    }
    Ok(())
}
