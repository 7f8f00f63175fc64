//! Each level of `voucher_codegen::diff` is confirmed for seeded changes of definitions: structs that map the old definition are
//! compiled with both, and bodies of the old definition are checked against both. `CHANGES` is the number of changes, and
//! `SEED` selects them.

#[path = "diff_changes/compile.rs"]
mod compile;
#[path = "diff_changes/mutation.rs"]
mod mutation;
#[path = "diff_changes/structs.rs"]
mod structs;

use compile::Crate;
use mutation::{Random, mutate};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use structs::{Style, structs};
use voucher_codegen::diff::{Change, Diff, Level, diff};
use voucher_codegen::sample::samples;
use voucher_definition::{Decimal, Definition, Kind, read};

/// A definition, and a changed one.
struct Case {
    name: String,
    what: String,
    files: [String; 2],
    definitions: [&'static Definition; 2],
    diff: Diff,
}

/// Returns the number of changes.
fn count() -> usize {
    let count = std::env::var("CHANGES")
        .ok()
        .and_then(|count| count.parse().ok());
    count.unwrap_or(24)
}

/// Returns the definition files that changes start from: those that ship, and those of other tests.
fn files() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "../../voucher-core/definition/definitions",
        "../definitions",
    ];
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let content = fs::read(&path).unwrap();
        if read(&content).is_ok() {
            files.push((path, serde_json::from_slice(&content).unwrap()));
        }
    }
    files
}

fn definition(file: &str) -> Option<&'static Definition> {
    Some(read(file.as_bytes()).ok()?.leak())
}

fn cases(count: usize) -> Vec<Case> {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let (files, mut random) = (files(), Random(seed.unwrap_or(1)));
    let mut cases = Vec::new();
    while cases.len() < count {
        let (path, old) = random.choose(&files).unwrap();
        let mut new = old.clone();
        let Some(what) = mutate(&mut new, &mut random) else {
            continue;
        };
        let files = [old.to_string(), new.to_string()];
        let [Some(old), Some(new)] = files.each_ref().map(|file| definition(file)) else {
            continue;
        };
        if old == new {
            continue;
        }
        let diff = diff(old, new);
        let stem = path.file_stem().unwrap().to_string_lossy();
        cases.push(Case {
            name: format!("c{:03}", cases.len()),
            what: format!("{stem}: {what}"),
            files,
            definitions: [old, new],
            diff,
        });
    }
    cases
}

/// Returns the modules that do not compile, with their errors: `c001_full_old` and so on.
fn failures(cases: &[Case]) -> BTreeMap<String, String> {
    let mut package = Crate::new("diff-changes");
    for case in cases {
        for (file, age) in case.files.iter().zip(["old", "new"]) {
            let path = format!("{}.{age}.json", case.name);
            package.add_file(&path, file);
            for style in Style::ALL {
                let name = module(case, style, age);
                package.add_module(&name, structs(case.definitions[0], &path, style));
            }
        }
    }
    package.failures()
}

fn module(case: &Case, style: Style, age: &str) -> String {
    let style = format!("{style:?}").to_lowercase();
    format!("{}_{style}_{age}", case.name)
}

#[test]
fn types_stop_compiling_exactly_if_a_change_has_level_1() {
    let cases = cases(count());
    let failures = failures(&cases);
    let mut wrong = Vec::new();
    for case in &cases {
        let failure = |style, age| failures.get(&module(case, style, age));
        let compiling = |style: &Style| failure(*style, "old").is_none();
        for style in Style::PLAIN {
            assert!(
                compiling(&style),
                "{}: {}",
                case.what,
                failure(style, "old").unwrap()
            );
        }
        let mut styles = Style::ALL.into_iter().filter(compiling);
        let is_level_1 = case.diff.level() == Some(Level::Compile);
        if is_level_1 && styles.all(|style| failure(style, "new").is_none()) {
            wrong.push(format!(
                "{}: all types compile\n{}",
                case.what,
                case.diff.text()
            ));
        }
        let errors = Style::PLAIN
            .into_iter()
            .filter_map(|style| failure(style, "new"));
        for error in errors.filter(|_| !is_level_1) {
            wrong.push(format!("{}: {error}\n{}", case.what, case.diff.text()));
        }
    }
    let (wrong, count) = (wrong.join("\n\n"), wrong.len());
    assert!(wrong.is_empty(), "{count} of {}:\n{wrong}", cases.len());
}

#[test]
fn each_change_is_reported_and_equal_definitions_have_none() {
    for case in cases(count()) {
        let [old, new] = case.definitions;
        assert!(
            !case.diff.changes.is_empty(),
            "{}: {} {}",
            case.name,
            case.what,
            case.files[1]
        );
        assert!(diff(old, old).changes.is_empty() && diff(new, new).changes.is_empty());
    }
}

