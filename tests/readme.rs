//! The README and the docs: each Rust snippet builds in a separate crate, with the features that its section names and no
//! others. Lists and tables are complete. Every link leads somewhere, both in the repository and in the docs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use voucher_core::sandbox::Sandbox;
use voucher_core::{Currency, RavelinEvent, Timestamp};
use voucher_definition::{DEFINITIONS, Definition, SHIPPED};

/// A Rust snippet, and what the README shows before it in the same section.
struct Snippet {
    code: String,
    /// The dependencies in a manifest.
    dependencies: Option<String>,
    /// The definition file.
    definition: Option<String>,
}

#[test]
fn the_readme_has_at_most_200_lines() {
    assert!(readme().lines().count() <= 200);
}

/// The struct of the first screen.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    #[ravelin(rename = "voucherCode")]
    code: String,
    value: i64,
    currency: Currency,
    #[ravelin(unix = "s")]
    creation_time: i64,
    #[ravelin(custom)]
    campaign: String,
}

#[test]
fn the_first_screen_shows_what_the_struct_is_sent_as() {
    let promo = Promo {
        code: "SPRING-15".into(),
        value: 1_500,
        currency: Currency::GBP,
        creation_time: 1_795_602_202,
        campaign: "spring".into(),
    };
    let now = Timestamp::from_millis(1_795_602_202_716).unwrap();
    let prepared = promo.prepare_at(now).unwrap();
    let readme = readme();
    assert_eq!(first(&readme, "json").replace("\n ", ""), prepared.body());
    let request = format!("becomes `{}`:", prepared.endpoint());
    assert!(readme.contains(&request), "{request}");
}

/// Line numbers and the type differ from the case of `tests/ui`.
#[test]
fn the_first_screen_shows_the_compile_error_that_rustc_prints() {
    let readme = readme();
    let shown = first(&readme, "text");
    let printed = read("tests/ui/unknown/required-field-misspelt.stderr");
    let message = |error: &str| error.lines().take(2).map(String::from).collect::<Vec<_>>();
    assert_eq!(message(shown), message(&printed));
}

/// The first block of a language.
fn first<'r>(readme: &'r str, language: &str) -> &'r str {
    let mut blocks = blocks(readme);
    blocks.find(|block| block.0 == language).unwrap().1
}

#[test]
fn every_snippet_builds_with_exactly_the_features_it_names() {
    let snippets = snippets();
    assert_eq!(snippets.len(), 5);
    for (number, snippet) in snippets.iter().enumerate() {
        let folder = write_crate(number, snippet);
        let output = cargo(&["check"], &folder);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}\n{error}", snippet.code);
    }
}

