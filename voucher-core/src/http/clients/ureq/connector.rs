//! Connections that can read an answer that arrives before the whole request is sent.

use crate::http::CLOSED_WHILE_SENDING;
use ::ureq::Error;
use ::ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, NextTimeout, Transport,
};
use std::io::{self, ErrorKind};

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
        self.tcp.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        !self.is_closed && self.tcp.is_open()
    }

    fn is_tls(&self) -> bool {
        self.tcp.is_tls()
    }
}

fn was_closed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted
    )
}
