//! Every mutant of a definition has exactly the announced violation, a JSON Schema validator rejects it, too, and each rule of a
//! shipped definition has a mutant.

#[allow(dead_code)] // not all of it is used here
#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/definition.rs"]
mod definition;
#[path = "run_time_validator/reference.rs"]
mod reference;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/validator.rs"]
mod validator;

use choices::Choices;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use validator::validator;
use voucher_codegen::mutate::{Mutant, Mutation, mutants, request_mutants};
use voucher_definition::{Contents, Definition, Field, Kind, Rule, SHIPPED, read};
use voucher_judges::shipped;

/// Returns whether a definition file has the rule in keywords of JSON Schema. It does not for what follows from the kind of a
/// field, for mutually exclusive fields, and for the depth.
fn is_in_json_schema(mutant: &Mutant, is_kind: bool) -> bool {
    match mutant.mutation {
        Mutation::Wide
        | Mutation::Seconds
        | Mutation::Currency
        | Mutation::Exclusive
        | Mutation::NoneOf
        | Mutation::TooDeep => false,
        Mutation::Pattern | Mutation::TooShort => !is_kind,
        Mutation::BelowMinimum | Mutation::AboveMaximum => mutant.rule != Rule::Time,
        _ => true,
    }
}

fn check(definition: &Definition, mutant: &Mutant) -> TestCaseResult {
    let violations = definition.check(&mutant.body).err();
    let found: Vec<_> = violations
        .iter()
        .flatten()
        .map(|violation| (violation.pointer().to_owned(), violation.rule()))
        .collect();
    prop_assert_eq!(found, [(mutant.pointer.clone(), mutant.rule)]);
    Ok(())
}

/// Returns the rules of a field that can be broken, in words that do not depend on the generator of mutants.
fn rules(field: &Field) -> BTreeSet<Mutation> {
    let integer = matches!(field.kind, Kind::Integer | Kind::Amount | Kind::Time);
    let string = matches!(field.kind, Kind::Text | Kind::Identifier);
    let (is_any, is_time) = (field.kind == Kind::Any, field.kind == Kind::Time);
    let is_currency = field.kind == Kind::Currency;
    let is_member = !matches!(field.name, "" | "*");
    let is_listed = !field.values.is_empty() || !field.integers.is_empty();
    let bounds = field.bounds;
    let (has_min, has_max) = (bounds.min.or(bounds.above), bounds.max.or(bounds.below));
    let has_min = has_min.is_some() || integer && field.min > i64::MIN || is_time;
    let has_max = has_max.is_some() || integer && field.max < i64::MAX || is_time;
    let has_multiple = bounds.multiple_of.is_some() || field.multiple_of != 1;
    let has_pattern = is_currency || string && field.pattern.is_some();
    let rules = [
        (!is_any, Mutation::Type),
        (!is_any && !field.nullable, Mutation::Null),
        (field.is_required() && is_member, Mutation::Missing),
        (integer, Mutation::Fraction),
        (integer, Mutation::Wide),
        (is_time, Mutation::Seconds),
        (is_currency, Mutation::Currency),
        (has_pattern, Mutation::Pattern),
        (string && field.min_length > 0, Mutation::TooShort),
        (string && field.max_length < u32::MAX, Mutation::TooLong),
        (is_listed, Mutation::Unlisted),
        (has_min, Mutation::BelowMinimum),
        (has_max, Mutation::AboveMaximum),
        (has_multiple, Mutation::NotMultiple),
    ];
    let of_contents = match field.kind.contents() {
        Contents::Fields(object) => vec![
            (object.is_closed, Mutation::Unknown),
            (!object.exclusive.is_empty(), Mutation::Exclusive),
            (!object.exactly_one.is_empty(), Mutation::NoneOf),
        ],
        Contents::Elements(array) => vec![
            (array.min > 0, Mutation::TooFewElements),
            (array.max < u32::MAX, Mutation::TooManyElements),
            (array.unique, Mutation::Duplicate),
        ],
        _ => Vec::new(),
    };
    let rules = rules.into_iter().chain(of_contents);
    rules
        .filter_map(|(is_rule, mutation)| is_rule.then_some(mutation))
        .collect()
}

/// Collects the rules of each field, by the pointer of the field with `0` for each index.
fn collect(field: &Field, pointer: &str, all: &mut BTreeSet<(String, Mutation)>) {
    all.extend(
        rules(field)
            .into_iter()
            .map(|rule| (pointer.to_owned(), rule)),
    );
    match field.kind.contents() {
        Contents::Fields(object) => {
            for field in object.fields {
                collect(field, &format!("{pointer}/{}", field.name), all);
            }
        }
        Contents::Elements(array) => collect(array.element, &format!("{pointer}/0"), all),
        Contents::None
        | Contents::Values(_)
        | Contents::Alternatives(_)
        | Contents::Ancestor(_) => {}
    }
}

