//! A value with several alternatives is sent as the one that its type fits, by the rules of that alternative.

use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use voucher_core::{
    Currency, RavelinEnum, RavelinEvent, RavelinFields, RavelinOneOf, Timestamp, Violations,
};
use voucher_definition::Model;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/alternatives.json")]
struct Sale<'p> {
    timestamp: Timestamp,
    reference: Option<String>,
    contact: Contact,
    status: Option<bool>,
    labels: Option<&'p [&'p str]>,
    keys: Option<Vec<u32>>,
    payment_method: Method<'p>,
    refunds: Option<&'p [Method<'p>]>,
    device: Option<Device<'p>>,
    shipping: Option<Shipping>,
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "contact[object]"
)]
struct Contact {
    name: String,
    age: Option<i32>,
}

#[derive(Clone, RavelinOneOf)]
#[ravelin(
    definition = "definitions/alternatives.json",
    field = "order.paymentMethod"
)]
enum Method<'p> {
    Card(Card<'p>),
    #[ravelin(rename = "paypal")]
    Wallet(Box<PayPal>),
    Cash,
}

#[derive(Clone, RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "order.paymentMethod[card]"
)]
struct Card<'p> {
    number: &'p str,
    scheme: Option<Scheme>,
    holder: Option<Holder>,
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(
    definition = "definitions/alternatives.json",
    field = "order.paymentMethod[card].scheme"
)]
enum Scheme {
    Visa,
}

#[derive(Clone, RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "order.paymentMethod[card].holder"
)]
struct Holder {
    name: String,
}

#[derive(Clone, RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "order.paymentMethod[paypal]"
)]
struct PayPal {
    email: String,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "device")]
enum Device<'d> {
    String(&'d str),
    Browser(Browser),
    #[ravelin(rename = "2")]
    Phone(Phone),
    Array([String; 1]),
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "device[browser]"
)]
struct Browser {
    agent: String,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/alternatives.json", object = "device[2]")]
struct Phone {
    kind: &'static str,
    model: String,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "shipping")]
enum Shipping {
    Address(Address),
    Pickup(Pickup),
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "shipping[address]"
)]
struct Address {
    street: String,
    city: Option<String>,
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "shipping[pickup]"
)]
struct Pickup {
    shop: u32,
}

const CARD: Card<'_> = Card {
    number: "4242",
    scheme: Some(Scheme::Visa),
    holder: None,
};

fn sale<'p>() -> Sale<'p> {
    Sale {
        timestamp: Timestamp::from_millis(1_512_828_988_000).unwrap(),
        reference: None,
        contact: Contact {
            name: "Ada".into(),
            age: None,
        },
        status: None,
        labels: None,
        keys: None,
        payment_method: Method::Cash,
        refunds: None,
        device: None,
        shipping: None,
    }
}

fn body(sale: &Sale<'_>) -> Value {
    serde_json::from_str(&sale.to_json().unwrap()).unwrap()
}

#[test]
fn the_tag_of_an_alternative_is_written() {
    for (method, expected) in [
        (
            Method::Card(CARD),
            json!({ "methodType": "card", "number": "4242", "scheme": "VISA" }),
        ),
        (
            Method::Wallet(Box::new(PayPal {
                email: "a@b".into(),
            })),
            json!({ "methodType": "paypal", "email": "a@b" }),
        ),
        (Method::Cash, json!({ "methodType": "cash" })),
    ] {
        let mut sale = sale();
        sale.payment_method = method.clone();
        let refunds = [method, Method::Cash];
        sale.refunds = Some(&refunds);
        let body = body(&sale);
        assert_eq!(body["order"]["paymentMethod"], expected);
        assert_eq!(
            body["order"]["refunds"],
            json!([expected, { "methodType": "cash" }])
        );
    }
}

/// The same fields, with types of other alternatives.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/alternatives.json", timestamp = now)]
struct Other<'p> {
    reference: u32,
    contact: &'p str,
    status: Option<Status>,
    labels: Box<str>,
    keys: VecDeque<Cow<'p, str>>,
    payment_method: Card<'p>,
    #[ravelin(with = methods)]
    refunds: Vec<&'p str>,
    device: Option<Rc<Browser>>,
    shipping: Box<Address>,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/alternatives.json", field = "status[string]")]
