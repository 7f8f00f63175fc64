//! The JSON Schema Test Suite (draft 2020-12, required files; <https://github.com/json-schema-org/JSON-Schema-Test-Suite>)
//! tests the definition reader and the run-time validator: either a schema is rejected because of a keyword that it contains,
//! or every instance has the suite's result.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use voucher_definition::{Field, Mistakes, read_entry};

const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "object", "array"];
/// Keywords that do not constrain a value.
const SILENT: [&str; 9] = [
    "$schema",
    "$comment",
    "$defs",
    "$id",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
];

/// Returns each file's name and its test groups.
fn suite() -> Vec<(String, Vec<Value>)> {
    let suites = std::env::var_os("SUITES").unwrap();
    let folder = PathBuf::from(suites).join("json-schema/tests/draft2020-12");
    let files =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut read: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            let json = std::fs::read(&path).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_slice(&json).unwrap())
        })
        .collect();
    read.sort_by(|(name, _), (other, _)| name.cmp(other));
    read
}

/// Counts of the schemas in a file by result.
#[derive(Default)]
struct Tally {
    schemas: usize,
    /// Schemas that are accepted unchanged, and those that are accepted once types are added.
    accepted: usize,
    accepted_with_types: usize,
    /// Instances with the suite's result.
    verdicts: usize,
    /// The first rejected keyword of each schema that is not accepted unchanged.
    rejected: BTreeMap<String, usize>,
}

impl Tally {
    fn compare(&mut self, schema: &Value, tests: &Value) {
        self.schemas += 1;
        match self.read(schema, tests, |_| true) {
            Ok(()) => self.accepted += 1,
            Err(keyword) => *self.rejected.entry(keyword).or_default() += 1,
        }
        // Most of the suite's schemas have no `type`. With types added, the result is the same for instances of these types.
        let typed = typed(schema);
        let typed = typed.iter().filter(|typed| *typed != schema);
        let accepted =
            typed.filter(|typed| self.read(typed, tests, |data| fits(typed, data)).is_ok());
        self.accepted_with_types += usize::from(accepted.count() > 0);
    }

    /// Returns an error with the rejected keyword if the schema is rejected. If it is accepted, checks that each instance for
    /// which `counts` returns `true` has the suite's result.
    fn read(
        &mut self,
        schema: &Value,
        tests: &Value,
        counts: impl Fn(&Value) -> bool,
    ) -> Result<(), String> {
        let json = serde_json::to_vec(schema).unwrap();
        let entry = read_entry(&json).map_err(|mistakes| rejected_keyword(schema, &mistakes))?;
        self.verdicts += agree(entry.leak(), schema, tests, counts);
        Ok(())
    }

    fn add(&mut self, other: &Self) {
        self.schemas += other.schemas;
        self.accepted += other.accepted;
        self.accepted_with_types += other.accepted_with_types;
        self.verdicts += other.verdicts;
        for (keyword, count) in &other.rejected {
            *self.rejected.entry(keyword.clone()).or_default() += count;
        }
    }

    fn write(&self, name: &str, table: &mut String) {
        let rejected: Vec<_> = self
            .rejected
            .iter()
            .map(|(keyword, count)| format!("{keyword} {count}"))
            .collect();
        writeln!(
            table,
            "{name}\t{}\t{}\t{}\t{}\t{}\t{}",
            self.schemas,
            self.accepted,
            self.accepted_with_types,
            self.verdicts,
            self.schemas - self.accepted,
            rejected.join(", ")
        )
        .unwrap();
    }
}

/// Returns the schema with every type at its root, each with every type for all fields and elements that have none.
fn typed(schema: &Value) -> Vec<Value> {
    let pairs = TYPES
        .into_iter()
        .flat_map(|root| TYPES.map(|within| (root, within)));
    let mut typed: Vec<Value> = Vec::new();
    for (root, within) in pairs {
        let mut name = schema.clone();
        add_type(&mut name, root, within);
        if !typed.contains(&name) {
            typed.push(name);
        }
    }
    typed
}

