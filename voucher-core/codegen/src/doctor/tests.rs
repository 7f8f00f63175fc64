use super::{Examination, Options, Reply, Report};
use serde_json::{Value, json};
use voucher_definition::{Definition, read};

fn file() -> Value {
    json!({
        "type": "object",
        "x-ravelin-path": "/v1/shelf",
        "required": ["books"],
        "properties": {
            "books": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "pattern": "^97[89]-[0-9]{10}$"}
            },
            "language": {"enum": ["en", "de"]},
            "room": {"type": "integer", "minimum": 1, "maximum": 900},
            "owner": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "floor": {"type": "integer", "minimum": 0, "maximum": 99}
                }
            }
        }
    })
}

fn definition(file: &Value) -> &'static Definition {
    read(file.to_string().as_bytes()).unwrap().leak()
}

/// Returns the definition of an API in which a value of the definition file is another one.
fn changed(pointer: &str, value: Value) -> &'static Definition {
    let mut file = file();
    *file.pointer_mut(pointer).unwrap() = value;
    definition(&file)
}

/// Answers like an API that has another definition.
fn answer(api: &'static Definition, body: &Value) -> Reply {
    match api.check(body) {
        Ok(()) => Reply::answer(200),
        Err(violations) => {
            let lines: Vec<_> = violations.iter().map(ToString::to_string).collect();
            Reply::answer(400).with_message(format!("Invalid request:\n{}", lines.join("\n")))
        }
    }
}

fn examine(mut api: impl FnMut(&Value) -> Reply) -> Report {
    let options = Options {
        count: 20,
        ..Options::default()
    };
    let mut examination = Examination::new(definition(&file()), &options).unwrap();
    while let Some(request) = examination.next_request() {
        assert_eq!(request.target, "/v1/shelf");
        examination.record(&api(&request.body.unwrap()));
    }
    examination.report()
}

fn accepted(report: &Report) -> Vec<String> {
    let accepted = report.accepted().iter();
    let accepted = accepted.map(|one| format!("{} {}", one.mutant.mutation, one.mutant.pointer));
    accepted.collect()
}

#[test]
fn an_api_with_the_same_definition_agrees() {
    let api = definition(&file());
    let report = examine(|body| answer(api, body));
    let end = "20 samples: 20 accepted, 0 rejected\n30 mutants: 0 accepted, 30 rejected\nAPI and definition agree\n";
    assert!(report.text().ends_with(end), "{}", report.text());
    assert_eq!((report.disagreements(), report.without_verdict()), (0, 0));
}

#[test]
fn a_missing_rule_of_the_api_is_the_only_disagreement() {
    let looser = changed("/properties/room/maximum", json!(100_000));
    let report = examine(|body| answer(looser, body));
    assert_eq!(accepted(&report), ["above-maximum /room"]);
    assert_eq!(report.rejected(), []);
    assert_eq!(report.disagreements(), 1);

    let looser = changed("/properties/language", json!({"type": "string"}));
    let report = examine(|body| answer(looser, body));
    assert_eq!(accepted(&report), ["unlisted /language"]);

    let looser = changed("/required", json!([]));
    let report = examine(|body| answer(looser, body));
    assert_eq!(accepted(&report), ["missing /books"]);
    assert_eq!(report.accepted()[0].mutant.body, json!({}));
}

#[test]
fn a_rule_that_only_the_api_has_is_found_with_its_place_and_a_small_body() {
    for (pointer, value, cause) in [
        ("/properties/room/maximum", json!(10), "/room"),
        (
            "/properties/language",
            json!({"enum": ["en", "fr"]}),
            "/language",
        ),
        (
            "/properties/owner/properties/floor/maximum",
            json!(3),
            "/owner/floor",
        ),
        (
            "/properties/owner/properties/name/minLength",
            json!(9),
            "/owner/name",
        ),
    ] {
        let api = changed(pointer, value);
        let report = examine(|body| answer(api, body));
        let [rejected] = report.rejected() else {
            panic!("{pointer}: {}", report.text());
        };
        assert_eq!(accepted(&report), [""; 0], "{pointer}");
        assert_eq!(rejected.pointers, [cause], "{}", report.text());
        assert!(rejected.message.starts_with(cause), "{rejected:?}");
        let body = rejected.body.as_ref().unwrap();
        assert!(api.check(body).is_err() && definition(&file()).check(body).is_ok());
        let members = body.as_object().unwrap();
        assert_eq!(members.len(), 2, "{body}");
        assert_eq!(members["books"].as_array().unwrap().len(), 1, "{body}");
    }
}

#[test]
fn without_an_accepted_sample_a_rejected_mutant_is_not_agreement() {
    let stricter = changed("/required", json!(["books", "language"]));
    let report = examine(|body| answer(stricter, body));
    let [rejected] = report.rejected() else {
        panic!("{}", report.text());
    };
    assert_eq!(rejected.message, "/language: required, but missing");
    let text = report.text();
    assert!(text.contains("\n30 mutants not sent: "), "{text}");
    assert!(!text.contains("agree\n"), "{text}");
    assert_eq!(report.json()["summary"]["mutants"]["rejected"], 0);
    assert_eq!(report.json()["summary"]["unsentMutants"], 30);
}

#[test]
fn an_api_that_accepts_everything_has_a_group_for_each_mutation() {
    let report = examine(|_| Reply::answer(204));
    assert_eq!(report.disagreements(), 30);
    let text = report.text();
    assert_eq!(text.matches("\n  null\n").count(), 1, "{text}");
    // The names of a long group have one body together.
    assert_eq!(text.matches("\n      null\n").count(), 1, "{text}");
    assert_eq!(text.matches(":null").count(), 0, "{text}");
    let github = report.github(Some("shelf.json"));
    assert!(github.lines().count() < 12, "{github}");
}

#[test]
fn what_has_no_verdict_does_not_count_as_agreement() {
    let api = definition(&file());
    let report = examine(|body| match body.get("room") {
        Some(_) => Reply::answer(500).with_message("oops"),
        None => answer(api, body),
    });
    assert_eq!(report.disagreements(), 0);
    assert!(report.without_verdict() > 5);
    let text = report.text();
    assert!(text.contains("\n  500, \"oops\"\n    sample\n"), "{text}");
    assert!(
        text.ends_with(" without a verdict\n0 disagreements\n"),
        "{text}"
    );
    let unknown = report.json()["unknown"].as_array().unwrap().len();
    assert_eq!(unknown, report.without_verdict());
}

#[test]
fn it_ends_early_if_no_request_can_have_a_verdict() {
    let mut requests = 0;
    for (reply, expected, count) in [
        (Reply::none("connection refused"), "connection refused", 1),
        (
            Reply::answer(401),
            "the API does not accept the credentials: 401",
            1,
        ),
        (Reply::answer(404), "the API does not know the path: 404", 1),
        (
            Reply::answer(503),
            "10 requests in a row had no verdict; the last one: 503",
            10,
        ),
    ] {
        requests = 0;
        let report = examine(|_| {
            requests += 1;
            reply.clone()
        });
        assert_eq!((report.stopped(), requests), (Some(expected), count));
        assert!(!report.has_verdicts());
        assert_eq!(report.disagreements(), 0);
    }
    assert_eq!(requests, 10);
}

#[test]
fn a_lost_connection_is_not_the_end_after_an_answer() {
    let api = definition(&file());
    let mut requests = 0;
    let report = examine(|body| {
        requests += 1;
        if requests == 7 {
            Reply::none("reset")
        } else {
            answer(api, body)
        }
    });
    assert_eq!((report.stopped(), report.without_verdict()), (None, 1));
}
