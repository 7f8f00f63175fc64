//! Sets the cfg `analyzer` if rust-analyzer is installed.

use std::process::{Command, Stdio};

fn main() {
    println!("cargo::rustc-check-cfg=cfg(analyzer)");
    let mut command = Command::new("rust-analyzer");
    command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if command.status().is_ok_and(|status| status.success()) {
        println!("cargo::rustc-cfg=analyzer");
        println!("cargo::rerun-if-changed=build.rs");
        println!("cargo::rerun-if-env-changed=RUSTUP_TOOLCHAIN");
    } else {
        // Not there, so this script runs before each test until it is.
        println!("cargo::rerun-if-changed=missing");
    }
}
