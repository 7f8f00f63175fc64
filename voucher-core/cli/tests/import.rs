//! What the page of `voucher import` cannot show: large descriptions, and the files that it writes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import.in/shop.yaml");

fn import(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voucher"));
    command
        .current_dir(directory)
        .arg("import")
        .args(arguments)
        .output()
        .unwrap()
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn a_description_of_50_megabytes_is_imported_and_a_larger_one_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let description = |paths: usize| {
        let mut text = String::from("{\"openapi\": \"3.0.0\", \"paths\": {");
        for number in 0..paths {
            let comma = if number == 0 { "" } else { "," };
            let filler = "an operation of many ".repeat(400);
            let _ = write!(
                text,
                "{comma}\n  \"/things/{number}\": {{\"post\": {{\"description\": \"{filler}\", \"requestBody\": {{\"content\": \
                 {{\"application/json\": {{\"schema\": {{\"type\": \"string\"}}}}}}}}}}}}"
            );
        }
        text + "}}"
    };
    let file = directory.path().join("large.json");
    fs::write(&file, description(5900)).unwrap();
    assert!(fs::metadata(&file).unwrap().len() > 50_000_000);
    let imported = import(
        directory.path(),
        &["large.json", "--operation", "POST /things/5899"],
    );
    assert_eq!(imported.status.code(), Some(0));
    assert!(
        String::from_utf8(imported.stdout)
            .unwrap()
            .contains("\"x-ravelin-path\": \"/things/5899\"")
    );

    fs::write(&file, description(8000)).unwrap();
    let refused = import(directory.path(), &["large.json", "--list"]);
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(
        message.starts_with("error: cannot import `large.json`: expected a description of at most 67108864 bytes, found "),
        "{message}"
    );
    assert_eq!(message.lines().count(), 1);
}

#[test]
fn a_failure_leaves_neither_a_part_of_a_file_nor_a_temporary_one() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(
        directory.path().join("old.json"),
        "{\"x-ravelin-path\": \"/old\"}",
    )
    .unwrap();
    for arguments in [
        &[
            SHOP,
            "--operation",
            "PUT /orders/{id}/picture",
            "-o",
            "new.json",
        ][..],
        &[SHOP, "--operation", "createOrder", "-o", "missing/new.json"],
        &[
            SHOP,
            "--operation",
            "createOrder",
            "-o",
            "old.json",
            "--overlay",
            SHOP,
        ],
        &[SHOP, "--operation", "createOrder", "-o", "."],
        &[SHOP, "--all", "-o", "old.json"],
    ] {
        let failed = import(directory.path(), arguments);
        assert_eq!(failed.status.code(), Some(2), "{arguments:?}");
        let message = String::from_utf8(failed.stderr).unwrap();
        assert_eq!(message.lines().count(), 1, "{message}");
        assert_eq!(names(directory.path()), ["old.json"]);
    }
    let old = fs::read_to_string(directory.path().join("old.json")).unwrap();
    assert_eq!(old, "{\"x-ravelin-path\": \"/old\"}");
}

#[cfg(unix)]
#[test]
fn a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let directory = tempfile::tempdir().unwrap();
    let mode = |name: &str| {
        let metadata = fs::metadata(directory.path().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    // With the same umask.
    fs::File::create(directory.path().join("usual")).unwrap();
    let order = |output: &str| {
        let arguments = [SHOP, "--operation", "createOrder", "-o", output];
        assert_eq!(import(directory.path(), &arguments).status.code(), Some(0));
    };
    order("new.json");
    assert_eq!(mode("new.json"), mode("usual"));

    let old = directory.path().join("old.json");
    fs::write(&old, "{\"x-ravelin-path\": \"/old\"}").unwrap();
    fs::set_permissions(&old, fs::Permissions::from_mode(0o664)).unwrap();
    symlink("old.json", directory.path().join("link.json")).unwrap();
    order("link.json");
    assert_eq!(mode("old.json"), 0o664);
    let link = fs::symlink_metadata(directory.path().join("link.json")).unwrap();
    assert!(link.is_symlink());
    assert!(fs::read_to_string(&old).unwrap().contains("Place an order"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_directory_without_permission_are_one_line() {
    let directory = tempfile::tempdir().unwrap();
    for (output, expected) in [
        (
            "/dev/full",
            "error: cannot write `/dev/full`: no space left on device\n",
        ),
        (
            "/proc/new.json",
            "error: cannot write `/proc/new.json`: no such file or directory\n",
        ),
    ] {
        let arguments = [SHOP, "--operation", "getOrder", "-o", output];
        let failed = import(directory.path(), &arguments);
        assert_eq!(failed.status.code(), Some(2));
        assert_eq!(String::from_utf8(failed.stderr).unwrap(), expected);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn if_one_file_cannot_be_written_no_other_one_changes() {
    let directory = tempfile::tempdir().unwrap();
    let operation = |id: &str, values: usize| {
        let values: Vec<_> = (0..values).map(|value| format!("value-{value}")).collect();
        let schema = format!("{{type: string, enum: [{}]}}", values.join(", "));
        let content = format!("{{application/json: {{schema: {schema}}}}}");
        format!("{{post: {{operationId: {id}, requestBody: {{content: {content}}}}}}}")
    };
    let description = format!(
        "openapi: 3.0.0\npaths:\n  /a: {}\n  /b: {}\n",
        operation("first", 2),
        operation("second", 5_000),
    );
    fs::write(directory.path().join("api.yaml"), description).unwrap();
    // No file may have more than some kilobytes.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" import api.yaml --all -o .";
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_voucher"));
    let failed = command.current_dir(directory.path()).output().unwrap();
    assert_eq!(
        String::from_utf8(failed.stderr).unwrap(),
        "error: cannot write `./second.json`: file too large\n"
    );
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(names(directory.path()), ["api.yaml"]);
    assert_eq!(
        import(directory.path(), &["api.yaml", "--all", "-o", "."])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        names(directory.path()),
        ["api.yaml", "first.json", "second.json"]
    );
}
