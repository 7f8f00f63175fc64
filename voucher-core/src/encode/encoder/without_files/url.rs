//! Without definition files: no request has parameters.

use super::Encoder;
use alloc::string::String;

/// The parameters of an event.
#[derive(Debug)]
pub(crate) enum UrlParameters {}

impl UrlParameters {
    pub(crate) fn path(&self, _: &str) -> String {
        match *self {}
    }

    pub(crate) fn push_query(&self, _: &mut String) {
        match *self {}
    }
}

impl Encoder<'_> {
    /// Only a parameter is written at such a position.
    #[allow(clippy::unused_self)] // the signature is that of the module that this one replaces
    pub(super) fn put_in_url(&mut self, at: usize, _: &[u8]) -> usize {
        at
    }
}