enum Status {
    Open,
}

fn methods<'p>(numbers: &[&'p str]) -> Vec<Rc<Method<'p>>> {
    let card = |number: &&'p str| Method::Card(Card { number, ..CARD });
    numbers.iter().map(card).map(Rc::new).collect()
}

fn other<'p>() -> Other<'p> {
    Other {
        reference: 7,
        contact: "ada@example.com",
        status: Some(Status::Open),
        labels: "new".into(),
        keys: ["k1".into()].into(),
        payment_method: CARD,
        refunds: vec!["1234", "5678"],
        device: None,
        shipping: Box::new(Address {
            street: "Main Street".into(),
            city: None,
        }),
    }
}

fn model() -> Model {
    let file = std::fs::read("definitions/alternatives.json").unwrap();
    voucher_definition::read(&file).unwrap()
}

/// Returns each violation as `pointer: message`.
fn lines(violations: &Violations) -> Vec<String> {
    let lines = violations.iter();
    lines
        .map(|violation| format!("{}: {}", violation.pointer(), violation.message()))
        .collect()
}

/// Returns what the run-time validator says about a body with this entity, and these members next to it.
fn validated(order: Value, members: Value) -> Vec<String> {
    let mut body = json!({ "timestamp": 1_512_828_988_000_i64, "contact": "abc" });
    let Value::Object(members) = members else {
        panic!("expected an object");
    };
    body["order"] = order;
    body.as_object_mut().unwrap().extend(members);
    model()
        .leak()
        .check(&body)
        .map_or_else(|violations| lines(&violations), |()| Vec::new())
}

#[test]
fn each_type_is_sent_as_its_alternative() {
    let mut sale = sale();
    sale.reference = Some("A7".into());
    sale.status = Some(true);
    sale.labels = Some(&["new", "red"]);
    sale.keys = Some(vec![1, 2]);
    let sent = body(&sale);
    assert_eq!(sent["reference"], json!("A7"));
    assert_eq!(sent["contact"], json!({ "name": "Ada" }));
    assert_eq!(sent["status"], json!(true));
    assert_eq!(sent["labels"], json!(["new", "red"]));
    assert_eq!(sent["keys"], json!([1, 2]));
    for (device, expected) in [
        (Device::String("tv"), json!("tv")),
        (
            Device::Browser(Browser { agent: "x".into() }),
            json!({ "kind": "browser", "agent": "x" }),
        ),
        (
            Device::Phone(Phone {
                kind: "ios",
                model: "9".into(),
            }),
            json!({ "kind": "ios", "model": "9" }),
        ),
        (Device::Array(["a".into()]), json!(["a"])),
    ] {
        sale.device = Some(device);
        assert_eq!(body(&sale)["device"], expected);
    }
    sale.shipping = Some(Shipping::Pickup(Pickup { shop: 3 }));
    assert_eq!(body(&sale)["shipping"], json!({ "shop": 3 }));
    let (street, city) = (String::from("Main Street"), None);
    sale.shipping = Some(Shipping::Address(Address { street, city }));
    assert_eq!(body(&sale)["shipping"], json!({ "street": "Main Street" }));
    let sent: Value = serde_json::from_str(&other().to_json().unwrap()).unwrap();
    assert_eq!(sent["reference"], json!(7));
    assert_eq!(sent["contact"], json!("ada@example.com"));
    assert_eq!(sent["status"], json!("OPEN"));
    assert_eq!(sent["labels"], json!("new"));
    assert_eq!(sent["keys"], json!(["k1"]));
    let card = |number: &str| json!({ "methodType": "card", "number": number, "scheme": "VISA" });
    assert_eq!(sent["order"]["paymentMethod"], card("4242"));
    assert_eq!(
        sent["order"]["refunds"],
        json!([card("1234"), card("5678")])
    );
    assert_eq!(sent["shipping"], json!({ "street": "Main Street" }));
    assert_eq!(model().leak().check(&sent), Ok(()));
}

