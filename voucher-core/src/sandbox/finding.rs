//! What the sandbox reports about a request.

use std::string::String;

/// A violation, because of which a request is rejected, or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub(super) pointer: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) message: String,
    pub(super) is_warning: bool,
}

impl Finding {
    /// Returns a finding about the request as a whole, such as its token or its path.
    pub(super) fn of_request(message: &str) -> Self {
        Self {
            pointer: None,
            line: None,
            message: message.into(),
            is_warning: false,
        }
    }

    /// Returns the JSON Pointer (RFC 6901) of the value in the body, or of a parameter of the query (`/?score`). `None` if it is about
    /// the request as a whole, such as its token, or a body that is not JSON.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// Returns the line of the body in which its JSON is malformed, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Returns what was expected, what was found, and what to do. It contains no value that the definition marks as sensitive.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns whether it does not reject the request.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.is_warning
    }
}
