//! Every example runs, and says what it promises.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

fn run(example: &str, arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    let cargo = cargo
        .current_dir(root)
        .args(["run", "--quiet", "--example", example, "--"]);
    cargo
        .args(arguments)
        .env_remove("RAVELIN_TOKEN")
        .output()
        .unwrap()
}

#[test]
fn quickstart_delivers_an_event_and_rejects_an_invalid_one() {
    let output = run("quickstart", &[]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    for line in [
        "POST /v2/voucher http://127.0.0.1:",
        "Authorization: token <hidden>",
        "\"campaign\": \"spring\"",
        "\"voucherType\": \"REACTIVATION\"",
        "\"status\": 200",
        "Delivered.",
        "/voucher/currency (Careless.currency): `XBT` is not an ISO 4217 currency code",
        "it looks like a count of seconds",
        "/eventType (Careless.event_type): does not match",
    ] {
        assert!(said.contains(line), "{line} is not in\n{said}");
    }
    assert!(!said.contains("sk_test"));
}

#[test]
fn quickstart_reports_what_is_missing() {
    for (arguments, said) in [
        (&["--url", "http://127.0.0.1:9"][..], "RAVELIN_TOKEN"),
        (&["--port"], "usage"),
    ] {
        let output = run("quickstart", arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && error.contains(said), "{error}");
    }
}

#[test]
fn logging_shows_each_attempt_and_no_secret() {
    let output = run("logging", &[]);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{said}");
    let attempts = said
        .matches("POST http://sandbox.test/v2/voucher, ")
        .count();
    assert!(
        attempts > 5 && said.contains("voucher 5 is delivered"),
        "{said}"
    );
    assert!(
        !said.contains("sk_test") && !said.contains("SPRING"),
        "{said}"
    );
}

#[test]
fn every_example_is_run_by_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let files = folder.read_dir().unwrap().map(|file| file.unwrap().path());
    // Those with a database are a workspace of their own, with tests of their own.
    let names: Vec<_> = files
        .filter(|file| {
            file.extension().is_some_and(|end| end == "rs") || file.join("main.rs").exists()
        })
        .map(|file| file.file_stem().unwrap().to_owned())
        .collect();
    // Those with a file of tests of their own: `sandbox` in `sandbox_program.rs`, the others by name.
    assert_eq!(
        BTreeSet::from_iter(names),
        BTreeSet::from(
            ["backfill", "logging", "quickstart", "redeem", "sandbox"].map(OsString::from)
        )
    );
}
