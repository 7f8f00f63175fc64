//! Every example runs and prints what its documentation promises.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

const QUICKSTART: &[&str] = &["--example", "quickstart"];

/// Runs an example: `target` tells cargo which.
fn run(target: &[&str], arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(root)
        .args(["run", "--quiet"])
        .args(target)
        .arg("--")
        .args(arguments)
        .env_remove("RAVELIN_TOKEN")
        .output()
        .unwrap()
}

#[test]
fn quickstart_delivers_an_event_and_rejects_an_invalid_one() {
    let output = run(QUICKSTART, &[]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{stdout}");
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
        assert!(stdout.contains(line), "{line} is not in\n{stdout}");
    }
    assert!(!stdout.contains("sk_test"));
}

#[test]
fn quickstart_reports_what_is_missing() {
    for (arguments, expected) in [
        (&["--url", "http://127.0.0.1:9"][..], "RAVELIN_TOKEN"),
        (&["--port"], "usage"),
    ] {
        let output = run(QUICKSTART, arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && error.contains(expected),
            "{error}"
        );
    }
}

#[test]
fn other_api_sends_an_event_with_a_bearer_token() {
    let output = run(&["--package", "programs", "--bin", "other_api"], &[]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{stdout}");
    for line in [
        "POST /v1/projects/:project/tickets\n",
        "201 Created\n",
        "received /v1/projects/7/tickets?notify=facility&notify=security {\"title\":\"The printer is on fire\",\"priority\":\"high\"}",
        "not sent: /title (Ticket.title): expected at least 1 character, found an empty string",
    ] {
        assert!(stdout.contains(line), "{line} is not in\n{stdout}");
    }
    assert!(!stdout.contains("token-of"));
}

#[test]
fn logging_shows_each_attempt_and_no_secret() {
    let finished = run(&["--package", "programs", "--bin", "logging"], &[]);
    let output = String::from_utf8([finished.stdout, finished.stderr].concat()).unwrap();
    assert!(finished.status.success(), "{output}");
    let attempts = output
        .matches("POST http://sandbox.test/v2/voucher, ")
        .count();
    assert!(
        attempts > 5 && output.contains("voucher 5 is delivered"),
        "{output}"
    );
    assert!(
        !output.contains("sk_test") && !output.contains("SPRING"),
        "{output}"
    );
}

#[test]
fn background_delivers_every_event_before_it_ends() {
    let folder = std::env::temp_dir().join(format!("voucher-background-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("left.ndjson");
    // What an earlier run has left.
    let row = include_str!("stored/0b62cfd.jsonl").lines().next().unwrap();
    std::fs::write(&file, format!("{row}\n")).unwrap();
    let target = &["--package", "programs", "--bin", "background"];
    let output = run(target, &[file.to_str().unwrap()]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stdout, "51 events arrived, 0 are left\n", "{stderr}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "");
    assert!(!stderr.contains("SPRING"), "{stderr}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn every_example_is_run_by_a_test() {
    let names = |folder: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(folder);
        let files = folder.read_dir().unwrap().map(|file| file.unwrap().path());
        let names = files
            .filter(|file| {
                file.extension().is_some_and(|end| end == "rs") || file.join("main.rs").exists()
            })
            .map(|file| file.file_stem().unwrap().to_owned());
        names.collect::<BTreeSet<_>>()
    };
    assert_eq!(
        names("examples"),
        BTreeSet::from([OsString::from("quickstart")])
    );
    // These have their own test files: `callback.rs`, `sandbox_program.rs`, and the others by name.
    let tested = [
        "background",
        "backfill",
        "callbacks",
        "logging",
        "other_api",
        "redeem",
        "sandbox",
    ];
    assert_eq!(
        names("examples/programs/src/bin"),
        BTreeSet::from(tested.map(OsString::from))
    );
}
