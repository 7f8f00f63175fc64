//! Collects what is reported about a struct and where, without rustc.

use crate::attr::Role;
use crate::check;
use crate::derive_fields;
use crate::input::Input;
use crate::report::Errors;
use crate::resolve;
use std::path::PathBuf;

/// A definition file for a test. Dropping it removes the file.
pub(super) struct DefinitionFile(PathBuf);

impl DefinitionFile {
    /// Writes the file; `name` is used by one test only.
    pub(super) fn new(name: &str, schema: &str) -> Self {
        let name = format!("voucher-{}-{name}.json", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, schema).unwrap();
        Self(path)
    }

    /// Returns the code for an event that maps the file. `FILE` in the struct is replaced by the file's path.
    pub(super) fn expand(&self, source: &str) -> String {
        let source = source.replace("FILE", self.0.to_str().unwrap());
        derive_fields(&syn::parse_str(&source).unwrap(), Role::Event).to_string()
    }

    /// Returns the mistakes in a struct that maps the file, each with the source that it underlines. `FILE` in the
    /// struct is replaced by the file's path.
    pub(super) fn mistakes(&self, role: Role, source: &str) -> Vec<(String, String)> {
        mistakes(role, &source.replace("FILE", self.0.to_str().unwrap()))
    }
}

impl Drop for DefinitionFile {
    fn drop(&mut self) {
        // If it fails, only a temporary file remains.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn mistakes(role: Role, source: &str) -> Vec<(String, String)> {
    let input = syn::parse_str(source).unwrap();
    let mut errors = Errors::new();
    let input = Input::parse(&input, role, &mut errors);
    if let Some(mapping) = resolve::resolve(&input, &mut errors) {
        check::check(&mapping, &mut errors);
    }
    let found = errors.finish().err().into_iter().flatten();
    let shown = found.map(|error| {
        let underlined = error.span().source_text().unwrap_or_default();
        (error.to_string(), underlined)
    });
    shown.collect()
}
