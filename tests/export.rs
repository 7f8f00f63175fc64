//! An exported schema is compared in a test of the user's crate, and rewritten on request.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A user's crate in a folder of its own.
struct User {
    name: &'static str,
    folder: PathBuf,
}

/// The result of the tests of a crate.
struct Tested {
    is_ok: bool,
    output: String,
}

const STD: &str = r#""std", "derive", "serde", "definition-file""#;

const PROMO: &str = r#"
#[derive(::voucher_core::RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, export = "schemas/promo.json")]
pub struct Promo {
    #[ravelin(rename = "voucherCode")]
    pub code: ::alloc::string::String,
    pub value: i64,
    pub currency: ::voucher_core::Currency,
    pub creation_time: ::voucher_core::Timestamp,
}
"#;

impl User {
    /// Creates a crate with these features of `voucher-core`, and more of them in tests.
    fn new(name: &'static str, features: &str, test_features: &str, source: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("export")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let core = root.join("voucher-core").canonicalize().unwrap();
        let dependency = |features: &str| {
            let core = core.display();
            format!(
                "voucher-core = {{ path = '{core}', default-features = false, features = [{features}] }}\n"
            )
        };
        let manifest = format!(
            "[workspace]\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{}\n[dev-dependencies]\n{}",
            dependency(features),
            dependency(test_features)
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("src/lib.rs"), source).unwrap();
        Self { name, folder }
    }

    fn cargo(&self, command: &str, variable: Option<&str>) -> Tested {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args([command, "--offline", "--quiet", "--target-dir"])
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("export-target"))
            .env_remove("VOUCHER_EXPORT")
            .env("RUST_BACKTRACE", "0")
            .current_dir(&self.folder);
        if let Some(value) = variable {
            cargo.env("VOUCHER_EXPORT", value);
        }
        let output = cargo.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        Tested {
            is_ok: output.status.success(),
            output: String::from_utf8(text).unwrap(),
        }
    }

    /// Checks that the tests fail with a message.
    fn fails(&self, expected: &str) {
        let tested = self.cargo("test", None);
        assert!(!tested.is_ok, "{}: {}", self.name, tested.output);
        assert!(
            tested.output.contains(expected),
            "{}: {}",
            self.name,
            tested.output
        );
    }

    fn passes(&self, variable: Option<&str>) {
        let tested = self.cargo("test", variable);
        assert!(tested.is_ok, "{}: {}", self.name, tested.output);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    fn write(&self, path: &str, content: &str) {
        fs::write(self.folder.join(path), content).unwrap();
    }
}

/// A file that is missing or stale fails, and is written on request.
fn a_stale_file_fails(user: &User) {
    user.fails("`schemas/promo.json`, the schema of `");
    user.fails("does not exist; `VOUCHER_EXPORT=1 cargo test` writes it");
    for other in ["", "0", "yes"] {
        assert!(!user.cargo("test", Some(other)).is_ok);
    }
    assert!(!user.folder.join("schemas").exists());
    user.passes(Some("1"));
    user.passes(None);
    let written = user.read("schemas/promo.json");
    user.write("schemas/promo.json", &written.replace('\n', "\r\n"));
    user.passes(None);
    user.write(
        "schemas/promo.json",
        &written.replace("\"maximum\": 9223372036854775807", "\"maximum\": 10"),
    );
    user.fails("is not the schema of `");
    user.fails("expected `\"maximum\": 9223372036854775807`, found `\"maximum\": 10");
    user.passes(Some("1"));
    assert_eq!(user.read("schemas/promo.json"), written);
    assert_eq!(
        fs::read_dir(user.folder.join("schemas")).unwrap().count(),
        1
    );
}

#[test]
fn a_stale_file_fails_in_a_crate_without_std() {
    let source = format!("#![no_std]\n#![deny(warnings)]\nextern crate alloc;\n{PROMO}");
    let features = r#""derive", "serde""#;
    a_stale_file_fails(&User::new("without_std", features, STD, &source));
}

#[test]
fn a_stale_file_fails_in_a_crate_without_a_prelude() {
    let source = format!(
        "#![no_implicit_prelude]\n#![deny(warnings)]\nextern crate alloc;\npub mod core {{}}\npub mod std {{}}\n{PROMO}"
    )
    .replace("::alloc::", "::std::");
    a_stale_file_fails(&User::new("without_prelude", STD, STD, &source));
}

