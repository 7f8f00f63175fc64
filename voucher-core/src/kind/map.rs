//! A map: an object with any keys.

use super::{Key, Selection, Value, impl_present, kind, rejected_types};
use crate::encode::{Encoder, MapKeys};
use crate::field::MapField;
use crate::type_info::{TypeInfo, rejected};
use alloc::string::String;
use alloc::vec::Vec;
use voucher_definition::{Field, Kind, mismatch};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

kind! {
    /// A map. The marker `K` names the kind of its values.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a map",
        label = "expected a map whose keys and values fit",
        note = "a map is `BTreeMap<K, T>`, `HashMap<K, T>`, or a type that implements `voucher_core::MapField`, where `K` is a string or an integer, and `T` fits a value: for an object, a struct with `#[derive(RavelinFields)]`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Map<K>()
}

/// The conversion of a map whose keys use the conversion `K`, and its values the conversion `M`.
#[derive(Debug)]
pub struct Entries<K, M>(K, M);

impl_present! { @[K, M] Entries<K, M>; }

#[diagnostic::do_not_recommend]
impl<T: MapField + ?Sized, L, K, M, W: Selection> Map<K, Entries<L, M>, W> for T
where
    T::Key: Key<L, W::OfKey>,
    T::Value: Value<K, M, W::OfValue>,
{
    const TYPE: TypeInfo = {
        let mismatch = <T::Key as Key<L, W::OfKey>>::TYPE.details.mismatch;
        if mismatch.is_empty() {
            TypeInfo {
                needs_check: true,
                options: 0,
                details: &<T::Value as Value<K, M, W::OfValue>>::TYPE
                    .map_details(&<T::Key as Key<L, W::OfKey>>::TYPE),
                ..<T::Value as Value<K, M, W::OfValue>>::TYPE
            }
        } else {
            rejected!(<T::Key as Key<L, W::OfKey>>::TYPE.details.mismatch)
        }
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        let Kind::Map(map) = field.kind else {
            return at;
        };
        let count = self.count();
        let opened = encoder.open_map(at, field, map, count);
        let mut keys = MapKeys::new(count);
        let mut at = opened;
        for (index, (key, value)) in self.entries().enumerate() {
            let since = encoder.violation_count();
            let key = key.key_text();
            let value_at = encoder.put_key(at, field, map, &key, &mut keys);
            let end = value.put_or_null(encoder, value_at, map.value);
            at = encoder.end_member(at, value_at, end);
            if !encoder.has_no_violations_since(since) {
                encoder.move_to_member(since, field, map, &key, index);
            }
        }
        encoder.check_keys(field, map, &keys);
        encoder.close(opened, at)
    }
}

/// Maps to values of the kind that the marker `K` names.
#[derive(Debug)]
pub struct OfMap<K>(K);

#[diagnostic::do_not_recommend]
impl<T: Map<K, M, W> + ?Sized, K, M, W> Value<OfMap<K>, M, W> for T {
    const TYPE: TypeInfo = T::TYPE;

    fn is_present(&self) -> bool {
        Map::is_present(self)
    }

    #[inline]
    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        Map::put_or_null(self, encoder, at, field)
    }
}

rejected_types! { Map<K>
    bool => mismatch::MAP.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::MAP.integer;
    f32 | f64 => mismatch::MAP.float;
    str | String => mismatch::MAP.string;
    @[T,] [T] | Vec<T> => "expected a map, found a list; use `BTreeMap<String, T>`";
    @[T, const N: usize,] [T; N] => "expected a map, found a list; use `BTreeMap<String, T>`";
}

