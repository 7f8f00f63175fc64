//! The schema of a type accepts every body that the type encodes to, and rejects bodies that the type cannot send.

use jsonschema::Validator;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use voucher_core::{
    Amount, Currency, IntegerField, RavelinEnum, RavelinEvent, RavelinFields, Timestamp,
    VoucherCheckType,
};

/// Uses every key, and a type of each category.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "promo-created"), check = all_is_well)]
struct Promo<C: IntegerField> {
    #[ravelin(length(max = 12), check = is_upper)]
    voucher_code: String,
    #[ravelin(range(min = 1))]
    value: u16,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(rename = "referrerId")]
    owner: Option<C>,
    #[ravelin(unix = "s")]
    expiry: Option<i64>,
    #[ravelin(with = Amount::clone)]
    referral_value: Option<Amount>,
    voucher_type: Option<Reason>,
    #[ravelin(custom)]
    campaign: Option<&'static str>,
    custom: Option<BTreeMap<String, u8>>,
    #[ravelin(extra = "shelf")]
    shelf: u8,
}

#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    Referral,
    General,
}

fn is_upper(code: &str) -> Result<(), &'static str> {
    if code.chars().any(char::is_lowercase) {
        return Err("lower case");
    }
    Ok(())
}

fn all_is_well<C: IntegerField>(promo: &Promo<C>) -> Result<(), &'static str> {
    match promo.value {
        13 => Err("unlucky"),
        _ => Ok(()),
    }
}

/// A part that can be absent, derived for another definition; a flat body; and constants of every kind.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(
    event = "paymentmethod/voucher",
    constant(
        success = true,
        redemption_time = 1_512_828_988_826,
        voucher_type = "STAFF"
    ),
    optional(value, currency)
)]
struct Redemption {
    timestamp: Timestamp,
    #[ravelin(required)]
    payment_method_id: Option<i64>,
    voucher_code: u8,
    #[ravelin(flatten)]
    money: Option<Money>,
    #[ravelin(custom)]
    shop: u8,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(event = "voucher")]
struct Money {
    value: i8,
    #[ravelin(unlisted)]
    currency: String,
}

#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(event = "voucher/check", constant(customer_id = 7, depth = 3))]
struct Check {
    voucher_type: VoucherCheckType,
    threshold: Option<u8>,
}

/// A definition file with nested objects, arrays, numbers and mutually exclusive fields, and a user's pattern.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(definition = "../definitions/shop.json")]
struct Shop {
    timestamp: Timestamp,
    customer_id: Option<u64>,
    customer: Option<Customer>,
    order: Order,
    #[ravelin(pattern = "^[a-z ]+$")]
    note: Option<String>,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/shop.json", object = "customer")]
struct Customer {
    customer_id: String,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(
    definition = "../definitions/shop.json",
    object = "order",
    constant(version = 3)
)]
struct Order {
    #[ravelin(rename = "orderId")]
    number: u32,
    #[ravelin(check = not_too_many)]
    items: Vec<Item>,
    matrix: Option<Vec<[u8; 2]>>,
    is_gift: Option<bool>,
    #[ravelin(custom)]
    shop: u8,
}

fn not_too_many(items: &[Item]) -> Result<(), String> {
    match items.len() {
        0..3 => Ok(()),
        count => Err(format!("{count} are too many")),
    }
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
    price: Option<i64>,
    quantity: Option<u8>,
    category: Option<Toys>,
    weight: Option<f32>,
    labels: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(
    definition = "../definitions/shop.json",
    field = "order.items.category"
)]
enum Toys {
    Toys,
}

/// A validator of the schema. If `SECOND` names a file, each case is recorded there for a second validator (`second.py`).
struct ValidatorPair {
    validator: Validator,
    notes: Option<File>,
}

impl ValidatorPair {
    fn of<E: RavelinEvent>() -> (Value, Self) {
        let schema: Value = serde_json::from_str(&E::schema()).unwrap();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let notes = std::env::var_os("SECOND").map(|path| {
            OpenOptions::new()
                .append(true)
                .create(true)
                .open(path)
                .unwrap()
        });
        let mut validator_pair = Self { validator, notes };
        validator_pair.note(&json!({"schema": schema}));
        (schema, validator_pair)
    }

