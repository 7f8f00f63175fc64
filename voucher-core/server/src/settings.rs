//! How the server is set up.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use voucher_core::sandbox::{Mistakes, Sandbox};

/// The default number of requests that the page shows.
const REQUESTS: usize = 10_000;

/// How the server is set up.
#[derive(Debug)]
pub struct Settings {
    pub(crate) sandbox: Sandbox,
    pub(crate) address: SocketAddr,
    pub(crate) requests: usize,
    pub(crate) is_quiet: bool,
    pub(crate) allowed_hosts: Vec<String>,
    /// The path of each definition file, by the method and the path of the endpoint.
    pub(crate) files: BTreeMap<(&'static str, &'static str), String>,
}

impl Settings {
    /// Serves this sandbox on a free port of the loopback interface.
    #[must_use]
    pub fn new(sandbox: Sandbox) -> Self {
        Self {
            sandbox,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            requests: REQUESTS,
            is_quiet: false,
            allowed_hosts: Vec::new(),
            files: BTreeMap::new(),
        }
    }

    /// Listens on this port instead of a free one.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        self.address.set_port(port);
        self
    }

    /// Listens on this address. Whoever can reach it can read all requests.
    #[must_use]
    pub fn with_address(mut self, address: IpAddr) -> Self {
        self.address.set_ip(address);
        self
    }

    /// Sets how many requests the page shows, at least 1. Their bodies and answers may use 4 KiB per request in total (at least
    /// 4 MiB).
    #[must_use]
    pub fn with_requests(mut self, requests: usize) -> Self {
        self.requests = requests.max(1);
        self
    }

    /// Prints no line per request.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.is_quiet = true;
        self
    }

    /// Serves the page under this name, too, such as that of a container: `sandbox`.
    #[must_use]
    pub fn with_allowed_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// Adds the endpoint of a definition file. The path is written into the structs that the page shows.
    ///
    /// # Errors
    /// Returns every mistake in the file, with line and column.
    pub fn with_definition(mut self, path: &str, file: &[u8]) -> Result<Self, Mistakes> {
        self.sandbox = self.sandbox.with_definition(file)?;
        if let Some(added) = self.sandbox.definitions().first() {
            let endpoint = (added.method, added.path);
            self.files.insert(endpoint, path.into());
        }
        Ok(self)
    }
}
