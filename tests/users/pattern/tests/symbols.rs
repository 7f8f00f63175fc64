//! A program with patterns works, and no regex engine is linked into it.

use std::io::Write;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_pattern");

#[test]
fn the_program_matches() {
    let mut program = Command::new(PROGRAM)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    input
        .write_all("GB-1234\né-12\nGB_1234\nGB-12\nGB-123\n".as_bytes())
        .unwrap();
    drop(input);
    let output = program.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "{\"customerId\":\"GB-1234\",\"voucherCode\":\"7\"}\n\
         {\"customerId\":\"é-12\",\"voucherCode\":\"5\"}\n\
         /customerId (Check.customer_id): does not match `^(?:[A-Z]{2}|[^\\x00-\\x7f]+)-[0-9]{1,9}$`: mismatch at byte 2\n\
         {\"customerId\":\"GB-12\",\"voucherCode\":\"5\"}\n\
         /voucherCode (Check.voucher_code): does not match `[13579]$`: the string ends at byte 1\n"
    );
}

/// A program that is not stripped contains the names of all its functions: those of the toolkit, but none of a regex engine.
#[test]
fn no_regex_engine_is_linked() {
    let program = std::fs::read(PROGRAM).unwrap();
    let program = String::from_utf8_lossy(&program);
    let is_in = |name: &str| program.contains(name);
    for name in ["voucher_core", "voucher_definition"] {
        assert!(is_in(name), "{name}");
    }
    for name in [
        "regex_automata",
        "regex_syntax",
        "regex-automata",
        "regex-syntax",
        "aho_corasick",
    ] {
        assert!(!is_in(name), "{name}");
    }
}
