//! What several tests share. The tests are in the files next to this one.

use std::path::Path;
use std::process::Command;

/// Returns a command that runs one of the programs in `examples/programs`. Its arguments are those of the program.
///
/// # Panics
/// Panics if this package is not in a folder of the workspace.
#[must_use]
pub fn program(name: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    cargo
        .current_dir(root.expect("the workspace"))
        .args(["run", "--quiet", "--package", "programs", "--bin", name])
        .arg("--");
    cargo
}
