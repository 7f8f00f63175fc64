//! Generates code in a build script.
//!
//! A file in `OUT_DIR` is written only if its content changes, so that cargo does not compile what includes it again.
//!
//! Cargo runs a build script again if any file of the package changes, until the script prints one `rerun-if-changed`. Then cargo
//! watches only what the script names. A [`Script`] names each file that it reads, and nothing else: not `build.rs`, which cargo
//! watches by itself. If your script depends on other files as well, either name those, too, or switch this off with
//! [`watch_files(false)`](Script::watch_files), and cargo watches the whole package.
//!
//! The derives need none of this: the compiler itself watches the definition file that `definition = "…"` names.
//!
//! # Examples
//! `build.rs`, with `voucher-codegen = { version = "…", features = ["build"] }` in `[build-dependencies]`:
//!
//! ```no_run
//! use voucher_codegen::build::{BuildError, Script};
//! use voucher_codegen::starter::Options;
//!
//! fn main() -> Result<(), BuildError> {
//!     let mut script = Script::new()?;
//!     script.starter("definitions/gift.json", &Options::default(), "gift.rs")?;
//!     Ok(())
//! }
//! ```
//!
//! `src/lib.rs`:
//!
//! ```ignore
//! mod gift {
//!     include!(concat!(env!("OUT_DIR"), "/gift.rs"));
//! }
//! ```

use crate::starter::{Options, Reference, StarterError, starter};
use std::fmt::{self, Display, Formatter};
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};
use voucher_definition::{Definition, Mistakes, read};

/// A build script.
#[derive(Clone, Debug)]
pub struct Script {
    package: PathBuf,
    out: PathBuf,
    is_watching: bool,
    /// The files that cargo watches.
    watched: Vec<String>,
}

/// Why a build script fails.
#[derive(Debug)]
pub enum BuildError {
    /// Cargo did not set this variable.
    Variable(&'static str),
    /// A file cannot be read or written.
    File {
        /// What was tried: `read` or `write`.
        action: &'static str,
        /// The path.
        path: String,
        /// Why it failed.
        error: io::Error,
    },
    /// The name of a file to write leads out of `OUT_DIR`, or that of a file to read cannot be part of an instruction to cargo.
    Path(String),
    /// A file is not a definition file.
    Definition {
        /// The path.
        path: String,
        /// What is wrong with it.
        mistakes: Mistakes,
    },
    /// The starter cannot be generated.
    Starter(StarterError),
}

impl Display for BuildError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(
                f,
                "expected cargo to set `{name}`; call this in a build script"
            ),
            Self::File {
                action,
                path,
                error,
            } => write!(f, "cannot {action} `{path}`: {error}"),
            Self::Path(path) => write!(
                f,
                "expected the path of a file below the folder, in one line, found `{path}`"
            ),
            Self::Definition { path, mistakes } => {
                write!(f, "`{path}` is not a definition file: {mistakes}")
            }
            Self::Starter(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<StarterError> for BuildError {
    fn from(error: StarterError) -> Self {
        Self::Starter(error)
    }
}

impl Script {
    /// Returns the build script that cargo runs.
    ///
    /// # Errors
    /// Cargo does not run this program as a build script.
    pub fn new() -> Result<Self, BuildError> {
        let variable = |name| env::var_os(name).ok_or(BuildError::Variable(name));
        let (package, out) = (variable("CARGO_MANIFEST_DIR")?, variable("OUT_DIR")?);
        Ok(Self::at(package, out))
    }

    /// Returns a script of the package in one folder that writes to another one.
    #[must_use]
    pub fn at(package: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            package: package.into(),
            out: out.into(),
            is_watching: true,
            watched: Vec::new(),
        }
    }

    /// Sets whether cargo watches the files that the script reads, and no others. By default, it does.
    #[must_use]
    pub fn watch_files(mut self, is_watching: bool) -> Self {
        self.is_watching = is_watching;
        self
    }

    /// Reads a file. The path starts from the folder of `Cargo.toml`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&mut self, path: &str) -> Result<Vec<u8>, BuildError> {
        if path.contains(['\n', '\r']) {
            return Err(BuildError::Path(path.into()));
        }
        // Also for a file that does not exist yet.
        if self.is_watching && !self.watched.iter().any(|watched| watched == path) {
            println!("cargo::rerun-if-changed={path}");
            self.watched.push(path.into());
        }
        fs::read(self.package.join(path)).map_err(|error| failed("read", path, error))
    }

