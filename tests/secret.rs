//! No message or `Debug` output shows a voucher code, which is worth money, or whom the event is about.

use http::Request;
use serde::ser::{Error, Serialize, SerializeStruct, Serializer};
use serde_json::{Value, json};
use voucher_core::sandbox::Sandbox;
use voucher_core::{Currency, CustomObject, RavelinEvent, RavelinFields, Rule, Timestamp, Voucher};

const CODE: &str = "SECRET-CODE\u{7}";

#[test]
fn no_violation_shows_a_sensitive_value() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Check {
        #[ravelin(with = refuse)]
        customer_id: &'static str,
        voucher_code: String,
        #[ravelin(unix = "s")]
        timestamp: i64,
    }
    fn refuse(_: &str) -> Result<String, &'static str> {
        Err("no such customer")
    }
    let check = Check {
        customer_id: "SECRET-1",
        voucher_code: String::new(),
        timestamp: 1,
    };
    let output = format!("{:?} {0}", check.validate().unwrap_err());
    assert!(
        output.contains("no such customer") && output.contains("/voucherCode"),
        "{output}"
    );
    assert!(!output.contains("SECRET"), "{output}");
}

#[test]
fn a_prepared_event_hides_its_body() {
    let voucher = Voucher::new(Timestamp::MIN, CODE, 1, Currency::GBP, Timestamp::MIN);
    let prepared = voucher.prepare().unwrap();
    assert!(prepared.body().contains("SECRET"));
    let shown = format!("{prepared:?} {prepared:#?}");
    assert!(
        !shown.contains("SECRET") && shown.contains("/v2/voucher"),
        "{shown}"
    );
}

/// One violation of each kind. The secret values contain `SECRET` or `777001`.
#[derive(Clone, RavelinFields)]
#[ravelin(definition = "definitions/secret.json", object = "open")]
struct All {
    long: &'static str,
    patterned: &'static str,
    id: u32,
    listed: &'static str,
    only: &'static str,
    currency: &'static str,
    #[ravelin(unix = "s")]
    time: i64,
    amount: i64,
    integer: i64,
    even: i64,
    one: i64,
    number: f64,
    step: f32,
    half: f64,
    free: Option<Free>,
}

const ALL: All = All {
    long: "SECRET",
    patterned: "SECRET SECRET",
    id: 777_001,
    listed: "SECRET",
    only: "SECRET",
    currency: "SECRET",
    time: 777_001,
    amount: 777_001,
    integer: 777_001,
    even: 777_001,
    one: 777_001,
    number: 777_001.5,
    step: 777_001.25,
    half: 777_001.5,
    free: None,
};

/// The errors of a free object.
#[derive(Clone, Copy)]
enum Free {
    Duplicate,
    OwnError,
    Raw,
}

impl Serialize for Free {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Duplicate => {
                to.collect_map(["SECRET"; 2].iter().map(|key| (key, 1)).filter(|_| true))
            }
            Self::OwnError => Err(S::Error::custom("SECRET")),
            Self::Raw => {
                const TOKEN: &str = "$serde_json::private::RawValue";
                let mut to = to.serialize_struct(TOKEN, 1)?;
                to.serialize_field(TOKEN, "SECRET")?;
                to.end()
            }
        }
    }
}

impl CustomObject for Free {}

#[derive(Clone, RavelinFields)]
#[ravelin(definition = "definitions/secret.json", object = "deep.between")]
struct Between {
    all: Vec<All>,
}

#[derive(Clone, RavelinFields)]
#[ravelin(definition = "definitions/secret.json", object = "deep")]
struct Deep {
    between: Between,
}

#[derive(Default, RavelinEvent)]
#[ravelin(definition = "definitions/secret.json")]
struct Event {
    open: Option<All>,
    object: Option<All>,
    objects: Option<Vec<All>>,
    list: Option<Vec<i32>>,
    matrix: Option<Vec<Vec<&'static str>>>,
    deep: Option<Deep>,
}

fn shows(text: &str) -> bool {
    text.contains("SECRE") || text.contains("777")
}

#[test]
fn everything_in_a_sensitive_object_or_array_is_sensitive() {
    let open = Event {
        open: Some(ALL),
        ..Event::default()
    };
    let rules = open.validate().unwrap_err();
    assert_eq!(rules.len(), 14);
    let shown = rules.iter().filter(|violation| shows(violation.message()));
    assert!(
        shown.count() >= 5,
        "what is not sensitive is shown: {rules}"
    );

    let between = Between {
        all: vec![ALL, ALL],
    };
    let event = Event {
        open: None,
        object: Some(ALL),
        objects: Some(vec![ALL]),
        list: Some(vec![777_001, 777_001]),
        matrix: Some(vec![vec![], vec!["A", "SECRET"]]),
        deep: Some(Deep { between }),
    };
    let violations = event.validate().unwrap_err();
    assert_eq!(violations.len(), 14 * 4 + 3 + 1);
    for violation in &violations {
        let same = rules
            .iter()
            .any(|violation| violation.rule() == violation.rule());
        assert!(same || violation.pointer().starts_with("/list"));
        assert!(!shows(violation.message()), "{violation}");
    }
    assert_eq!(event.to_json().unwrap_err(), violations);
}

