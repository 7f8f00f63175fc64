//! A stream of bodies is checked body by body, whatever the chunks that it is read in, and in bounded memory. A JSON Schema
//! validator has the same result for each line.

#[allow(dead_code)] // not all of it is used here
#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/definition.rs"]
mod definition;
#[path = "run_time_validator/numbers.rs"]
mod numbers;
#[path = "check/odd.rs"]
mod odd;
#[path = "run_time_validator/reference.rs"]
mod reference;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/validator.rs"]
mod validator;
#[path = "run_time_validator/value.rs"]
mod value;

use choices::Choices;
use numbers::{is_float, is_wide};
use odd::Odd;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::ops::ControlFlow;
use validator::validator;
use voucher_codegen::check::{Checker, Finding, Format, Options, Rule, Tally};
use voucher_codegen::mutate::mutants;
use voucher_codegen::sample::samples;
use voucher_definition::{Definition, read};
use voucher_judges::shipped;

/// A reader that returns few bytes at once.
struct Chunks<'b> {
    rest: &'b [u8],
    size: usize,
}

impl Read for Chunks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let size = self.size.min(out.len());
        (&mut self.rest).take(size as u64).read(out)
    }
}

/// Checks a stream that can be read, and returns all findings.
fn check(checker: &mut Checker, stream: impl Read, options: &Options) -> (Vec<Finding>, Tally) {
    let mut findings = Vec::new();
    let (tally, result) = checker.check_stream(stream, options, |finding| {
        findings.push(finding);
        ControlFlow::Continue(())
    });
    result.unwrap();
    (findings, tally)
}

fn options(format: Format) -> Options {
    Options {
        format: Some(format),
        ..Options::default()
    }
}

/// What a finding about a body is, wherever the body is.
fn without_place(finding: &Finding) -> (String, Rule, String) {
    let Finding {
        pointer,
        rule,
        message,
        ..
    } = finding;
    (pointer.clone(), *rule, message.clone())
}

/// Texts that are not JSON, but whose end can be found in every format.
const BROKEN: [&str; 8] = [
    "nul",
    "{a}",
    "{\"a\" 1}",
    "[1 2]",
    "\"\\x\"",
    "01",
    "{\"a\":}",
    "\"\u{1}\"",
];

/// Puts inputs one after the other, and returns the offset of each.
fn join(start: &str, inputs: &[String], separator: &str, end: &str) -> (String, Vec<u64>) {
    let (mut all, mut offsets) = (start.to_owned(), Vec::new());
    for (index, text) in inputs.iter().enumerate() {
        all.push_str(if index > 0 { separator } else { "" });
        offsets.push(all.len() as u64);
        all.push_str(text);
    }
    (all + end, offsets)
}

/// Returns inputs of which some are not JSON. None contains a line break.
fn inputs(choices: &mut Choices<'_>, schema: &Value) -> Vec<String> {
    let inputs = BROKEN.iter().map(|broken| {
        if choices.percent(25) {
            return (*broken).to_owned();
        }
        let body = value::near(choices, schema, schema);
        let has_duplicates = choices.percent(30);
        let text = Odd { has_duplicates }.write(choices, &body);
        text.trim().to_owned()
    });
    inputs.collect()
}

/// Checks that a finding has the line and the column of its offset.
fn check_place(finding: &Finding, stream: &str) -> TestCaseResult {
    let before = &stream[..usize::try_from(finding.offset).unwrap()];
    let before = before.trim_start_matches('\u{feff}');
    let line = before.split('\n').count();
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    prop_assert_eq!(finding.line, line as u64);
    prop_assert_eq!(finding.column, last_line.chars().count() as u64 + 1);
    Ok(())
}

const STREAMS: [(Format, &str, &str, &str); 5] = [
    (Format::Lines, "\u{feff}", "\n", ""),
    (Format::Lines, "\n \n", "\r\n\n", "\n\n"),
    (Format::Array, " [", ",", "]\n"),
    (Format::Array, "[\n  ", "\n,\n", " \r\n ]"),
    (Format::Documents, "", "\n\n", "\n"),
];