    /// Reads a definition file. The path starts from the folder of `Cargo.toml`.
    ///
    /// # Errors
    /// The file cannot be read, or is not a definition file.
    pub fn definition(&mut self, path: &str) -> Result<&'static Definition, BuildError> {
        let file = self.read(path)?;
        match read(&file) {
            Ok(model) => Ok(model.leak()),
            Err(mistakes) => Err(BuildError::Definition {
                path: path.into(),
                mistakes,
            }),
        }
    }

    /// Writes a [starter](crate::starter) for a definition file, or for the name of a definition that ships with the toolkit.
    /// Returns the path of the written file.
    ///
    /// # Errors
    /// The file cannot be read, is not a definition file, or has no starter. The starter cannot be written.
    pub fn starter(
        &mut self,
        path_or_name: &str,
        options: &Options<'_>,
        name: &str,
    ) -> Result<PathBuf, BuildError> {
        let (definition, reference) = match Definition::find(path_or_name) {
            Some(definition) => (definition, Reference::Event(path_or_name)),
            None => (
                self.definition(path_or_name)?,
                Reference::File(path_or_name),
            ),
        };
        let starter = starter(definition, reference, options)?;
        self.write(name, &starter.code)
    }

    /// Writes a file in `OUT_DIR` if it does not have this content already. Returns its path.
    ///
    /// # Errors
    /// The name leads out of `OUT_DIR`, or the file cannot be written.
    pub fn write(&self, name: &str, content: &str) -> Result<PathBuf, BuildError> {
        let is_inside = |component| matches!(component, Component::Normal(_));
        if name.is_empty() || !Path::new(name).components().all(is_inside) {
            return Err(BuildError::Path(name.into()));
        }
        let path = self.out.join(name);
        if fs::read(&path).is_ok_and(|old| old == content.as_bytes()) {
            return Ok(path);
        }
        // A file that is half-written would be compiled.
        let half = path.with_file_name(format!(".{}.half", std::process::id()));
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&half, content)?;
            fs::rename(&half, &path)
        };
        match write() {
            Ok(()) => Ok(path),
            Err(error) => {
                // What could not be written cannot be used.
                let _ = fs::remove_file(&half);
                Err(failed("write", name, error))
            }
        }
    }
}

fn failed(action: &'static str, path: &str, error: io::Error) -> BuildError {
    BuildError::File {
        action,
        path: path.into(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    const GIFT: &str = r#"{
        "x-ravelin-path": "/v1/gift", "type": "object", "properties": { "code": { "type": "string" } }
    }"#;

    /// A folder with a definition file, which is removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = format!("voucher-build-{name}-{}", std::process::id());
            let folder = env::temp_dir().join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("gift.json"), GIFT).unwrap();
            Self(folder)
        }

        fn script(&self) -> Script {
            Script::at(&self.0, self.0.join("out"))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_file_is_written_only_if_its_content_changes() {
        let folder = Folder::new("unchanged");
        let script = folder.script();
        let path = script.write("code/a.rs", "fn a() {}\n").unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(long_ago).unwrap();
        let modified = || path.metadata().unwrap().modified().unwrap();
        let first = modified();
        script.write("code/a.rs", "fn a() {}\n").unwrap();
        assert_eq!(modified(), first);
        script.write("code/a.rs", "fn b() {}\n").unwrap();
        assert_ne!(modified(), first);
        assert_eq!(fs::read_to_string(&path).unwrap(), "fn b() {}\n");
        let files = fs::read_dir(path.parent().unwrap()).unwrap();
        assert_eq!(files.count(), 1, "no half-written file is left");
    }

    #[test]
    fn only_files_that_were_read_are_watched() {
        let folder = Folder::new("watched");
        let mut script = folder.script();
        script.write("a.rs", "").unwrap();
        let options = Options::default();
        script.starter("voucher", &options, "voucher.rs").unwrap();
        assert_eq!(script.watched, Vec::<String>::new());
        script.starter("gift.json", &options, "gift.rs").unwrap();
        script.starter("gift.json", &options, "again.rs").unwrap();
        assert_eq!(script.watched, ["gift.json"]);
        let mut script = folder.script().watch_files(false);
        let path = script.starter("gift.json", &options, "gift.rs").unwrap();
        assert_eq!(script.watched, Vec::<String>::new());
        let code = fs::read_to_string(path).unwrap();
        assert!(
            code.contains("#[ravelin(definition = \"gift.json\")]"),
            "{code}"
        );
    }

    #[test]
    fn an_error_names_the_file() {
        let folder = Folder::new("errors");
        let mut script = folder.script();
        fs::write(folder.0.join("half.json"), "{").unwrap();
        let message = |error: BuildError| error.to_string();
        let error = message(script.read("missing.json").unwrap_err());
        assert!(error.starts_with("cannot read `missing.json`: "), "{error}");
        let error = message(script.definition("half.json").unwrap_err());
        assert!(
            error.starts_with("`half.json` is not a definition file: "),
            "{error}"
        );
        for name in ["", "../a.rs", "/a.rs", "a/../../b.rs"] {
            let error = message(script.write(name, "").unwrap_err());
            assert!(error.ends_with(&format!("found `{name}`")), "{error}");
        }
        let options = Options {
            name: Some("gift"),
            ..Options::default()
        };
        let error = script
            .starter("gift.json", &options, "gift.rs")
            .unwrap_err();
        assert!(message(error).contains("found `gift`"));
    }
}
