//! A field that the definition has as a map is any map whose keys and values fit. It is checked at run time like any other
//! field, and a violation names the key.

#![allow(clippy::option_option)] // distinguishes `null` from an omitted field

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt;
use std::num::ParseIntError;
use std::rc::Rc;
use voucher_core::{
    DisplayField, EnumField, IntegerField, MapField, Number, NumberField, RavelinEvent,
    RavelinFields, Rule, TextField,
};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json", object = "items")]
struct Item {
    sku: u32,
    size: Option<Option<u8>>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock<'s> {
    shelf: &'s str,
    note: Option<&'s str>,
    prices: BTreeMap<String, u64>,
    counts: Option<&'s HashMap<&'s str, Option<i64>>>,
    items: Option<BTreeMap<u8, VecDeque<Item>>>,
}

fn prices(prices: &[(&str, u64)]) -> BTreeMap<String, u64> {
    let prices = prices
        .iter()
        .map(|(key, price)| (String::from(*key), *price));
    prices.collect()
}

fn body(event: &impl RavelinEvent) -> Value {
    event.validate().unwrap();
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[test]
fn maps_are_sent_as_objects_at_every_depth() {
    let counts = HashMap::from([("a/b", Some(1)), ("\"c\"", None)]);
    let item = |sku, size| Item { sku, size };
    let stock = Stock {
        shelf: "A1",
        note: None,
        prices: prices(&[("tea", 250), ("coffee-beans", 0)]),
        counts: Some(&counts),
        items: Some(BTreeMap::from([
            (1, VecDeque::from([item(7, None), item(8, Some(None))])),
            (20, VecDeque::new()),
            (3, VecDeque::from([item(9, Some(Some(4)))])),
        ])),
    };
    let expected = json!({
        "shelf": "A1",
        "note": null,
        "prices": { "tea": 250, "coffee-beans": 0 },
        "counts": { "a/b": 1, "\"c\"": null },
        "items": { "1": [{ "sku": "7" }, { "sku": "8", "size": null }], "3": [{ "sku": "9", "size": 4 }], "20": [] },
    });
    assert_eq!(body(&stock), expected);
}

#[test]
fn a_violation_names_the_field_and_the_key() {
    let counts = HashMap::new();
    let stock = Stock {
        shelf: "A1",
        note: Some("x"),
        prices: prices(&[("Tea/1", 250)]),
        counts: Some(&counts),
        items: Some(BTreeMap::new()),
    };
    let violations = stock.to_json().unwrap_err();
    assert_eq!(stock.validate(), Err(violations.clone()));
    assert_eq!(violations.len(), 1);
    let first = violations.first();
    assert_eq!(first.pointer(), "/prices/Tea~11");
    assert_eq!(first.rule(), Rule::Members);
    assert_eq!(first.field(), Some("Stock.prices"));
}

#[test]
fn the_number_of_members_is_checked() {
    let stock = Stock {
        shelf: "A1",
        note: None,
        prices: BTreeMap::new(),
        counts: None,
        items: None,
    };
    let violations = stock.validate().unwrap_err();
    let expected = "/prices (Stock.prices): expected at least 1 member, found 0";
    assert_eq!(violations.to_string(), expected);
}

/// A user's key that is displayed.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Code(u8);

impl DisplayField for Code {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "code-{}", self.0)
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Black,
    Green,
}

impl EnumField for Sort {
    const VALUES: &'static [&'static str] = &["black-tea", "green-tea"];

    fn value(&self) -> &'static str {
        match self {
            Self::Black => "black-tea",
            Self::Green => "green-tea",
        }
    }
}

/// A map of the user.
struct Pairs<K, V>(Vec<(K, V)>);

impl<K, V> MapField for Pairs<K, V> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

/// The key and value of a map are type parameters.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Generic<K: IntegerField, L, V> {
    shelf: u8,
    note: Option<&'static str>,
    prices: HashMap<L, V>,
    counts: Option<Rc<BTreeMap<K, Option<V>>>>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Keys {
    shelf: u8,
    note: Option<&'static str>,
    prices: Pairs<Code, u8>,
    counts: BTreeMap<Sort, i32>,
}

