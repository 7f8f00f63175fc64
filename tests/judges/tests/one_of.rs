//! The encoder, the run-time validator and a JSON Schema validator agree on values that have alternatives.

use jsonschema::Validator;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf};
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/alternatives.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());
static DEFINITION_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(FILE));
static SALE_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(&Sale::schema()));

fn schema(source: &str) -> Validator {
    let source = serde_json::from_str(source).expect("JSON");
    jsonschema::draft202012::new(&source).expect("a schema")
}

/// A struct that maps every field, with types that can represent invalid values. serde writes the same body.
#[derive(Clone, Debug, RavelinEvent, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json")]
#[serde(rename_all = "camelCase")]
struct Sale {
    #[ravelin(unix = "ms")]
    timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    contact: Contact,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<Vec<Key>>,
    #[ravelin(rename = "paymentMethod")]
    #[serde(skip)]
    payment_method: Method,
    #[serde(skip)]
    refunds: Option<Vec<Method>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<Device>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipping: Option<Shipping>,
}

impl Sale {
    /// Returns the body, as serde writes it.
    fn body(&self) -> Value {
        let mut body = serde_json::to_value(self).expect("JSON");
        body["order"] = json!({ "paymentMethod": self.payment_method });
        if let Some(refunds) = &self.refunds {
            body["order"]["refunds"] = json!(refunds);
        }
        body
    }
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json", field = "reference")]
#[serde(untagged)]
enum Reference {
    String(String),
    Integer(i64),
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json", field = "keys")]
#[serde(untagged)]
enum Key {
    String(String),
    Integer(i64),
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json", field = "contact")]
#[serde(untagged)]
enum Contact {
    String(String),
    Object(Person),
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    object = "contact[object]"
)]
struct Person {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<i64>,
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    field = "order.refunds"
)]
#[serde(tag = "methodType", rename_all = "lowercase")]
enum Method {
    Card(Card),
    Paypal(Paypal),
    Cash,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    object = "order.paymentMethod[card]"
)]
struct Card {
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fee: Option<i64>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    object = "order.paymentMethod[paypal]"
)]
struct Paypal {
    email: String,
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json", field = "device")]
#[serde(untagged)]
enum Device {
    String(String),
    Browser(Browser),
    #[ravelin(rename = "2")]
    Phone(Phone),
    Array(Vec<String>),
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    object = "device[browser]"
)]
#[serde(tag = "kind", rename = "browser")]
struct Browser {
    agent: String,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json", object = "device[2]")]
struct Phone {
    kind: String,
    model: String,
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/alternatives.json", field = "shipping")]
#[serde(untagged)]
enum Shipping {
    Address(Address),
    Pickup(Pickup),
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    object = "shipping[address]"
)]
struct Address {
    street: String,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(
    definition = "../definitions/alternatives.json",
    object = "shipping[pickup]"
)]
struct Pickup {
    shop: i64,
}

fn method() -> impl Strategy<Value = Method> {
    let number = prop_oneof![9 => "[0-9]{4,6}", 1 => "[0-9a]{0,4}"];
    let scheme = of(prop_oneof![9 => "VISA|AMEX", 1 => "visa|é"]);
    let card = (number, scheme, of(any::<i64>()));
    let card = card.prop_map(|(number, scheme, fee)| {
        Method::Card(Card {
            number,
            scheme,
            fee,
        })
    });
    let email = prop_oneof![9 => "\\PC{3,5}", 1 => "\\PC{0,3}"];
    prop_oneof![
        card,
        email.prop_map(|email| Method::Paypal(Paypal { email })),
        Just(Method::Cash),
    ]
}

fn device() -> impl Strategy<Value = Device> {
    let agent = prop_oneof![9 => "[a-z]{1,4}", 1 => "\\PC{0,2}"];
    prop_oneof![
        "\\PC{0,2}".prop_map(Device::String),
        agent.prop_map(|agent| Device::Browser(Browser { agent })),
        ("ios|android", "\\PC{0,2}").prop_map(|(kind, model)| Device::Phone(Phone { kind, model })),
        proptest::collection::vec("[a-c]{0,2}", 0..3).prop_map(Device::Array),
    ]
}

prop_compose! {
    fn sale()(
        reference in of(prop_oneof![
            "\\PC{0,9}".prop_map(Reference::String),
            (-9..1_009_i64).prop_map(Reference::Integer),
        ]),
        contact in prop_oneof![
            prop_oneof![9 => "\\PC{3,4}", 1 => "\\PC{0,2}"].prop_map(Contact::String),
            ("\\PC{0,3}", of(-1..90_i64)).prop_map(|(name, age)| Contact::Object(Person { name, age })),
        ],
        status in of(select(vec![String::from("OPEN"), "PAID".into(), "open".into()])),
        labels in of(proptest::collection::vec("\\PC{0,3}", 0..4)),
        keys in of(proptest::collection::vec(prop_oneof![
            "\\PC{1,3}".prop_map(Key::String),
            (-1..9_i64).prop_map(Key::Integer),
        ], 0..3)),
        payment_method in method(),
        refunds in of(proptest::collection::vec(method(), 0..3)),
        device in of(device()),
        shipping in of(prop_oneof![
            "\\PC{0,3}".prop_map(|street| Shipping::Address(Address { street })),
            any::<i64>().prop_map(|shop| Shipping::Pickup(Pickup { shop })),
        ]),
    ) -> Sale {
        let timestamp = 1_512_828_988_826;
        Sale { timestamp, reference, contact, status, labels, keys, payment_method, refunds, device, shipping }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(voucher_judges::cases()))]

