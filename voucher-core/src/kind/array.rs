//! An array.

use super::{Value, impl_present, kind, rejected_types};
use crate::encode::{Encoder, UniqueElements};
use crate::field::ListField;
use crate::type_info::TypeInfo;
use alloc::collections::BTreeMap;
use alloc::string::String;
use voucher_definition::{Field, Kind, mismatch};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

kind! {
    /// An array. The marker `K` names the kind of its elements.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an array",
        label = "expected a list of the array's elements",
        note = "an array is `Vec<T>`, `&[T]`, `[T; N]`, a set, or a type that implements `voucher_core::ListField`, where `T` fits an element: for an object, a struct with `#[derive(RavelinFields)]`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Array<K>()
}

/// The conversion of a list whose elements use the conversion `M`.
#[derive(Debug)]
pub struct List<M>(M);

impl_present! { @[M] List<M>; }

#[diagnostic::do_not_recommend]
impl<T: ListField + ?Sized, K, M, W> Array<K, List<M>, W> for T
where
    T::Element: Value<K, M, W>,
{
    const TYPE: TypeInfo = TypeInfo {
        needs_check: true,
        options: 0,
        details: &<T::Element as Value<K, M, W>>::TYPE.list_details(T::COUNT),
        ..<T::Element as Value<K, M, W>>::TYPE
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        let Kind::Array(array) = field.kind else {
            return at;
        };
        let opened = encoder.open_array(at, field, array, self.count());
        let mut at = encoder.start_elements(opened, array);
        let mut unique = UniqueElements::default();
        for (index, element) in self.elements().enumerate() {
            let since = encoder.violation_count();
            let start = at;
            at = element.put_or_null(encoder, start, array.element);
            if array.unique {
                encoder.check_unique(&mut unique, array, (start, at), since, index);
            }
            if !encoder.has_no_violations_since(since) {
                encoder.move_to_element(since, field, index);
            }
        }
        let at = encoder.end_written(opened, at);
        encoder.close_array(opened, at)
    }
}

/// Arrays of elements of the kind that the marker `K` names.
#[derive(Debug)]
pub struct OfArray<K>(K);

#[diagnostic::do_not_recommend]
impl<T: Array<K, M, W> + ?Sized, K, M, W> Value<OfArray<K>, M, W> for T {
    const TYPE: TypeInfo = T::TYPE;

    fn is_present(&self) -> bool {
        Array::is_present(self)
    }

    #[inline]
    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        Array::put_or_null(self, encoder, at, field)
    }
}

rejected_types! { Array<K>
    bool => mismatch::ARRAY.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::ARRAY.integer;
    f32 | f64 => mismatch::ARRAY.float;
    str | String => mismatch::ARRAY.string;
    @[L, T,] BTreeMap<L, T> => "expected an array, found a map; use `Vec`";
}

#[cfg(feature = "std")]
rejected_types! { @one Array<K> [L, T, S,] "expected an array, found a map; use `Vec`", std::collections::HashMap<L, T, S> }

