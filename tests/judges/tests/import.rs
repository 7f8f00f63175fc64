//! Imports published descriptions, and compares each definition with its source on random bodies. The crate `jsonschema` checks
//! them against the source, which [`source`] rewrites for it without any code of the import.
//!
//! `voucher-core/codegen/IMPORT.md` has the results; `BLESS=1` writes it.

#[path = "import/body.rs"]
mod body;
#[path = "import/compare.rs"]
mod compare;
#[path = "import/source.rs"]
mod source;
#[path = "import/table.rs"]
mod table;

use compare::{Difference, compare};
use serde_json::Value;
use source::{Format, Source};
use std::fs;
use std::path::{Path, PathBuf};
use table::{Row, Table};
use voucher_codegen::import::{Description, Operation, Options, Outcome};

const RESULTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../voucher-core/codegen/IMPORT.md"
);

/// Returns the files in a folder of the suites, in alphabetical order.
fn files(folder: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, files);
            } else {
                files.push(path);
            }
        }
    }
    let mut all = Vec::new();
    collect(
        &PathBuf::from(std::env::var_os("SUITES").unwrap()).join(folder),
        &mut all,
    );
    all
}

/// Returns the JSON Pointer of the schema of a JSON body, found without the import.
fn body_schema(root: &Value, operation: &Operation) -> Option<String> {
    let escaped = operation.path().replace('~', "~0").replace('/', "~1");
    let mut body = format!(
        "/paths/{escaped}/{}/requestBody",
        operation.method().to_lowercase()
    );
    while let Some(reference) = root.pointer(&body)?.get("$ref") {
        body = reference.as_str()?.strip_prefix('#')?.into();
    }
    let content = root.pointer(&body)?.get("content")?.as_object()?;
    let media = content
        .iter()
        .find(|(name, media)| name.contains("json") && media.get("schema").is_some())?;
    let media = media.0.replace('~', "~0").replace('/', "~1");
    Some(format!("{body}/content/{media}/schema"))
}

fn import(
    description: &Description,
    operation: &Operation,
    source: &Source,
    pointer: &str,
    row: &mut Row,
) {
    row.bodies += 1;
    let imported = match description.import(operation, &Options::default()) {
        Ok(imported) => imported,
        Err(error) => return row.fail(&operation.name(), &error.to_string()),
    };
    let definition = voucher_definition::read(imported.definition().as_bytes())
        .unwrap()
        .leak();
    if definition
        .body
        .is_none_or(|body| body.kind == voucher_definition::Kind::Any)
    {
        row.any += 1;
    }
    for entry in imported.report().entries() {
        let keyword = source.original.pointer(entry.pointer());
        assert!(keyword.is_some(), "not in the description: {entry:?}");
    }
    let lost: Vec<_> = imported
        .report()
        .entries()
        .filter(|entry| entry.outcome() == Outcome::Lost)
        .collect();
    let is_lossy = lost
        .iter()
        .any(|entry| is_of_body(entry.pointer(), operation));
    row.lossy += usize::from(is_lossy);
    let differs = match compare(definition, &source.rewritten, pointer) {
        Ok(differences) => {
            if let Some(difference) = differences.first() {
                row.differ(operation, difference, is_lossy);
            }
            !differences.is_empty()
        }
        Err(error) => {
            row.invalid(operation, &error);
            false
        }
    };
    row.add_losses(lost.into_iter(), differs);
    let literally = compare(definition, &source.literal, pointer);
    row.literal += usize::from(literally.is_ok_and(|found| !found.is_empty()));
}

/// Returns whether a keyword may restrict the body, and not only parameters, or the path.
fn is_of_body(pointer: &str, operation: &Operation) -> bool {
    let around = pointer.split("/properties/").next().unwrap_or_default();
    let is_parameter = around.contains("/parameters/");
    let is_operation = pointer.starts_with("/paths/")
        && pointer.ends_with(&format!("/{}", operation.method().to_lowercase()));
    !is_parameter && !is_operation
}

fn import_description(path: &Path, row: &mut Row) {
    let bytes = fs::read(path).unwrap();
    let source = Source::new(&bytes);
    if source.original.get("paths").is_none() {
        return;
    }
    let description =
        Description::read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for operation in description.operations() {
        if !["POST", "PUT", "PATCH"].contains(&operation.method()) {
            continue;
        }
        if let Some(pointer) = body_schema(&source.original, operation) {
            import(&description, operation, &source, &pointer, row);
        }
    }
}

fn import_schemas(folder: &str, row: &mut Row) {
    for path in files(folder) {
        let bytes = fs::read(&path).unwrap();
        let source = Source::new(&bytes);
        if !matches!(source.format, Format::Schema | Format::OldSchema)
            || source.original.get("paths").is_some()
        {
            continue;
        }
        match Description::read(&bytes) {
            Ok(description) => {
                import(&description, &description.operations()[0], &source, "", row);
            }
            Err(error) => {
                row.bodies += 1;
                row.fail(&path.display().to_string(), &error.to_string());
            }
        }
    }
}

#[test]
#[cfg_attr(
    not(suites),
    ignore = "set SUITES to the folder of the suites: see tests/README.md"
)]
fn published_descriptions_keep_their_meaning() {
    let mut table = Table::default();
    for path in files("openapi") {
        let is_text = path
            .extension()
            .is_some_and(|of| of == "json" || of == "yaml" || of == "yml");
        let api = path
            .components()
            .skip_while(|part| part.as_os_str() != "openapi")
            .nth(1)
            .unwrap();
        let api = api.as_os_str().to_str().unwrap().to_owned();
        if is_text && !["cloudevents", "matrix-analytics-events"].contains(&&*api) {
            import_description(&path, table.row(&api));
        }
    }
    let all = table.total();
    for folder in [
        "openapi/matrix-analytics-events",
        "openapi/cloudevents",
        "iglu",
    ] {
        import_schemas(folder, table.event_row(folder.rsplit('/').next().unwrap()));
    }
    println!("{}", table.details());
    let results = table.to_markdown();
    if std::env::var_os("BLESS").is_some() {
        fs::write(RESULTS, &results).unwrap();
    }
    assert_eq!(table.bugs(), Vec::<String>::new());
    assert_eq!(all.bodies, 715);
    assert!(
        (all.any + all.failed) * 100 <= all.bodies * 5,
        "{} of {}",
        all.any + all.failed,
        all.bodies
    );
    // The goal is 3 %.
    assert!(
        all.changed() * 1000 <= all.bodies * 10,
        "{} of {}",
        all.changed(),
        all.bodies
    );
    assert_eq!(
        fs::read_to_string(RESULTS).unwrap_or_default(),
        results,
        "BLESS=1 writes the results"
    );
}

impl Row {
    fn differ(&mut self, operation: &Operation, difference: &Difference, is_lossy: bool) {
        if difference.is_valid_in_source {
            self.narrower += 1;
        } else {
            self.wider += 1;
        }
        let line = format!("{}: {difference}", operation.name());
        if !is_lossy {
            self.bugs.push(line.clone());
        }
        self.details.push(line);
    }

    fn invalid(&mut self, operation: &Operation, error: &str) {
        self.invalid += 1;
        self.details.push(format!(
            "{}: the source is not valid: {error}",
            operation.name()
        ));
    }

    fn fail(&mut self, name: &str, error: &str) {
        self.failed += 1;
        self.details.push(format!("{name}: {error}"));
    }
}
