//! Compares the serializer with `serde_json`.

use super::*;
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeStruct, SerializeStructVariant};
use serde_json::{Value, json, value::RawValue};

fn text(mut out: Vec<u8>, end: usize) -> String {
    out.truncate(end);
    String::from_utf8(out).unwrap()
}

fn cause<T>(result: Result<T, Unsendable>) -> Option<Cause> {
    result.err().map(|error| *error.0)
}

fn ours<T: Serialize + ?Sized>(value: &T) -> Result<String, Unsendable> {
    let mut out = Vec::new();
    let mut out = Output::new(Buffer::new(&mut out, 0), &[]);
    value.serialize(ValueWriter::new(&mut out, Allowed::Value))?;
    Ok(String::from_utf8(out.buffer.since(0).to_vec()).unwrap())
}

#[track_caller]
fn same<T: Serialize + ?Sized>(value: &T) {
    match (ours(value), serde_json::to_string(value)) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs),
        (ours, theirs) => assert!(ours.is_err() && theirs.is_err(), "{ours:?} {theirs:?}"),
    }
}

/// Expects what `serde_json` writes, or an error if `serde_json` reports one or writes something other than a JSON
/// value without duplicate members.
#[track_caller]
fn same_or_rejected<T: Serialize + ?Sized>(value: &T) {
    let theirs = serde_json::to_string(value);
    let theirs = theirs.ok().filter(|text| has_no_duplicates(text));
    match (ours(value), theirs) {
        (Ok(ours), Some(theirs)) => assert_eq!(ours, theirs),
        (Err(_), None) => {}
        (ours, theirs) => panic!("{ours:?} {theirs:?}"),
    }
}

/// Checks whether a string is one JSON value without duplicate members.
fn has_no_duplicates(text: &str) -> bool {
    serde_json::from_str::<WithoutDuplicates>(text).is_ok()
}

struct WithoutDuplicates;

impl<'de> Deserialize<'de> for WithoutDuplicates {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for WithoutDuplicates {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self, A::Error> {
        while from.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, _)) = from.next_entry::<String, Self>()? {
            if !keys.insert(key) {
                return Err(de::Error::custom("duplicate"));
            }
        }
        Ok(self)
    }
}

