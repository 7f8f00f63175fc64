//! The docs name the oldest compiler for each feature. It follows from what the locked dependencies declare.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// MAJOR, MINOR.
type Version = (u32, u32);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn version(text: &str) -> Version {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap())
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--locked")
        .current_dir(root())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// The compiler that each package declares, by its name and version.
fn declared() -> BTreeMap<String, Version> {
    let metadata = cargo(&["metadata", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let declared = packages.filter_map(|package| {
        let name = format!(
            "{} v{}",
            package["name"].as_str()?,
            package["version"].as_str()?
        );
        Some((name, version(package["rust_version"].as_str()?)))
    });
    declared.collect()
}

/// Returns the oldest compiler that all packages of a feature accept.
fn oldest(feature: &str, declared: &BTreeMap<String, Version>) -> Version {
    let tree = cargo(&[
        "tree",
        "--package=voucher-core",
        "--no-default-features",
        "--features",
        feature,
        "--edges=normal,build",
        "--prefix=none",
        "--format={p}",
    ]);
    let packages = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let name = format!("{} {}", words.next()?, words.next()?);
        declared.get(&name).copied()
    });
    packages.max().unwrap()
}

/// The code in a cell.
fn code(cell: &str) -> impl Iterator<Item = String> {
    cell.split('`').skip(1).step_by(2).map(String::from)
}

/// The rows of the table of compilers.
fn table() -> BTreeMap<Version, BTreeSet<String>> {
    let page = fs::read_to_string(root().join("voucher-core/docs/features.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| 1."));
    let rows = rows.map(|row| {
        let (compiler, features) = row[2..].split_once(" | ").unwrap();
        (version(compiler), code(features).collect())
    });
    rows.collect()
}

#[test]
fn the_table_of_compilers_follows_from_the_locked_versions() {
    let manifest = fs::read_to_string(root().join("voucher-core/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let features = manifest["features"].as_table().unwrap();
    let declared = declared();
    let mut expected = BTreeMap::<_, BTreeSet<_>>::new();
    for feature in features.keys().filter(|name| *name != "default") {
        let compiler = oldest(feature, &declared);
        expected
            .entry(compiler)
            .or_default()
            .insert(feature.clone());
    }
    assert_eq!(table(), expected);
    assert!(declared.len() > 100);
}

/// Without it, `.ci/run` would check fewer features than there are.
#[test]
fn the_oldest_compiler_of_the_table_is_that_of_the_manifests() {
    let oldest = table().into_keys().next().unwrap();
    assert_eq!(oldest, version(env!("CARGO_PKG_RUST_VERSION")));
}
