//! Sets the cfg `pinned_compiler` if this is the compiler version that produced the `.stderr` files.

use std::process::Command;

const PINNED: &str = "rustc 1.95.";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(pinned_compiler)");
    println!("cargo::rerun-if-changed=build.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    if version.is_ok_and(|output| output.stdout.starts_with(PINNED.as_bytes())) {
        println!("cargo::rustc-cfg=pinned_compiler");
    }
}
