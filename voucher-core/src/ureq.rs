//! A client that blocks, over [`ureq`] and rustls.
//!
//! ```no_run
//! use voucher_core::http::{Recommendation, Token};
//! use voucher_core::ureq::Client;
//! use voucher_core::VoucherCheck;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Token::new(std::env::var("RAVELIN_TOKEN")?)?);
//! let mut check = VoucherCheck::new("abc-123-ZYZ");
//! check.voucher_code = Some("DISCOUNT-1234".into());
//! match client.send(&check) {
//!     Ok(answer) if answer.recommendation() == Some(Recommendation::Abuse) => println!("no voucher for you"),
//!     Ok(_) => println!("enjoy"),
//!     // Where there is no answer in time, the customer goes on.
//!     Err(error) => eprintln!("unchecked: {error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Root certificates are Mozilla's, built in. A proxy, certificates, the size of the pool and the rest are the agent's own to set:
//!
//! ```
//! use voucher_core::http::{Settings, Token};
//! use voucher_core::ureq::Client;
//!
//! let proxy = ureq::Proxy::new("http://proxy.internal:3128").unwrap();
//! let agent = ureq::Agent::config_builder()
//!     .proxy(Some(proxy))
//!     .max_idle_connections_per_host(20)
//!     .build()
//!     .new_agent();
//! let token = Token::new("sk_test_1234").unwrap();
//! let client = Client::over(agent, Settings::new(token));
//! ```

use crate::http::{Limits, Lost, NoAnswer, Settings, Token, Transport};
use ::http::{Request, Response};
use ::ureq::{Agent, Error};
use std::io::{self, Read};
use std::vec::Vec;

/// Sends events over a [`ureq::Agent`]. Its connections are reused, also by its clones and by all threads.
pub type Client = crate::http::Client<Agent>;

impl Client {
    /// A client of the API.
    #[must_use]
    pub fn new(token: Token) -> Self {
        Self::with_settings(Settings::new(token))
    }

    /// A client with another host, other timeouts, another policy.
    #[must_use]
    pub fn with_settings(settings: Settings) -> Self {
        Self::over(Agent::new_with_defaults(), settings)
    }
}

/// Whatever the agent's own configuration says, every answer is given back, no redirect is followed, and the time is that of
/// the limits.
impl Transport for Agent {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let request = self
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(limits.timeout))
            .build();
        let (head, body) = self.run(request).map_err(lost)?.into_parts();
        let mut bytes = Vec::new();
        let mut body = body.into_reader().take(limits.body as u64);
        body.read_to_end(&mut bytes).map_err(broken)?;
        Ok(Response::from_parts(head, bytes))
    }
}

fn lost(error: Error) -> NoAnswer {
    let lost = match &error {
        Error::Timeout(_) => Lost::Timeout,
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => Lost::Timeout,
        Error::Http(_)
        | Error::BadUri(_)
        | Error::InvalidProxyUrl
        | Error::RequireHttpsOnly(_)
        | Error::TlsRequired => Lost::Request,
        _ => Lost::Connection,
    };
    NoAnswer::new(lost).with_source(error)
}

/// While a body is read, an error of the agent's comes inside one of reading.
fn broken(error: io::Error) -> NoAnswer {
    match error.downcast::<Error>() {
        Ok(error) => lost(error),
        Err(error) => lost(Error::Io(error)),
    }
}
