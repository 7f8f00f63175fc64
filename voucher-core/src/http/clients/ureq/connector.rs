//! Connections that keep an answer which arrives before the whole request is sent.

use crate::http::CLOSED_WHILE_SENDING;
use ::ureq::Error;
use ::ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, NextTimeout, Transport,
};
use std::io::{self, ErrorKind};

/// Wraps the TCP connection, below TLS, so that TLS does not see that the server stopped reading.
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

/// A server that answers without reading the body closes the connection, and writing to it fails. Its answer is already
/// here by then, so the rest of the body is dropped and the answer read.
#[derive(Debug)]
pub(super) struct Connection<T> {
    tcp: T,
    /// Something was sent since the last answer.
    is_sending: bool,
    /// Writing failed, but there is an answer.
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
