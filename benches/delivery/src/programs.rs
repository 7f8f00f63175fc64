//! The example programs, built by cargo with its defaults for a release.

use crate::Failure;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Builds a program of a package and returns its path. The package's workspace is in a folder of this repository.
pub(crate) fn build(workspace: &str, package: &str, program: &str) -> Result<PathBuf, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root.join(workspace))
        .args(["build", "--quiet", "--release", "--locked"])
        .args(["--package", package, "--bin", program])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit());
    let messages = String::from_utf8(cargo.output()?.stdout)?;
    // The messages about dependencies come first.
    let path = messages.split("\"executable\":\"").skip(1).last();
    let path = path.and_then(|rest| rest.split('"').next());
    let path = path.ok_or_else(|| format!("cargo did not build `{program}`"))?;
    Ok(path.into())
}
