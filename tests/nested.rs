//! Nested objects and arrays are written and validated, and their violations have the right pointer.

use serde_json::{Value, json};
use voucher_core::{Currency, RavelinEnum, RavelinEvent, RavelinFields, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json")]
struct Shop<'s> {
    timestamp: Timestamp,
    customer_id: Option<u64>,
    customer: Option<Customer>,
    order: Order<'s>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "customer")]
struct Customer {
    customer_id: String,
    location: Option<Box<Location>>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.to")]
struct Location {
    country: String,
    latitude: Option<f64>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order<'s> {
    #[ravelin(rename = "orderId")]
    number: u32,
    items: &'s [Item],
    from: Option<Location>,
    matrix: Option<Vec<[u8; 2]>>,
}

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/shop.json", field = "order.items.category")]
enum Category {
    Food,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: &'static str,
    price: i64,
    currency: Option<Currency>,
    quantity: Option<u8>,
    category: Option<Category>,
    weight: Option<f32>,
    labels: Option<Vec<&'static str>>,
}

const ITEM: Item = Item {
    sku: "3726-8",
    price: 1_990,
    currency: Some(Currency::GBP),
    quantity: Some(2),
    category: Some(Category::Food),
    weight: Some(0.5),
    labels: None,
};

fn shop(items: &[Item]) -> Shop<'_> {
    Shop {
        timestamp: Timestamp::from_secs(1_512_828_988).unwrap(),
        customer_id: Some(12),
        customer: None,
        order: Order {
            number: 7,
            items,
            from: None,
            matrix: None,
        },
    }
}

fn sent(event: &impl RavelinEvent) -> Value {
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[test]
fn nested_objects_and_arrays_are_sent() {
    let items = [ITEM, ITEM];
    let item = json!({
        "sku": "3726-8", "price": 1_990, "currency": "GBP", "quantity": 2, "category": "FOOD", "weight": 0.5
    });
    let mut shop = shop(&items);
    shop.order.from = Some(Location {
        country: "GBR".into(),
        latitude: Some(-2.470_891),
    });
    shop.order.matrix = Some(vec![[1, 2], [3, 4]]);
    assert_eq!(
        sent(&shop),
        json!({
            "timestamp": 1_512_828_988_000_i64,
            "customerId": "12",
            "order": {
                "orderId": "7",
                "items": [item, item],
                "from": { "country": "GBR", "latitude": -2.470_891 },
                "matrix": [[1, 2], [3, 4]],
            },
        })
    );
}

/// Returns the pointer, Rust field and rule of each violation.
fn violations_of(event: &impl RavelinEvent) -> Vec<(String, String, Rule)> {
    let violations = event.validate().unwrap_err();
    let mut out = Vec::new();
    let encoded = event.encode(&mut out).unwrap_err();
    assert_eq!(
        violations, encoded,
        "a validate-only encoder reports the same"
    );
    assert_eq!(out, b"", "nothing is written");
    violations
        .iter()
        .map(|violation| {
            let field = violation.field().unwrap_or_default();
            (violation.pointer().into(), field.into(), violation.rule())
        })
        .collect()
}

fn violation(pointer: &str, field: &str, rule: Rule) -> (String, String, Rule) {
    (pointer.into(), field.into(), rule)
}

#[test]
fn a_violation_contains_the_index_of_the_element() {
    let items = [
        ITEM,
        Item {
            sku: "",
            quantity: Some(3),
            weight: Some(0.0),
            ..ITEM
        },
        Item {
            labels: Some(vec!["a", "lorry", "b", "lorries"]),
            weight: Some(f32::NAN),
            ..ITEM
        },
    ];
    let mut shop = shop(&items);
    shop.order.matrix = Some(vec![[0, 0], [9, 10]]);
    shop.order.from = Some(Location {
        country: "Z".into(),
        latitude: Some(91.0),
    });
    assert_eq!(
        violations_of(&shop),
        [
            violation("/order/items/1/sku", "Item.sku", Rule::Length),
            violation("/order/items/1/quantity", "Item.quantity", Rule::Range),
            violation("/order/items/1/weight", "Item.weight", Rule::Range),
            violation("/order/items/2/weight", "Item.weight", Rule::Type),
            violation("/order/items/2/labels/1", "Item.labels", Rule::Length),
            violation("/order/items/2/labels/3", "Item.labels", Rule::Length),
            violation("/order/from/country", "Location.country", Rule::Length),
            violation("/order/from/latitude", "Location.latitude", Rule::Range),
            violation("/order/matrix/1/1", "Order.matrix", Rule::Range),
        ]
    );
    let text = shop.validate().unwrap_err().to_string();
    assert!(
        text.contains("/order/items/1/quantity (Item.quantity): expected a multiple of 2, found 3"),
        "{text}"
    );
}

#[test]
fn an_empty_array_is_sent_and_none_is_omitted() {
    let order = sent(&shop(&[]))["order"].clone();
    assert_eq!(order, json!({ "orderId": "7", "items": [] }));
    let mut shop = shop(&[]);
    shop.order.matrix = Some(Vec::new());
    assert_eq!(sent(&shop)["order"]["matrix"], json!([]));
}

#[test]
fn the_number_of_elements_is_checked() {
    let items = [ITEM, ITEM, ITEM, ITEM];
    assert_eq!(
        violations_of(&shop(&items)),
        [violation("/order/items", "Order.items", Rule::Items)]
    );
    let items = [Item {
        labels: Some(Vec::new()),
        ..ITEM
    }];
    assert_eq!(
        violations_of(&shop(&items)),
        [violation(
            "/order/items/0/labels",
            "Item.labels",
            Rule::Items
        )]
    );
    assert!(shop(&[ITEM, ITEM, ITEM]).validate().is_ok());
}

#[test]
fn mutually_exclusive_fields_are_not_both_sent() {
    let mut shop = shop(&[]);
    shop.customer = Some(Customer {
        customer_id: "c".into(),
        location: None,
    });
    assert_eq!(
        violations_of(&shop),
        [violation("/customer", "Shop.customer", Rule::Exclusive)]
    );
    shop.customer_id = None;
    assert_eq!(sent(&shop)["customer"], json!({ "customerId": "c" }));
    shop.customer = None;
    assert!(shop.validate().is_ok());
}

/// The output can grow while an array is open.
#[test]
fn a_body_that_outgrows_the_buffer_is_complete() {
    let long = "x".repeat(700);
    for length in 0..=700 {
        let mut shop = shop(&[]);
        shop.order.matrix = Some(vec![[1, 2]; length / 3]);
        shop.customer_id = None;
        shop.customer = Some(Customer {
            customer_id: long[..length.max(1)].into(),
            location: Some(Box::new(Location {
                country: "GBR".into(),
                latitude: None,
            })),
        });
        let body = sent(&shop);
        assert_eq!(body["customer"]["customerId"], long[..length.max(1)]);
        assert_eq!(
            body["order"]["matrix"].as_array().unwrap().len(),
            length / 3
        );
        assert_eq!(body["order"]["items"], json!([]));
    }
}

#[test]
fn an_integer_with_multiple_of_is_written_like_any_other() {
    for quantity in [0, 2, 254] {
        let items = [Item {
            quantity: Some(quantity),
            ..ITEM
        }];
        assert_eq!(
            sent(&shop(&items))["order"]["items"][0]["quantity"],
            quantity
        );
    }
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/wide.json")]
struct Wide {
    id: u64,
    large: Option<Large>,
    equal: Option<Large>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/wide.json", object = "large")]
struct Large {
    n65: i64,
}

#[test]
fn a_type_for_a_large_object_fits_another_with_the_same_fields_and_rules() {
    let event = Wide {
        id: 1,
        large: Some(Large { n65: 65 }),
        equal: Some(Large { n65: 66 }),
    };
    assert_eq!(
        sent(&event),
        json!({ "id": "1", "large": { "n65": 65 }, "equal": { "n65": 66 } })
    );
}
