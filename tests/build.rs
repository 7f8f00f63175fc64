//! Sets the cfg `suites` if the variable `SUITES` names the folder with the test suites of other projects, and `release_tag` if
//! `RELEASE_TAG` names the tag of the last release.

fn main() {
    for (variable, name) in [("SUITES", "suites"), ("RELEASE_TAG", "release_tag")] {
        println!("cargo::rustc-check-cfg=cfg({name})");
        println!("cargo::rerun-if-env-changed={variable}");
        if std::env::var_os(variable).is_some() {
            println!("cargo::rustc-cfg={name}");
        }
    }
}
