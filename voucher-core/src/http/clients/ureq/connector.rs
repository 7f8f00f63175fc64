//! Connections that cost little to reuse, and that can read an answer that arrives before the whole request is sent.

use crate::http::CLOSED_WHILE_SENDING;
use ::ureq::Error;
use ::ureq::config::Config;
use ::ureq::http::Uri;
use ::ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ::ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, NextTimeout, TcpConnector, Transport,
};
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

/// Returns no addresses, because [`Tcp`] looks the host up.
///
/// ureq resolves the host of every request, even if the request then reuses a connection. With a timeout, each of these
/// lookups starts a thread.
#[derive(Debug)]
pub(super) struct NoLookup;

impl Resolver for NoLookup {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        Ok(self.empty())
    }
}

/// Looks a host or a proxy up, and connects to it.
#[derive(Debug)]
pub(super) struct Tcp;

impl<In: Transport> Connector<In> for Tcp {
    type Out = <TcpConnector as Connector<In>>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails,
        proxied: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let tcp = TcpConnector::default();
        if proxied.is_some() {
            return tcp.connect(details, proxied);
        }
        let start = Instant::now();
        let mut timeout = details.timeout;
        let limit = details.config.timeouts().resolve;
        if let Some(limit) = limit.filter(|limit| *limit < *timeout.after) {
            timeout.after = limit.into();
            timeout.reason = ::ureq::Timeout::Resolve;
        }
        let addrs = DefaultResolver::default().resolve(details.uri, details.config, timeout)?;
        let details = ConnectionDetails {
            addrs,
            timeout: map(details.timeout, |after| {
                after.saturating_sub(start.elapsed())
            }),
            uri: details.uri,
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        tcp.connect(&details, None)
    }
}

/// Wraps the TCP connection below TLS, so that TLS does not notice that the server stopped reading.
#[derive(Debug)]
pub(super) struct KeepAnswer;

impl<T: Transport> Connector<T> for KeepAnswer {
    type Out = Connection<T>;

    fn connect(&self, _: &ConnectionDetails, tcp: Option<T>) -> Result<Option<Self::Out>, Error> {
        Ok(tcp.map(|tcp| Connection {
            tcp,
            is_sending: false,
            is_closed: false,
        }))
    }
}

/// When a server answers without reading the body and closes the connection, writing fails although the answer has already
/// arrived. This connection then discards the rest of the body and reads the answer.
#[derive(Debug)]
pub(super) struct Connection<T> {
    tcp: T,
    /// Whether something was sent since the last answer.
    is_sending: bool,
    /// Whether writing failed although there is an answer.
    is_closed: bool,
}

impl<T: Transport> Connection<T> {
    fn keep_answer(&mut self, error: &io::Error, timeout: NextTimeout) -> Result<(), Error> {
        self.is_closed = true;
        match self.tcp.await_input(timeout) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(io::Error::new(error.kind(), CLOSED_WHILE_SENDING).into()),
        }
    }
}

impl<T: Transport> Transport for Connection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.tcp.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.is_closed {
            return Ok(());
        }
        let timeout = rounded_up(timeout);
        match self.tcp.transmit_output(amount, timeout) {
            Err(Error::Io(error)) if self.is_sending && was_closed(&error) => {
                self.keep_answer(&error, timeout)
            }
            sent => {
                self.is_sending = true;
                sent
            }
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.is_sending = false;
        self.tcp.await_input(rounded_up(timeout))
    }

    fn is_open(&mut self) -> bool {
        !self.is_closed && self.tcp.is_open()
    }

    fn is_tls(&self) -> bool {
        self.tcp.is_tls()
    }
}

/// Rounds a timeout up to milliseconds. It is then mostly the same as that of the last request, and ureq calls the operating
/// system only to change it.
fn rounded_up(timeout: NextTimeout) -> NextTimeout {
    map(timeout, |after| {
        let nanos = after.subsec_nanos();
        let rest = nanos.next_multiple_of(1_000_000) - nanos;
        after.saturating_add(Duration::from_nanos(rest.into()))
    })
}

/// Changes the time of a timeout, if it has one.
fn map(mut timeout: NextTimeout, change: impl FnOnce(Duration) -> Duration) -> NextTimeout {
    if !timeout.after.is_not_happening() {
        timeout.after = change(*timeout.after).into();
    }
    timeout
}

fn was_closed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted
    )
}