    fn is_valid(&mut self, body: &Value) -> bool {
        let is_valid = self.validator.is_valid(body);
        self.note(&json!({"body": body, "is_valid": is_valid}));
        is_valid
    }

    fn note(&mut self, line: &Value) {
        if let Some(notes) = &mut self.notes {
            writeln!(notes, "{line}").unwrap();
        }
    }
}

/// Returns mutations of a body that the type cannot send. The members come from the schema; types and rules are listed here by
/// hand.
fn mutations(body: &Value, cannot: &[(&str, Value)], needed: &[&str]) -> Vec<Value> {
    let mut changed = Vec::new();
    for (pointer, value) in cannot {
        let mut body = body.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.insert(name.to_owned(), value.clone());
        changed.push(body);
    }
    for pointer in needed {
        let mut body = body.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.remove(name).unwrap();
        changed.push(body);
    }
    retyped(body, &mut Vec::new(), body, &mut changed);
    changed
}

/// Replaces each listed member with a value of every other type, except free objects and free strings.
fn retyped(root: &Value, path: &mut Vec<String>, node: &Value, changed: &mut Vec<Value>) {
    let Value::Object(members) = node else { return };
    for (name, value) in members {
        if matches!(name.as_str(), "shelf" | "shop" | "campaign")
            || path.contains(&"custom".to_owned())
        {
            continue;
        }
        path.push(name.clone());
        let pointer = format!("/{}", path.join("/"));
        for other in [
            json!(null),
            json!(true),
            json!(-1.5),
            json!("\u{7}?"),
            json!([]),
            json!({"?": 0}),
        ] {
            let mut body = root.clone();
            let is_free = match name.as_str() {
                "custom" => other.is_object(),
                "voucherCode" | "customerId" => other.is_string(),
                "items" | "matrix" => other.is_array(),
                _ => false,
            };
            if !(is_free || value.is_boolean() && other.is_boolean()) {
                *body.pointer_mut(&pointer).unwrap() = other;
                changed.push(body);
            }
        }
        retyped(root, path, value, changed);
        path.pop();
    }
}

fn time() -> impl Strategy<Value = Timestamp> {
    (100_000_000_000_i64..253_402_300_800_000)
        .prop_map(|count| Timestamp::from_millis(count).unwrap())
}

fn currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec![
        Currency::GBP,
        Currency::JPY,
        Currency::HRK,
        Currency::XXX,
    ])
}

prop_compose! {
    fn promo()(
        voucher_code in "[A-Z0-9É€-]{1,12}",
        value in 1_u16..,
        currency in currency(),
        creation_time in time(),
        owner in of(any::<u32>()),
        expiry in of(100_000_000_i64..253_402_300_799),
        referral_value in of(any::<i64>().prop_map(Amount::from_minor)),
        voucher_type in of(prop::sample::select(vec![Reason::Referral, Reason::General])),
        campaign in of(Just("spring")),
        custom in of(prop::collection::btree_map("[a-z ]{0,3}", any::<u8>(), 0..3)),
        shelf in any::<u8>(),
    ) -> Promo<u32> {
        Promo {
            voucher_code, value, currency, creation_time, owner, expiry, referral_value, voucher_type, campaign, custom, shelf,
        }
    }
}

prop_compose! {
    fn item()(
        sku in "[A-Z0-9]{1,9}",
        price in of(any::<i64>()),
        quantity in of((0_u8..127).prop_map(|half| half * 2)),
        category in of(Just(Toys::Toys)),
        weight in of(0.125_f32..99.5),
        labels in of(prop::collection::vec("[a-z]{0,4}", 1..3)),
    ) -> Item {
        Item { sku, price, quantity, category, weight, labels }
    }
}

