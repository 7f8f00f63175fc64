//! The encoder, the run-time validator and a JSON Schema validator agree on the number of an object's members.

use jsonschema::Validator;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields};
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/counted.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());
static DEFINITION_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(FILE));
static ORDER_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(&Order::schema()));

fn schema(source: &str) -> Validator {
    let source = serde_json::from_str(source).expect("JSON");
    jsonschema::draft202012::new(&source).expect("a schema")
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/counted.json")]
struct Order {
    first: Option<String>,
    #[ravelin(rename = "orderId")]
    id: String,
    #[ravelin(flatten)]
    note: Note,
    person: Option<Person>,
    people: Option<Vec<Person>>,
    contact: Option<Contact>,
    second: Option<String>,
    third: Option<String>,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/counted.json")]
struct Note {
    note: Option<String>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/counted.json", object = "order.person")]
struct Person {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    home: Option<String>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/counted.json",
    object = "order.contact[object]"
)]
struct Contact {
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

fn put(members: &mut Map<String, Value>, name: &str, value: Option<&impl Serialize>) {
    if let Some(value) = value {
        members.insert(name.into(), json!(value));
    }
}

impl Order {
    fn body(&self) -> Value {
        let (mut body, mut order) = (Map::new(), Map::new());
        order.insert("orderId".into(), json!(self.id));
        put(&mut order, "note", self.note.note.as_ref());
        put(&mut order, "person", self.person.as_ref());
        put(&mut order, "people", self.people.as_ref());
        put(&mut order, "contact", self.contact.as_ref());
        put(&mut body, "first", self.first.as_ref());
        body.insert("order".into(), order.into());
        put(&mut body, "second", self.second.as_ref());
        put(&mut body, "third", self.third.as_ref());
        body.into()
    }
}

fn text() -> impl Strategy<Value = Option<String>> {
    of("[a-z,\"\\\\{}]{0,4}")
}

prop_compose! {
    fn person()(name in text(), age in of(0..9_i64), home in text()) -> Person {
        Person { name, age, home }
    }
}

prop_compose! {
    fn order()(
        id in "[a-z]{1,3}",
        [first, second, third, note] in [text(), text(), text(), text()],
        person in of(person()),
        people in of(vec(person(), 0..3)),
        contact in of((text(), text())),
    ) -> Order {
        let contact = contact.map(|(email, phone)| Contact { email, phone });
        Order { first, id, note: Note { note }, person, people, contact, second, third }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(voucher_judges::cases()))]

    #[test]
    fn an_event_is_encoded_exactly_if_its_objects_have_as_many_members_as_they_must(order in order()) {
        let body = order.body();
        let mut out = Vec::new();
        let encoded = order.encode(&mut out);
        prop_assert_eq!(encoded.is_ok(), DEFINITION_SCHEMA.is_valid(&body), "{:?}\n{}", encoded, body);
        prop_assert_eq!(encoded.is_ok(), ORDER_SCHEMA.is_valid(&body), "{:?}\n{}", encoded, body);
        let encoded = voucher_judges::violations(encoded);
        prop_assert_eq!(&encoded, &voucher_judges::violations(DEFINITION.check(&body)), "{}", body);
        prop_assert_eq!(&encoded, &voucher_judges::violations(order.validate()));
        if encoded.is_empty() {
            prop_assert_eq!(&serde_json::from_slice::<Value>(&out).unwrap(), &body);
        }
    }
}

#[test]
fn members_that_the_definition_does_not_list_are_counted_too() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "../definitions/counted.json")]
    struct Extended {
        order_id: String,
        #[ravelin(extra = "other")]
        other: Option<BTreeMap<String, u8>>,
        first: &'static str,
    }

    let event = |other| Extended {
        order_id: "a".into(),
        other,
        first: "b",
    };
    assert_eq!(event(Some(BTreeMap::new())).validate(), Ok(()));
    let violations = event(None).validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "/order (Extended): expected at least 2 members, found 1"
    );
    assert_eq!(event(None).to_json().unwrap_err(), violations);
}
