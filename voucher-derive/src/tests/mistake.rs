//! Reads what is reported about a struct and where, without the compiler.

use crate::attr::Role;
use crate::check;
use crate::input::Input;
use crate::report::Errors;
use crate::resolve;
use std::path::PathBuf;

/// A definition file of a test, which is removed with it.
pub(super) struct DefinitionFile(PathBuf);

impl DefinitionFile {
    /// Writes the file; `name` is used by one test only.
    pub(super) fn new(name: &str, schema: &str) -> Self {
        let name = format!("voucher-{}-{name}.json", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, schema).unwrap();
        Self(path)
    }

    /// Reports the mistakes of a struct that maps the file; `FILE` stands for its path. Each message comes with the
    /// source text that it underlines.
    pub(super) fn mistakes(&self, role: Role, source: &str) -> Vec<(String, String)> {
        mistakes(role, &source.replace("FILE", self.0.to_str().unwrap()))
    }
}

impl Drop for DefinitionFile {
    fn drop(&mut self) {
        // Nothing depends on it.
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
