//! `diff` and `coverage` find the types and fields of a program through the schemas that it exports.

use serde_json::Value;
use std::path::Path;
use voucher_codegen::coverage::coverage;
use voucher_codegen::diff::{Diff, Level, diff_for};
use voucher_codegen::exported::ExportedType;
use voucher_core::{Currency, RavelinEvent, RavelinFields};
use voucher_definition::{Definition, read};

#[derive(RavelinEvent)]
#[allow(deprecated)] // the API prefers `checkout`, which has no entity
#[ravelin(event = "order", timestamp = now, export = "tests/exported/sale.json")]
struct Sale {
    order_id: u64,
    #[ravelin(rename = "customerId")]
    buyer: String,
    #[ravelin(flatten)]
    worth: Worth,
    items: Vec<Line>,
    status: Option<Status>,
}

#[derive(RavelinFields)]
#[ravelin(event = "order")]
struct Worth {
    #[ravelin(rename = "price")]
    total: i64,
    currency: Currency,
}

#[derive(RavelinFields)]
#[ravelin(event = "order", object = "order.items")]
struct Line {
    #[ravelin(rename = "sku", length(max = 20))]
    article: String,
    quantity: Option<u8>,
}

#[derive(RavelinFields)]
#[ravelin(event = "order", object = "order.status[pending]")]
struct Status {
    actor: String,
}

fn sale() -> [ExportedType; 1] {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exported/sale.json");
    let file = std::fs::read(path).unwrap();
    [ExportedType::read(&file).unwrap().unwrap()]
}

fn order() -> &'static Definition {
    Definition::find("order").unwrap()
}

/// Compares the definition of an order with a changed one.
fn changed(change: impl FnOnce(&mut Value)) -> Diff {
    let path = "../../voucher-core/definition/definitions/order.json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    change(&mut file);
    let new = read(file.to_string().as_bytes()).unwrap().leak();
    diff_for(order(), new, &sale())
}

/// Returns the schema of a field of each item.
fn item<'f>(file: &'f mut Value, name: &str) -> &'f mut Value {
    let items = "/$defs/order/properties/items/items";
    let target = file
        .pointer(items)
        .and_then(|items| items.get("$ref")?.as_str());
    let object = target
        .map_or(items, |target| target.trim_start_matches('#'))
        .to_owned();
    &mut file.pointer_mut(&object).unwrap()["properties"][name]
}

fn shown(diff: &Diff) -> Vec<String> {
    let changes = diff.changes.iter().map(|change| {
        let locations: Vec<_> = change.locations.iter().map(ToString::to_string).collect();
        let (level, path) = (change.level.name(), &change.path);
        format!("{level}: {path}: {} {}", change.rule, locations.join(", "))
    });
    changes.map(|change| change.trim_end().to_owned()).collect()
}

#[test]
fn a_change_names_the_field_of_the_struct_that_it_concerns() {
    let file = "(tests/judges/tests/exported.rs)";
    let narrowed = changed(|file| item(file, "sku")["maxLength"] = 12.into());
    assert_eq!(
        shown(&narrowed),
        [format!(
            "reject: order.items.sku: maximum length `Line.article` of `exported::Sale` {file}"
        )]
    );
    let number = changed(|file| *item(file, "sku") = serde_json::json!({"type": "number"}));
    assert_eq!(number.level(), Some(Level::Compile));
    assert!(shown(&number)[0].contains("`Line.article` of `exported::Sale`"));
    let gone = changed(|file| {
        file["$defs"]["order"]["properties"]
            .as_object_mut()
            .unwrap()
            .shift_remove("price");
    });
    assert_eq!(
        shown(&gone)[0],
        format!("compile: order.price: field `Worth.total` of `exported::Sale` {file}")
    );
}

#[test]
fn a_change_that_concerns_no_type_is_documentation() {
    // The type's own maximum is below the new one.
    let above = changed(|file| item(file, "sku")["maxLength"] = 30.into());
    assert_eq!(
        shown(&above),
        ["documentation: order.items.sku: maximum length"]
    );
    let unmapped = changed(|file| {
        let order = file["$defs"]["order"]["properties"]
            .as_object_mut()
            .unwrap();
        let mapped = ["orderId", "price", "currency", "items", "status"];
        order.retain(|name, _| mapped.contains(&&**name));
    });
    assert!(unmapped.changes.len() > 3);
    assert_eq!(unmapped.level(), Some(Level::Documentation));
}

#[test]
fn a_new_required_field_concerns_the_types_that_send_its_object() {
    let required = changed(|file| {
        file["required"].as_array_mut().unwrap().push("shop".into());
        file["properties"]["shop"] = serde_json::json!({"type": "string"});
    });
    assert_eq!(
        shown(&required),
        ["compile: shop: field `exported::Sale` (tests/judges/tests/exported.rs)"]
    );
}

#[test]
fn coverage_lists_each_field_once_with_its_struct() {
    let coverage = coverage(order(), &sale());
    let find = |path: &str| {
        let mut fields = coverage.fields.iter().filter(|field| field.path == path);
        let field = fields.next().unwrap();
        assert!(fields.next().is_none());
        field
            .locations
            .iter()
            .filter_map(|location| location.field.as_deref())
            .collect::<Vec<_>>()
    };
    assert_eq!(find("order.orderId"), ["order_id"]);
    assert_eq!(find("order.price"), ["Worth.total"]);
    assert_eq!(find("order.items.sku"), ["Line.article"]);
    assert_eq!(find("order.status[pending].actor"), ["Status.actor"]);
    assert_eq!(find("order.items.name"), [""; 0]);
    assert_eq!(coverage.types, ["exported::Sale"]);
}
