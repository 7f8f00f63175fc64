//! Why a description cannot be imported.

use super::json::{MAX_DEPTH, MAX_VALUES};
use std::fmt::{self, Display, Formatter};

/// The reason why a description cannot be imported, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError(String);

impl ImportError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        // A message may quote the description.
        Self(message.into().replace(['\n', '\r'], " "))
    }

    pub(super) fn duplicate(name: &str, line: usize) -> Self {
        Self::new(format!(
            "line {line}: duplicate key `{}`; remove one",
            name.escape_debug()
        ))
    }

    pub(super) fn too_large(is_too_deep: bool) -> Self {
        Self::new(if is_too_deep {
            format!("arrays and objects are nested more than {MAX_DEPTH} deep")
        } else {
            format!("there are more than {MAX_VALUES} values, counting every use of a YAML alias")
        })
    }
}

impl Display for ImportError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ImportError {}
