//! Sets the cfg `suites` if the variable `SUITES` names the folder with the test suites of other projects.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(suites)");
    println!("cargo::rerun-if-env-changed=SUITES");
    if std::env::var_os("SUITES").is_some() {
        println!("cargo::rustc-cfg=suites");
    }
}