/// Checks that each input has the same findings alone and in a stream. Returns how many inputs are invalid.
fn check_inputs(
    checker: &mut Checker,
    inputs: &[String],
    size: usize,
) -> Result<usize, TestCaseError> {
    let alone = inputs
        .iter()
        .map(|text| checker.check(text.as_bytes()).err());
    let alone: Vec<Vec<Finding>> = alone.map(Option::unwrap_or_default).collect();
    let invalid = alone.iter().filter(|alone| !alone.is_empty()).count();
    for (format, start, separator, end) in STREAMS {
        let (stream, offsets) = join(start, inputs, separator, end);
        let rest = stream.as_bytes();
        let (findings, tally) = check(checker, Chunks { rest, size }, &options(format));
        let mut expected = Vec::new();
        for (alone, offset) in alone.iter().zip(offsets) {
            let alone = alone.iter();
            expected.extend(alone.map(|finding| (without_place(finding), finding.offset + offset)));
        }
        let found = findings.iter();
        let found: Vec<_> = found
            .map(|finding| (without_place(finding), finding.offset))
            .collect();
        prop_assert_eq!(found, expected, "{:?}\n{}", format, stream);
        prop_assert_eq!(tally.bodies, inputs.len() as u64);
        prop_assert_eq!(tally.invalid, invalid as u64);
        for finding in &findings {
            check_place(finding, &stream)?;
        }
    }
    Ok(invalid)
}

