//! Sets `chromium` if the browser and its driver are installed, and `axe` if `AXE` names axe-core.

use std::env;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(chromium, axe, load)");
    for variable in ["PATH", "AXE", "LOAD"] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let is_installed =
        |program: &str| env::split_paths(&path).any(|folder| folder.join(program).is_file());
    if is_installed("chromium") && is_installed("chromedriver") {
        println!("cargo::rustc-cfg=chromium");
    }
    if env::var_os("AXE").is_some() {
        println!("cargo::rustc-cfg=axe");
    }
    if env::var_os("LOAD").is_some() {
        println!("cargo::rustc-cfg=load");
    }
}