#[test]
fn keys_are_displayed_listed_integers_or_type_parameters() {
    let keys = Keys {
        shelf: 1,
        note: None,
        prices: Pairs(vec![(Code(2), 5), (Code(1), 6)]),
        counts: BTreeMap::from([(Sort::Black, 1), (Sort::Green, -1)]),
    };
    let expected = json!({
        "shelf": "1",
        "note": null,
        "prices": { "code-2": 5, "code-1": 6 },
        "counts": { "black-tea": 1, "green-tea": -1 },
    });
    assert_eq!(body(&keys), expected);
    let generic = Generic {
        shelf: 1,
        note: None,
        prices: HashMap::from([("a", 1_u8)]),
        counts: Some(Rc::new(BTreeMap::from([(-1, None), (2, Some(3))]))),
    };
    let expected = json!({
        "shelf": "1",
        "note": null,
        "prices": { "a": 1 },
        "counts": { "-1": null, "2": 3 },
    });
    assert_eq!(body(&generic), expected);
}

#[test]
fn keys_that_are_one_string_are_a_violation() {
    let keys = Keys {
        shelf: 1,
        note: None,
        prices: Pairs(vec![(Code(2), 5), (Code(1), 6), (Code(2), 7)]),
        counts: BTreeMap::new(),
    };
    let violations = keys.validate().unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations.first().pointer(), "/prices/code-2");
    assert_eq!(violations.first().rule(), Rule::Members);
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Lists<S: TextField> {
    shelf: u8,
    note: Option<&'static str>,
    prices: BTreeMap<&'static str, u8>,
    tags: Tags<S>,
}

type Tags<S> = VecDeque<Option<S>>;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Sets {
    shelf: u8,
    note: Option<&'static str>,
    prices: BTreeMap<&'static str, u8>,
    tags: HashSet<Option<&'static str>>,
}

#[test]
fn lists_of_any_type_are_arrays_and_equal_elements_are_violations() {
    let lists = |tags: &[Option<&'static str>]| Lists {
        shelf: 1,
        note: None,
        prices: BTreeMap::from([("a", 1)]),
        tags: tags.iter().copied().collect(),
    };
    let tags = [Some("b"), None, Some("a")];
    assert_eq!(body(&lists(&tags))["tags"], json!(tags));
    let violations = lists(&[Some("b"), None, Some("b")]).validate().unwrap_err();
    let expected = "/tags/2 (Lists.tags): equal to element 0; elements must be different";
    assert_eq!(violations.to_string(), expected);
    let sets = Sets {
        shelf: 1,
        note: None,
        prices: BTreeMap::from([("a", 1)]),
        tags: HashSet::from(tags),
    };
    let body = body(&sets);
    let sent = body["tags"].as_array().unwrap().iter().map(Value::as_str);
    assert_eq!(sent.collect::<BTreeSet<_>>(), BTreeSet::from(tags));
}

#[test]
fn the_schema_describes_keys_and_values() {
    let schema: Value = serde_json::from_str(&Stock::schema()).unwrap();
    let properties = &schema["properties"];
    let prices = json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": { "type": "string", "pattern": "^[a-z0-9-]+$" },
        "additionalProperties": { "type": "integer", "minimum": 0, "maximum": i64::MAX },
    });
    assert_eq!(properties["prices"], prices);
    let integer = json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX });
    let counts = json!({
        "type": "object",
        "additionalProperties": { "anyOf": [integer, { "type": "null" }] },
    });
    assert_eq!(properties["counts"], counts);
    let item = &properties["items"]["additionalProperties"]["items"];
    assert_eq!(item["required"], json!(["sku"]));
    assert_eq!(
        item["properties"]["size"]["anyOf"][1],
        json!({ "type": "null" })
    );
    let schema: Value = serde_json::from_str(&Sets::schema()).unwrap();
    let tags = json!({
        "type": "array",
        "uniqueItems": true,
        "items": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
    });
    assert_eq!(schema["properties"]["tags"], tags);
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Gold,
    Bronze,
}

impl EnumField for Tier {
    const VALUES: &'static [&'static str] = &["gold", "bronze-tier"];

    fn value(&self) -> &'static str {
        match self {
            Self::Gold => "gold",
            Self::Bronze => "bronze-tier",
        }
    }
}

impl DisplayField for Tier {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "tier {}", self.value())
    }
}

