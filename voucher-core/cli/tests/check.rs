//! What the page of `voucher check` cannot show: standard input, and a reader of standard output that ends early.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Output, Stdio};

const SHELF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/check.in/shelf.json");

fn voucher(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voucher"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the command with an input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = voucher(arguments).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn data_and_a_definition_can_be_standard_input() {
    let checked = run(&["check", SHELF, "-"], b"{\"books\": []}\n");
    let out = String::from_utf8(checked.stdout).unwrap();
    assert!(
        out.starts_with("-:1:11: /books: expected at least 1 element, found 0 [items]\n"),
        "{out}"
    );
    assert_eq!(checked.status.code(), Some(1));

    let gzip = include_bytes!("../docs/check.in/good.ndjson.gz");
    let checked = run(&["check", SHELF, "-"], gzip);
    assert_eq!(checked.stdout, b"2 bodies are valid\n");
    assert_eq!(checked.status.code(), Some(0));

    let definition = std::fs::read(SHELF).unwrap();
    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/check.in/good.ndjson");
    let checked = run(&["check", "-", good], &definition);
    assert_eq!(checked.stdout, b"2 bodies are valid\n");
    assert_eq!(checked.status.code(), Some(0));
    assert_eq!(checked.stderr, b"");
}

#[test]
fn a_finding_is_the_result_even_if_its_reader_ends_early() {
    let mut child = voucher(&["check", SHELF, "-"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // Until the command ends.
        while input.write_all(b"{\"books\": []}\n").is_ok() {}
    });
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    drop(out);
    let status = child.wait().unwrap();
    writer.join().unwrap();
    let mut error = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut error).unwrap();
    assert_eq!((status.code(), &*error), (Some(1), ""));
}

#[test]
fn utf_16_and_binary_data_are_not_valid() {
    let checked = run(&["check", SHELF, "-"], b"\xff\xfe{\0}\0");
    let error = String::from_utf8(checked.stderr).unwrap();
    assert_eq!(
        error,
        "error: cannot read `-`: the file is UTF-16; convert it to UTF-8\n"
    );
    assert_eq!(checked.status.code(), Some(2));
    let checked = run(&["check", SHELF, "-"], &[0; 4096]);
    assert_eq!(checked.status.code(), Some(1));
}
