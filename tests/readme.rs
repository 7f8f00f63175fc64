//! Each Rust snippet of the README builds in a crate of its own, with the features that its section names and no others; and
//! the README's lists are complete.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use voucher_core::sandbox::Sandbox;

/// A Rust snippet, and what the README says before it in the same section.
struct Snippet {
    code: String,
    /// The entry of `voucher-core` in a manifest.
    dependency: Option<String>,
    /// The definition file.
    definition: Option<String>,
}

#[test]
fn every_snippet_builds_with_exactly_the_features_it_names() {
    let snippets = snippets();
    assert_eq!(snippets.len(), 5);
    for (number, snippet) in snippets.iter().enumerate() {
        let folder = write_crate(number, snippet);
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--color", "never"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", target().join("tests/readme/target"))
            .env("RUSTFLAGS", "--allow dead_code --deny warnings")
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}\n{error}", snippet.code);
    }
}

#[test]
fn the_readme_lists_exactly_the_features() {
    let manifest = fs::read_to_string(root().join("voucher-core/Cargo.toml")).unwrap();
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let (features, _) = features.split_once("\n\n").unwrap();
    let lines = features.lines().filter(|line| !line.starts_with('#'));
    let features = lines.map(|line| line.split(' ').next().unwrap());
    let features: BTreeSet<_> = features.filter(|name| *name != "default").collect();
    let readme = readme();
    let listed = first_cells(&readme, "## Features");
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), features);
}

#[test]
fn the_readme_lists_exactly_the_definitions() {
    let readme = readme();
    let built_in = first_cells(&readme, "## The events");
    let built_in: Vec<_> = built_in.iter().map(|name| name.trim_matches('"')).collect();
    assert_eq!(
        built_in,
        ["voucher", "voucher/check", "paymentmethod/voucher"]
    );
    let (_, list) = readme.split_once("ship as definition files").unwrap();
    let (list, _) = list.split_once("\n(").unwrap();
    let listed: BTreeSet<_> = code(list).collect();
    assert_eq!(
        listed,
        voucher_definition::SHIPPED.iter().copied().collect()
    );
}

/// The code in the first cells of a section's first table.
fn first_cells<'r>(readme: &'r str, heading: &str) -> Vec<&'r str> {
    let (_, section) = readme.split_once(heading).unwrap();
    let rows = section.lines().skip_while(|line| !line.starts_with("| -"));
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| code(row.split('|').nth(1).unwrap()))
        .collect()
}

/// What is between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Otherwise the test of the snippets would show nothing: the features that a snippet names are those of its crate.
#[test]
fn the_snippets_name_the_features_that_they_need() {
    let features: BTreeSet<_> = snippets()
        .into_iter()
        .filter_map(|snippet| snippet.dependency)
        .collect();
    let named = |list: &str| features.iter().any(|line| line.contains(list));
    assert!(named(r#"features = ["definition-file", "pattern"]"#));
    assert!(named(r#"features = ["ureq"]"#));
}

/// The compiler of patterns is in the sandbox, whatever other features are on.
#[test]
fn the_sandbox_accepts_the_definition_file_of_the_readme() {
    let file = snippets().into_iter().find_map(|one| one.definition);
    let mut sandbox = Sandbox::new(1)
        .with_definition(file.unwrap().as_bytes())
        .unwrap();
    let mut status = |sku: &str| {
        let body = format!(r#"{{"number":"7","lines":[{{"sku":"{sku}","price":250}}]}}"#);
        let request = http::Request::post("/v1/order")
            .header("Authorization", "token sk_test_readme")
            .header("Content-Type", "application/json")
            .body(body.as_bytes())
            .unwrap();
        let now = voucher_core::Timestamp::now();
        sandbox.answer(request, now).response.status()
    };
    assert_eq!(status("ABC-1"), 200);
    assert_eq!(status("abc-1"), 400);
}

fn snippets() -> Vec<Snippet> {
    let readme = readme();
    let mut snippets = Vec::new();
    for section in readme.split("\n## ") {
        let (mut dependency, mut definition) = (None, None);
        for (language, code) in blocks(section) {
            match language {
                "toml" => dependency = code.lines().find(|line| line.starts_with("voucher-core")),
                "json" => definition = Some(code),
                "rust" | "rust,ignore" => snippets.push(Snippet {
                    code: code.into(),
                    dependency: dependency.map(Into::into),
                    definition: definition.map(Into::into),
                }),
                _ => {}
            }
        }
    }
    snippets
}

/// The fenced blocks of a section: the language of each, and its lines.
fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let fenced = text.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap())
}

/// Writes the crate of a snippet, with the locked versions of this workspace.
fn write_crate(number: usize, snippet: &Snippet) -> PathBuf {
    let folder = target().join(format!("tests/readme/{number}"));
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("definitions")).unwrap();
    let dependency = snippet.dependency.as_deref();
    let dependency = dependency.unwrap_or("voucher-core = \"0.1\"");
    let mut manifest = format!("[package]\nname = \"readme-{number}\"\nedition = \"2024\"\n\n");
    writeln!(manifest, "[dependencies]\n{dependency}\n\n[workspace]\n").unwrap();
    let core = root().join("voucher-core").display().to_string();
    writeln!(manifest, "[patch.crates-io]\nvoucher-core.path = {core:?}").unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let program = format!("fn main() {{\n{}}}\n", snippet.code);
    fs::write(folder.join("src/main.rs"), program).unwrap();
    if let Some(definition) = &snippet.definition {
        fs::write(folder.join("definitions/order.json"), definition).unwrap();
    }
    folder
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .into()
}

fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap().into()
}
