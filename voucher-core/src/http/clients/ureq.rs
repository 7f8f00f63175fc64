//! A blocking client over [`ureq`](https://docs.rs/ureq/3.5).
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
//!     // Without an answer in time, the customer continues.
//!     Err(error) => eprintln!("unchecked: {error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Proxies from the environment (such as `HTTPS_PROXY`) are used, except for a base URL on this machine.
//!
//! # TLS
//!
//! The feature `ureq` brings rustls with ring, and `rustls-aws-lc` replaces ring by aws-lc. Root certificates are Mozilla's, built
//! in. With `ureq-no-tls` alone, `https` is an error; that is enough for a server on this machine. For another TLS library, such
//! as the system's, add `ureq` with its feature `native-tls` to your dependencies, and use
//! `Client::over(config.new_agent(), settings)`.
//!
//! # Options
//!
//! To set a proxy, certificates, the pool size or other options, configure the agent:
//!
//! ```
//! use voucher_core::http::{Settings, Token};
//! use voucher_core::ureq::{Client, agent};
//!
//! let proxy = ureq::Proxy::new("http://proxy.internal:3128").unwrap();
//! let config = ureq::Agent::config_builder()
//!     .proxy(Some(proxy))
//!     .max_idle_connections_per_host(20)
//!     .build();
//! let token = Token::new("sk_test_1234").unwrap();
//! let client = Client::over(agent(config), Settings::new(token));
//! ```

mod connector;

use super::tls::{NO_TLS, install_provider};
use crate::http::{Limits, Lost, NoAnswer, Settings, Token, Transport, is_this_machine};
use ::http::{Request, Response};
use ::ureq::config::Config;
#[cfg(any(feature = "ureq", feature = "rustls-ring", feature = "rustls-aws-lc"))]
use ::ureq::unversioned::transport::RustlsConnector;
use ::ureq::unversioned::transport::{ConnectProxyConnector, Connector};
use ::ureq::{Agent, AsSendBody, Body, Error, Proxy, ProxyProtocol};
use std::io::{self, Read};
use std::time::Duration;
use std::vec::Vec;

/// Sends events over a [`ureq::Agent`](https://docs.rs/ureq/3.5/ureq/struct.Agent.html). Clones and threads share its connections.
pub type Client = crate::http::Client<Agent>;

/// How many idle connections a client keeps, so that as many threads can share it. ureq's default is 3 per host.
const IDLE_CONNECTIONS: usize = 100;

impl Client {
    /// Creates a client with the default settings. It keeps up to 100 idle connections.
    #[must_use]
    pub fn new(token: Token) -> Self {
        Self::with_settings(Settings::new(token))
    }

    /// Creates a client with other settings. It keeps up to 100 idle connections.
    #[must_use]
    pub fn with_settings(settings: Settings) -> Self {
        let config = Agent::config_builder()
            .max_idle_connections(IDLE_CONNECTIONS)
            .max_idle_connections_per_host(IDLE_CONNECTIONS);
        Self::over(agent(config.build()), settings)
    }
}

/// Creates an agent that can read an answer that arrives before the whole request is sent.
///
/// A server that does not want a body, because it is too long or the token is wrong, answers and closes the connection. An
/// agent from `Config::new_agent` then reports a broken pipe, and so does this one with a SOCKS proxy. TLS is always rustls,
/// if a feature brings it; for `TlsProvider::NativeTls`, use `Config::new_agent`.
///
/// This agent looks a host up only to open a connection. An agent from `Config::new_agent` does so for each request, in a new
/// thread if there is a timeout.
#[must_use]
pub fn agent(config: Config) -> Agent {
    install_provider();
    let is_socks =
        |proxy: &Proxy| !matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https);
    // Only ureq's default connector supports SOCKS.
    if config.proxy().is_some_and(is_socks) {
        return config.new_agent();
    }
    let connector =
        ().chain(ConnectProxyConnector::default())
            .chain(connector::Tcp)
            .chain(connector::KeepAnswer);
    #[cfg(any(feature = "ureq", feature = "rustls-ring", feature = "rustls-aws-lc"))]
    let connector = connector.chain(RustlsConnector::default());
    Agent::with_parts(config, connector, connector::NoLookup)
}

/// Overrides the agent's configuration: every answer is returned whatever its status, redirects are not followed, and the
/// timeout is that of the limits. A request to this machine does not use a proxy from the environment.
impl Transport for Agent {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let (head, body) = request.into_parts();
        // ureq sends `Content-Length: 0` for an empty body, unless there is none.
        let answer = if body.is_empty() {
            run(self, Request::from_parts(head, ()), limits)
        } else {
            run(self, Request::from_parts(head, body), limits)
        };
        let (head, body) = answer.map_err(lost)?.into_parts();
        let mut bytes = Vec::new();
        let mut body = body.into_reader().take(limits.body as u64);
        if let Err(error) = body.read_to_end(&mut bytes) {
            let no_answer = broken(error);
            // An error status is useful even without its body.
            let is_error = head.status.as_u16() >= 400;
            if !is_error || no_answer.lost() != Lost::Connection {
                return Err(no_answer);
            }
        }
        Ok(Response::from_parts(head, bytes))
    }
}

fn run(
    agent: &Agent,
    request: Request<impl AsSendBody>,
    limits: &Limits,
) -> Result<Response<Body>, Error> {
    let proxy = agent.config().proxy();
    let is_direct = proxy.is_some_and(Proxy::is_from_env) && is_this_machine(request.uri());
    let mut request = agent
        .configure_request(request)
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(limits.timeout));
    if is_direct {
        request = request.proxy(None);
    }
    if limits.fresh {
        // No idle connection is younger than this, so none is reused.
        request = request.max_idle_age(Duration::ZERO);
    }
    agent.run(request.build())
}

fn lost(error: Error) -> NoAnswer {
    let has_tls = cfg!(any(
        feature = "ureq",
        feature = "rustls-ring",
        feature = "rustls-aws-lc"
    ));
    if matches!(error, Error::TlsRequired) && !has_tls {
        return NoAnswer::new(Lost::Request).with_source(NO_TLS);
    }
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

/// Converts an error from reading the body, which may contain one of ureq's.
fn broken(error: io::Error) -> NoAnswer {
    match error.downcast::<Error>() {
        Ok(error) => lost(error),
        Err(error) => lost(Error::Io(error)),
    }
}
