//! Definitions that are files: each is read once, however many structs map it.

use crate::code_buffer::Code;
use crate::report::Errors;
use std::path::Path;
use syn::LitStr;
use voucher_definition as definition;

/// Where a definition stands that is no table of the toolkit's.
pub(crate) struct File {
    /// The path from the user's manifest, where the file is the user's own: a change of it rebuilds the crate.
    pub(crate) path: Option<String>,
}

impl File {
    /// What makes the compiler rebuild the crate when the file changes, as the macro reads it behind its back.
    pub(crate) fn push_watch(&self, code: &mut Code) {
        let Some(path) = &self.path else {
            return;
        };
        code.push("const _: &[__inner::u8] = __inner::include_bytes!(");
        if Path::new(path).is_absolute() {
            code.push_literal(path);
        } else {
            code.push("__inner::concat!(__inner::env!(\"CARGO_MANIFEST_DIR\"), ");
            code.push_literal(&format!("/{path}"));
            code.push(")");
        }
        code.push(");");
    }
}

#[cfg(not(feature = "definition-file"))]
mod off {
    use super::{Errors, File, LitStr, definition};

    /// The file at a path from the user's manifest.
    pub(crate) fn resolve_file(
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<(&'static definition::Definition, File)> {
        let message =
            "`definition` needs the feature `definition-file` of `voucher-core`; enable it";
        errors.push_at(path.span(), message);
        None
    }

    /// The file of the toolkit's own that has this name.
    pub(crate) fn resolve_shipped(_: &str) -> Option<(&'static definition::Definition, File)> {
        None
    }
}

#[cfg(not(feature = "definition-file"))]
pub(crate) use off::{resolve_file, resolve_shipped};

#[cfg(feature = "definition-file")]
mod on {
    use super::{Errors, File, LitStr, definition};
    use std::collections::HashMap;
    use std::path::PathBuf;
    use std::sync::{LazyLock, Mutex, PoisonError};
    use std::time::SystemTime;
    use voucher_definition::Definition;

    /// What is read of a file, or what is wrong with it, one mistake a line.
    type Read = Result<&'static Definition, String>;

    /// A file as it was when it was read. A compiler comes and goes; the macro server of an editor stays, and the file
    /// changes meanwhile.
    #[derive(PartialEq, Eq, Hash)]
    struct Version {
        path: PathBuf,
        length: u64,
        changed: Option<SystemTime>,
    }

    static READ: LazyLock<Mutex<HashMap<Version, Read>>> = LazyLock::new(Mutex::default);

    /// The file at a path from the user's manifest.
    pub(crate) fn resolve_file(
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<(&'static Definition, File)> {
        let written = path.value();
        match read(&written) {
            Ok(definition) => Some((
                definition,
                File {
                    path: Some(written),
                },
            )),
            Err(message) => {
                errors.push_at(path.span(), message);
                None
            }
        }
    }

    /// The file of the toolkit's own that has this name.
    pub(crate) fn resolve_shipped(name: &str) -> Option<(&'static Definition, File)> {
        let definition = Definition::find(name)?;
        Some((definition, File { path: None }))
    }

    /// Where a path begins; the tests have their files beside them.
    fn folder() -> Option<PathBuf> {
        let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
        Some(if cfg!(test) {
            folder.join("../tests")
        } else {
            folder
        })
    }

    fn read(written: &str) -> Read {
        let Some(folder) = folder() else {
            return Err(String::from(
                "there is no `CARGO_MANIFEST_DIR` to find the file from; build with cargo, or set it",
            ));
        };
        let path = folder.join(written);
        let unread = |error: std::io::Error| {
            format!(
                "`{written}` cannot be read: {error}; the path is from the folder of the crate's `Cargo.toml`"
            )
        };
        let about = path.metadata().map_err(unread)?;
        if !about.is_file() {
            return Err(format!(
                "`{written}` is no file; name one, `definitions/order.json` say"
            ));
        }
        let version = Version {
            length: about.len(),
            changed: about.modified().ok(),
            path,
        };
        let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = all.get(&version) {
            return read.clone();
        }
        let bytes = std::fs::read(&version.path).map_err(unread)?;
        let read = parse(written, &bytes);
        all.insert(version, read.clone());
        read
    }

    fn parse(written: &str, bytes: &[u8]) -> Read {
        let mistakes = match definition::read(bytes) {
            Ok(model) => return Ok(model.leak()),
            Err(mistakes) => mistakes,
        };
        let mut message = match mistakes.len() {
            1 => format!("`{written}` has a mistake"),
            count => format!("`{written}` has {count} mistakes"),
        };
        for mistake in &mistakes {
            message.push_str("\n    ");
            message.push_str(&mistake.to_string());
        }
        Err(message)
    }

    #[cfg(test)]
    mod tests {
        use super::read;
        use std::time::{Duration, SystemTime};

        const NOTE: &str = r#"{
            "x-ravelin-path": "/v1/note", "type": "object", "properties": { "note": { "type": "string" } }
        }"#;

        #[test]
        fn a_file_is_read_once_and_again_when_it_changes() {
            let folder = std::env::temp_dir().join(format!("voucher-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join("note.json");
            let written = path.to_str().unwrap();
            std::fs::write(&path, NOTE).unwrap();
            let first = read(written).unwrap();
            assert!(std::ptr::eq(first, read(written).unwrap()));
            // As long as before, and later.
            std::fs::write(&path, NOTE.replace("\"note\"", "\"memo\"")).unwrap();
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(SystemTime::now() + Duration::from_secs(2))
                .unwrap();
            assert_eq!(read(written).unwrap().body.fields[0].name, "memo");
            std::fs::write(&path, "[]").unwrap();
            let message = read(written).unwrap_err();
            assert!(message.contains("line 1, column 1"), "{message}");
            std::fs::remove_dir_all(&folder).unwrap();
            assert!(read(written).unwrap_err().contains("cannot be read"));
        }
    }
}

#[cfg(feature = "definition-file")]
pub(crate) use on::{resolve_file, resolve_shipped};