impl IntegerField for Tier {
    fn integer(&self) -> Option<i64> {
        Some(7)
    }
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json")]
struct Rates {
    by_tier: BTreeMap<Tier, u8>,
    limit: Tier,
}

#[test]
fn the_only_field_trait_that_can_send_a_value_is_used() {
    let rates = Rates {
        by_tier: BTreeMap::from([(Tier::Bronze, 2), (Tier::Gold, 1)]),
        limit: Tier::Gold,
    };
    let expected = json!({ "byTier": { "gold": 1, "bronze-tier": 2 }, "limit": 7 });
    assert_eq!(body(&rates), expected);
}

/// The conversions are those that the messages about the types of these fields show.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shelf.json")]
struct Shelf {
    #[ravelin(with = names)]
    names: Option<Vec<u64>>,
    #[ravelin(with = notes)]
    notes: BTreeMap<String, u64>,
    #[ravelin(with = weights)]
    weights: BTreeMap<&'static str, bool>,
    #[ravelin(with = labels)]
    labels: BTreeMap<String, Vec<u8>>,
    #[ravelin(with = codes)]
    codes: Vec<f64>,
    #[ravelin(with = moments)]
    moments: Vec<u64>,
}

fn names(list: &[u64]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn notes<K: Clone + Ord>(map: &BTreeMap<K, u64>) -> BTreeMap<K, String> {
    let entries = map.iter();
    let entries = entries.map(|(key, value)| (key.clone(), value.to_string()));
    entries.collect()
}

fn weights<K: Clone + Ord>(map: &BTreeMap<K, bool>) -> BTreeMap<K, f64> {
    let entries = map.iter();
    let entries = entries.map(|(key, value)| (key.clone(), f64::from(u8::from(*value))));
    entries.collect()
}

fn labels(map: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<String>> {
    let entries = map.iter();
    let to_strings = |list: &Vec<u8>| list.iter().map(u8::to_string).collect();
    let entries = entries.map(|(key, list)| (key.clone(), to_strings(list)));
    entries.collect()
}

fn codes(list: &[f64]) -> Vec<String> {
    list.iter().map(f64::to_string).collect()
}

fn moments(list: &[u64]) -> Vec<String> {
    let moments = list.iter();
    let moments = moments.map(|second| format!("2026-11-28T10:00:{second:02}Z"));
    moments.collect()
}

#[test]
fn a_conversion_converts_a_whole_list_or_map() {
    let shelf = Shelf {
        names: Some(vec![1, 2]),
        notes: prices(&[("a", 3)]),
        weights: BTreeMap::from([("b", true)]),
        labels: BTreeMap::from([(String::from("c"), vec![4, 5])]),
        codes: vec![0.5],
        moments: vec![7],
    };
    let expected = json!({
        "names": ["1", "2"],
        "notes": { "a": "3" },
        "weights": { "b": 1 },
        "labels": { "c": ["4", "5"] },
        "codes": ["0.5"],
        "moments": ["2026-11-28T10:00:07Z"],
    });
    assert_eq!(body(&shelf), expected);
}

/// The same values as [`Rates`], and lists of them, as the results of conversions.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json")]
struct Converted {
    #[ravelin(with = by_tier)]
    by_tier: String,
    #[ravelin(with = by_code)]
    by_code: String,
    #[ravelin(with = limit)]
    limit: Option<String>,
    #[ravelin(with = twice)]
    codes: String,
}

fn by_tier(value: &str) -> Option<BTreeMap<Tier, u8>> {
    Some(BTreeMap::from([(Tier::Bronze, value.parse().ok()?)]))
}

type Labels = BTreeMap<Label, BTreeMap<i64, u8>>;

fn by_code(value: &str) -> Result<Box<Labels>, ParseIntError> {
    let inner = BTreeMap::from([(5, value.parse()?)]);
    Ok(Box::new(BTreeMap::from([(Label, inner)])))
}

fn limit(value: &str) -> Option<Option<Tier>> {
    (!value.is_empty()).then_some(Some(Tier::Gold))
}

fn twice(_: &str) -> &'static [Label] {
    &[Label, Label]
}

/// A string, which is also a number.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Label;

impl DisplayField for Label {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("code")
    }
}

impl NumberField for Label {
    fn number(&self) -> Number {
        Number::from(1_u8)
    }
}

#[test]
fn the_only_field_trait_that_can_send_the_result_of_a_conversion_is_used() {
    let rates = Converted {
        by_tier: "3".into(),
        by_code: "4".into(),
        limit: Some("gold".into()),
        codes: String::new(),
    };
    let expected = json!({
        "byTier": { "bronze-tier": 3 },
        "byCode": { "code": { "5": 4 } },
        "limit": 7,
        "codes": ["code", "code"],
    });
    assert_eq!(body(&rates), expected);
}
