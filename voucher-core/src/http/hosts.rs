//! The base URLs of a client, by the role of the host.

use super::base_url::{BaseUrl, BaseUrlError};
use super::token::Token;
use crate::Endpoint;
use std::string::String;
use std::vec::Vec;

/// The base URL of each host that a client may send its token to.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    api: BaseUrl,
    /// The others, by their roles.
    others: Vec<(String, BaseUrl)>,
}

/// Only the base URL of `api` has a default.
impl Default for Hosts {
    fn default() -> Self {
        Self {
            api: BaseUrl::default(),
            others: Vec::new(),
        }
    }
}

impl Hosts {
    /// Sets the base URL of a role, if the token may be sent there.
    pub(super) fn set(
        &mut self,
        role: &str,
        base: BaseUrl,
        token: &Token,
    ) -> Result<(), BaseUrlError> {
        base.admits(token)?;
        if role == Endpoint::API {
            self.api = base;
            return Ok(());
        }
        self.others.retain(|(other, _)| other != role);
        self.others.push((role.into(), base));
        Ok(())
    }

    /// Returns the base URL of a role, if it has one.
    pub(super) fn find(&self, role: &str) -> Option<&BaseUrl> {
        if role == Endpoint::API {
            return Some(&self.api);
        }
        let mut others = self.others.iter();
        others
            .find(|(other, _)| other == role)
            .map(|(_, base)| base)
    }

    /// Returns whether one of the hosts is this machine.
    #[cfg(feature = "reqwest-no-tls")]
    pub(super) fn has_this_machine(&self) -> bool {
        let others = self.others.iter().map(|(_, base)| base);
        let mut all = others.chain([&self.api]);
        all.any(BaseUrl::is_this_machine)
    }
}