#[test]
fn each_body_of_a_stream_has_the_findings_that_it_has_alone() {
    let counts = RefCell::new((0, 0));
    let words = (
        vec(any::<u32>(), 0..160),
        vec(any::<u32>(), 0..400),
        1..40_usize,
    );
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(schema, values, size)| {
        let schema = schema::document(&mut Choices::new(&schema));
        let Some((_, definition)) = definition::definition(&schema) else {
            return Ok(());
        };
        let inputs = inputs(&mut Choices::new(&values), &schema);
        let invalid = check_inputs(&mut Checker::new(definition), &inputs, size)?;
        let mut counts = counts.borrow_mut();
        *counts = (counts.0 + inputs.len(), counts.1 + invalid);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let (bodies, invalid) = counts.into_inner();
    println!("{bodies} bodies, {invalid} of them invalid");
    assert!(invalid > bodies / 10 && invalid < bodies / 10 * 9);
}

/// Returns the numbers of the lines with findings.
fn invalid_lines(definition: &'static Definition, lines: &[String]) -> BTreeSet<usize> {
    let stream = lines.join("\n");
    let (findings, _) = check(
        &mut Checker::new(definition),
        stream.as_bytes(),
        &options(Format::Lines),
    );
    let lines = findings.iter();
    lines
        .map(|finding| usize::try_from(finding.line).unwrap())
        .collect()
}

#[test]
fn each_line_for_a_random_definition_is_valid_if_jsonschema_accepts_it() {
    let counts = RefCell::new((0, 0));
    let words = (vec(any::<u32>(), 0..160), vec(any::<u32>(), 0..300));
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(schema, values)| {
        let schema = schema::document(&mut Choices::new(&schema));
        let Some((file, definition)) = definition::definition(&schema) else {
            return Ok(());
        };
        if definition.body.is_none() || !reference::can_rewrite(&file, &file) {
            return Ok(());
        }
        let reference = reference::rewrite(&file, &file);
        let validator = validator(&reference);
        // A `number` is a 64-bit float here but not in the validator, so they differ on numbers that a float cannot represent.
        let has_floats = reference.to_string().contains(r#""number""#);
        let mut choices = Choices::new(&values);
        let mut bodies = Vec::new();
        while !choices.is_empty() && bodies.len() < 16 {
            let body = value::near(&mut choices, &schema, &schema);
            if !is_wide(&body) && (!has_floats || is_float(&body)) {
                bodies.push(body);
            }
        }
        let lines: Vec<_> = bodies.iter().map(Value::to_string).collect();
        let invalid = invalid_lines(definition, &lines);
        for (index, line) in lines.iter().enumerate() {
            let body = serde_json::from_str(line).unwrap();
            let is_valid = validator.is_valid(&body);
            prop_assert_eq!(
                !invalid.contains(&(index + 1)),
                is_valid,
                "{}\n{}",
                schema,
                line
            );
            let mut counts = counts.borrow_mut();
            *(if is_valid {
                &mut counts.0
            } else {
                &mut counts.1
            }) += 1;
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let (valid, invalid) = counts.into_inner();
    println!("{valid} lines valid, {invalid} invalid");
    assert!(valid > 2_000 && invalid > 2_000);
}

#[test]
fn samples_of_shipped_definitions_are_valid_and_mutants_are_not() {
    let (mut both, mut only_here) = (0, 0);
    for (definition, schema) in shipped() {
        let validator = validator(&schema);
        let samples = samples(definition, 3).unwrap().take(200);
        let samples: Vec<_> = samples
            .filter_map(|sample| sample.body)
            .map(|body| body.to_string())
            .collect();
        assert_eq!(invalid_lines(definition, &samples), BTreeSet::new());
        let mutants = mutants(definition, 3).unwrap().take(400);
        let mutants: Vec<_> = mutants.map(|mutant| mutant.body.to_string()).collect();
        let invalid = invalid_lines(definition, &mutants);
        assert_eq!(
            invalid,
            (1..=mutants.len()).collect(),
            "{}",
            definition.name
        );
        for sample in &samples {
            let is_valid = validator.is_valid(&serde_json::from_str(sample).unwrap());
            assert!(is_valid, "{} {sample}", definition.name);
        }
        // A definition has more rules than its JSON Schema, such as those of currencies.
        for mutant in &mutants {
            if validator.is_valid(&serde_json::from_str(mutant).unwrap()) {
                only_here += 1;
            } else {
                both += 1;
            }
        }
    }
    println!("{both} mutants rejected by both, {only_here} only by the checker");
    assert!(both > 2 * only_here);
}

fn shelf() -> Checker {
    let file = json!({
        "x-ravelin-path": "/shelf", "type": "object", "required": ["room"],
        "properties": {"room": {"type": "integer"}},
    });
    Checker::new(read(file.to_string().as_bytes()).unwrap().leak())
}

/// Repeats bytes, without having them in memory.
struct Repeat<'b> {
    of: &'b [u8],
    at: usize,
    left: usize,
}

fn repeat(of: &[u8], count: usize) -> impl Read + use<'_> {
    Repeat {
        of,
        at: 0,
        left: count * of.len(),
    }
}

impl Read for Repeat<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = &self.of[self.at..];
        let count = rest.len().min(out.len()).min(self.left);
        out[..count].copy_from_slice(&rest[..count]);
        self.at = (self.at + count) % self.of.len();
        self.left -= count;
        Ok(count)
    }
}

const MIB: usize = 1 << 20;

/// Checks that a stream has as many bodies, and as its findings those of these rules and one of a wrong type.
fn check_long(stream: impl Read, bodies: u64, rules: &[Rule]) {
    let options = Options {
        max_line: MIB,
        ..Options::default()
    };
    let (mut checker, mut result) = (shelf(), None);
    let memory = allocation_counter::measure(|| {
        result = Some(check(&mut checker, stream, &options));
    });
    let (findings, tally) = result.unwrap();
    let found: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    let of_type = Rule::Definition(voucher_definition::Rule::Type);
    assert_eq!(found, [rules, &[of_type]].concat());
    assert_eq!(tally.bodies, bodies);
    let bytes = memory.bytes_max;
    assert!(bytes < 6 * MIB as u64, "{bytes} bytes");
}

