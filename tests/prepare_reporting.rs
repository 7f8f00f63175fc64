//! `prepare_reporting` returns what `prepare` returns, and the well-formed request of an event that breaks rules.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use voucher_core::{Prepared, RavelinEvent, RavelinFields, Timestamp, Violation, Violations};
use voucher_definition::{Definition, read};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, check = ends_later)]
struct Promo<'p> {
    voucher_code: &'p str,
    value: u64,
    #[ravelin(required)]
    currency: Option<&'p str>,
    #[ravelin(unix = "s")]
    creation_time: i64,
    referrer_id: u64,
    event_type: Option<&'p str>,
    voucher_type: Option<&'p str>,
    #[ravelin(custom)]
    note: &'p str,
}

fn ends_later(promo: &Promo<'_>) -> Result<(), &'static str> {
    if promo.value == 13 {
        return Err("13 is not a value");
    }
    Ok(())
}

const PROMO: Promo<'_> = Promo {
    voucher_code: "VOUCH-89",
    value: 20,
    currency: Some("GBP"),
    creation_time: 1_512_828_988,
    referrer_id: 7,
    event_type: Some("promo-created"),
    voucher_type: Some("STAFF"),
    note: "spring",
};

fn now() -> Timestamp {
    Timestamp::from_millis(1_512_828_988_826).unwrap()
}

fn reported(event: &impl RavelinEvent) -> (Prepared, Violations) {
    let (prepared, violations) = event.prepare_reporting_at(now()).unwrap();
    let violations = violations.unwrap();
    // The strict methods report the same.
    assert_eq!(event.prepare_at(now()).unwrap_err(), violations);
    assert_eq!(event.validate().unwrap_err(), violations);
    (prepared, violations)
}

fn body(prepared: &Prepared) -> Value {
    serde_json::from_str(prepared.body()).unwrap()
}

fn places(violations: &Violations) -> BTreeSet<String> {
    let places = violations.iter().map(Violation::pointer);
    places.map(str::to_owned).collect()
}

#[test]
fn a_valid_event_is_prepared_as_usual() {
    let expected = PROMO.prepare_at(now()).unwrap();
    assert_eq!(PROMO.prepare_reporting_at(now()), Ok((expected, None)));
    let (prepared, violations) = PROMO.prepare_reporting().unwrap();
    assert!(prepared.is_now() && violations.is_none());
}

#[test]
fn values_that_break_rules_are_sent() {
    let promo = Promo {
        voucher_code: "",
        currency: Some("XXQ"),
        event_type: Some("promo \"created\"\n"),
        voucher_type: Some("staff, a string that is too long for the fast path of the encoder"),
        ..PROMO
    };
    let (prepared, violations) = reported(&promo);
    let expected = json!({
        "timestamp": 1_512_828_988_826_i64,
        "voucher": {
            "voucherCode": "",
            "value": 20,
            "currency": "XXQ",
            "creationTime": 1_512_828_988_000_i64,
            "referrerId": "7",
            "voucherType": "staff, a string that is too long for the fast path of the encoder",
            "custom": { "note": "spring" }
        },
        "eventType": "promo \"created\"\n",
    });
    assert_eq!(body(&prepared), expected);
    assert_eq!(prepared.timestamp(), Some(now()));
    // The run-time validator finds the same violations in the body.
    let found = prepared_violations(Definition::find("voucher").unwrap(), &prepared);
    assert_eq!(found, places(&violations));
    assert_eq!(found.len(), 4);
}

fn prepared_violations(definition: &Definition, prepared: &Prepared) -> BTreeSet<String> {
    let violations = definition.check(&body(prepared)).unwrap_err();
    let places = violations.iter().map(Violation::pointer);
    places.map(str::to_owned).collect()
}

#[test]
fn values_without_a_json_form_are_left_out() {
    let promo = Promo {
        value: u64::MAX,
        creation_time: i64::MAX,
        currency: None,
        ..PROMO
    };
    let (prepared, violations) = reported(&promo);
    let sent = body(&prepared);
    let mut names: Vec<_> = sent["voucher"].as_object().unwrap().keys().collect();
    // Other crates decide whether a JSON object keeps its order.
    names.sort();
    assert_eq!(
        names,
        ["custom", "referrerId", "voucherCode", "voucherType"]
    );
    assert_eq!(violations.len(), 3);
}

#[test]
fn the_error_of_a_check_changes_nothing_in_the_body() {
    let (prepared, violations) = reported(&Promo { value: 13, ..PROMO });
    assert_eq!(body(&prepared)["voucher"]["value"], 13);
    assert_eq!(violations.first().pointer(), "");
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json", object = "items")]
struct Item {
    sku: u32,
    #[ravelin(range(max = 3))]
    size: i64,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json", constant(note = null))]
struct Stock<'s> {
    shelf: &'s str,
    prices: Pairs<'s>,
    items: BTreeMap<u8, Vec<Item>>,
    tags: Vec<&'s str>,
}

struct Pairs<'s>(Vec<(&'s str, i64)>);

