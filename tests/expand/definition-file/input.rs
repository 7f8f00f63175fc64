use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json", timestamp = now)]
struct Shop {
    customer: Option<Customer>,
    #[ravelin(rename = "customerId")]
    buyer: Option<u64>,
    order: Order,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "customer")]
struct Customer {
    customer_id: u64,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: Vec<Item>,
    is_gift: Option<bool>,
    version: Option<i64>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
    category: Category,
    labels: Option<[&'static str; 2]>,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/shop.json", field = "order.items.category")]
enum Category {
    Food,
}

fn main() {
    let item = Item {
        sku: "3726-8".into(),
        category: Category::Food,
        labels: Some(["new", "red"]),
    };
    let shop = Shop {
        customer: Some(Customer { customer_id: 1 }),
        buyer: None,
        order: Order {
            order_id: 7,
            items: vec![item],
            is_gift: None,
            version: Some(3),
        },
    };
    let body = shop.to_json().unwrap();
    let items = r#""items":[{"sku":"3726-8","category":"FOOD","labels":["new","red"]}],"version":3"#;
    assert!(body.contains(items), "{body}");
}
