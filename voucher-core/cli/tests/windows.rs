//! Files that Windows or git for Windows treats differently are handled on every system.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn voucher(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voucher"));
    command.current_dir(directory).args(arguments);
    command.output().unwrap()
}

#[test]
fn a_generated_file_whose_line_endings_git_converted_is_up_to_date() {
    let directory = tempfile::tempdir().unwrap();
    let write = ["schema", "voucher", "-o", "voucher.json"];
    let check = [&write[..], &["--check"]].concat();
    assert_eq!(voucher(directory.path(), &write).status.code(), Some(0));
    let file = directory.path().join("voucher.json");
    let content = fs::read_to_string(&file).unwrap();
    assert!(content.contains('\n') && !content.contains('\r'));

    fs::write(&file, content.replace('\n', "\r\n")).unwrap();
    let checked = voucher(directory.path(), &check);
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");

    fs::write(
        &file,
        content
            .replacen("voucherCode", "voucherKode", 1)
            .replace('\n', "\r\n"),
    )
    .unwrap();
    let checked = voucher(directory.path(), &check);
    assert_eq!(checked.status.code(), Some(1), "{checked:?}");
    let shown = String::from_utf8(checked.stdout).unwrap();
    let changed = shown
        .lines()
        .filter(|line| line.starts_with("-  ") || line.starts_with("+  "));
    assert_eq!(changed.count(), 2, "{shown}");
}

#[test]
fn no_imported_file_has_the_name_of_a_device() {
    let directory = tempfile::tempdir().unwrap();
    let body = "requestBody: {content: {application/json: {schema: {type: object}}}}";
    let ids = ["AUX", "nul", "com1", "lpt9.old", "com10", "console"];
    let paths = ids.map(|id| format!("  /{id}: {{post: {{operationId: {id}, {body}}}}}\n"));
    let description = format!("openapi: 3.0.0\npaths:\n{}", paths.concat());
    fs::write(directory.path().join("api.yaml"), description).unwrap();
    fs::create_dir(directory.path().join("out")).unwrap();
    let imported = voucher(
        directory.path(),
        &["import", "api.yaml", "--all", "-o", "out"],
    );
    assert_eq!(imported.status.code(), Some(0), "{imported:?}");
    let files = fs::read_dir(directory.path().join("out")).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    let expected = [
        "com10.json",
        "console.json",
        "operation-AUX.json",
        "operation-com1.json",
        "operation-lpt9.old.json",
        "operation-nul.json",
    ];
    assert_eq!(names, expected);
}
