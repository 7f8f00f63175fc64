//! The test that `#[ravelin(export = "…")]` generates: compares the schema of a type with a file, or rewrites the file.
//!
//! Every function is `#[inline]` or generic, so that only tests compile them.

use crate::RavelinEvent;
use crate::mapping::FieldMapping;
use crate::schema::exported_schema;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{env, fs, process};

/// The environment variable that lets the test rewrite the file.
const VARIABLE: &str = "VOUCHER_EXPORT";

/// The files that types of this program export, with the path of each type.
static EXPORTED: Mutex<Vec<(PathBuf, String)>> = Mutex::new(Vec::new());

/// Where an exported type is, and which file it exports.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// The folder of the user's `Cargo.toml`.
    pub folder: &'static str,
    /// The path of the file, relative to the folder.
    pub path: &'static str,
    /// The module of the type.
    pub module: &'static str,
    /// The name of the type.
    pub name: &'static str,
    /// The source file of the type.
    pub source: &'static str,
    /// The fields and constants of the type that are sent, except those of parts and nested objects.
    pub fields: &'static [FieldMapping],
}

/// Compares the schema of a type with its file. With `VOUCHER_EXPORT=1`, rewrites the file instead.
///
/// # Panics
/// Panics if the file differs, if it cannot be read or written, or if another type exports it, too.
#[track_caller]
pub fn export<T: RavelinEvent>(export: Export) {
    let schema = exported_schema(
        T::__MAPPING,
        T::__SCHEMA,
        &export.type_name(),
        &export.file(),
        export.fields,
    );
    let is_rewritten = env::var_os(VARIABLE).is_some_and(|value| value == "1");
    let result = export.reserve().and_then(|file| {
        if is_rewritten {
            export.write(&file, &schema)
        } else {
            export.compare(&file, &schema)
        }
    });
    if let Err(message) = result {
        // The failure of the user's test.
        panic!("{message}");
    }
}

impl Export {
    #[inline]
    fn type_name(&self) -> String {
        format!("{}::{}", self.module, self.name)
    }

    /// Returns the source file as the compiler knows it: usually relative to the workspace.
    #[inline]
    fn file(&self) -> String {
        let source = Path::new(self.source);
        let source = source.strip_prefix(self.folder).unwrap_or(source);
        source.display().to_string().replace('\\', "/")
    }

    /// Returns the path of the file, unless another type of this program exports it, too.
    #[inline]
    fn reserve(&self) -> Result<PathBuf, String> {
        let (file, name) = (
            normalized(&Path::new(self.folder).join(self.path)),
            self.type_name(),
        );
        let mut exported = EXPORTED.lock().unwrap_or_else(PoisonError::into_inner);
        let mut others = exported.iter();
        match others.find(|(other, _)| *other == file) {
            Some((_, other)) if *other != name => Err(format!(
                "`{other}` and `{name}` both export `{}`; export one of them to another file",
                self.path
            )),
            Some(_) => Ok(file),
            None => {
                exported.push((file.clone(), name));
                Ok(file)
            }
        }
    }

    #[inline]
    fn compare(&self, file: &Path, schema: &str) -> Result<(), String> {
        let (path, name) = (self.path, self.type_name());
        let update = format!("`{VARIABLE}=1 cargo test` writes it");
        let found = match fs::read_to_string(file) {
            Ok(found) => found.replace("\r\n", "\n"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(format!(
                    "`{path}`, the schema of `{name}`, does not exist; {update}"
                ));
            }
            Err(error) => return Err(format!("cannot read `{path}`: {error}")),
        };
        if found == schema {
            return Ok(());
        }
        if let Some(other) = exporter(&found).filter(|other| *other != name) {
            return Err(format!(
                "expected the schema of `{name}` in `{path}`, found that of `{other}`; \
                 if both types export it, export one of them to another file, and otherwise {update}"
            ));
        }
        let difference = difference(schema, &found);
        Err(format!(
            "`{path}` is not the schema of `{name}` anymore; {update}\n{difference}"
        ))
    }

    /// Replaces the file in one step, so that it is never half-written. A file with the same content is left alone.
    #[inline]
    fn write(&self, file: &Path, schema: &str) -> Result<(), String> {
        if fs::read(file).is_ok_and(|found| found == schema.as_bytes()) {
            return Ok(());
        }
        let replace = || {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut temporary = file.as_os_str().to_owned();
            temporary.push(format!(".{}.tmp", process::id()));
            let written = fs::write(&temporary, schema).and_then(|()| fs::rename(&temporary, file));
            if written.is_err() {
                let _ = fs::remove_file(&temporary);
            }
            written
        };
        replace().map_err(|error: io::Error| format!("cannot write `{}`: {error}", self.path))
    }
}

/// Returns a path without `.` and `..`, so that two spellings of one path are equal.
#[inline]
fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normalized.pop() => {}
            other => normalized.push(other),
        }
    }
    normalized
}

/// Returns the type whose schema a file contains.
#[inline]
fn exporter(file: &str) -> Option<String> {
    let file: serde_json::Value = serde_json::from_str(file).ok()?;
    Some(
        file.get("x-ravelin-rust")?
            .get("type")?
            .as_str()?
            .to_owned(),
    )
}

/// Describes the first line that differs.
#[inline]
fn difference(expected: &str, found: &str) -> String {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut number = 1;
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return "only the line breaks at the end differ".to_string(),
            (one, other) if one == other => number += 1,
            (one, other) => {
                let line = |line: Option<&str>| match line {
                    Some(line) => format!("`{}`", line.trim()),
                    None => "the end of the file".to_string(),
                };
                return format!(
                    "line {number}: expected {}, found {}",
                    line(one),
                    line(other)
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{difference, exporter, normalized};
    use std::path::Path;

    #[test]
    fn two_spellings_of_a_path_are_equal() {
        let path = Path::new("/a/b/schemas/x.json");
        for other in [
            "/a/b/./schemas/x.json",
            "/a/b/c/../schemas//x.json",
            "/a/../a/b/schemas/x.json",
        ] {
            assert_eq!(normalized(Path::new(other)), normalized(path));
        }
        assert_ne!(normalized(Path::new("/a/schemas/x.json")), normalized(path));
    }

    #[test]
    fn the_first_line_that_differs_is_shown() {
        let message = difference("{\n  \"a\": 1\n}\n", "{\n  \"a\": 2\n}\n");
        assert_eq!(message, "line 2: expected `\"a\": 1`, found `\"a\": 2`");
        assert_eq!(
            difference("{\n}\n", "{\n"),
            "line 2: expected `}`, found the end of the file"
        );
        assert_eq!(
            difference("{}\n", "{}"),
            "only the line breaks at the end differ"
        );
    }

    #[test]
    fn a_file_names_the_type_that_exports_it() {
        assert_eq!(
            exporter(r#"{"x-ravelin-rust": {"type": "a::B"}}"#).as_deref(),
            Some("a::B")
        );
        for file in ["", "{", "{}", "[]", r#"{"x-ravelin-rust": {"type": 1}}"#] {
            assert_eq!(exporter(file), None);
        }
    }
}
