//! Compiles many files at once, and returns those that do not compile.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate with one module per file.
pub(crate) struct Crate {
    folder: PathBuf,
    modules: BTreeMap<String, String>,
}

impl Crate {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let core = root.join("voucher-core").canonicalize().unwrap();
        let manifest = format!(
            "[workspace]\n[package]\nname = \"changes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             jiff = \"1\"\nserde_json = \"1\"\nvoucher-core = {{ path = '{}', features = \
             [\"std\", \"derive\", \"serde\", \"definition-file\", \"pattern\", \"jiff\"] }}\n",
            core.display()
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        Self {
            folder,
            modules: BTreeMap::new(),
        }
    }

    /// Adds a file of the package.
    pub(crate) fn add_file(&self, path: &str, content: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Adds a module.
    pub(crate) fn add_module(&mut self, name: &str, content: String) {
        self.add_file(&format!("src/{name}.rs"), &content);
        self.modules.insert(name.to_owned(), content);
    }

    /// Returns the modules that do not compile, each with its first error. The compiler does not check types before every
    /// macro has succeeded, so it runs again without the modules that have failed.
    pub(crate) fn failures(&self) -> BTreeMap<String, String> {
        let mut failures = BTreeMap::new();
        for _ in 0..12 {
            let modules = self
                .modules
                .keys()
                .filter(|name| !failures.contains_key(*name));
            let modules: Vec<_> = modules.map(|name| format!("pub mod {name};\n")).collect();
            self.add_file(
                "src/lib.rs",
                &format!(
                    "#![allow(warnings)] // only errors count\n{}",
                    modules.concat()
                ),
            );
            let found = self.check();
            if found.is_empty() {
                return failures;
            }
            failures.extend(found);
        }
        panic!("there are new errors after each run");
    }

    fn check(&self) -> BTreeMap<String, String> {
        let output = Command::new(env!("CARGO"))
            .args([
                "check",
                "--offline",
                "--quiet",
                "--message-format=json",
                "--target-dir",
            ])
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes-target"))
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let mut failures = BTreeMap::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            let message = &record["message"];
            if message["level"] != "error" || message["spans"].as_array().is_none_or(Vec::is_empty)
            {
                continue;
            }
            let mut names = BTreeSet::new();
            module_names(message, &mut names);
            let rendered = message["rendered"].as_str().unwrap_or_default();
            assert!(
                !names.is_empty(),
                "an error outside of all modules: {rendered}"
            );
            for name in names {
                failures.entry(name).or_insert_with(|| rendered.to_owned());
            }
        }
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || !failures.is_empty(), "{error}");
        failures
    }
}

/// Collects the modules that a message points to.
fn module_names(message: &Value, names: &mut BTreeSet<String>) {
    match message {
        Value::Object(members) => {
            for (name, value) in members {
                match (&**name, value) {
                    ("file_name", Value::String(file)) => {
                        let name = file
                            .strip_prefix("src/")
                            .and_then(|file| file.strip_suffix(".rs"));
                        names.extend(name.filter(|name| *name != "lib").map(str::to_owned));
                    }
                    _ => module_names(value, names),
                }
            }
        }
        Value::Array(elements) => elements
            .iter()
            .for_each(|element| module_names(element, names)),
        _ => {}
    }
}
