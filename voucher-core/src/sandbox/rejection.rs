//! The latest rejected requests.

use super::{LONGEST_PATH, RequestError, cut};
use crate::Timestamp;
use ::http::request::Parts;
use std::collections::VecDeque;
use std::string::String;

/// The number of rejected requests that are remembered.
const REJECTIONS: usize = 100;
/// The maximum length of a remembered message, in bytes.
const LONGEST_MESSAGE: usize = 4_096;

/// A request that was rejected. Its body and its token are not remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    number: u64,
    received: Timestamp,
    method: String,
    path: String,
    status: u16,
    message: String,
}

impl Rejection {
    /// Returns its number among all rejected requests, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Returns when it arrived.
    #[must_use]
    pub fn received(&self) -> Timestamp {
        self.received
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the path, without the query; at most 200 bytes of it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the message of the answer, which says why; at most 4,096 bytes of it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

#[derive(Clone, Default)]
pub(super) struct Rejections {
    count: u64,
    latest: VecDeque<Rejection>,
}

impl Rejections {
    pub(super) fn add(&mut self, head: &Parts, error: &RequestError, received: Timestamp) {
        self.count += 1;
        if self.latest.len() == REJECTIONS {
            self.latest.pop_front();
        }
        self.latest.push_back(Rejection {
            number: self.count,
            received,
            method: cut(head.method.as_str(), LONGEST_PATH),
            path: cut(head.uri.path(), LONGEST_PATH),
            status: error.status.as_u16(),
            message: cut(&error.message, LONGEST_MESSAGE),
        });
    }

    /// Returns how many requests were rejected, including forgotten ones.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Rejection> + ExactSizeIterator {
        self.latest.iter()
    }
}