#[test]
fn bodies_that_used_to_pass_are_rejected_exactly_if_a_change_has_level_1_or_2() {
    let mut counts = BTreeMap::new();
    let mut unconfirmed = Vec::new();
    for case in cases(count()) {
        let [old, new] = case.definitions;
        let Ok(samples) = samples(old, 7) else {
            continue;
        };
        let samples: Vec<_> = samples.take(60).filter_map(|sample| sample.body).collect();
        let level = case.diff.level();
        if level.is_none_or(|level| level >= Level::New) {
            for body in &samples {
                assert!(
                    new.check(body).is_ok(),
                    "{} {}: {body}\n{}",
                    case.name,
                    case.what,
                    case.diff.text()
                );
            }
        } else if level == Some(Level::Reject) {
            let is_confirmed = samples.iter().any(|body| new.check(body).is_err())
                || case
                    .diff
                    .changes
                    .iter()
                    .any(|change| is_rejected(change, &samples, old, new));
            let is_request = case
                .diff
                .changes
                .iter()
                .any(|change| change.path.is_empty());
            if !is_confirmed && !is_request {
                unconfirmed.push(format!("{} {}\n{}", case.name, case.what, case.diff.text()));
            }
        }
        *counts.entry(level).or_insert(0) += 1;
    }
    println!("{counts:?}");
    assert!(
        unconfirmed.is_empty(),
        "{}\n{}",
        unconfirmed.len(),
        unconfirmed.join("\n")
    );
}

/// Puts the example of a change into a body, or into a parameter.
fn is_rejected(change: &Change, bodies: &[Value], old: &Definition, new: &Definition) -> bool {
    if change.rule == "equal elements" && change.path.starts_with('?') {
        // A query is not a body that could be checked.
        return true;
    }
    if change.rule == "equal elements" {
        return bodies
            .iter()
            .any(|body| has_equal_elements(body, &change.pointer, old, new));
    }
    if change.rule.ends_with("number of elements") {
        return is_count_rejected(change, bodies, old, new);
    }
    if change.rule == "other members" {
        return bodies
            .iter()
            .any(|body| has_other_member(body, &change.pointer, old, new));
    }
    let Some(example) = &change.example else {
        return false;
    };
    let example: Value = serde_json::from_str(example).unwrap();
    if change.path.starts_with([':', '?']) {
        return is_parameter_rejected(&change.path, &example, old, new);
    }
    let pointer = change.pointer.replace("/*", "/0");
    bodies.iter().any(|body| {
        let mut body = body.clone();
        let Some(value) = body.pointer_mut(&pointer) else {
            return false;
        };
        *value = example.clone();
        old.check(&body).is_ok() && new.check(&body).is_err()
    })
}

fn has_equal_elements(body: &Value, pointer: &str, old: &Definition, new: &Definition) -> bool {
    let mut body = body.clone();
    let Some(Value::Array(elements)) = body.pointer_mut(&pointer.replace("/*", "/0")) else {
        return false;
    };
    let Some(first) = elements.first().cloned() else {
        return false;
    };
    elements.push(first);
    old.check(&body).is_ok() && new.check(&body).is_err()
}

/// Sends one element too many, or one too few.
fn is_count_rejected(
    change: &Change,
    bodies: &[Value],
    old: &Definition,
    new: &Definition,
) -> bool {
    let limit: usize = change.after.as_ref().unwrap().parse().unwrap();
    let is_minimum = change.rule.starts_with("minimum");
    let count = if is_minimum { limit - 1 } else { limit + 1 };
    if let Some(name) = change.path.strip_prefix('?') {
        let accepts = |definition: &Definition| {
            let field = definition
                .query
                .iter()
                .find(|field| field.name == name)
                .unwrap();
            let Kind::Array(array) = field.kind else {
                unreachable!()
            };
            array.check_count(count).is_ok()
        };
        return accepts(old) && !accepts(new);
    }
    bodies.iter().any(|body| {
        let mut body = body.clone();
        let array = body.pointer_mut(&change.pointer.replace("/*", "/0"));
        let Some(elements) = array.and_then(Value::as_array_mut) else {
            return false;
        };
        let Some(first) = elements.first().cloned() else {
            return false;
        };
        elements.resize(count, first);
        old.check(&body).is_ok() && new.check(&body).is_err()
    })
}

fn has_other_member(body: &Value, pointer: &str, old: &Definition, new: &Definition) -> bool {
    let mut body = body.clone();
    let object = body
        .pointer_mut(&pointer.replace("/*", "/0"))
        .and_then(Value::as_object_mut);
    object.is_some_and(|object| object.insert("otherMember".into(), Value::Null).is_none())
        && old.check(&body).is_ok()
        && new.check(&body).is_err()
}

fn is_parameter_rejected(path: &str, example: &Value, old: &Definition, new: &Definition) -> bool {
    let accepts = |definition: &Definition| {
        let mut parameters = definition.parameters.iter().chain(definition.query);
        let name = path[1..].trim_end_matches("[]");
        let mut field = *parameters.find(|field| field.name == name).unwrap();
        if let Kind::Array(array) = field.kind {
            field = array.element;
        }
        match example {
            Value::String(string) => field.check_text(string, true).is_ok(),
            Value::Number(number) => match number.as_i64() {
                Some(integer) if !matches!(field.kind, Kind::Number) => {
                    field.check_integer(integer).is_ok()
                }
                _ => field
                    .check_number(Decimal::parse(&number.to_string()))
                    .is_ok(),
            },
            _ => unreachable!("{example}"),
        }
    };
    accepts(old) && !accepts(new)
}
