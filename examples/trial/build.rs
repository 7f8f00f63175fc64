//! Sets the cfg `load` if the variable `LOAD` contains the duration of the load test in seconds.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(load)");
    println!("cargo::rerun-if-env-changed=LOAD");
    if std::env::var_os("LOAD").is_some() {
        println!("cargo::rustc-cfg=load");
    }
}