#[test]
fn each_rule_of_a_shipped_definition_has_a_mutant_that_breaks_only_this_rule() {
    let mut counts = BTreeMap::new();
    for (definition, schema) in shipped() {
        let Some(body) = definition.body else {
            continue;
        };
        let (validator, mut found) = (validator(&schema), BTreeSet::new());
        for mutant in mutants(definition, 1).unwrap() {
            check(definition, &mutant).unwrap();
            let field = schema_at(&schema, &mutant.pointer);
            let is_kind = field.is_some_and(|field| field.get("x-ravelin-kind").is_some());
            let is_open = is_in_open_alternatives(&schema, &mutant.pointer);
            if !is_open && is_in_json_schema(&mutant, is_kind) {
                assert!(
                    !validator.is_valid(&mutant.body),
                    "{}: {mutant:?}",
                    definition.name
                );
            }
            *counts.entry(mutant.mutation).or_insert(0) += 1;
            found.insert((mutant.pointer, mutant.mutation));
        }
        let mut all = BTreeSet::new();
        collect(body, "", &mut all);
        // The violation is at the member, and at the second element or member.
        let is_elsewhere = |mutation| {
            matches!(
                mutation,
                Mutation::Unknown | Mutation::Duplicate | Mutation::Exclusive
            )
        };
        let missing = all
            .difference(&found)
            .filter(|(_, mutation)| !is_elsewhere(*mutation));
        let missing: Vec<_> = missing.collect();
        assert!(missing.is_empty(), "{}: {missing:?}", definition.name);
    }
    println!("{counts:?}");
}

/// Returns whether a value is in alternatives of which one accepts all values of the property that selects another one.
fn is_in_open_alternatives(root: &Value, pointer: &str) -> bool {
    let mut ends = pointer.match_indices('/').map(|(at, _)| at);
    ends.any(|end| {
        let around = schema_at(root, &pointer[..end]);
        around.is_some_and(|around| !around["discriminator"]["defaultMapping"].is_null())
    })
}

/// Returns the schema of a value without alternatives.
fn schema_at<'s>(root: &'s Value, pointer: &str) -> Option<&'s Value> {
    let follow = |schema: &'s Value| match schema["$ref"].as_str() {
        Some(reference) => root
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or(schema),
        None => schema,
    };
    let mut schema = follow(root);
    for name in pointer.split('/').skip(1) {
        let next = schema["properties"].get(name).or(schema.get("items"))?;
        schema = if next.get("x-ravelin-kind").is_some() {
            next
        } else {
            follow(next)
        };
    }
    Some(schema)
}

#[derive(Default, Debug)]
struct Counts {
    definitions: u32,
    by_mutation: BTreeMap<Mutation, u32>,
}

/// The mutations that occur with random definitions. They have no closed maps, and no kinds other than the default ones.
const RANDOM: [Mutation; 20] = [
    Mutation::Missing,
    Mutation::Null,
    Mutation::Type,
    Mutation::Fraction,
    Mutation::Wide,
    Mutation::TooShort,
    Mutation::TooLong,
    Mutation::Pattern,
    Mutation::Format,
    Mutation::Unlisted,
    Mutation::BelowMinimum,
    Mutation::AboveMaximum,
    Mutation::NotMultiple,
    Mutation::TooFewElements,
    Mutation::TooManyElements,
    Mutation::Duplicate,
    Mutation::TooFewMembers,
    Mutation::TooManyMembers,
    Mutation::Key,
    Mutation::Unknown,
];

#[test]
fn mutants_of_random_definitions_break_only_the_announced_rule() {
    let counts = RefCell::new(Counts::default());
    let words = (vec(any::<u32>(), 0..160), any::<u64>());
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(words, seed)| {
        let schema = schema::document(&mut Choices::new(&words));
        let Some((file, definition)) = definition::definition(&schema) else {
            return Ok(());
        };
        let Ok(mutants) = mutants(definition, seed) else {
            return Ok(());
        };
        let mut counts = counts.borrow_mut();
        counts.definitions += 1;
        let validator = reference::can_rewrite(&file, &file)
            .then(|| validator(&reference::rewrite(&file, &file)));
        for mutant in mutants.take(200) {
            check(definition, &mutant)?;
            *counts.by_mutation.entry(mutant.mutation).or_default() += 1;
            let is_rejected = validator
                .as_ref()
                .is_none_or(|one| !one.is_valid(&mutant.body));
            let is_expected = is_rejected || !is_in_json_schema(&mutant, false);
            prop_assert!(is_expected, "{schema}\n{mutant:?}");
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let counts = counts.into_inner();
    println!("{counts:?}");
    for mutation in RANDOM {
        assert!(counts.by_mutation.contains_key(&mutation), "{mutation}");
    }
}

/// Returns the violations of the mutants of a body.
fn announced(body: Value) -> Vec<(String, Mutation, Rule)> {
    let mut file = body;
    file["x-ravelin-path"] = "/a".into();
    let definition = read(file.to_string().as_bytes()).unwrap().leak();
    let mutants = mutants(definition, 1).unwrap();
    let announced = mutants.map(|mutant| {
        check(definition, &mutant).unwrap();
        (mutant.pointer, mutant.mutation, mutant.rule)
    });
    announced.collect()
}

#[test]
fn fields_that_exclude_each_other_and_closed_objects_have_mutants() {
    let found = announced(json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {"a": {}, "b": {}, "c": {}, "d": {"type": "object", "x-ravelin-kind": "custom"}},
        "x-ravelin-exclusive": [["a", "b"]],
        "x-ravelin-exactly-one": [["c", "d"]],
    }));
    let has = |pointer: &str, mutation, rule| found.contains(&(pointer.into(), mutation, rule));
    assert!(has("/b", Mutation::Exclusive, Rule::Exclusive), "{found:?}");
    assert!(has("/d", Mutation::Exclusive, Rule::Exclusive), "{found:?}");
    assert!(has("", Mutation::NoneOf, Rule::Required), "{found:?}");
    assert!(
        has("/unknownMember", Mutation::Unknown, Rule::Unknown),
        "{found:?}"
    );
    assert!(has("/d", Mutation::Type, Rule::Object), "{found:?}");
}

