//! Each file contains one mistake, for which the compiler prints exactly the blessed messages. Correct code compiles and runs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Set `TRYBUILD=overwrite` to bless.
#[test]
#[cfg_attr(
    not(pinned_compiler),
    ignore = "the .stderr files are those of the compiler version in tests/ui/build.rs"
)]
fn every_mistake_has_the_blessed_diagnostic() {
    copy_definitions();
    let cases = trybuild::TestCases::new();
    for folder in folders() {
        cases.compile_fail(folder.join("*.rs"));
    }
}

/// The expansions of these files are tested in `voucher-derive`.
#[test]
fn every_expanded_input_runs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../expand");
    trybuild::TestCases::new().pass(folder.join("*/input.rs"));
}

#[test]
fn each_case_has_a_stderr_file_and_each_stderr_file_a_case() {
    let names = |extension: &str| -> BTreeSet<PathBuf> {
        let files = folders()
            .into_iter()
            .flat_map(|folder| folder.read_dir().unwrap());
        let files = files.map(|file| file.unwrap().path());
        let files = files.filter(|file| file.extension().is_some_and(|found| found == extension));
        files.map(|file| file.with_extension("")).collect()
    };
    assert_eq!(names("rs"), names("stderr"));
    assert_eq!(names("rs").len(), 721);
}

/// Each row of the README's table of messages has a file and a line of its `.stderr` file.
#[test]
fn the_readme_quotes_real_messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let mut count = 0;
    for row in readme.lines().filter(|row| row.ends_with(" `` |")) {
        let (_, file) = row.split_once("](").unwrap();
        let (file, message) = file.split_once(".rs) | `` ").unwrap();
        let message = message.trim_end_matches(" `` |");
        let stderr = std::fs::read_to_string(folder.join(file).with_extension("stderr")).unwrap();
        let mut lines = stderr.lines().filter(|line| line.starts_with("error"));
        assert!(
            lines.any(|line| line.ends_with(message)),
            "{file}: {message}"
        );
        count += 1;
    }
    assert_eq!(count, 12);
}

/// Copies the definition files to the package that trybuild creates, because their paths are relative to its manifest.
fn copy_definitions() {
    let program = std::env::current_exe().unwrap();
    let target = program.ancestors().nth(3).unwrap();
    let folder = target.join("tests/trybuild/voucher-ui/definitions");
    std::fs::create_dir_all(&folder).unwrap();
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../definitions");
    for file in files.read_dir().unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
}

fn folders() -> Vec<PathBuf> {
    let kinds = [
        "malformed",
        "unknown",
        "missing",
        "duplicate",
        "conflict",
        "definition",
        "pattern",
        "type",
        "shape",
        "many",
    ];
    kinds
        .map(|kind| Path::new(env!("CARGO_MANIFEST_DIR")).join(kind))
        .into()
}