impl<'s> voucher_core::MapField for Pairs<'s> {
    type Key = &'s str;
    type Value = i64;

    fn entries(&self) -> impl Iterator<Item = (&&'s str, &i64)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

#[test]
fn maps_arrays_and_nested_objects_are_sent_with_what_breaks_rules_in_them() {
    let mut stock = Stock {
        shelf: "A1",
        prices: Pairs(vec![("Tea!", 1), ("milk", -1)]),
        items: BTreeMap::from([(1, vec![Item { sku: 1, size: 9 }, Item { sku: 2, size: 2 }])]),
        tags: vec!["a", "b", "a"],
    };
    let (prepared, violations) = reported(&stock);
    let expected = json!({
        "shelf": "A1",
        "note": null,
        "tags": ["a", "b", "a"],
        "prices": { "Tea!": 1, "milk": -1 },
        "items": { "1": [{ "sku": "1", "size": 9 }, { "sku": "2", "size": 2 }] }
    });
    assert_eq!(body(&prepared), expected);
    let mut found = places(&violations);
    assert!(
        found.remove("/items/1/0/size"),
        "a rule of the struct: {violations}"
    );
    let definition = read(include_bytes!("definitions/stock.json"))
        .unwrap()
        .leak();
    assert_eq!(prepared_violations(definition, &prepared), found);

    // A body with equal keys is not well-formed.
    stock.prices = Pairs(vec![("tea", 1), ("tea", 2)]);
    let violations = stock.validate().unwrap_err();
    assert_eq!(stock.prepare_reporting().unwrap_err(), violations);
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/anything.json")]
struct Note<T: Serialize> {
    content: T,
    list: Vec<T>,
    map: BTreeMap<u8, T>,
}

struct Unsendable(bool);

impl Serialize for Unsendable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::{Error, SerializeMap};
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("a", &1)?;
        if self.0 {
            return Err(S::Error::custom("cannot be sent"));
        }
        map.end()
    }
}

#[test]
fn a_value_that_serde_rejects_is_left_out() {
    let note = Note {
        content: Unsendable(true),
        list: vec![Unsendable(false), Unsendable(true), Unsendable(false)],
        map: BTreeMap::from([
            (1, Unsendable(true)),
            (2, Unsendable(false)),
            (3, Unsendable(true)),
        ]),
    };
    let (prepared, violations) = reported(&note);
    let expected = json!({ "list": [{ "a": 1 }, { "a": 1 }], "map": { "2": { "a": 1 } } });
    assert_eq!(body(&prepared), expected);
    let expected = ["/content", "/list/1", "/list/2", "/map/1", "/map/3"];
    assert_eq!(places(&violations), expected.map(str::to_owned).into());
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json")]
struct Books<'b> {
    #[ravelin(rename = ":shop")]
    shop: &'b str,
    limit: u8,
    title: Option<&'b str>,
    max_price: f64,
    filter_tag: Vec<&'b str>,
}

#[test]
fn a_query_is_sent_with_what_breaks_rules_and_a_path_needs_all_of_its_parameters() {
    let mut books = Books {
        shop: "a/b",
        limit: 101,
        title: Some("this title has more than forty characters"),
        max_price: f64::INFINITY,
        filter_tag: vec!["a", "", "b", "c", "d"],
    };
    let (prepared, violations) = reported(&books);
    assert_eq!(
        prepared.target(),
        "/v1/shops/a%2Fb/books?limit=101&title=this%20title%20has%20more%20than%20forty%20characters\
         &filter%5Btag%5D=a&filter%5Btag%5D=&filter%5Btag%5D=b&filter%5Btag%5D=c&filter%5Btag%5D=d"
    );
    assert!(!prepared.has_body());
    assert_eq!(violations.len(), 5);
    for shop in ["", ".", ".."] {
        books.shop = shop;
        let violations = books.validate().unwrap_err();
        assert_eq!(books.prepare_reporting().unwrap_err(), violations);
        assert_eq!(violations.len(), 6);
    }
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/kinds.json")]
struct Kinds<'k> {
    number: f64,
    numbers: Vec<f32>,
    date: &'k str,
    uuid: &'k str,
    date_time: &'k str,
    currency: &'k str,
    custom: Map<String, Value>,
}

#[test]
fn a_string_without_its_format_is_sent_and_a_number_that_is_infinite_is_not() {
    let mut kinds = Kinds {
        number: f64::NAN,
        numbers: vec![1.5, f32::INFINITY, 2.0],
        date: "28.11.\"2026\"",
        uuid: "not a UUID",
        date_time: "today",
        currency: "pounds",
        custom: Map::new(),
    };
    let (prepared, _) = reported(&kinds);
    let expected = json!({
        "numbers": [1.5, 2],
        "currency": "pounds",
        "dateTime": "today",
        "date": "28.11.\"2026\"",
        "uuid": "not a UUID",
        "custom": {}
    });
    assert_eq!(body(&prepared), expected);
    kinds.number = -0.5;
    assert_eq!(body(&reported(&kinds).0)["number"], -0.5);
}