/// Otherwise the test of the snippets would show nothing: the features that a snippet names are those of its crate.
#[test]
fn the_snippets_name_the_features_that_they_need() {
    let dependencies: BTreeSet<_> = snippets()
        .into_iter()
        .filter_map(|snippet| snippet.dependencies)
        .collect();
    let named = |list: &str| dependencies.iter().any(|lines| lines.contains(list));
    assert!(named(r#"features = ["definition-file", "pattern"]"#));
    assert!(named(r#"features = ["jiff"]"#));
    assert!(named(r#"features = ["ureq"]"#));
}

/// The sandbox includes the pattern compiler, whatever other features are enabled.
#[test]
fn the_sandbox_accepts_the_definition_file_of_the_readme() {
    let file = snippets()
        .into_iter()
        .find_map(|snippet| snippet.definition);
    let mut sandbox = Sandbox::new(1)
        .with_definition(file.unwrap().as_bytes())
        .unwrap();
    let mut status = |code: &str| {
        let body = format!(
            r#"{{"code":"{code}","price":250,"note":null,"to":7,"labels":{{"for":"a friend"}}}}"#
        );
        let request = http::Request::post("/v1/gift")
            .header("Authorization", "token sk_test_readme")
            .header("Content-Type", "application/json")
            .body(body.as_bytes())
            .unwrap();
        let now = Timestamp::now();
        sandbox.answer(request, now).response.status()
    };
    assert_eq!(status("ABC-1"), 200);
    assert_eq!(status("abc-1"), 400);
}

#[test]
fn the_docs_list_exactly_the_features() {
    let manifest = read("voucher-core/Cargo.toml");
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let (features, _) = features.split_once("\n\n").unwrap();
    let features = features.lines().filter_map(|line| line.split_once(" = ["));
    let features = features.map(|(name, _)| name);
    let features: BTreeSet<_> = features.filter(|name| *name != "default").collect();
    let table = read("voucher-core/docs/features.md");
    let listed: BTreeSet<_> = rows(&table)
        .map(|row| code(row[0]).next().unwrap())
        .collect();
    assert_eq!(listed, features);
}

/// `jiff = { version = "1.0.2", … }` in the manifest is "(jiff 1, from 1.0.2)" in the table, and `jiff 1` in the README.
#[test]
fn the_docs_name_the_versions_of_the_foreign_types() {
    let manifest = read("voucher-core/Cargo.toml");
    let table = read("voucher-core/docs/features.md");
    let readme = readme();
    for name in ["jiff", "chrono", "time", "rust_decimal", "uuid"] {
        let (_, version) = manifest
            .split_once(&format!("\n{name} = {{ version = \""))
            .unwrap();
        let (version, _) = version.split_once('"').unwrap();
        let compatible = match version.split('.').collect::<Vec<_>>()[..] {
            ["0", minor, ..] => format!("0.{minor}"),
            [major, ..] => major.into(),
            [] => unreachable!(),
        };
        let expected = format!("({name} {compatible}, from {version})");
        assert!(table.replace('`', "").contains(&expected), "{expected}");
        let named = [
            format!("{name} = \"{compatible}\""),
            format!("{name} {compatible}"),
        ];
        assert!(named.iter().any(|named| readme.contains(named)), "{name}");
    }
}

#[test]
fn the_docs_list_exactly_the_definitions() {
    let request = |definition: &Definition| {
        let request = format!("{} {}", definition.method, definition.path);
        (definition.name.to_string(), request)
    };
    let readme = readme();
    let items = readme.lines().filter(|line| line.starts_with("- `"));
    let listed: BTreeMap<_, _> = items.map(name_and_request).collect();
    let built_in: BTreeMap<_, _> = DEFINITIONS
        .iter()
        .map(|definition| request(definition))
        .collect();
    assert_eq!(listed, built_in);
}

/// `BLESS=1` writes the table.
#[test]
fn the_page_of_definition_files_lists_exactly_those_that_ship() {
    const HEADER: &str = "| name | request | sent when |\n| --- | --- | --- |\n";
    let path = root().join("voucher-core/definition/DEFINITION.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(HEADER).unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let mut table = String::from(HEADER);
    for name in SHIPPED {
        let definition = Definition::find(name).unwrap();
        let (method, path) = (definition.method, definition.path);
        let description = definition.description;
        writeln!(table, "| `{name}` | `{method} {path}` | {description} |").unwrap();
    }
    let expected = format!("{before}{table}\n{after}");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

/// The first two pieces of code in a line.
fn name_and_request(line: &str) -> (String, String) {
    let mut code = code(line);
    (code.next().unwrap().into(), code.next().unwrap().into())
}

/// The cells of the first table's rows.
fn rows(page: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = page.lines().skip_while(|line| !line.starts_with("| -"));
    let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').collect())
}

/// What is between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A link to a file has a label, which the docs define again: there it leads to a page.
#[test]
fn every_link_of_the_readme_leads_to_a_file_of_the_repository() {
    let readme = readme();
    let prose: String = readme.split("\n```").step_by(2).collect();
    for target in prose.split("](").skip(1) {
        let target = target.split(')').next().unwrap();
        assert!(target.starts_with('#'), "a file without a label: {target}");
        assert!(anchors(&readme).contains(&target[1..]), "{target}");
    }
    let definitions: Vec<_> = prose
        .lines()
        .filter(|line| line.starts_with('['))
        .filter_map(|line| line[1..].split_once("]: "))
        .collect();
    assert_eq!(definitions.len(), 6);
    for (label, file) in definitions {
        assert!(root().join(file).is_file(), "{file}");
        let link = format!("[{}]", label.to_lowercase());
        let uses = prose.to_lowercase().matches(&link).count();
        assert!(uses > 1, "nothing links to {label}");
    }
}

#[test]
fn every_path_in_the_contributing_guide_exists() {
    let guide = read("CONTRIBUTING.md");
    let prose: String = guide.split("\n```").step_by(2).collect();
    let links = prose.split("](").skip(1);
    let links = links.map(|rest| rest.split(')').next().unwrap());
    let is_path = |code: &&str| code.contains('/') && !code.contains([' ', '(']);
    let mut count = 0;
    for path in code(&prose).filter(is_path).chain(links) {
        assert!(root().join(path).exists(), "{path}");
        count += 1;
    }
    assert!(count > 10, "only {count} paths");
}

/// The fragments by which the headings of a page are linked.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with("## "));
    let anchor = |heading: &str| {
        let kept = heading
            .chars()
            .filter(|one| one.is_alphanumeric() || " -_".contains(*one));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    headings.map(|heading| anchor(&heading[3..])).collect()
}

/// With the default features: `.ci/run` builds the docs with all of them, and rustdoc reports a path that leads nowhere.
#[test]
fn every_link_of_the_docs_leads_to_a_page() {
    let names = ["voucher-core", "voucher-definition", "voucher-derive"];
    let packages = names.iter().flat_map(|name| ["--package", name]);
    let arguments: Vec<_> = ["doc", "--no-deps"].into_iter().chain(packages).collect();
    let docs = target().join("tests/readme/target/doc");
    // Pages that an earlier run wrote may no longer exist.
    if docs.exists() {
        fs::remove_dir_all(&docs).unwrap();
    }
    let output = cargo(&arguments, &root());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let dead: Vec<_> = names
        .iter()
        .flat_map(|name| pages(&docs.join(name.replace('-', "_"))))
        .flat_map(|page| dead_links(&page))
        .collect();
    assert!(dead.is_empty(), "{dead:#?}");
}

/// The HTML files in a folder, at any depth.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| {
        if path.is_dir() {
            pages(&path)
        } else {
            vec![path]
        }
    });
    let is_page = |file: &PathBuf| file.extension().is_some_and(|name| name == "html");
    files.filter(is_page).collect()
}

/// The links and images of a page that lead nowhere. The files that rustdoc adds to every page are not checked.
fn dead_links(page: &Path) -> Vec<String> {
    let html = fs::read_to_string(page).unwrap();
    let attributes = ["href=\"", "src=\""].into_iter();
    let values = attributes.flat_map(|attribute| html.split(attribute).skip(1));
    let links = values.map(|rest| rest.split('"').next().unwrap());
    links
        .filter(|link| !link.contains("://") && !link.contains("static.files"))
        .filter(|link| !leads_somewhere(page, link))
        .map(|link| format!("{}: {link}", page.display()))
        .collect()
}

fn leads_somewhere(page: &Path, link: &str) -> bool {
    let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
    let file = match file {
        "" => page.into(),
        file => page.with_file_name(file),
    };
    let Ok(html) = fs::read_to_string(file) else {
        return false;
    };
    // A line of source code has no anchor until a script adds it.
    let has_anchor = link.contains("src/") || html.contains(&format!("id=\"{fragment}\""));
    fragment.is_empty() || has_anchor
}

fn snippets() -> Vec<Snippet> {
    let readme = readme();
    let mut snippets = Vec::new();
    for section in readme.split("\n## ") {
        let (mut dependencies, mut definition) = (None, None);
        for (language, code) in blocks(section) {
            match language {
                "toml" => dependencies = Some(code.replace("[dependencies]\n", "")),
                "json" => definition = Some(code),
                "rust" | "rust,ignore" => snippets.push(Snippet {
                    code: code.into(),
                    dependencies: dependencies.clone(),
                    definition: definition.map(Into::into),
                }),
                _ => {}
            }
        }
    }
    snippets
}

/// The fenced blocks of a section: the language of each, and its lines.
fn blocks(section: &str) -> impl Iterator<Item = (&str, &str)> {
    let fenced = section.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap())
}

/// Writes the crate of a snippet, with the locked versions of this workspace.
fn write_crate(number: usize, snippet: &Snippet) -> PathBuf {
    let folder = target().join(format!("tests/readme/{number}"));
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("definitions")).unwrap();
    let dependencies = snippet.dependencies.as_deref();
    let dependencies = dependencies.unwrap_or("voucher-core = \"0.1\"");
    let mut manifest = format!("[package]\nname = \"readme-{number}\"\nedition = \"2024\"\n\n");
    writeln!(manifest, "[dependencies]\n{dependencies}\n\n[workspace]\n").unwrap();
    let core = root().join("voucher-core").display().to_string();
    writeln!(manifest, "[patch.crates-io]\nvoucher-core.path = {core:?}").unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let program = format!("fn main() {{\n{}}}\n", snippet.code);
    fs::write(folder.join("src/main.rs"), program).unwrap();
    if let Some(definition) = &snippet.definition {
        fs::write(folder.join("definitions/gift.json"), definition).unwrap();
    }
    folder
}

/// Runs cargo in a folder, in a target folder that these tests share.
fn cargo(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet", "--color", "never"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target().join("tests/readme/target"))
        .env("RUSTFLAGS", "--allow dead_code --deny warnings")
        .output()
        .unwrap()
}

fn readme() -> String {
    read("README.md")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
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
