//! What `voucher starter` prints compiles without a warning, rustfmt would not change it, and its schema accepts and rejects the same
//! bodies as the definition.

use jsonschema::Validator;
use serde_json::Value;
use voucher_codegen::mutate::mutants;
use voucher_codegen::sample::samples;
use voucher_definition::{Contents, Definition, Field, Kind, Rule, read};
use voucher_starters::{STARTERS, Starter};

const SEED: u64 = 18;

/// The number of valid bodies of each definition.
const SAMPLES: usize = 40;

/// Definitions whose schemas cannot agree, and why.
const EXCEPTIONS: [&str; 2] = [
    // An entity that contains itself: the derives cannot map what it contains, so the starter leaves that out.
    "definitions/entity-itself.json",
    // The validator of the schema compares multiples of large numbers as floats.
    "../definitions/limits.json",
];

fn definition(starter: &Starter) -> &'static Definition {
    Definition::find(starter.definition).unwrap_or_else(|| {
        let file = std::fs::read(starter.definition).unwrap();
        read(&file).unwrap().leak()
    })
}

fn validator(starter: &Starter) -> Validator {
    let schema: Value = serde_json::from_str(&(starter.schema)()).unwrap();
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// Removes what a starter leaves out: members that are deprecated or that the API sets itself. Writes currencies in upper case, as the
/// encoder does.
struct Sender {
    /// Whether the body has a deprecated value, which a starter leaves out.
    has_deprecated_value: bool,
    /// The objects and alternatives around the current value.
    levels: Vec<Contents>,
}

impl Sender {
    fn send(definition: &'static Definition, mut body: Value) -> Option<Value> {
        let mut sender = Self {
            has_deprecated_value: false,
            levels: Vec::new(),
        };
        if let Some(field) = definition.body {
            sender.value(field, &mut body);
        }
        (!sender.has_deprecated_value).then_some(body)
    }

    fn value(&mut self, field: &'static Field, value: &mut Value) {
        if let (Kind::Currency, Value::String(code)) = (field.kind, &mut *value) {
            code.make_ascii_uppercase();
        }
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), String::from);
        let is_deprecated = |value: &str| {
            let mut notes = field.value_notes.iter();
            notes.any(|note| note.deprecated && note.value == value)
        };
        let integers = field.integers.iter().map(ToString::to_string);
        let listed = field.values.iter().map(ToString::to_string).chain(integers);
        let has_other = { listed }.any(|value| !is_deprecated(&value));
        self.has_deprecated_value |= is_deprecated(&text) && has_other;
        self.contents(field.kind.contents(), value);
    }

    fn contents(&mut self, contents: Contents, value: &mut Value) {
        match (contents, value) {
            (Contents::Elements(array), Value::Array(elements)) => {
                for element in elements {
                    self.value(array.element, element);
                }
            }
            (Contents::Values(map), Value::Object(members)) => {
                for member in members.values_mut() {
                    self.value(map.value, member);
                }
            }
            (Contents::Fields(object), Value::Object(members)) => {
                let is_left_out =
                    |field: &Field| (field.deprecated || field.read_only) && !field.is_required();
                let is_kept = |name: &str| {
                    let field = object.field(name);
                    field.is_none_or(|field| !is_left_out(field))
                };
                members.retain(|name, _| is_kept(name));
                self.levels.push(contents);
                for (name, member) in members {
                    if let Some(field) = object.field(name) {
                        self.value(field, member);
                    }
                }
                self.levels.pop();
            }
            (Contents::Alternatives(one_of), value) => {
                let values = one_of
                    .alternatives
                    .iter()
                    .map(|alternative| alternative.value);
                let mut fitting: Vec<_> =
                    values.filter(|field| field.check(value).is_ok()).collect();
                // A type sends only members that it knows.
                fitting.sort_by_key(|field| !knows_members(field, value));
                self.levels.push(contents);
                for field in fitting.into_iter().take(1) {
                    self.value(field, value);
                }
                self.levels.pop();
            }
            (Contents::Ancestor(distance), value) => {
                let index = self.levels.len() - 1 - distance as usize;
                let inner = self.levels.split_off(index);
                self.contents(inner[0], value);
                self.levels.extend(inner);
            }
            _ => {}
        }
    }
}

/// Checks whether all members of an object are fields of a definition.
fn knows_members(field: &'static Field, value: &Value) -> bool {
    match (field.kind.contents(), value) {
        (Contents::Fields(object), Value::Object(members)) => {
            members.keys().all(|name| object.field(name).is_some())
        }
        _ => true,
    }
}

/// Returns valid and invalid bodies of a definition.
fn bodies(definition: &'static Definition) -> Vec<Value> {
    let valid = samples(definition, SEED).unwrap().take(SAMPLES);
    let valid = valid.filter_map(|sample| sample.body);
    // A schema cannot limit the depth of what contains itself.
    let mutants = mutants(definition, SEED).unwrap();
    let invalid = mutants.filter(|mutant| mutant.rule != Rule::Depth);
    let bodies = valid.chain(invalid.map(|mutant| mutant.body));
    bodies
        .filter_map(|body| Sender::send(definition, body))
        .collect()
}

/// Checks that the schema of each starter agrees with its definition, and prints the number of bodies.
fn assert_agreement(starters: &[&Starter]) {
    let (mut accepted, mut rejected, mut disagreements) = (0, 0, Vec::new());
    for starter in starters {
        let (definition, validator) = (definition(starter), validator(starter));
        for body in bodies(definition) {
            let expected = definition.check(&body);
            let found = validator.validate(&body);
            match expected {
                Ok(()) => accepted += 1,
                Err(_) => rejected += 1,
            }
            if expected.is_ok() != found.is_ok() {
                let name = starter.definition;
                let expected = expected.map_err(|violations| violations.to_string());
                let found = found.map_err(|error| error.to_string());
                disagreements.push(format!("{name}: {body}\n  {expected:?}\n  {found:?}"));
            }
        }
    }
    let count = starters.len();
    println!("{count} starters: {accepted} bodies are accepted, {rejected} are rejected");
    // One of each definition is enough to read.
    let total = disagreements.len();
    disagreements.dedup_by_key(|line: &mut String| line.split(':').next().map(String::from));
    assert!(total == 0, "{total}\n{}", disagreements.join("\n"));
}

#[test]
fn the_schema_of_a_starter_accepts_and_rejects_the_same_bodies_as_the_definition() {
    let is_shipped =
        |starter: &&Starter| !starter.is_chosen && !EXCEPTIONS.contains(&starter.definition);
    let shipped: Vec<_> = STARTERS.iter().filter(is_shipped).collect();
    assert!(shipped.len() > 21);
    assert_agreement(&shipped);
}

#[test]
#[cfg_attr(not(starters), ignore = "set STARTERS")]
fn so_do_the_schemas_of_the_chosen_files() {
    let chosen: Vec<_> = STARTERS
        .iter()
        .filter(|starter| starter.is_chosen)
        .collect();
    assert_agreement(&chosen);
}

#[test]
#[cfg_attr(not(rustfmt), ignore = "rustfmt is not installed")]
fn rustfmt_does_not_change_a_starter() {
    let mut rustfmt = std::process::Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024"]);
    rustfmt.args(STARTERS.iter().map(|starter| starter.path));
    let output = rustfmt.output().unwrap();
    let differences = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{differences}");
}
