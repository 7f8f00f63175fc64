//! A part of one definition fits another definition exactly if the fields with the same names have the same kind and rules, at
//! any depth.

use serde_json::{Value, json};
use std::panic::catch_unwind;
use voucher_core::__::{ObjectRules, Part, assert_part};
use voucher_core::RavelinFields;
use voucher_definition::{Definition, read};

const FILE: &str = include_str!("../../definitions/shop.json");

/// The fields whose rules are compared, including nested ones.
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

/// Returns the message if the part does not fit a definition.
fn type_mismatch(file: &Value) -> Result<(), String> {
    let file = file.to_string();
    let definition = read(file.as_bytes()).unwrap_or_else(|mistakes| panic!("{file}: {mistakes}"));
    let definition: &'static Definition = definition.leak();
    let fields = definition.object().fields.iter();
    let fields = fields.map(|field| {
        (
            field.name,
            field.is_required(),
            definition.object().digest_of(field),
        )
    });
    let fields = fields.collect::<Vec<_>>().leak();
    let rules = ObjectRules::new("", definition.object().digest(), fields);
    let result = catch_unwind(|| {
        let type_info = <Shopping as Part<_>>::TYPE;
        let part_mapping = <Shopping as Part<_>>::MAPPING;
        assert_part(type_info, part_mapping, definition, &rules, &[], &[], &[]);
    });
    result.map_err(|payload| *payload.downcast::<String>().unwrap())
}

/// Returns the file with a member set, or removed if the value is `None`.
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

/// The pointers of the schemas of the array of items and of an item.
const ITEMS: &str = "/properties/order/properties/items";
const ITEM: &str = "/properties/order/properties/items/items";

/// Members of the file with other values; `None` removes the member.
#[rustfmt::skip]
const OF_BODY: &[(&str, Option<&str>)] = &[
    ("customerId/x-ravelin-kind", None),
    ("customerId/x-ravelin-sensitive", Some("true")),
    ("customerId/maxLength", Some("9")),
    ("order/required", Some(r#"["orderId"]"#)),
    ("order/additionalProperties", Some("false")),
    ("order/x-ravelin-exclusive", Some(r#"[["from", "to"]]"#)),
    ("order/properties/note", Some(r#"{"type": "string"}"#)),
    ("order/properties/isGift/const", Some("false")),
    ("order/properties/version/const", Some("4")),
    ("order/properties/matrix/minItems", Some("1")),
    ("order/properties/matrix/items/minItems", Some("1")),
    ("order/properties/matrix/items/items/maximum", Some("8")),
];
#[rustfmt::skip]
const OF_ITEMS: &[(&str, Option<&str>)] = &[
    ("minItems", Some("1")),
    ("maxItems", Some("4")),
    ("maxItems", None),
    ("items", Some(r#"{"type": "string"}"#)),
    ("items/required", None),
    ("items/additionalProperties", Some("false")),
    ("items/x-ravelin-exclusive", Some(r#"[["price", "weight"]]"#)),
];
#[rustfmt::skip]
const OF_ITEM: &[(&str, Option<&str>)] = &[
    ("sku/minLength", Some("2")),
    ("sku/maxLength", Some("2")),
    ("sku/pattern", Some(r#""^[A-Z]+$""#)),
    ("sku/x-ravelin-kind", Some(r#""identifier""#)),
    ("sku/x-ravelin-sensitive", Some("false")),
    ("price/x-ravelin-kind", None),
    ("price/minimum", Some("0")),
    ("price/maximum", Some("99")),
    ("quantity/multipleOf", Some("3")),
    ("quantity/minimum", Some("2")),
    ("quantity/exclusiveMaximum", Some("9")),
    ("quantity/type", Some(r#""number""#)),
    ("category/enum", Some(r#"["FOOD"]"#)),
    ("weight/minimum", Some("0.25")),
    ("weight/maximum", Some("99.25")),
    ("weight/exclusiveMinimum", Some("0.5")),
    ("weight/exclusiveMaximum", Some("100")),
    ("weight/multipleOf", Some("0.5")),
    ("labels/minItems", Some("2")),
    ("labels/items/maxLength", Some("5")),
    ("old", None),
];

#[test]
fn definitions_differ_if_a_rule_differs_at_any_depth() {
    let item = format!("{ITEM}/properties");
    for (base, table) in [
        ("/properties", OF_BODY),
        (ITEMS, OF_ITEMS),
        (&item, OF_ITEM),
    ] {
        for (name, value) in table {
            let value = value.map(|value| serde_json::from_str(value).unwrap());
            let message =
                type_mismatch(&changed(&format!("{base}/{name}"), value)).expect_err(name);
            assert!(
                message.contains("differs between `shop` and `shop`"),
                "{name}: {message}"
            );
        }
    }
}

#[test]
fn definitions_do_not_differ_by_documentation_or_order() {
    let item = format!("{ITEM}/properties");
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
        assert_eq!(type_mismatch(&file), Ok(()), "{pointer}");
    }
    assert_eq!(type_mismatch(&serde_json::from_str(FILE).unwrap()), Ok(()));
}

#[test]
fn a_field_missing_from_the_other_definition_is_named() {
    let mut file = changed("/properties/customerId", None);
    file.as_object_mut().unwrap().remove("x-ravelin-exclusive");
    let mismatch = type_mismatch(&file).unwrap_err();
    let message = "field `customerId` of the part (`Shopping.customer_id`) is not in `shop`";
    assert!(mismatch.starts_with(message), "{mismatch}");
}