#[test]
fn two_types_with_one_file_fail_with_both_names() {
    let source = format!("extern crate alloc;\n{PROMO}\npub mod other {{ {PROMO} }}");
    let user = User::new("twice", STD, STD, &source);
    for variable in [Some("1"), None] {
        let tested = user.cargo("test", variable);
        let is_named = ["`twice::Promo`", "`twice::other::Promo`"];
        assert!(!tested.is_ok, "{}", tested.output);
        let lines = tested.output.lines();
        let mut lines = lines.filter(|line| is_named.iter().all(|name| line.contains(name)));
        assert!(
            lines
                .next()
                .is_some_and(|line| line.contains("schemas/promo.json")),
            "{}",
            tested.output
        );
    }
}

#[test]
fn a_renamed_type_is_found_and_its_file_rewritten() {
    let source = |name: &str| format!("extern crate alloc;\n{}", PROMO.replace("Promo", name));
    let user = User::new("moved", STD, STD, &source("Promo"));
    user.passes(Some("1"));
    user.write("src/lib.rs", &source("Deal"));
    user.fails("expected the schema of `moved::Deal` in `schemas/promo.json`, found that of `moved::Promo`");
    user.passes(Some("1"));
    user.passes(None);
}

#[test]
fn a_missing_feature_is_one_error_that_names_it() {
    let source = format!("#![no_std]\nextern crate alloc;\n{PROMO}");
    let user = User::new("bare", r#""derive""#, r#""derive", "serde""#, &source);
    assert!(user.cargo("build", None).is_ok);
    let tested = user.cargo("test", None);
    assert!(!tested.is_ok);
    let expected = "`export` needs the features `std` and `serde` of `voucher-core` in tests; enable them in `[dev-dependencies]`";
    assert_eq!(
        tested.output.matches("error:").count(),
        2,
        "{}",
        tested.output
    );
    assert!(
        tested.output.contains(&format!("error: {expected}")),
        "{}",
        tested.output
    );
    assert!(
        tested.output.contains("export = \"schemas/promo.json\""),
        "{}",
        tested.output
    );
}

#[test]
fn the_schema_names_the_fields_of_all_structs_and_no_lines() {
    let source = r#"
        use std::collections::BTreeMap;
        use voucher_core::{Currency, RavelinEvent, RavelinFields};

        pub mod sales {
            use super::*;

            #[derive(RavelinEvent)]
            #[ravelin(event = "order", timestamp = now, constant(event_type = "order-created"), export = "../exported/sale.json")]
            pub struct Sale<'s> {
                pub order_id: u64,
                #[ravelin(rename = "customerId")]
                pub buyer: &'s str,
                #[ravelin(flatten)]
                pub worth: Worth,
                pub items: Vec<Line>,
                pub custom: BTreeMap<String, u8>,
            }
        }

        #[derive(RavelinFields)]
        #[ravelin(event = "order")]
        pub struct Worth {
            #[ravelin(rename = "price")]
            pub total: i64,
            pub currency: Currency,
        }

        #[derive(RavelinFields)]
        #[ravelin(event = "order", object = "order.items")]
        pub struct Line {
            #[ravelin(rename = "sku")]
            pub article: String,
        }
    "#;
    let user = User::new("shop", STD, STD, source);
    user.passes(Some("1"));
    user.passes(None);
    let schema: Value = serde_json::from_str(&user.read("../exported/sale.json")).unwrap();
    assert_eq!(schema["$comment"], "VOUCHER_EXPORT=1 cargo test");
    assert_eq!(
        schema["x-ravelin-rust"],
        json!({
            "type": "shop::sales::Sale",
            "file": "src/lib.rs",
            "fields": {
                "/eventType": "event_type",
                "/order/orderId": "order_id",
                "/customerId": "buyer",
                "/order/items": "items",
                "/order/custom": "custom",
                "/order/price": "Worth.total",
                "/order/currency": "Worth.currency",
                "/order/items/*/sku": "Line.article",
            }
        })
    );
}