#[test]
fn violations_are_those_of_the_run_time_validator() {
    let mut sale = sale();
    sale.reference = Some("A".into());
    sale.contact.age = Some(-1);
    sale.labels = Some(&["new", "", "red"]);
    sale.payment_method = Method::Card(Card {
        number: "12x",
        ..CARD
    });
    let refunds = [
        Method::Cash,
        Method::Wallet(Box::new(PayPal { email: "a".into() })),
    ];
    sale.refunds = Some(&refunds);
    sale.device = Some(Device::Phone(Phone {
        kind: "palm",
        model: "9".into(),
    }));
    let found = lines(&sale.validate().unwrap_err());
    assert_eq!(
        found,
        [
            "/reference: expected at least 2 characters, found 1",
            "/contact/age: expected at least 0, found -1",
            "/labels: expected at most 2 elements, found 3",
            "/labels/1: expected at least 1 character, found an empty string",
            "/order/paymentMethod/number: expected at least 4 characters, found 3",
            "/order/refunds/1/email: expected at least 3 characters, found 1",
            "/device/kind: unknown value `palm` (expected one of `ios`, `android`)",
        ]
    );
    let validated = validated(
        json!({
            "paymentMethod": { "methodType": "card", "number": "12x" },
            "refunds": [{ "methodType": "cash" }, { "methodType": "paypal", "email": "a" }],
        }),
        json!({
            "reference": "A",
            "contact": { "name": "Ada", "age": -1 },
            "labels": ["new", "", "red"],
        }),
    );
    assert_eq!(validated, found[..6]);
}

#[test]
fn each_type_has_the_rules_of_its_alternative() {
    let mut other = other();
    other.reference = 1_000;
    other.contact = "a";
    other.keys.push_back("k".into());
    other.refunds = vec!["1234", "1"];
    assert_eq!(
        lines(&other.validate().unwrap_err()),
        [
            "/reference: expected at most 999, found 1000",
            "/contact: expected at least 3 characters, found 1",
            "/keys/1: expected at least 2 characters, found 1",
            "/order/refunds/1/number: expected at least 4 characters, found 1",
        ]
    );
}

#[test]
fn a_violation_names_the_rust_field() {
    let mut sale = sale();
    sale.reference = Some("A".into());
    sale.payment_method = Method::Card(Card {
        number: "1",
        ..CARD
    });
    let violations = sale.validate().unwrap_err();
    let fields: Vec<_> = violations.iter().map(|one| one.field()).collect();
    assert_eq!(fields, [Some("Sale.reference"), Some("Card.number")]);
}

#[test]
fn a_sensitive_value_is_hidden_in_every_alternative() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/alternatives.json", timestamp = now)]
    struct Seen<'p> {
        contact: &'p str,
        payment_method: Method<'p>,
        #[ravelin(with = browser)]
        device: &'p str,
    }

    fn browser(agent: &str) -> Result<Option<Device<'static>>, &'static str> {
        match agent {
            "" => Ok(None),
            "?" => Err("unknown agent"),
            _ => Ok(Some(Device::Browser(Browser {
                agent: agent.into(),
            }))),
        }
    }

    let seen = |device| Seen {
        contact: "ada@example.com",
        payment_method: Method::Cash,
        device,
    };
    for (device, expected) in [
        (
            "secret \u{e9}",
            "/device/agent: does not match `^[a-z]+$`: mismatch at byte 6",
        ),
        ("?", "/device: unknown agent"),
    ] {
        assert_eq!(lines(&seen(device).validate().unwrap_err()), [expected]);
    }
    assert_eq!(seen("").validate(), Ok(()));
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "order.paymentMethod[card]"
)]
struct Major {
    number: String,
    fee: rust_decimal::Decimal,
    currency: Currency,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "order.refunds")]
enum Refund {
    Card(Major),
}

