//! An enum of listed values sends only those: strings, or integers.

use serde_json::{Value, json};
use std::rc::Rc;
use voucher_core::{EnumField, IntegerField, RavelinEnum, RavelinEvent, Rule};

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "priority")]
enum Priority {
    #[ravelin(value = 1)]
    Low,
    #[ravelin(value = 3)]
    High,
}

/// The discriminants have nothing to do with the values.
#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "ticket.levels")]
enum Level {
    #[ravelin(value = 0)]
    Flat = -1,
    #[ravelin(value = -1)]
    Below = 0,
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "parent")]
enum Parent {
    #[ravelin(value = 2)]
    Second,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // a conversion receives a reference
fn doubled(score: &u8) -> u8 {
    2 * score
}

const HIGH: Priority = Priority::High;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Ticket<'t> {
    priority: Option<&'t Priority>,
    levels: Vec<Rc<Level>>,
    #[ravelin(rename = "ticketId")]
    id: Option<Box<Priority>>,
    #[ravelin(with = doubled)]
    score: Option<u8>,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c", priority = HIGH)
)]
struct Urgent {}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = Priority::High, email = "a@b.c", priority = 2)
)]
struct Usual {
    levels: Vec<i8>,
    parent: Option<Parent>,
}

fn ticket(json: &str) -> Value {
    let mut body: Value = serde_json::from_str(json).unwrap();
    body["ticket"].take()
}

fn schema<E: RavelinEvent>() -> Value {
    let mut schema: Value = serde_json::from_str(&E::schema()).unwrap();
    schema["properties"]["ticket"]["properties"].take()
}

#[test]
fn each_variant_is_sent_as_its_integer() {
    let event = Ticket {
        priority: Some(&Priority::Low),
        levels: vec![Rc::new(Level::Below), Rc::new(Level::Flat)],
        id: Some(Box::new(Priority::High)),
        score: Some(1),
    };
    let sent = ticket(&event.to_json().unwrap());
    assert_eq!(sent["priority"], json!(1));
    assert_eq!(sent["ticketId"], json!("3"));
    assert_eq!(sent["levels"], json!([-1, 0]));
    assert_eq!(Priority::VALUES, [1, 3]);
    assert_eq!(
        (Level::Flat.integer(), Level::Below.integer()),
        (Some(0), Some(-1))
    );
}

#[test]
fn a_constant_is_an_integer_or_a_variant() {
    let sent = ticket(&Urgent {}.to_json().unwrap());
    assert_eq!(sent["priority"], json!(3));
    let event = Usual {
        levels: Vec::new(),
        parent: Some(Parent::Second),
    };
    let sent: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
    assert_eq!(sent["customerId"], json!("3"));
    assert_eq!(sent["ticket"]["priority"], json!(2));
    assert_eq!(sent["ticket"]["parent"], json!(2));
}

#[test]
fn an_integer_that_is_not_listed_is_a_violation() {
    let event = Usual {
        levels: vec![1, 0, 2],
        parent: None,
    };
    let violations = event.validate().unwrap_err();
    let [violation] = violations.iter().collect::<Vec<_>>()[..] else {
        panic!("{violations}");
    };
    assert_eq!(violation.rule(), Rule::Enum);
    assert_eq!(
        violation.to_string(),
        "/ticket/levels/2 (Usual.levels): expected one of `-1`, `0`, `1`, found 2"
    );
}

#[test]
fn the_schema_lists_and_describes_the_values_of_the_type() {
    let ticket = schema::<Ticket<'_>>();
    let low = json!({ "const": 1, "description": "can wait" });
    let high = json!({ "const": 3, "description": "at once" });
    assert_eq!(ticket["priority"], json!({ "oneOf": [low, high] }));
    assert_eq!(ticket["levels"]["items"], json!({ "enum": [-1, 0] }));
    let usual = schema::<Usual>();
    assert_eq!(usual["priority"], json!({ "const": 2 }));
    assert_eq!(usual["levels"]["items"], json!({ "enum": [-1, 0, 1] }));
    let noted = schema::<Noted>();
    let all = json!([
        { "const": 1, "description": "can wait" },
        { "const": 2 },
        { "const": 3, "description": "at once" },
        { "const": 9, "description": "use 3", "deprecated": true }
    ]);
    assert_eq!(noted["priority"], json!({ "oneOf": all }));
    let fax = json!({ "const": "FAX", "description": "nobody reads it", "deprecated": true });
    assert_eq!(
        noted["channel"],
        json!({ "oneOf": [fax, { "const": "PHONE" }] })
    );
}

/// Maps a deprecated value. rustc is silent, because the enum allows it.
#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "channel")]
enum Channel {
    #[allow(deprecated)] // The definition marks this listed value as deprecated.
    Fax,
    Phone,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Noted {
    priority: i32,
    channel: Option<Channel>,
}

#[test]
fn a_deprecated_value_is_still_sent() {
    let event = Noted {
        priority: 9,
        channel: Some(Channel::Fax),
    };
    let sent = ticket(&event.to_json().unwrap());
    assert_eq!(
        (&sent["priority"], &sent["channel"]),
        (&json!(9), &json!("FAX"))
    );
    assert_eq!(Channel::Phone.value(), "PHONE");
}
