//! Reads definition files, each once for all structs that map it.

#[cfg(not(feature = "definition-file"))]
pub(crate) use disabled::{File, resolve_file, resolve_shipped};
#[cfg(feature = "definition-file")]
pub(crate) use enabled::{File, resolve_file, resolve_shipped};

#[cfg(not(feature = "definition-file"))]
mod disabled {
    use crate::code_buffer::Code;
    use crate::report::Errors;
    use syn::LitStr;
    use voucher_definition::Definition;

    /// There are none.
    pub(crate) enum File {}

    impl File {
        pub(crate) fn emit_dependency(&self, _: &mut Code) {
            match *self {}
        }
    }

    /// Returns the definition in the file at a path from the user's manifest.
    pub(crate) fn resolve_file(
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<(&'static Definition, File)> {
        let message =
            "`definition` needs the feature `definition-file` of `voucher-core`; enable it";
        errors.push_at(path.span(), message);
        None
    }

    /// Returns the definition of this name in a file that ships with the toolkit.
    pub(crate) fn resolve_shipped(_: &str) -> Option<(&'static Definition, File)> {
        None
    }
}

#[cfg(feature = "definition-file")]
mod enabled {
    use crate::code_buffer::Code;
    use crate::report::Errors;
    use crate::template::emit;
    use std::collections::{BTreeSet, HashMap};
    use std::ffi::OsString;
    use std::path::{Path, PathBuf};
    use std::sync::{LazyLock, Mutex, PoisonError};
    use std::time::SystemTime;
    use syn::LitStr;
    use voucher_definition as definition;
    use voucher_definition::Definition;

    /// The file of a definition that is not a Rust table.
    pub(crate) struct File {
        /// The path in the key `definition`, from the folder of the user's `Cargo.toml`. `None` for a file that ships with
        /// the toolkit.
        pub(crate) path: Option<String>,
    }

    impl File {
        /// Writes an `include_bytes!` of the file, so that cargo rebuilds the crate when the file changes. One is enough for a
        /// crate, and the compiler keeps a copy of the file for each.
        ///
        /// ```text
        /// // Output:
        /// const _: &[__core::u8] = __core::include_bytes!(
        ///     __core::concat!(__core::env!("CARGO_MANIFEST_DIR"), "/definitions/order.json")
        /// );
        /// ```
        pub(crate) fn emit_dependency(&self, code: &mut Code) {
            let Some(path) = &self.path else {
                return;
            };
            if !is_first_use(path) {
                return;
            }
            if Path::new(path).is_absolute() {
                emit!(code => const _: &[__core::u8] = __core::include_bytes!(#path););
            } else {
                let path = format!("/{path}");
                emit!(code => const _: &[__core::u8] =
                    __core::include_bytes!(__core::concat!(__core::env!("CARGO_MANIFEST_DIR"), #path)););
            }
        }
    }

    /// Whether no struct of the crate has used a file yet. A compiler process compiles one crate; an editor's macro server expands
    /// the structs of many, but tracks no files. The tests of this crate expect the same code for each struct.
    fn is_first_use(path: &str) -> bool {
        static USED: Mutex<BTreeSet<(Option<OsString>, String)>> = Mutex::new(BTreeSet::new());
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR");
        let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert((manifest, String::from(path))) || cfg!(test)
    }

    /// The definition in a file, or a message with one mistake per line.
    type ReadResult = Result<&'static Definition, String>;

    /// The state of a file when it was read. The macro server of an editor outlives many changes of a file.
    #[derive(PartialEq, Eq, Hash)]
    struct Version {
        path: PathBuf,
        length: u64,
        changed: Option<SystemTime>,
    }

    static READ: LazyLock<Mutex<HashMap<Version, ReadResult>>> = LazyLock::new(Mutex::default);

    /// Returns the definition in the file at a path from the user's manifest.
    pub(crate) fn resolve_file(
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<(&'static Definition, File)> {
        let path_from_manifest = path.value();
        match read(&path_from_manifest) {
            Ok(definition) => {
                let path = Some(path_from_manifest);
                Some((definition, File { path }))
            }
            Err(message) => {
                errors.push_at(path.span(), message);
                None
            }
        }
    }

    /// Returns the definition of this name in a file that ships with the toolkit.
    pub(crate) fn resolve_shipped(name: &str) -> Option<(&'static Definition, File)> {
        let definition = Definition::find(name)?;
        Some((definition, File { path: None }))
    }

    /// Returns the folder that paths start from: that of the user's `Cargo.toml`, or that of our tests.
    fn folder() -> Option<PathBuf> {
        let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
        Some(if cfg!(test) {
            folder.join("../tests")
        } else {
            folder
        })
    }

    fn read(path_from_manifest: &str) -> ReadResult {
        let Some(folder) = folder() else {
            return Err(String::from(
                "`CARGO_MANIFEST_DIR` is not set, so the file cannot be found; build with cargo, or set it",
            ));
        };
        let path = folder.join(path_from_manifest);
        let read_error = |error: std::io::Error| {
            format!(
                "cannot read `{path_from_manifest}`: {error}; the path starts from the folder of the crate's `Cargo.toml`"
            )
        };
        let metadata = path.metadata().map_err(read_error)?;
        if !metadata.is_file() {
            return Err(format!(
                "`{path_from_manifest}` is not a file; name one, such as `definitions/order.json`"
            ));
        }
        let version = Version {
            length: metadata.len(),
            changed: metadata.modified().ok(),
            path,
        };
        let mut cache = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = cache.get(&version) {
            return read.clone();
        }
        let bytes = std::fs::read(&version.path).map_err(read_error)?;
        let read = parse(path_from_manifest, &bytes);
        cache.insert(version, read.clone());
        read
    }

    fn parse(path_from_manifest: &str, bytes: &[u8]) -> ReadResult {
        let mistakes = match definition::read(bytes) {
            Ok(model) => return Ok(model.leak()),
            Err(mistakes) => mistakes,
        };
        let mut message = match mistakes.len() {
            1 => format!("`{path_from_manifest}` has a mistake"),
            count => format!("`{path_from_manifest}` has {count} mistakes"),
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
            let path_string = path.to_str().unwrap();
            std::fs::write(&path, NOTE).unwrap();
            let first = read(path_string).unwrap();
            assert!(std::ptr::eq(first, read(path_string).unwrap()));
            // The same length, but a later time.
            std::fs::write(&path, NOTE.replace("\"note\"", "\"memo\"")).unwrap();
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(SystemTime::now() + Duration::from_secs(2))
                .unwrap();
            assert_eq!(read(path_string).unwrap().object().fields[0].name, "memo");
            std::fs::write(&path, "[]").unwrap();
            let message = read(path_string).unwrap_err();
            assert!(message.contains("line 1, column 1"), "{message}");
            std::fs::remove_dir_all(&folder).unwrap();
            assert!(read(path_string).unwrap_err().contains("cannot read"));
        }
    }
}