/// Writes the schema of an array, with the schema of its elements.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, array: &voucher_definition::Array, element: Node) {
    node.string("type", "array");
    if array.min > 0 {
        node.put("minItems", JsonValue::Unsigned(array.min.into()));
    }
    if array.max < u32::MAX {
        node.put("maxItems", JsonValue::Unsigned(array.max.into()));
    }
    if array.unique {
        node.put("uniqueItems", JsonValue::Bool(true));
    }
    node.put("items", element.finish());
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::*;
    use crate::kind::written::written;
    use crate::kind::{OfBool, OfCustom, OfIdentifier, OfInteger, OfNumber, OfText};
    use alloc::borrow::Cow;
    use alloc::boxed::Box;
    use alloc::collections::{BTreeSet, VecDeque};
    use alloc::rc::Rc;
    use alloc::string::ToString;
    use alloc::vec;
    use alloc::vec::Vec;
    use serde_json::json;
    use voucher_definition::Array as ArrayOf;

    macro_rules! array {
        ($name:ident: $pointer:literal, $kind:expr) => {
            static $name: ArrayOf = ArrayOf {
                element: &Field::element($pointer, $kind),
                ..ARRAY
            };
        };
    }

    const ARRAY: ArrayOf = ArrayOf {
        element: &Field::element("/a", Kind::Text),
        min: 0,
        max: u32::MAX,
        unique: false,
    };
    array!(TEXTS: "/a", Kind::Text);
    array!(INTEGERS: "/a", Kind::Integer);
    array!(BOOLS: "/a/*/*", Kind::Bool);
    array!(LISTS_OF_BOOLS: "/a/*", Kind::Array(&BOOLS));
    array!(MATRICES: "/a", Kind::Array(&LISTS_OF_BOOLS));
    array!(IDENTIFIERS: "/a/*", Kind::Identifier);
    array!(LISTS_OF_IDENTIFIERS: "/a", Kind::Array(&IDENTIFIERS));

    static OF_TEXTS: Field = Field::new("a", "a", "", Kind::Array(&TEXTS));
    static OF_INTEGERS: Field = Field::new("a", "a", "", Kind::Array(&INTEGERS));
    static OF_MATRICES: Field = Field::new("a", "a", "", Kind::Array(&MATRICES));
    static OF_LISTS: Field = Field::new("a", "a", "", Kind::Array(&LISTS_OF_IDENTIFIERS));

    fn json(elements: impl serde::Serialize) -> String {
        json!({ "a": elements }).to_string()
    }

    #[test]
    fn arrays_of_every_depth_are_written_as_serde_json_writes_them() {
        for count in [0, 1, 2, 70, 300] {
            let strings = vec!["a \"quoted\" string"; count];
            let encoded = written::<OfArray<OfText>, _>(&OF_TEXTS, &strings);
            assert_eq!(encoded.unwrap(), json(&strings));
            let integers: Vec<_> = (0..count).collect();
            let encoded = written::<OfArray<OfInteger>, _>(&OF_INTEGERS, &*integers);
            assert_eq!(encoded.unwrap(), json(&integers));
            let matrices = vec![[vec![true; count % 3], vec![false]]; count];
            let encoded =
                written::<OfArray<OfArray<OfArray<OfBool>>>, _>(&OF_MATRICES, &Rc::new(&matrices));
            assert_eq!(encoded.unwrap(), json(&matrices));
        }
    }

    #[test]
    fn every_list_is_written_in_the_order_of_its_iterator() {
        let elements = || (0..70_u8).chain(3..9);
        let mut deque: VecDeque<_> = elements().collect();
        deque.rotate_left(5);
        let encoded = written::<OfArray<OfInteger>, _>(&OF_INTEGERS, &deque);
        assert_eq!(encoded.unwrap(), json(&deque));
        let set: BTreeSet<_> = elements().collect();
        let encoded = written::<OfArray<OfInteger>, _>(&OF_INTEGERS, &Cow::Borrowed(&set));
        assert_eq!(encoded.unwrap(), json(&set));
        #[cfg(feature = "std")]
        {
            let set: std::collections::HashSet<_> = elements().collect();
            let encoded = written::<OfArray<OfInteger>, _>(&OF_INTEGERS, &set);
            assert_eq!(encoded.unwrap(), json(&set));
        }
    }

    /// The numbers below its own.
    struct Below(Vec<u8>);

    impl ListField for Below {
        type Element = u8;

        fn elements(&self) -> impl Iterator<Item = &u8> {
            self.0
                .iter()
                .filter(|number| usize::from(**number) < self.0.len())
        }
    }

    #[test]
    fn a_list_of_the_user_is_written_with_the_number_of_its_elements() {
        static AT_LEAST_THREE: ArrayOf = ArrayOf {
            element: &Field::element("/a", Kind::Integer),
            min: 3,
            ..ARRAY
        };
        static FIELD: Field = Field::new("a", "a", "", Kind::Array(&AT_LEAST_THREE));
        let encoded = written::<OfArray<OfInteger>, _>(&FIELD, &Below(vec![7, 0, 9, 4, 1]));
        assert_eq!(encoded.unwrap(), json([0, 4, 1]));
        let violations = written::<OfArray<OfInteger>, _>(&FIELD, &Box::new(Below(vec![7, 0, 1])));
        let expected = "/a: expected at least 3 elements, found 2";
        assert_eq!(violations, Err(expected.to_string()));
    }

    #[test]
    fn a_violation_names_the_index_at_every_level() {
        let lists = [vec!["a"], vec![], vec!["b", "", "c", ""]];
        let violations = written::<OfArray<OfArray<OfIdentifier>>, _>(&OF_LISTS, &lists);
        let expected = "/a/2/1: expected at least 1 character, found an empty string\n\
                        /a/2/3: expected at least 1 character, found an empty string";
        assert_eq!(violations, Err(expected.to_string()));
    }

    static UNIQUE_INTEGERS: ArrayOf = ArrayOf {
        unique: true,
        ..INTEGERS
    };
    static UNIQUE_OBJECTS: ArrayOf = ArrayOf {
        element: &Field::element("/a", Kind::Custom).nullable(),
        unique: true,
        ..ARRAY
    };
    static UNIQUE_LISTS: ArrayOf = ArrayOf {
        element: &Field::element("/a", Kind::Array(&UNIQUE_NUMBERS)),
        unique: true,
        ..ARRAY
    };
    static UNIQUE_NUMBERS: ArrayOf = ArrayOf {
        element: &Field::element("/a/*", Kind::Number),
        unique: true,
        ..ARRAY
    };
    static OF_UNIQUE_INTEGERS: Field = Field::new("a", "a", "", Kind::Array(&UNIQUE_INTEGERS));
    static OF_UNIQUE_OBJECTS: Field = Field::new("a", "a", "", Kind::Array(&UNIQUE_OBJECTS));
    static OF_UNIQUE_LISTS: Field = Field::new("a", "a", "", Kind::Array(&UNIQUE_LISTS));

    #[test]
    fn equal_elements_are_violations_that_name_both_positions() {
        for count in [0, 1, 2, 300_u16] {
            let integers: Vec<_> = (0..count).rev().collect();
            let encoded = written::<OfArray<OfInteger>, _>(&OF_UNIQUE_INTEGERS, &integers);
            assert_eq!(encoded.unwrap(), json(&integers));
        }
        let violations = written::<OfArray<OfInteger>, _>(&OF_UNIQUE_INTEGERS, &[5, 6, 5, 7, 6, 5]);
        let expected = "/a/2: equal to element 0; elements must be different\n\
                        /a/4: equal to element 1; elements must be different\n\
                        /a/5: equal to element 0; elements must be different";
        assert_eq!(violations, Err(expected.to_string()));
    }

    #[test]
    fn elements_are_compared_as_json_values_at_every_depth() {
        let lists = [
            vec![1.0, 2.5],
            vec![2.5, 1.0],
            vec![],
            vec![1.0],
            vec![1e300, -0.5],
        ];
        let encoded = written::<OfArray<OfArray<OfNumber>>, _>(&OF_UNIQUE_LISTS, &lists);
        assert!(encoded.is_ok());
        let lists = [
            vec![1.0, 1.0],
            vec![3.0, 4.0],
            vec![],
            vec![3.0, 4.0],
            vec![2.0, 2.0],
            vec![],
        ];
        let violations = written::<OfArray<OfArray<OfNumber>>, _>(&OF_UNIQUE_LISTS, &lists);
        let expected = "/a/0/1: equal to element 0; elements must be different\n\
                        /a/3: equal to element 1; elements must be different\n\
                        /a/4/1: equal to element 0; elements must be different\n\
                        /a/5: equal to element 2; elements must be different";
        assert_eq!(violations, Err(expected.to_string()));
        let objects = [
            json!({"a": 1, "b": [1]}),
            json!({"b": [1.0], "a": 1}),
            json!({}),
            json!({"a": "1"}),
        ];
        let elements = objects.iter().map(Some).chain([None, None]);
        let elements: Vec<_> = elements.collect();
        let violations = written::<OfArray<OfCustom>, _>(&OF_UNIQUE_OBJECTS, &elements);
        let expected = "/a/1: equal to element 0; elements must be different\n\
                        /a/5: equal to element 4; elements must be different";
        assert_eq!(violations, Err(expected.to_string()));
        let encoded = written::<OfArray<OfCustom>, _>(&OF_UNIQUE_OBJECTS, &elements[1..5]);
        let written: serde_json::Value = serde_json::from_str(&encoded.unwrap()).unwrap();
        assert_eq!(written, json!({ "a": elements[1..5] }));
    }

    #[test]
    fn all_elements_use_the_field_trait_of_their_type() {
        let lists = [[1_u8], [2]];
        let encoded = written::<OfArray<OfArray<OfIdentifier>>, _>(&OF_LISTS, &lists);
        assert_eq!(encoded.unwrap(), json([["1"], ["2"]]));
    }
}