prop_compose! {
    fn order()(
        number in any::<u32>(),
        items in prop::collection::vec(item(), 0..3),
        matrix in of(prop::collection::vec([0_u8..10, 0_u8..10], 0..3)),
        is_gift in of(Just(true)),
        shop in any::<u8>(),
    ) -> Order {
        Order { number, items, matrix, is_gift, shop }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_shop(
        timestamp in time(), id in of(any::<u32>()), customer in of("[a-z]{1,3}"), order in order(), note in of("[a-z ]{1,3}"),
    ) {
        let is_both = id.is_some() && customer.is_some();
        let customer = customer.map(|customer_id| Customer { customer_id });
        let shop = Shop { timestamp, customer_id: id.map(u64::from), customer, order, note };
        let (_, mut validator_pair) = ValidatorPair::of::<Shop>();
        let Ok(json) = shop.to_json() else {
            prop_assert!(is_both);
            return Ok(());
        };
        let body: Value = serde_json::from_str(&json).unwrap();
        prop_assert!(validator_pair.is_valid(&body), "{body}");
        let mut cannot = vec![
            ("/note", json!("A")),
            ("/order/version", json!(4)),
            ("/order/isGift", json!(false)),
            ("/order/orderId", json!("-1")),
            ("/order/items", json!([{}])),
            ("/order/items", json!([{"sku": ""}])),
            ("/order/items", json!([{"sku": "a", "old": "b"}])),
            ("/order/items", json!([{"sku": "a", "quantity": 3}])),
            ("/order/items", json!([{"sku": "a", "quantity": 256}])),
            ("/order/items", json!([{"sku": "a", "weight": 0}])),
            ("/order/items", json!([{"sku": "a", "category": "FOOD"}])),
            ("/order/items", json!([{"sku": "a", "labels": []}])),
            ("/order/items", json!([{"sku": "a", "labels": ["abcde"]}])),
            ("/order/items", json!([{"sku": "a"}, {"sku": "a"}, {"sku": "a"}, {"sku": "a"}])),
            ("/order/matrix", json!([[10]])),
            ("/order/from", json!({"country": "GB"})),
        ];
        if id.is_some() {
            cannot.push(("/customer", json!({"customerId": "a"})));
        }
        let needed = ["/timestamp", "/order", "/order/version", "/order/orderId", "/order/items"];
        for body in mutations(&body, &cannot, &needed) {
            prop_assert!(!validator_pair.is_valid(&body), "{body}");
        }
    }

    #[test]
    fn a_promo(promo in promo()) {
        let (_, mut validator_pair) = ValidatorPair::of::<Promo<u32>>();
        let Ok(json) = promo.to_json() else {
            prop_assert_eq!(promo.value, 13);
            return Ok(());
        };
        let body: Value = serde_json::from_str(&json).unwrap();
        let errors: Vec<_> = validator_pair.validator.iter_errors(&body).map(|error| error.to_string()).collect();
        prop_assert!(errors.is_empty(), "{json}: {errors:?}");
        let cannot = [
            ("/eventType", json!("promo-deleted")),
            ("/customerId", json!("7")),
            ("/voucher/voucherCode", json!("ABCDEFGHIJKLM")),
            ("/voucher/voucherCode", json!("")),
            ("/voucher/value", json!(0)),
            ("/voucher/value", json!(65_536)),
            ("/voucher/currency", json!("ABC")),
            ("/voucher/currency", json!("gbp")),
            ("/voucher/creationTime", json!(1_512_828_988)),
            ("/voucher/referrerId", json!("a")),
            ("/voucher/referrerId", json!("-1")),
            ("/voucher/referrerId", json!("007")),
            ("/voucher/voucherType", json!("STAFF")),
            ("/voucher/unheard", json!(1)),
        ];
        let needed = [
            "/timestamp", "/voucher", "/eventType", "/voucher/voucherCode", "/voucher/value", "/voucher/currency",
            "/voucher/creationTime",
        ];
        for body in mutations(&body, &cannot, &needed) {
            prop_assert!(!validator_pair.is_valid(&body), "{body}");
        }
    }

    #[test]
    fn a_redemption(
        timestamp in time(), id in any::<i64>(), voucher_code in any::<u8>(), value in of(any::<i8>()), shop in any::<u8>(),
    ) {
        let money = value.map(|value| Money { value, currency: "xbt".to_owned() });
        let is_paid = money.is_some();
        let event = Redemption { timestamp, payment_method_id: Some(id), voucher_code, money, shop };
        let (_, mut validator_pair) = ValidatorPair::of::<Redemption>();
        let body: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
        prop_assert!(validator_pair.is_valid(&body), "{body}");
        let mut cannot = vec![
            ("/voucherRedemption/success", json!(false)),
            ("/voucherRedemption/redemptionTime", json!(1_512_828_988_827_i64)),
            ("/voucherRedemption/voucherType", json!("GENERAL")),
            ("/voucherRedemption/voucherCode", json!("-1")),
            ("/voucherRedemption/custom", json!({"other": 1})),
        ];
        let mut needed = vec![
            "/voucherRedemption/success", "/voucherRedemption/paymentMethodId", "/voucherRedemption/redemptionTime",
        ];
        if is_paid {
            cannot.extend([
                ("/voucherRedemption/value", json!(128)),
                ("/voucherRedemption/currency", json!("xbt")),
            ]);
            needed.extend(["/voucherRedemption/value", "/voucherRedemption/currency"]);
        } else {
            cannot.push(("/voucherRedemption/value", json!(1)));
        }
        for body in mutations(&body, &cannot, &needed) {
            prop_assert!(!validator_pair.is_valid(&body), "{body}");
        }
    }

    #[test]
    fn a_check(threshold in of(0_u8..)) {
        let (_, mut validator_pair) = ValidatorPair::of::<Check>();
        let check = Check { voucher_type: VoucherCheckType::Referral, threshold };
        let body: Value = serde_json::from_str(&check.to_json().unwrap()).unwrap();
        prop_assert!(validator_pair.is_valid(&body), "{body}");
        let cannot = [
            ("/customerId", json!("8")),
            ("/depth", json!(4)),
            ("/threshold", json!(256)),
            ("/voucherType", json!("STAFF")),
            ("/timestamp", json!(1_512_828_988_826_i64)),
        ];
        for body in mutations(&body, &cannot, &["/customerId", "/depth", "/voucherType"]) {
            prop_assert!(!validator_pair.is_valid(&body), "{body}");
        }
    }
}

#[test]
fn what_the_schema_cannot_express_is_listed() {
    let (schema, _) = ValidatorPair::of::<Promo<u32>>();
    assert_eq!(
        schema["x-ravelin-not-expressed"],
        json!([
            "`is_upper` checks /voucher/voucherCode",
            "`all_is_well` checks the struct",
        ])
    );
    let (schema, _) = ValidatorPair::of::<Check>();
    assert_eq!(schema.get("x-ravelin-not-expressed"), None);
    let (schema, _) = ValidatorPair::of::<Shop>();
    assert_eq!(
        schema["x-ravelin-not-expressed"],
        json!(["`not_too_many` checks /order/items"])
    );
}

#[test]
fn a_string_can_be_any_listed_value_and_an_unmapped_field_is_absent() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct Any {
        customer_id: String,
        voucher_type: String,
    }
    let (schema, _) = ValidatorPair::of::<Any>();
    let names: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["customerId", "voucherType"]);
    assert_eq!(
        schema["properties"]["voucherType"]["enum"],
        json!(["GENERAL", "REFERRAL", "REACTIVATION"])
    );
    assert_eq!(schema["required"], json!(["customerId", "voucherType"]));
    let any = Any {
        customer_id: "a".into(),
        voucher_type: "GENERAL".into(),
    };
    any.validate().unwrap();
}
