//! A part of one definition fits into another exactly if the fields of the same names have the same kind and rules there,
//! at any depth.

use serde_json::{Value, json};
use std::panic::catch_unwind;
use voucher_core::__::{ObjectRules, Part, assess_part};
use voucher_core::RavelinFields;
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/shop.json");

/// The fields whose rules are compared, each however deep its own fields are.
#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/shop.json")]
struct Shopping {
    customer_id: Option<String>,
    order: Order,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: Vec<Item>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "../definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
}

/// Why the part does not fit into a definition, if it does not.
fn misfit(file: &Value) -> Result<(), String> {
    let file = file.to_string();
    let definition = read(file.as_bytes()).unwrap_or_else(|mistakes| panic!("{file}: {mistakes}"));
    let definition: &'static Definition = definition.leak();
    let fields = definition.body.fields.iter();
    let fields = fields.map(|field| (field.name, field.is_required(), field.digest()));
    let fields = fields.collect::<Vec<_>>().leak();
    let rules = ObjectRules::new("", definition.body.digest(), fields);
    let asked = catch_unwind(|| {
        let verdict = <Shopping as Part<_>>::TYPE;
        let share = <Shopping as Part<_>>::SHARE;
        assess_part(verdict, share, definition, &rules, &[], &[], &[]);
    });
    asked.map_err(|why| *why.downcast::<String>().unwrap())
}

/// The file with a member set, or removed where there is no value.
fn changed(pointer: &str, value: Option<Value>) -> Value {
    let mut file: Value = serde_json::from_str(FILE).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = file
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{parent}"));
    let members = parent.as_object_mut().unwrap();
    match value {
        Some(value) => members.insert(name.into(), value),
        None => members.remove(name),
    };
    file
}

#[test]
fn a_rule_at_any_depth_tells_two_definitions_apart() {
    const ITEMS: &str = "/properties/order/properties/items";
    const ITEM: &str = "/properties/order/properties/items/items";
    const SKU: &str = "/properties/order/properties/items/items/properties/sku";
    let of_item = |name: &str| format!("{ITEM}/properties/{name}");
    for (pointer, value) in [
        ("/properties/customerId/x-ravelin-kind".into(), None),
        (
            "/properties/customerId/x-ravelin-sensitive".into(),
            Some(json!(true)),
        ),
        ("/properties/customerId/maxLength".into(), Some(json!(9))),
        (
            "/properties/order/required".into(),
            Some(json!(["orderId"])),
        ),
        (
            "/properties/order/additionalProperties".into(),
            Some(json!(false)),
        ),
        (
            "/properties/order/x-ravelin-exclusive".into(),
            Some(json!([["from", "to"]])),
        ),
        (
            "/properties/order/properties/note".into(),
            Some(json!({"type": "string"})),
        ),
        (
            "/properties/order/properties/isGift/const".into(),
            Some(json!(false)),
        ),
        (
            "/properties/order/properties/version/const".into(),
            Some(json!(4)),
        ),
        (
            "/properties/order/properties/matrix/items/items/maximum".into(),
            Some(json!(8)),
        ),
        (
            "/properties/order/properties/matrix/items/minItems".into(),
            Some(json!(1)),
        ),
        (format!("{ITEMS}/maxItems"), Some(json!(4))),
        (format!("{ITEMS}/maxItems"), None),
        (format!("{ITEMS}/minItems"), Some(json!(1))),
        (format!("{ITEMS}/items"), Some(json!({"type": "string"}))),
        (format!("{ITEM}/additionalProperties"), Some(json!(false))),
        (
            format!("{ITEM}/x-ravelin-exclusive"),
            Some(json!([["price", "weight"]])),
        ),
        (format!("{ITEM}/required"), None),
        (format!("{SKU}/minLength"), Some(json!(2))),
        (format!("{SKU}/maxLength"), Some(json!(2))),
        (format!("{SKU}/pattern"), Some(json!("^[A-Z]+$"))),
        (format!("{SKU}/x-ravelin-kind"), Some(json!("identifier"))),
        (format!("{SKU}/x-ravelin-sensitive"), Some(json!(false))),
        (of_item("price/x-ravelin-kind"), None),
        (of_item("price/minimum"), Some(json!(0))),
        (of_item("price/maximum"), Some(json!(99))),
        (of_item("quantity/multipleOf"), Some(json!(3))),
        (of_item("quantity/minimum"), Some(json!(2))),
        (of_item("quantity/exclusiveMaximum"), Some(json!(9))),
        (of_item("quantity/type"), Some(json!("number"))),
        (of_item("category/enum"), Some(json!(["FOOD"]))),
        (of_item("weight/exclusiveMinimum"), Some(json!(0.5))),
        (of_item("weight/maximum"), Some(json!(99.25))),
        (of_item("weight/minimum"), Some(json!(0.25))),
        (of_item("weight/exclusiveMaximum"), Some(json!(100))),
        (of_item("weight/multipleOf"), Some(json!(0.5))),
        (of_item("labels/minItems"), Some(json!(2))),
        (of_item("labels/items/maxLength"), Some(json!(5))),
        (of_item("old"), None),
    ] {
        let file = changed(&pointer, value);
        let why = misfit(&file).expect_err(&pointer);
        assert!(why.contains("is another in `shop`"), "{pointer}: {why}");
    }
}

#[test]
fn documentation_and_order_do_not_tell_two_definitions_apart() {
    let item = "/properties/order/properties/items/items/properties";
    for (pointer, value) in [
        ("/description".into(), json!("another shop")),
        ("/x-ravelin-source".into(), json!("a page")),
        ("/x-ravelin-method".into(), json!("PUT")),
        ("/additionalProperties".into(), json!(false)),
        ("/properties/more".into(), json!({"type": "string"})),
        ("/properties/note/maxLength".into(), json!(3)),
        (
            "/properties/customerId/description".into(),
            json!("who buys"),
        ),
        (
            "/properties/order/description".into(),
            json!("what is bought"),
        ),
        (
            "/properties/order/properties/items/description".into(),
            json!("all of it"),
        ),
        (format!("{item}/sku/description"), json!("a code")),
        (format!("{item}/sku/x-ravelin-source"), json!("a page")),
        (format!("{item}/sku/x-ravelin-evidence"), json!("inferred")),
        (format!("{item}/price/x-ravelin-status"), json!("important")),
        (format!("{item}/price/deprecated"), json!(true)),
        (format!("{item}/price/title"), json!("price")),
        (format!("{item}/price/examples"), json!([1])),
        (format!("{item}/category/enum"), json!(["TOYS", "FOOD"])),
    ] {
        let file = changed(&pointer, Some(value));
        assert_eq!(misfit(&file), Ok(()), "{pointer}");
    }
    assert_eq!(misfit(&serde_json::from_str(FILE).unwrap()), Ok(()));
}

#[test]
fn a_field_that_the_other_definition_does_not_have_is_named() {
    let mut file = changed("/properties/customerId", None);
    file.as_object_mut().unwrap().remove("x-ravelin-exclusive");
    let why = misfit(&file).unwrap_err();
    let words = "field `customerId` of the part (`Shopping.customer_id`) is not in `shop`";
    assert!(why.starts_with(words), "{why}");
}
