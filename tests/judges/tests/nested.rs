//! The encoder, the run-time validator and a JSON Schema validator agree on bodies with nested objects and arrays.

use jsonschema::Validator;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields};
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/shop.json");

static DEFINITION: LazyLock<&Definition> =
    LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    jsonschema::draft202012::new(&serde_json::from_str(FILE).expect("JSON")).expect("a schema")
});

/// A struct that maps every field, with types that can represent invalid values. serde writes the same body.
#[derive(Clone, Debug, RavelinEvent, Serialize)]
#[ravelin(definition = "../definitions/shop.json")]
#[serde(rename_all = "camelCase")]
struct Shop {
    #[ravelin(unix = "ms")]
    timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer>,
    #[ravelin(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Order>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/shop.json", object = "customer")]
#[serde(rename_all = "camelCase")]
struct Customer {
    #[ravelin(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/shop.json", object = "order.to")]
struct Location {
    #[ravelin(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/shop.json", object = "order")]
#[serde(rename_all = "camelCase")]
struct Order {
    #[ravelin(rename = "orderId")]
    #[serde(rename = "orderId")]
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[ravelin(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<Item>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matrix: Option<Vec<Vec<i64>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_gift: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<Value>,
}

#[derive(Clone, Debug, RavelinFields, Serialize)]
#[ravelin(definition = "../definitions/shop.json", object = "order.items")]
struct Item {
    #[ravelin(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![9 => "\\PC{1,4}", 1 => Just(String::new())]
}

fn some<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    weighted(0.93, value)
}

fn location() -> impl Strategy<Value = Location> {
    let latitude = of(prop_oneof![4 => -90.0..=90.0, 1 => select(vec![90.5, -91.0, 1e300])]);
    let country = some(prop_oneof![9 => "[A-Z]{2,3}", 1 => "é|\\PC{4}"]);
    (country, latitude).prop_map(|(country, latitude)| Location { country, latitude })
}

prop_compose! {
    fn item()(
        sku in some(prop_oneof![9 => "[a-z]{1,3}", 1 => Just(String::new())]),
        price in of(any::<i64>()),
        quantity in of(prop_oneof![9 => (0..9_i64).prop_map(|half| 2 * half), 1 => -3..9_i64]),
        category in of(prop_oneof![4 => "FOOD|TOYS", 1 => "food|\\PC{2}"]),
        weight in of(prop_oneof![9 => 0.1..=99.5, 1 => select(vec![0.0, -0.0, 99.6, 5e-324])]),
        labels in of(proptest::collection::vec("\\PC{0,4}|\\PC{0,4}|é{3,5}", 0..3)),
    ) -> Item {
        Item { sku, price, quantity, category, weight, labels }
    }
}

prop_compose! {
    fn order()(
        number in id(),
        currency in of(prop_oneof![9 => "GBP|eur|JPY", 1 => "POUND|ABC|£££"]),
        items in some(proptest::collection::vec(item(), 0..=4)),
        from in of(location()),
        matrix in of(proptest::collection::vec(proptest::collection::vec(0..11_i64, 0..4), 0..3)),
        is_gift in of(weighted(0.9, Just(())).prop_map(|right| right.is_some())),
        version in of(prop_oneof![9 => Just(3), 1 => 2..5_i64]),
        custom in of(Just(json!({"any": [1]}))),
    ) -> Order {
        Order { number, currency, items, from, matrix, is_gift, version, custom }
    }
}

prop_compose! {
    fn shop()(
        timestamp in prop_oneof![19 => Just(1_512_828_988_826), 1 => Just(1_512_828_988)],
        customer_id in weighted(0.3, id()),
        customer in weighted(0.3, (some(id()), of(location())).prop_map(|(customer_id, location)| Customer { customer_id, location })),
        order in some(order()),
        note in of("\\PC{0,3}"),
    ) -> Shop {
        Shop { timestamp, customer_id, customer, order, note }
    }
}

/// Checks the rules of the toolkit's own keywords, which a validator does not know.
fn satisfies_user_rules(shop: &Shop) -> bool {
    let is_moment = shop.timestamp > 100_000_000_000;
    let customers = [
        &shop.customer_id,
        &shop
            .customer
            .as_ref()
            .and_then(|customer| customer.customer_id.clone()),
    ]
    .map(Clone::clone);
    let order = shop.order.as_ref();
    let ids = customers
        .iter()
        .flatten()
        .chain(order.map(|order| &order.number));
    let currency = order.and_then(|order| order.currency.as_deref());
    is_moment
        && ids.into_iter().all(|id| !id.is_empty())
        && currency.is_none_or(|code| ["GBP", "eur", "JPY"].contains(&code))
        && (shop.customer_id.is_none() || shop.customer.is_none())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(voucher_judges::cases()))]

    #[test]
    fn an_event_with_objects_and_arrays_is_encoded_exactly_if_its_body_conforms(shop in shop()) {
        let mut reference = serde_json::to_value(&shop).unwrap();
        let conforms = SCHEMA.is_valid(&reference) && satisfies_user_rules(&shop);
        let mut out = Vec::new();
        let encoded = shop.encode(&mut out);
        prop_assert_eq!(encoded.is_ok(), conforms, "{:?}\n{}", encoded, reference);
        let encoded = voucher_judges::violations(encoded);
        prop_assert_eq!(&encoded, &voucher_judges::violations(DEFINITION.check(&reference)), "{}", reference);
        prop_assert_eq!(&encoded, &voucher_judges::violations(shop.validate()));
        if conforms {
            if let Some(code) = reference["order"]["currency"].as_str().map(str::to_ascii_uppercase) {
                reference["order"]["currency"] = code.into();
            }
            prop_assert_eq!(&serde_json::from_slice::<Value>(&out).unwrap(), &reference);
        }
    }
}
