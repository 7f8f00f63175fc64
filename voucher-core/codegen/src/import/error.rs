//! Why a description cannot be imported.

use crate::json;
use std::fmt::{self, Display, Formatter};

/// The reason why a description cannot be imported, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError(String);

impl ImportError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        // A message may quote the description.
        Self(message.into().replace(['\n', '\r'], " "))
    }

    /// Returns the error for a key that a YAML mapping has twice.
    pub(super) fn duplicate(name: &str, line: usize) -> Self {
        Self::new(format!("line {line}: {}", json::duplicate(name)))
    }

    pub(super) fn too_large(is_too_deep: bool) -> Self {
        Self::new(json::too_large(is_too_deep))
    }

    pub(super) fn invalid_json(error: &serde_json::Error) -> Self {
        Self::new(format!("the JSON is invalid: {error}"))
    }
}

impl Display for ImportError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ImportError {}