#[derive(Serialize)]
struct Unit;
#[derive(Clone, Serialize)]
struct New<T>(T);
#[derive(Serialize)]
struct Pair(u8, &'static str);
#[derive(Serialize)]
struct Named<T> {
    first: T,
    #[serde(rename = "sec\"ond")]
    second: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    third: Option<u8>,
}
#[derive(Serialize)]
struct Flat {
    a: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Any {
    Unit,
    New(u8),
    Pair(u8, u8),
    Named { a: u8, b: () },
}
#[derive(Serialize)]
#[serde(tag = "t", content = "c")]
enum Tagged {
    One { a: u8 },
    Two(Vec<u8>),
}

#[test]
fn every_serde_type_is_written_as_serde_json_writes_it() {
    same(&(true, false, (), Unit, Some(1), None::<u8>, Some(None::<u8>)));
    same(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
    same(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
    same(&(
        0.1_f32,
        1e20_f32,
        f32::MIN_POSITIVE,
        0.1_f64,
        1e300,
        5e-324,
        -0.0,
        1.0,
    ));
    same(&('"', 'é', '\u{1f}', "tab\t", String::from("\u{2028}")));
    same(&New(New(Pair(1, "x"))));
    same(&Named {
        first: vec![Named {
            first: 1,
            second: None,
            third: Some(2),
        }],
        second: Some(1),
        third: None,
    });
    same(&[
        Any::Unit,
        Any::New(1),
        Any::Pair(1, 2),
        Any::Named { a: 1, b: () },
    ]);
    same(&[Tagged::One { a: 1 }, Tagged::Two(vec![])]);
    same(&(Vec::<u8>::new(), BTreeMap::<u8, u8>::new(), [[0_u8; 2]; 2]));
    same(&json!({"a": [1, -1, 1.5, null, {"b": {}}], "": "", "\n": []}));
    same(&Flat {
        a: 1,
        rest: BTreeMap::from([(String::from("b"), json!([1]))]),
    });
    same(&RawValue::from_string(String::from(r#"{"raw" : 1.00}"#)).unwrap());
    same(&core::net::Ipv4Addr::LOCALHOST);
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Internal<T> {
    Note(T),
}
#[derive(Serialize)]
#[serde(tag = "kind", content = "content")]
enum Adjacent<T> {
    Note(T),
}
#[derive(Serialize)]
#[serde(untagged)]
enum Untagged<T> {
    Note(T),
}
#[derive(Serialize)]
enum External<T> {
    New(T),
    Pair(T, T),
    Named { first: T, second: T },
}
#[derive(Serialize)]
struct Flattened<T> {
    before: u8,
    #[serde(flatten)]
    value: T,
    after: u8,
}

/// Tests a value at every position that serde has.
fn at_every_position<T: Serialize + Clone>(value: &T) {
    let one = || value.clone();
    same_or_rejected(value);
    same_or_rejected(&Internal::Note(one()));
    same_or_rejected(&[Internal::Note(New(one()))]);
    same_or_rejected(&Adjacent::Note(one()));
    same_or_rejected(&Untagged::Note(one()));
    same_or_rejected(&[
        External::New(one()),
        External::Pair(one(), one()),
        External::Named {
            first: one(),
            second: one(),
        },
    ]);
    same_or_rejected(&Flattened {
        before: 1,
        value: one(),
        after: 2,
    });
    same_or_rejected(&Some(New((one(), one()))));
    same_or_rejected(&BTreeMap::from([("a", vec![one()]), ("b", vec![])]));
    same_or_rejected(&OneEntry(value, &1));
    same_or_rejected(&OneEntry(&"a", value));
    same_or_rejected(&Named {
        first: Internal::Note(Untagged::Note(one())),
        second: None,
        third: None,
    });
}

/// A map with one member, whose key may be invalid.
struct OneEntry<'v, K, V>(&'v K, &'v V);

impl<K: Serialize, V: Serialize> Serialize for OneEntry<'_, K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map([(self.0, self.1)])
    }
}

#[test]
fn a_raw_value_is_written_where_serde_json_writes_it_and_rejected_elsewhere() {
    for text in [r#"{"a":1}"#, " [1.00, null]\n", "1", "\"text\"", "null"] {
        at_every_position(&RawValue::from_string(String::from(text)).unwrap());
    }
    // Valid syntax that no reader of the API accepts.
    for text in [r#"{"a":1,"\u0061":2}"#, r#"[{"b":{"":1,"":2}}]"#, "1e400"] {
        at_every_position(&RawValue::from_string(String::from(text)).unwrap());
    }
}

/// A struct that may have the name of one of `serde_json`'s private structs.
#[derive(Clone)]
struct Imitation<T> {
    name: &'static str,
    fields: Vec<(&'static str, T)>,
}

impl<T: Serialize> Serialize for Imitation<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut to = to.serialize_struct(self.name, self.fields.len())?;
        for (name, value) in &self.fields {
            to.serialize_field(name, value)?;
        }
        to.end()
    }
}

#[test]
fn a_struct_that_imitates_a_raw_value_is_never_invalid_json() {
    fn imitate<T: Serialize + Clone>(value: T) {
        let names = [Token::Value.name(), Token::Number.name(), "Other"];
        for (name, field) in names
            .iter()
            .flat_map(|name| names.map(|field| (*name, field)))
        {
            let fields = vec![(field, value.clone()), (name, value.clone())];
            let one = Imitation {
                name,
                fields: vec![fields[0].clone()],
            };
            at_every_position(&one);
            let two = Imitation { name, fields };
            let none: Imitation<T> = Imitation {
                name,
                fields: vec![],
            };
            if Token::of(name).is_some() {
                // `serde_json` writes both strings without anything between them, or nothing.
                assert!(ours(&two).is_err() && ours(&none).is_err());
            } else {
                at_every_position(&none);
                same_or_rejected(&two);
            }
        }
    }
    for text in ["1", "\"\"", "[]"] {
        imitate(text);
        imitate(String::from(text));
    }
    imitate('1');
    imitate(1);
    imitate(1.5);
    imitate(true);
    imitate(());
    imitate(Some("1"));
    imitate(New("1"));
    imitate([1]);
    imitate(b"1");
    imitate(Only::Unit);
    imitate(json!({"a": 1}));
}

#[test]
fn a_raw_value_of_anything_but_one_json_value_is_rejected() {
    for text in [
        "",
        "1 2",
        "1,2",
        "{",
        "-",
        "+1",
        "01",
        "{\"a\":1,}",
        "NaN",
        "\"",
        "1,\"b\":2",
        "1]",
        "\"\\ud800\"",
        "\u{1}",
    ] {
        let one = Imitation {
            name: Token::Value.name(),
            fields: vec![(Token::Value.name(), text)],
        };
        assert!(
            matches!(cause(ours(&one)), Some(Cause::RawText(_))),
            "{text}"
        );
        assert!(ours(&(1, &one)).is_err() && ours(&BTreeMap::from([("a", &one)])).is_err());
    }
}

#[derive(Clone, Serialize)]
enum Only {
    Unit,
}

/// One call of a hand-written map serialization.
enum Step {
    Key(&'static str),
    Value(u8),
    Entry(&'static str, u8),
}

#[test]
fn a_map_whose_keys_and_values_do_not_alternate_is_rejected() {
    use Step::{Entry, Key, Value};
    struct Steps(Vec<Step>);
    impl Serialize for Steps {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            let mut to = to.serialize_map(None)?;
            for step in &self.0 {
                match step {
                    Key(key) => to.serialize_key(key)?,
                    Value(value) => to.serialize_value(value)?,
                    Entry(key, value) => to.serialize_entry(key, value)?,
                }
            }
            to.end()
        }
    }
    same_or_rejected(&Steps(vec![
        Key("a"),
        Value(1),
        Entry("b", 2),
        Key("c"),
        Value(3),
    ]));
    for steps in [
        vec![Key("a")],
        vec![Value(1)],
        vec![Key("a"), Key("b"), Value(1)],
        vec![Key("a"), Value(1), Value(2)],
        vec![Key("a"), Entry("b", 1)],
        vec![Entry("a", 1), Value(2)],
    ] {
        assert!(matches!(cause(ours(&Steps(steps))), Some(Cause::Order)));
    }
}

#[test]
fn keys_are_written_or_rejected_as_by_serde_json() {
    fn key<K: Serialize + Ord>(key: K) {
        same(&BTreeMap::from([(key, 1)]));
    }
    key("a\"");
    key(String::from("b"));
    key('c');
    key(true);
    key(-1_i8);
    key(u64::MAX);
    key(i128::MIN);
    key(New(1).0);
    key(Any::Unit);
    key(Any::New(1));
    key(Some("x"));
    key(None::<u8>);
    key(());
    key((1, 2));
    key(vec![1]);
    key(Box::new("boxed"));
}

#[test]
fn numbers_that_are_not_finite_are_rejected_everywhere() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(matches!(
            cause(ours(&[Some(number)])),
            Some(Cause::NotFinite)
        ));
    }
    assert!(matches!(cause(ours(&f32::NAN)), Some(Cause::NotFinite)));
}

#[test]
fn an_absent_member_is_omitted_and_nested_ones_are_null() {
    fn member<T: Serialize>(value: T) -> String {
        let mut out = Vec::from(*b"x");
        let end = push_member(Buffer::new(&mut out, 1), "k", &value).unwrap();
        text(out, end)
    }
    assert_eq!(member(None::<u8>), "x");
    assert_eq!(member(New(None::<u8>)), "x");
    assert_eq!(member(Box::new(None::<u8>)), "x");
    assert_eq!(member(Some(None::<u8>)), r#"x,"k":null"#);
    assert_eq!(member([None::<u8>]), r#"x,"k":[null]"#);
    assert_eq!(member(Some(1)), r#"x,"k":1"#);
}

#[test]
fn the_members_of_a_map_or_struct_are_written_without_duplicates() {
    fn members<T: Serialize>(value: T) -> Result<String, Unsendable> {
        let mut out = Vec::new();
        let end = push_members(Buffer::new(&mut out, 0), &value, &["taken", "2"])?;
        Ok(text(out, end))
    }
    let flat = Flat {
        a: 1,
        rest: BTreeMap::from([(String::from("b"), json!({"taken": 1}))]),
    };
    assert_eq!(
        members(Some(New(flat))).unwrap(),
        r#","a":1,"b":{"taken":1}"#
    );
    assert_eq!(members(json!({})).unwrap(), "");
    assert_eq!(members(None::<BTreeMap<u8, u8>>).unwrap(), "");
    assert!(
        matches!(cause(members(json!({"taken": 1}))), Some(Cause::Taken(key)) if key == "taken")
    );
    assert!(
        matches!(cause(members(BTreeMap::from([(2, 1)]))), Some(Cause::Taken(key)) if key == "2")
    );
    for other in [
        json!([]),
        json!("x"),
        json!(1),
        json!(null),
        json!(true),
        json!(1.5),
    ] {
        assert!(
            matches!(cause(members(&other)), Some(Cause::NotObject)),
            "{other}"
        );
    }
    assert!(matches!(
        cause(members(Any::Named { a: 1, b: () })),
        Some(Cause::NotObject)
    ));
    assert!(matches!(
        cause(members(BTreeMap::from([((), 1)]))),
        Some(Cause::Key)
    ));
}

/// A key. Keys of different types may be written as the same string.
#[derive(Clone, Copy)]
enum Key {
    Text(&'static str),
    Char(char),
    Integer(i8),
    Bool(bool),
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Char(character) => to.serialize_char(*character),
            Self::Integer(integer) => to.serialize_i8(*integer),
            Self::Bool(bool) => to.serialize_bool(*bool),
        }
    }
}

/// A nested value, serialized in every way that serde has for members.
enum Sample {
    Leaf,
    List(Vec<Sample>),
    Raw(&'static str),
    /// Whether the length is known, whether keys and values are written separately, and the members.
    Map(bool, bool, Vec<(Key, Sample)>),
    /// Whether it is the value of an enum variant, and the fields.
    Struct(bool, Vec<(&'static str, Sample)>),
}

impl Serialize for Sample {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Leaf => to.serialize_u8(1),
            Self::List(list) => to.collect_seq(list),
            Self::Raw(text) => RawValue::from_string(String::from(*text))
                .map_err(ser::Error::custom)?
                .serialize(to),
            Self::Map(is_announced, are_apart, members) => {
                let mut to = to.serialize_map(is_announced.then_some(members.len()))?;
                for (key, value) in members {
                    if *are_apart {
                        to.serialize_key(key)?;
                        to.serialize_value(value)?;
                    } else {
                        to.serialize_entry(key, value)?;
                    }
                }
                to.end()
            }
            Self::Struct(false, fields) => {
                let mut to = to.serialize_struct("Struct", fields.len())?;
                for (name, value) in fields {
                    to.serialize_field(name, value)?;
                }
                to.end()
            }
            Self::Struct(true, fields) => {
                let mut to = to.serialize_struct_variant("Enum", 0, "Variant", fields.len())?;
                for (name, value) in fields {
                    to.serialize_field(name, value)?;
                }
                to.end()
            }
        }
    }
}

/// Names that are similar at the start, at the end, in length, or after decoding their escapes.
const NAMES: [&str; 24] = [
    "",
    "a",
    "b",
    "aa",
    "ab",
    "ba",
    "1",
    "-1",
    "true",
    "é",
    "\n",
    "\\n",
    "\"",
    "\u{1}",
    "a\n",
    "a\u{0}",
    "abcdefgh",
    "abcdefghijklmnop",
    "abcdefghijklmnopq",
    "abcdefghijklmnopr",
    "abcdefghijklmnoqp",
    "zbcdefghijklmnop",
    "a name that is longer than what is written in place, whatever its key",
    "a name that is longer than that, and other",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn name(&mut self) -> &'static str {
        NAMES[self.below(NAMES.len())]
    }

    fn key(&mut self) -> Key {
        match self.below(8) {
            0 => Key::Char(['a', '1', 'é', '\n'][self.below(4)]),
            1 => Key::Integer([1, -1][self.below(2)]),
            2 => Key::Bool(true),
            _ => Key::Text(self.name()),
        }
    }

    fn sample(&mut self, depth: usize) -> Sample {
        // Few enough that half of the objects have no name twice.
        let count = self.below(5);
        match self.below(if depth == 0 { 2 } else { 7 }) {
            0 => Sample::Leaf,
            1 => Sample::Raw([r#"{"a":1,"b":[]}"#, r#"[{"a":1,"\u0061":2}]"#, "1"][self.below(3)]),
            2 => Sample::List((0..count).map(|_| self.sample(depth - 1)).collect()),
            3 | 4 => {
                let (is_announced, are_apart) = (self.below(2) == 0, self.below(2) == 0);
                let mut members: Vec<_> = (0..count)
                    .map(|_| (self.key(), self.sample(depth - 1)))
                    .collect();
                if self.below(2) == 0 {
                    members.sort_by_key(|(key, _)| serde_json::to_string(key).unwrap());
                }
                Sample::Map(is_announced, are_apart, members)
            }
            _ => Sample::Struct(
                self.below(4) == 0,
                (0..count)
                    .map(|_| (self.name(), self.sample(depth - 1)))
                    .collect(),
            ),
        }
    }
}

#[test]
fn a_duplicate_member_is_rejected_at_every_depth_and_nothing_else_is() {
    let (mut random, mut sound) = (Random(7), 0);
    for _ in 0..30_000 {
        let tree = random.sample(3);
        same_or_rejected(&tree);
        sound += usize::from(ours(&tree).is_ok());
    }
    assert!(
        (8_000..22_000).contains(&sound),
        "{sound} have no duplicate"
    );
}

#[test]
fn large_maps_and_structs_are_searched_for_duplicates() {
    let names: Vec<&'static str> = (0..300)
        .map(|at| &*format!("name-{at:03}").leak())
        .collect();
    for (one, other) in [(0, 299), (298, 299), (7, 150), (0, 1), (5, 5)] {
        let mut names = names.clone();
        names[other] = names[one];
        let ascending = names.iter().map(|name| (Key::Text(name), Sample::Leaf));
        for order in [
            ascending.clone().collect(),
            ascending.rev().collect::<Vec<_>>(),
        ] {
            let map = Sample::Map(true, false, order);
            assert_eq!(ours(&map).is_ok(), one == other);
            same_or_rejected(&map);
        }
        let fields = names.iter().map(|name| (*name, Sample::Leaf)).collect();
        let fields = Sample::Struct(false, fields);
        assert_eq!(ours(&fields).is_ok(), one == other);
        same_or_rejected(&fields);
    }
}

#[test]
fn duplicates_that_serde_attributes_cause_are_rejected() {
    #[derive(Serialize)]
    struct Kind {
        kind: u8,
    }
    #[derive(Serialize)]
    #[serde(tag = "kind")]
    enum TagIsField {
        Note(Kind),
    }
    #[derive(Serialize)]
    struct Renamed {
        a: u8,
        #[serde(rename = "a")]
        b: u8,
    }
    let rest = |key| Flat {
        a: 1,
        rest: BTreeMap::from([(String::from(key), json!([1]))]),
    };
    let duplicate = |value: &dyn Fn() -> Result<String, Unsendable>, wanted: &str| {
        assert!(matches!(cause(value()), Some(Cause::Duplicate(key)) if key == wanted));
    };
    duplicate(&|| ours(&TagIsField::Note(Kind { kind: 1 })), "kind");
    duplicate(&|| ours(&[Some(Renamed { a: 1, b: 2 })]), "a");
    duplicate(&|| ours(&New(rest("a"))), "a");
    same(&rest("b"));
}
