//! Changing a definition file rebuilds the crate that uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A separate package in the build folder.
struct Package(PathBuf);

impl Package {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild");
        let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../voucher-core");
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::create_dir_all(folder.join("definitions")).unwrap();
        let manifest = format!(
            "[workspace]\n[package]\nname = \"rebuild\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             [dependencies.voucher-core]\npath = {core:?}\ndefault-features = false\nfeatures = [\"definition-file\"]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        let source = "use voucher_core::RavelinEvent;\n\
             #[derive(RavelinEvent)]\n#[ravelin(definition = \"definitions/note.json\")]\n\
             pub struct Note { pub note: String }\n";
        fs::write(folder.join("src/lib.rs"), source).unwrap();
        Self(folder)
    }

    fn define(&self, field: &str) {
        let json = format!(
            r#"{{ "x-ravelin-path": "/v1/note", "type": "object", "properties": {{ "{field}": {{ "type": "string" }} }} }}"#
        );
        fs::write(self.0.join("definitions/note.json"), json).unwrap();
    }

    /// Returns the compiler's messages if it fails.
    fn check(&self) -> Result<(), String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let checked = Command::new(cargo)
            .args(["check", "--quiet", "--offline", "--color", "never"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .output()
            .unwrap();
        if checked.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&checked.stderr).into_owned())
    }
}

#[test]
fn a_changed_definition_file_causes_a_rebuild() {
    let package = Package::new();
    package.define("note");
    package.check().unwrap();
    // The file has the same length as before, so that only its modification time differs.
    package.define("memo");
    let error = package.check().unwrap_err();
    assert!(
        error.contains("field `note` is not in `v1/note`"),
        "{error}"
    );
    package.define("note");
    package.check().unwrap();
}