#[test]
fn an_amount_in_an_alternative_uses_its_currency() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/alternatives.json", timestamp = now)]
    struct Paid<'p> {
        contact: &'p str,
        payment_method: Refund,
    }

    let paid = Paid {
        contact: "abc",
        payment_method: Refund::Card(Major {
            number: "4242".into(),
            fee: rust_decimal::Decimal::new(125, 2),
            currency: Currency::GBP,
        }),
    };
    let json = paid.to_json().unwrap();
    assert!(json.contains(r#""fee":125,"currency":"GBP""#), "{json}");
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/notice.json")]
struct Notice {
    #[ravelin(body)]
    content: Content,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/notice.json", field = "body")]
enum Content {
    String(String),
    Note(Note),
    Link(Link),
}

/// The same, with the path that an object in the place of the body would have.
#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/notice.json", field = ".")]
enum Short {
    String(&'static str),
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/notice.json")]
struct ShortNotice {
    #[ravelin(body)]
    content: Short,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/notice.json", object = "[note]")]
struct Note {
    text: String,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/notice.json", object = "[link]")]
struct Link {
    url: String,
    places: Vec<Option<Place>>,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/notice.json", field = "[link].places")]
enum Place {
    Integer(u32),
    Object(Page),
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/notice.json",
    object = "[link].places[object]"
)]
struct Page {
    page: i32,
}

#[test]
fn a_body_and_an_element_that_may_be_null_have_alternatives() {
    let link = |page| {
        let places = vec![
            Some(Place::Integer(7)),
            None,
            Some(Place::Object(Page { page })),
        ];
        let url = String::from("/a");
        Content::Link(Link { url, places })
    };
    for (content, expected) in [
        (Content::String("now".into()), json!("now")),
        (
            Content::Note(Note { text: "now".into() }),
            json!({ "kind": "note", "text": "now" }),
        ),
        (
            link(3),
            json!({ "kind": "link", "url": "/a", "places": [7, null, { "page": 3 }] }),
        ),
    ] {
        let json = Notice { content }.to_json().unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expected);
    }
    let content = Short::String("now");
    assert_eq!(ShortNotice { content }.to_json().unwrap(), "\"now\"");
    for (content, expected) in [
        (
            Content::String("x".into()),
            ": expected at least 2 characters, found 1",
        ),
        (
            Content::Note(Note {
                text: String::new(),
            }),
            "/text: expected at least 1 character, found an empty string",
        ),
        (link(0), "/places/2/page: expected at least 1, found 0"),
    ] {
        let violations = Notice { content }.validate().unwrap_err();
        assert_eq!(lines(&violations), [expected]);
    }
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/alternatives.json", timestamp = now)]
struct Stocked {
    contact: &'static str,
    payment_method: Method<'static>,
    stock: BTreeMap<String, Stock>,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "stock[object]")]
enum Stock {
    Integer(i32),
    Pickup(Shop),
}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/alternatives.json",
    object = "stock[object][pickup]"
)]
struct Shop {
    shop: u8,
}

#[test]
fn a_map_is_an_alternative_and_its_values_have_alternatives() {
    let stocked = |count| Stocked {
        contact: "abc",
        payment_method: Method::Cash,
        stock: BTreeMap::from([
            ("a".into(), Stock::Integer(count)),
            ("b".into(), Stock::Pickup(Shop { shop: 4 })),
        ]),
    };
    let sent: Value = serde_json::from_str(&stocked(3).to_json().unwrap()).unwrap();
    assert_eq!(sent["stock"], json!({ "a": 3, "b": { "shop": 4 } }));
    assert_eq!(
        lines(&stocked(-1).validate().unwrap_err()),
        ["/stock/a: expected at least 0, found -1"]
    );
}

#[test]
fn a_type_parameter_is_an_enum_of_alternatives() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/alternatives.json", timestamp = now)]
    struct Generic<'g, M> {
        contact: &'g str,
        payment_method: &'g M,
        refunds: Option<Vec<M>>,
    }

    let generic = Generic {
        contact: "abc",
        payment_method: &Method::Card(CARD),
        refunds: Some(vec![Method::Cash]),
    };
    let sent: Value = serde_json::from_str(&generic.to_json().unwrap()).unwrap();
    assert_eq!(sent["order"]["paymentMethod"]["methodType"], json!("card"));
    assert_eq!(sent["order"]["refunds"], json!([{ "methodType": "cash" }]));
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/task.json")]
struct Task {
    data: Data,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/task.json", field = "data")]
enum Data {
    Object(BTreeMap<&'static str, u8>),
    Array(Vec<BTreeMap<&'static str, u8>>),
}

#[test]
fn an_alternative_is_a_free_object() {
    let members = BTreeMap::from([("a", 1)]);
    for (data, expected) in [
        (Data::Object(members.clone()), json!({ "a": 1 })),
        (Data::Object(BTreeMap::new()), json!({})),
        (Data::Array(vec![members]), json!([{ "a": 1 }])),
    ] {
        let json = Task { data }.to_json().unwrap();
        let expected = json!({ "data": expected });
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expected);
    }
}
