//! Each format of a report is what its reader expects, whatever is in the data.

use jsonschema::validator_for;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use voucher_codegen::check::{Checker, JSON_SCHEMA, Options, Report, Rule, Style};
use voucher_definition::read;

const FILE: &str = "a b/ü:%,\n.json";

/// Returns the report of a stream with every kind of finding, and of a file that cannot be read.
fn report(style: Style) -> String {
    let file = json!({
        "x-ravelin-path": "/a", "type": "object", "required": ["room"], "additionalProperties": false,
        "properties": {
            "room": {"type": "integer"},
            "names": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
    });
    let mut checker = Checker::new(read(file.to_string().as_bytes()).unwrap().leak());
    let lines = [
        "{\"room\":1}",
        "{\"rooom\":1}",
        "{\"room\":1,\"room\":1}",
        "{\"room\":\"\"}",
        "{\"room\":1,\"names\":{\"\\n::error::\\u001b[31m\":\"\"}}",
        "{\"room\":1",
        "\u{1}",
    ];
    let mut stream = lines.join("\n").into_bytes();
    stream.extend(b"\n\xff\n");
    stream.extend("[".repeat(200).bytes());
    stream.push(b'\n');
    stream.resize(stream.len() + 5000, b' ');
    stream.push(b'1');
    let options = Options {
        max_line: 4096,
        ..Options::default()
    };
    let mut report = Report::new(style);
    let mut out = report.start();
    let (tally, result) = checker.check_stream(&stream[..], &options, |finding| {
        out += &report.finding(FILE, &finding);
        ControlFlow::Continue(())
    });
    result.unwrap();
    assert_eq!((tally.bodies, tally.invalid), (10, 9));
    out += &report.file(FILE, tally);
    out += &report.failure("missing", voucher_codegen::check::Tally::default(), "a\nb");
    out + &report.end()
}

#[test]
fn each_line_of_a_report_in_json_matches_its_schema() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let validator = validator_for(&schema).unwrap();
    let report = report(Style::Json);
    let lines: Vec<Value> = report
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 13);
    for line in &lines {
        assert!(validator.is_valid(line), "{line}");
        let mut with_more = line.clone();
        with_more["more"] = 1.into();
        assert!(!validator.is_valid(&with_more), "{line}");
    }
    let names: Vec<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(schema["$defs"]["rule"]["enum"], json!(names));
    assert_eq!(lines[1]["nearest"], "room");
    let sum = lines[12]["rules"].as_object().unwrap().values();
    assert_eq!(sum.filter_map(Value::as_u64).sum::<u64>(), 10);
}

#[test]
fn each_result_in_sarif_refers_to_its_rule() {
    let document: Value = serde_json::from_str(&report(Style::Sarif)).unwrap();
    let run = &document["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 10);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        let rule = &run["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["artifactLocation"]["uri"],
            "a%20b/%C3%BC%3A%25%2C%0A.json"
        );
        assert!(place["region"]["startLine"].as_u64().unwrap() > 1);
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn a_report_in_sarif_matches_the_schema_of_the_standard() {
    const SCHEMA: &str = include_str!("sarif/sarif-schema-2.1.0.json");
    // This pattern has a bracket too many, and is not a regular expression of ECMA-262.
    const WRONG: &str = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
    assert_eq!(SCHEMA.matches(WRONG).count(), 2);
    let schema = SCHEMA.replace(WRONG, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft7::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let document: Value = serde_json::from_str(&report(Style::Sarif)).unwrap();
    let errors: Vec<_> = validator.iter_errors(&document).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut wrong = document;
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn names_in_the_data_add_no_lines_and_no_commands() {
    for (style, start) in [
        (Style::Text, "a b/ü:%,\\n.json:"),
        (Style::Github, "::error file=a b/"),
    ] {
        let report = report(style);
        let findings: Vec<_> = report.lines().take(10).collect();
        for finding in &findings {
            assert!(finding.starts_with(start), "{finding}");
            assert!(!finding.contains(char::is_control), "{finding}");
        }
        assert_eq!(report.lines().nth(10), Some(""));
        let commands = report.lines().filter(|line| line.starts_with("::"));
        assert_eq!(
            commands.count(),
            if style == Style::Github { 10 } else { 0 }
        );
    }
}