fn add_type(schema: &mut Value, of: &str, within: &str) {
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    if !members.contains_key("type") {
        members.insert("type".into(), of.into());
    }
    if members["type"] == "array" && !members.contains_key("items") {
        members.insert("items".into(), Map::new().into());
    }
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        add_type(property, within, within);
    }
    if let Some(items) = members.get_mut("items") {
        // Elements that are arrays of arrays would never end.
        let within = if within == "array" { "string" } else { within };
        add_type(items, within, within);
    }
}

/// Returns whether a value has the types of a schema at all depths.
fn fits(schema: &Value, value: &Value) -> bool {
    let is_right = match schema["type"].as_str() {
        Some(of) => is_of(value, of),
        None => true,
    };
    let properties = schema["properties"].as_object().into_iter().flatten();
    let mut properties =
        properties.filter_map(|(name, schema)| Some((schema, value.as_object()?.get(name)?)));
    let entries = value.as_array().into_iter().flatten();
    let mut entries = entries.filter(|_| schema["items"].is_object());
    is_right
        && properties.all(|(schema, value)| fits(schema, value))
        && entries.all(|entry| fits(&schema["items"], entry))
}

/// Returns the keyword of the first mistake, after checking that each reported keyword is in the schema.
fn rejected_keyword(schema: &Value, mistakes: &Mistakes) -> String {
    for mistake in mistakes {
        let found = schema.pointer(mistake.pointer());
        let found = found.unwrap_or_else(|| panic!("{mistake}: not there\n{schema}"));
        let Some(keyword) = mistake.keyword() else {
            let mut keywords = found.as_object().into_iter().flat_map(Map::keys);
            let asks = keywords.find(|keyword| !SILENT.contains(&keyword.as_str()));
            assert_eq!(asks, None, "{mistake}\n{schema}");
            continue;
        };
        let segments = mistake.pointer().split('/').skip(1);
        let mut names = segments.map(|name| name.replace("~1", "/").replace("~0", "~"));
        assert!(names.any(|name| name == keyword), "{mistake}\n{schema}");
    }
    match mistakes.first().keyword() {
        Some(keyword) => keyword.replace(['\n', '\t'], " "),
        None => "no keyword that asks for anything".into(),
    }
}

/// Returns how many instances have the suite's result, and panics at one that does not.
fn agree(field: &Field, schema: &Value, tests: &Value, counts: impl Fn(&Value) -> bool) -> usize {
    let tests = tests.as_array().unwrap();
    for test in tests {
        let description = test["description"].as_str().unwrap();
        // By default, draft 2020-12 does not check formats. Those of these kinds are checked.
        let is_checked = field.kind.format().is_some()
            && description.ends_with("is only an annotation by default");
        let (data, expected) = (&test["data"], test["valid"] == true && !is_checked);
        let checked = field.check(data);
        assert_eq!(
            checked.is_ok(),
            expected && counts(data),
            "{checked:?}\n{schema}\n{test}"
        );
    }
    tests.len()
}

fn is_of(value: &Value, of: &str) -> bool {
    match of {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number % 1.0 == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => value.is_array(),
    }
}

/// With `BLESS=1`, writes the table instead.
#[test]
#[cfg_attr(
    not(suites),
    ignore = "set SUITES to the folder of the suites: see tests/README.md"
)]
fn each_schema_is_rejected_by_name_or_agrees_with_the_suite() {
    let mut table = String::from(
        "# file of the suite\tschemas\taccepted as written\taccepted with types added\tresults compared\trejected as \
         written\trejected by\n",
    );
    let mut total = Tally::default();
    for (file, groups) in &suite() {
        let mut tally = Tally::default();
        for group in groups {
            tally.compare(&group["schema"], &group["tests"]);
        }
        tally.write(file, &mut table);
        total.add(&tally);
    }
    total.write("all", &mut table);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/json-schema.tsv");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table);
}