/// Writes the schema of a map, with the schemas of its keys and values.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, map: &voucher_definition::Map, key: Node, value: Node) {
    node.string("type", "object");
    if map.min > 0 {
        node.put("minProperties", JsonValue::Unsigned(map.min.into()));
    }
    if map.max < u32::MAX {
        node.put("maxProperties", JsonValue::Unsigned(map.max.into()));
    }
    // Every key is a string.
    if !matches!(key.0.as_slice(), [(name, _)] if name == "type") {
        node.put("propertyNames", key.finish());
    }
    node.put("additionalProperties", value.finish());
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::*;
    use crate::kind::written::written;
    use crate::kind::{OfArray, OfCustom, OfIdentifier, OfInteger, OfText};
    use alloc::borrow::Cow;
    use alloc::boxed::Box;
    use alloc::collections::BTreeMap;
    use alloc::string::ToString;
    use alloc::vec;
    use core::fmt::{self, Formatter};
    use serde_json::json;
    use voucher_definition::{Array, Map as MapOf};

    static TEXT_KEY: Field = Field::element("/m", Kind::Text);
    const MAP: MapOf = MapOf {
        key: &TEXT_KEY,
        value: &Field::element("/m", Kind::Integer),
        min: 0,
        max: u32::MAX,
    };
    const fn field(map: &'static MapOf) -> Field {
        Field::new("m", "m", "", Kind::Map(map))
    }

    static INTEGERS: Field = field(&MAP);
    static SENSITIVE: Field = field(&MAP).sensitive();
    static IDENTIFIERS: Field = field(&IDENTIFIERS_MAP);
    static IDENTIFIERS_MAP: MapOf = MapOf {
        value: &Field::element("/m", Kind::Identifier),
        ..MAP
    };

    /// The members of a map, in this order.
    struct Members<K, V>(Vec<(K, V)>);

    impl<K, V> MapField for Members<K, V> {
        type Key = K;
        type Value = V;

        fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
            self.0.iter().map(|(key, value)| (key, value))
        }
    }

    fn parsed(encoded: Result<String, String>) -> serde_json::Value {
        serde_json::from_str(&encoded.unwrap()).unwrap()
    }

    #[test]
    fn maps_with_any_keys_are_written_as_serde_json_writes_them() {
        for count in [0, 1, 2, 70, 300_u16] {
            let keys = (0..count).map(|index| {
                let key = char::from_u32(u32::from(index)).unwrap_or('\u{1f600}');
                (alloc::format!("a{key}{index}"), i64::from(index))
            });
            let map: BTreeMap<_, _> = keys.collect();
            let encoded = written::<OfMap<OfInteger>, _>(&INTEGERS, &map);
            assert_eq!(encoded, Ok(json!({ "m": map }).to_string()));
            let boxed: BTreeMap<Box<str>, _> =
                map.iter().map(|(k, v)| (k.as_str().into(), v)).collect();
            let boxed = written::<OfMap<OfInteger>, _>(&INTEGERS, &Some(Cow::Borrowed(&boxed)));
            assert_eq!(boxed, encoded);
            let integers: BTreeMap<_, _> = (0..count).map(|index| (index, "value")).collect();
            let encoded = written::<OfMap<OfIdentifier>, _>(&IDENTIFIERS, &&integers);
            assert_eq!(parsed(encoded), json!({ "m": integers }));
            #[cfg(feature = "std")]
            {
                let map: std::collections::HashMap<_, _> = map.iter().collect();
                let encoded = written::<OfMap<OfInteger>, _>(&INTEGERS, &map);
                let expected = serde_json::to_string(&BTreeMap::from([("m", &map)]));
                assert_eq!(encoded, Ok(expected.unwrap()));
            }
        }
    }

    #[test]
    fn maps_are_values_of_maps_and_elements_of_arrays() {
        static INNER: MapOf = MapOf {
            value: &Field::element("/m/*/*", Kind::Custom).nullable(),
            key: &Field::element("/m/*/*", Kind::Text),
            ..MAP
        };
        static LISTS: Array = Array {
            element: &Field::element("/m/*", Kind::Map(&INNER)),
            min: 0,
            max: u32::MAX,
            unique: false,
        };
        static OUTER: MapOf = MapOf {
            value: &Field::element("/m", Kind::Array(&LISTS)).nullable(),
            ..MAP
        };
        static FIELD: Field = field(&OUTER);
        let free = BTreeMap::from([("x", 1)]);
        let inner = BTreeMap::from([(1, Some(free.clone())), (2, None)]);
        let map = BTreeMap::from([
            ("a", Some(vec![inner.clone(), BTreeMap::new(), inner])),
            ("b", None),
            ("c", Some(vec![])),
        ]);
        let encoded = written::<OfMap<OfArray<OfMap<OfCustom>>>, _>(&FIELD, &map);
        assert_eq!(encoded, Ok(json!({ "m": map }).to_string()));
    }

    #[test]
    fn a_violation_of_a_value_names_its_key() {
        static LISTS: Array = Array {
            element: &Field::element("/m/*", Kind::Identifier),
            min: 0,
            max: u32::MAX,
            unique: false,
        };
        static OUTER: MapOf = MapOf {
            value: &Field::element("/m", Kind::Array(&LISTS)),
            ..MAP
        };
        static FIELD: Field = field(&OUTER);
        static SENSITIVE: Field = field(&OUTER).sensitive();
        let map = BTreeMap::from([("a", vec!["1"]), ("b/~\n", vec!["", "2", ""])]);
        let violations = written::<OfMap<OfArray<OfIdentifier>>, _>(&FIELD, &map);
        let expected = "/m/b~1~0\n/0: expected at least 1 character, found an empty string\n\
                        /m/b~1~0\n/2: expected at least 1 character, found an empty string";
        assert_eq!(violations, Err(expected.to_string()));
        let violations = written::<OfMap<OfArray<OfIdentifier>>, _>(&SENSITIVE, &map);
        let expected = "/m/1/0: expected at least 1 character, found an empty string\n\
                        /m/1/2: expected at least 1 character, found an empty string";
        assert_eq!(violations, Err(expected.to_string()));
    }

    #[test]
    fn keys_satisfy_their_definition() {
        static SHORT: MapOf = MapOf {
            key: &Field::element("/m", Kind::Text).lengths(1, 3),
            ..MAP
        };
        static FIELD: Field = field(&SHORT);
        static SENSITIVE: Field = field(&SHORT).sensitive();
        let map = BTreeMap::from([("", 1), ("abc", 2), ("abcd", 3)]);
        let violations = written::<OfMap<OfInteger>, _>(&FIELD, &map);
        let expected = "/m/: invalid key: expected at least 1 character, found an empty string\n\
                        /m/abcd: invalid key: expected at most 3 characters, found 4";
        assert_eq!(violations, Err(expected.to_string()));
        let violations = written::<OfMap<OfInteger>, _>(&SENSITIVE, &map);
        let expected = "/m/0: invalid key: expected at least 1 character, found an empty string\n\
                        /m/2: invalid key: expected at most 3 characters, found 4";
        assert_eq!(violations, Err(expected.to_string()));
    }

    #[test]
    fn the_number_of_members_is_checked() {
        static TWO: MapOf = MapOf {
            min: 2,
            max: 2,
            ..MAP
        };
        static FIELD: Field = field(&TWO);
        for count in 0..4_u8 {
            let map: BTreeMap<_, _> = (0..count).map(|index| (index, 0)).collect();
            let violations = written::<OfMap<OfInteger>, _>(&FIELD, &map).err();
            let expected = match count {
                0 => Some("/m: expected at least 2 members, found 0"),
                1 => Some("/m: expected at least 2 members, found 1"),
                2 => None,
                _ => Some("/m: expected at most 2 members, found 3"),
            };
            assert_eq!(violations.as_deref(), expected);
        }
    }

    #[test]
    fn keys_that_are_one_string_are_duplicates() {
        let members = Members(vec![
            ("b", 1),
            ("a", 2),
            ("b", 3),
            ("c", 4),
            ("a", 5),
            ("b", 6),
        ]);
        let violations = written::<OfMap<OfInteger>, _>(&INTEGERS, &members);
        let expected = "/m/b: invalid key: duplicate key; send it once\n\
                        /m/a: invalid key: duplicate key; send it once\n\
                        /m/b: invalid key: duplicate key; send it once";
        assert_eq!(violations, Err(expected.to_string()));
        let violations = written::<OfMap<OfInteger>, _>(&SENSITIVE, &members);
        let expected = "/m/2: invalid key: duplicate key; send it once\n\
                        /m/4: invalid key: duplicate key; send it once\n\
                        /m/5: invalid key: duplicate key; send it once";
        assert_eq!(violations, Err(expected.to_string()));
    }

    /// A key that is displayed, unless it is empty.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Padded(&'static str);

    impl crate::DisplayField for Padded {
        fn display(&self, out: &mut Formatter<'_>) -> fmt::Result {
            let name = (!self.0.is_empty()).then_some(self.0).ok_or(fmt::Error)?;
            write!(out, "{name:_<200}")
        }
    }

    #[test]
    fn a_key_is_displayed_or_an_integer() {
        let map = BTreeMap::from([(Padded("a"), 1), (Padded("b"), 2)]);
        let encoded = written::<OfMap<OfInteger>, _>(&INTEGERS, &map);
        let key = |name: &str| alloc::format!("{name:_<200}");
        let expected = BTreeMap::from([(key("a"), 1), (key("b"), 2)]);
        assert_eq!(encoded, Ok(json!({ "m": expected }).to_string()));
        let map = BTreeMap::from([(Padded(""), 1), (Padded("b"), 2)]);
        let violations = written::<OfMap<OfInteger>, _>(&INTEGERS, &map);
        let expected = "/m/0: its `DisplayField` returned an error, so the key cannot be sent";
        assert_eq!(violations, Err(expected.to_string()));
        let map = BTreeMap::from([(1, 1), (u64::MAX, 2)]);
        let violations = written::<OfMap<OfInteger>, _>(&INTEGERS, &map);
        let expected = "/m/1: invalid key: expected at most 9223372036854775807";
        assert_eq!(violations, Err(expected.to_string()));
        let map = BTreeMap::from([(-5, "a")]);
        let encoded = written::<OfMap<OfText>, _>(&TEXTS, &map);
        assert_eq!(encoded, Ok(json!({ "m": map }).to_string()));
    }

    static TEXTS_MAP: MapOf = MapOf {
        value: &Field::element("/m", Kind::Text),
        ..MAP
    };
    static TEXTS: Field = field(&TEXTS_MAP);
}