    #[test]
    fn an_event_with_alternatives_is_encoded_exactly_if_its_body_conforms(sale in sale()) {
        let body = sale.body();
        let mut out = Vec::new();
        let encoded = sale.encode(&mut out);
        prop_assert_eq!(encoded.is_ok(), DEFINITION_SCHEMA.is_valid(&body), "{:?}\n{}", encoded, body);
        prop_assert_eq!(encoded.is_ok(), SALE_SCHEMA.is_valid(&body), "{:?}\n{}", encoded, body);
        let encoded = voucher_judges::violations(encoded);
        prop_assert_eq!(&encoded, &voucher_judges::violations(DEFINITION.check(&body)), "{}", body);
        prop_assert_eq!(&encoded, &voucher_judges::violations(sale.validate()));
        if encoded.is_empty() {
            prop_assert_eq!(&serde_json::from_slice::<Value>(&out).unwrap(), &body);
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as `with` calls it
fn tags(_: &bool) -> Vec<&'static str> {
    vec!["new"]
}

#[test]
fn the_schema_has_only_the_alternatives_that_the_type_can_send() {
    #[derive(RavelinOneOf)]
    #[ravelin(
        definition = "../definitions/alternatives.json",
        field = "order.paymentMethod"
    )]
    enum Paid {
        Paypal(Paypal),
        Cash,
    }

    #[derive(RavelinEvent)]
    #[ravelin(definition = "../definitions/alternatives.json", timestamp = now)]
    struct Other {
        reference: i64,
        contact: Contact,
        #[ravelin(with = tags)]
        labels: bool,
        payment_method: Paid,
    }

    let email = String::from("a@b");
    for payment_method in [Paid::Cash, Paid::Paypal(Paypal { email })] {
        let other = Other {
            reference: 1,
            contact: Contact::String("abc".into()),
            labels: true,
            payment_method,
        };
        let body: Value = serde_json::from_str(&other.to_json().unwrap()).unwrap();
        let schema = schema(&Other::schema());
        assert!(schema.is_valid(&body), "{body}");
        for (pointer, value, is_valid) in [
            ("/labels", json!("new"), true),
            ("/labels", json!(1), false),
            ("/contact", json!({ "name": "Ada" }), true),
            ("/contact", json!({ "name": "Ada", "nick": "A" }), false),
            ("/reference", json!("a"), false),
            (
                "/order/paymentMethod",
                json!({ "methodType": "card", "number": "4242" }),
                false,
            ),
            ("/order/paymentMethod", json!({}), false),
        ] {
            let mut body = body.clone();
            *body.pointer_mut(pointer).unwrap() = value;
            assert_eq!(schema.is_valid(&body), is_valid, "{body}");
        }
    }
}

const FILTER_FILE: &str = include_str!("../../definitions/filter.json");

static FILTER_DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILTER_FILE.as_bytes()).expect("a definition").leak());
static FILTER_DEFINITION_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(FILTER_FILE));
static FILTER_SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(&Customers::schema()));

#[derive(Clone, Debug, RavelinEvent, Serialize)]
#[ravelin(definition = "../definitions/filter.json")]
struct Customers {
    filter: Filter,
}

#[derive(Clone, Debug, RavelinOneOf, Serialize)]
#[ravelin(definition = "../definitions/filter.json", field = "filter")]
#[serde(untagged)]
enum Filter {
    String(String),
    All(All),
    Not(Not),
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/filter.json", object = "filter[all]")]
#[serde(tag = "op", rename = "all")]
struct All {
    filters: Vec<Filter>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/filter.json", object = "filter[not]")]
#[serde(tag = "op", rename = "not")]
struct Not {
    filter: Box<Filter>,
}

fn filter() -> impl Strategy<Value = Filter> {
    let leaf = prop_oneof![9 => "[a-z]{1,3}", 1 => "[a-z0]{0,2}"].prop_map(Filter::String);
    leaf.prop_recursive(5, 20, 3, |inner| {
        let filters = proptest::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            filters.prop_map(|filters| Filter::All(All { filters })),
            inner.prop_map(|filter| Filter::Not(Not {
                filter: Box::new(filter)
            })),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(voucher_judges::cases()))]

    #[test]
    fn alternatives_that_contain_themselves_are_encoded_exactly_if_they_conform(filter in filter()) {
        let customers = Customers { filter };
        let body = serde_json::to_value(&customers).unwrap();
        let mut out = Vec::new();
        let encoded = customers.encode(&mut out);
        prop_assert_eq!(encoded.is_ok(), FILTER_DEFINITION_SCHEMA.is_valid(&body), "{:?}\n{}", encoded, body);
        prop_assert_eq!(encoded.is_ok(), FILTER_SCHEMA.is_valid(&body), "{:?}\n{}", encoded, body);
        let encoded = voucher_judges::violations(encoded);
        prop_assert_eq!(&encoded, &voucher_judges::violations(FILTER_DEFINITION.check(&body)), "{}", body);
        prop_assert_eq!(&encoded, &voucher_judges::violations(customers.validate()));
        if encoded.is_empty() {
            prop_assert_eq!(&serde_json::from_slice::<Value>(&out).unwrap(), &body);
        }
    }
}