#[test]
fn a_long_line_is_skipped_and_a_long_array_checked_in_bounded_memory() {
    let block = [b'a'; 4096];
    let long = || repeat(&block, 64 * MIB / block.len());

    let start: &[u8] = b"{\"room\":\"";
    let end: &[u8] = b"\"}\n{\"room\":1}\n{\"room\":true}\n";
    check_long(start.chain(long()).chain(end), 3, &[Rule::Length]);

    let start: &[u8] = b"[{\"room\":1},{\"room\":\"";
    let end: &[u8] = b"\"},{\"room\":2},{\"room\":true}]";
    check_long(start.chain(long()).chain(end), 4, &[Rule::Length]);

    let (start, end): (&[u8], &[u8]) = (b"[", b"{\"room\":true}]");
    let elements = repeat(b"{\"room\":1},", 1_000_000);
    check_long(start.chain(elements).chain(end), 1_000_001, &[]);
}

#[test]
fn the_format_is_found_out_from_the_first_two_lines() {
    let mut checker = shelf();
    for (text, bodies, invalid) in [
        ("", 0, 0),
        (" \n\n", 0, 0),
        ("{\"room\":1}", 1, 0),
        ("{\"room\":1}\n{\"room\":1}", 2, 0),
        ("{\n\"room\": 1\n}\n{\n\"room\": true\n}", 2, 1),
        ("{\"room\":\n1}", 1, 0),
        ("[{\"room\":1},\n{\"room\":1}]", 2, 0),
        ("[]", 0, 0),
        ("[\n]\n[{\"room\":1}]", 1, 0),
        ("{\"room\":1\n{\"room\":1}", 2, 1),
        ("{\"room\":1}}\n{\"room\":1}", 2, 1),
        ("[{\"room\":1},]", 2, 1),
        ("[{\"room\":1}", 2, 1),
        ("[{\"room\":1} {\"room\":1}]", 1, 1),
        ("{\"room\":1} {\"room\":1}", 1, 1),
        ("{\"room\":", 1, 1),
        ("nonsense", 1, 1),
    ] {
        let (findings, tally) = check(&mut checker, text.as_bytes(), &Options::default());
        assert_eq!(
            (tally.bodies, tally.invalid),
            (bodies, invalid),
            "{text:?} {findings:?}"
        );
    }
}

#[test]
fn an_array_is_a_body_if_the_definition_allows_it() {
    let file = json!({"x-ravelin-path": "/a", "type": "array", "items": {"type": "integer"}});
    let mut checker = Checker::new(read(file.to_string().as_bytes()).unwrap().leak());
    let (findings, tally) = check(&mut checker, &b"[1]\n[2,\"\"]\n"[..], &Options::default());
    assert_eq!((tally.bodies, tally.invalid), (2, 1));
    assert_eq!((findings[0].line, &*findings[0].pointer), (2, "/1"));
}

#[test]
fn what_precedes_an_error_of_the_reader_is_reported() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("no more"))
        }
    }
    for (format, text) in [
        (Format::Lines, &b"{\"room\":true}\n{\"room\":1}\n{\"ro"[..]),
        (Format::Array, b"[{\"room\":true},{\"room\":1},{\"ro"),
        (Format::Documents, b"{\"room\":true}{\"room\":1}{\"ro"),
    ] {
        let mut count = 0;
        let (tally, result) = shelf().check_stream(text.chain(Fails), &options(format), |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(result.unwrap_err().to_string(), "no more");
        assert_eq!(
            (tally.bodies, tally.invalid, count),
            (2, 1, 1),
            "{format:?}"
        );
    }
}

#[test]
fn the_function_that_receives_findings_can_end_the_check() {
    for (format, text) in [
        (Format::Lines, &b"1\n2\n3\n"[..]),
        (Format::Array, b"[1,2,3]"),
        (Format::Documents, b"1 2 3"),
    ] {
        let mut findings = Vec::new();
        let (tally, result) = shelf().check_stream(text, &options(format), |finding| {
            findings.push(finding);
            if findings.len() < 2 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        result.unwrap();
        assert_eq!((tally.bodies, findings.len()), (2, 2), "{format:?}");
    }
}
