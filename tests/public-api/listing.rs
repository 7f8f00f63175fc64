//! The public API of each crate is the one of its listing, so that a change of it is seen in a review.
//!
//! `BLESS=1` rewrites the listings. They leave out the impls that every type has.

use public_api::Builder;
use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the public API of a crate with all its features, an item a line.
fn public_api(package: &str) -> String {
    let root = root();
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let status = Command::new(env!("CARGO"))
        .current_dir(&root)
        .env("RUSTDOC", root.join(".ci/nightly-rustdoc"))
        .args([
            "rustdoc",
            "--quiet",
            "--locked",
            "--lib",
            "--all-features",
            "--package",
            package,
        ])
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .status();
    assert!(status.unwrap().success(), "{package}");
    let file = package.replace('-', "_") + ".json";
    let api = Builder::from_rustdoc_json(target.join("doc").join(file))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build();
    api.unwrap().to_string()
}

fn assert_is_listed(package: &str) {
    let listing = root()
        .join("tests/public-api")
        .join(format!("{package}.txt"));
    let found = public_api(package);
    if env::var_os("BLESS").is_some() {
        fs::write(&listing, &found).unwrap();
    }
    let expected = fs::read_to_string(&listing).unwrap_or_default();
    if found == expected {
        return;
    }
    let [new, old] = [&found, &expected].map(|api| api.lines().collect::<BTreeSet<_>>());
    let mut changes = String::new();
    for line in old.difference(&new) {
        writeln!(changes, "-{line}").unwrap();
    }
    for line in new.difference(&old) {
        writeln!(changes, "+{line}").unwrap();
    }
    panic!(
        "the public API of {package} has changed; review it, and run the test with `BLESS=1`\n{changes}"
    );
}

/// Defines a test for each crate.
macro_rules! listed {
    ($($name:ident: $package:literal,)*) => {$(
        #[test]
        #[cfg_attr(
            not(pinned_compiler),
            ignore = "the listings are those of the compiler version in tests/ui/build.rs"
        )]
        fn $name() {
            assert_is_listed($package);
        }
    )*};
}

listed! {
    the_public_api_of_the_core_is_listed: "voucher-core",
    the_public_api_of_the_macros_is_listed: "voucher-derive",
    the_public_api_of_the_definitions_is_listed: "voucher-definition",
    the_public_api_of_the_generators_is_listed: "voucher-codegen",
    the_public_api_of_the_server_is_listed: "voucher-sandbox",
}