#[test]
fn no_error_of_a_sensitive_free_object_shows_its_content() {
    for free in [Free::Duplicate, Free::OwnError, Free::Raw] {
        let event = |is_open| {
            let all = All {
                free: Some(free),
                ..ALL
            };
            let (open, object) = if is_open {
                (Some(all), None)
            } else {
                (None, Some(all))
            };
            Event {
                open,
                object,
                ..Event::default()
            }
        };
        let last = |event: Event| event.validate().unwrap_err().iter().last().unwrap().clone();
        let (open, hidden) = (last(event(true)), last(event(false)));
        assert_eq!((open.pointer(), open.rule()), ("/open/free", Rule::Object));
        assert_eq!(
            (hidden.pointer(), hidden.rule()),
            ("/object/free", Rule::Object)
        );
        assert!(!shows(hidden.message()), "{hidden}");
        assert!(!hidden.message().is_empty());
    }
}

/// The run-time validator and the sandbox get the same values as JSON, and unknown members.
#[test]
fn neither_the_run_time_validator_nor_the_sandbox_shows_a_sensitive_object() {
    let all = json!({
        "long": "SECRET", "patterned": "SECRET SECRET", "id": "SECRET", "listed": "SECRET", "only": "SECRET",
        "currency": "SECRET", "time": 777_001, "amount": 777_001, "integer": 777_001, "even": 777_001, "one": 777_001,
        "number": 777_001.5, "step": 777_001.25, "half": 777_001.5, "free": 777_001,
        "closed": {"known": 777_001, "SECRET": 1, "777001": 2},
    });
    let of_other_type =
        json!({"long": 777_001, "amount": "SECRET", "free": ["SECRET"], "closed": ["SECRET"]});
    let body = json!({
        "object": all,
        "objects": [all, of_other_type, 777_001],
        "list": [777_001, "SECRET"],
        "matrix": [["SECRET"], "SECRET"],
        "deep": {"between": {"all": [all]}},
    });
    let unknown = json!({"object": {"SECRET": 1}, "deep": {"between": {"777001": 1}}, "list": []});
    let file = include_bytes!("definitions/secret.json");
    let mut sandbox = Sandbox::new(7).with_definition(file).unwrap();
    let mut answer = |body: &Value| {
        let request = Request::post("/v2/secret")
            .header("Authorization", "token sk_test_1")
            .header("Content-Type", "application/json");
        let body = body.to_string();
        let reply = sandbox.answer(request.body(body.as_bytes()).unwrap(), Timestamp::MIN);
        let (head, answer) = reply.response.into_parts();
        (head.status.as_u16(), String::from_utf8(answer).unwrap())
    };
    let (status, rejected) = answer(&body);
    assert_eq!(status, 400);
    assert_eq!(
        rejected.matches("\\n").count(),
        3 * (15 + 2) + 5 + 3 + 2,
        "{rejected}"
    );
    assert!(!shows(&rejected), "{rejected}");
    let (status, accepted) = answer(&unknown);
    assert_eq!(status, 200, "{accepted}");
    assert!(
        accepted.contains("has a member that is not in the definition"),
        "{accepted}"
    );
    assert!(!shows(&accepted), "{accepted}");
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/worth.json")]
struct Worth {
    worth: i64,
    list: Vec<i64>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/gift.json")]
struct Gift {
    #[ravelin(flatten)]
    worth: Worth,
    #[ravelin(custom)]
    note: Free,
    #[ravelin(extra = "new")]
    new: Free,
}

#[test]
fn neither_a_part_nor_an_extra_shows_what_is_sensitive_in_its_event() {
    let (note, new) = (Free::Duplicate, Free::OwnError);
    let worth = Worth {
        worth: 777_001,
        list: vec![1, 777_001],
    };
    let error = Gift { worth, note, new }.validate().unwrap_err();
    let mut actual: Vec<_> = error
        .iter()
        .map(|violation| (violation.pointer(), violation.rule()))
        .collect();
    actual.sort_unstable();
    assert_eq!(
        actual,
        [
            ("/gift/custom/note", Rule::Object),
            ("/gift/list/1", Rule::Range),
            ("/gift/new", Rule::Object),
            ("/gift/worth", Rule::Range)
        ]
    );
    assert!(!shows(&error.to_string()), "{error}");
}