#[test]
fn alternatives_and_recursion_have_mutants() {
    let found = announced(json!({
        "type": "object",
        "properties": {
            "children": {"type": "object", "additionalProperties": {"$ref": "#"}},
            "child": {"$ref": "#"},
            "payment": {"oneOf": [
                {"type": "object", "required": ["type", "bin"], "properties": {
                    "type": {"const": "card"}, "bin": {"type": "string", "minLength": 6}}},
                {"type": "object", "required": ["type"], "properties": {"type": {"const": "cash"}}},
                {"type": "string", "maxLength": 3},
            ]},
            "any": {"anyOf": [
                {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}},
                {"type": "object", "required": ["y"], "properties": {"y": {"type": "integer"}}},
            ]},
        },
    }));
    let has = |pointer: &str, mutation, rule| found.contains(&(pointer.into(), mutation, rule));
    assert!(
        has("/payment/type", Mutation::NoAlternative, Rule::OneOf),
        "{found:?}"
    );
    assert!(
        has("/payment/type", Mutation::Missing, Rule::Required),
        "{found:?}"
    );
    assert!(
        has("/payment/bin", Mutation::TooShort, Rule::Length),
        "{found:?}"
    );
    assert!(
        has("/payment", Mutation::TooLong, Rule::Length),
        "{found:?}"
    );
    assert!(has("/payment", Mutation::Type, Rule::Type), "{found:?}");
    assert!(
        has("/any", Mutation::NoAlternative, Rule::OneOf),
        "{found:?}"
    );
    assert!(has("/any", Mutation::Missing, Rule::OneOf), "{found:?}");
    let mut deep = found
        .iter()
        .filter(|(_, mutation, _)| *mutation == Mutation::TooDeep);
    let (pointer, _, rule) = deep.next().expect("a value that contains itself too often");
    assert_eq!(
        (pointer.matches("/child").count(), *rule),
        (64, Rule::Depth)
    );
}

#[test]
fn alternatives_of_which_one_may_accept_an_object_have_mutants_for_none_and_two() {
    let found = announced(json!({
        "type": "object",
        "properties": {
            "one": {"oneOf": [
                {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}},
                {"type": "object", "required": ["y"], "properties": {"y": {"type": "integer"}}},
            ]},
        },
    }));
    for mutation in [Mutation::NoAlternative, Mutation::SeveralAlternatives] {
        let mutant = ("/one".into(), mutation, Rule::OneOf);
        assert!(found.contains(&mutant), "{found:?}");
    }
}

#[test]
fn a_request_with_a_mutant_has_one_wrong_parameter_or_a_wrong_body() {
    let names = SHIPPED.iter().copied();
    let mut by_query = 0;
    for name in names {
        let definition = Definition::find(name).unwrap();
        for mutant in request_mutants(definition, 3).unwrap() {
            let request = &mutant.request;
            let parameters = definition.parameters.iter();
            let parameters =
                parameters.filter(|field| field.check(&request.parameters[field.name]).is_err());
            let query =
                definition
                    .query
                    .iter()
                    .filter(|field| match request.query.get(field.name) {
                        Some(value) => field.check(value).is_err(),
                        None => field.is_required(),
                    });
            let body = request.body.as_ref();
            let body = body.is_some_and(|body| definition.check(body).is_err());
            let (parameters, query) = (parameters.count(), query.count());
            assert_eq!(
                parameters + query + usize::from(body),
                1,
                "{name}: {mutant:?}"
            );
            by_query += query;
        }
    }
    assert!(by_query > 0);
}
