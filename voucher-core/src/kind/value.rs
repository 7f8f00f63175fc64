//! A value of any kind, so that arrays of values need one impl for all kinds.

use super::Checked;
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use voucher_definition::Field;

/// A value of the kind that the marker `K` names: with `OfText`, a type that implements `Text`.
pub trait Value<K, M, W = Checked> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;

    /// Checks whether there is a value.
    fn is_present(&self) -> bool;

    /// Writes the value, or `null` if it is absent.
    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

/// Defines the marker of a kind, and implements `Value` for the types that fit the kind.
macro_rules! value_of {
    ($(#[$attribute:meta])* $of:ident: $kind:ident) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub enum $of {}

        #[diagnostic::do_not_recommend]
        impl<T: $kind<M, W> + ?Sized, M, W> $crate::kind::Value<$of, M, W> for T {
            const TYPE: TypeInfo = T::TYPE;

            fn is_present(&self) -> bool {
                $kind::is_present(self)
            }

            #[inline]
            fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                $kind::put_or_null(self, encoder, at, field)
            }
        }
    };
}

pub(crate) use value_of;

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use crate::kind::written::{written, written_by};
    use crate::kind::{Array, Custom, OfArray, OfCustom, OfIdentifier, OfInteger, OfText, Text};
    use alloc::boxed::Box;
    use alloc::collections::BTreeMap;
    use alloc::string::{String, ToString};
    use alloc::vec;
    use alloc::vec::Vec;
    use serde_json::json;
    use voucher_definition::{Array as ArrayOf, Evidence, Field, Kind};

    const fn array(element: &'static Field) -> ArrayOf {
        ArrayOf {
            element,
            min: 0,
            max: u32::MAX,
            unique: false,
        }
    }

    static TEXT: Field = Field::new("a", "a", "", Kind::Text);
    static TEXT_OR_NULL: Field = Field::new("a", "a", "", Kind::Text).nullable();
    static REQUIRED: Field = TEXT_OR_NULL.required(Evidence::Documented);

    #[test]
    fn none_is_null_where_a_value_is_required_and_absent_elsewhere() {
        let none: Option<&str> = None;
        let null = json!({ "a": null }).to_string();
        let text = json!({ "a": "b" }).to_string();
        let put = |value: Option<&str>| {
            written_by(|encoder, at| <_ as Text<_>>::put(&value, encoder, at, &TEXT_OR_NULL))
        };
        assert_eq!(put(none), Ok(String::from("{}")));
        assert_eq!(put(Some("b")), Ok(text.clone()));
        assert_eq!(written::<OfText, _>(&REQUIRED, &none), Ok(null.clone()));
        assert_eq!(
            written::<OfText, _>(&REQUIRED, &Box::new(none)),
            Ok(null.clone())
        );
        assert_eq!(
            written::<OfText, _>(&REQUIRED, &Some(Box::new(Some("b")))),
            Ok(text.clone())
        );
        let put = |value: &Option<Option<&str>>| {
            let result =
                written_by(|encoder, at| <_ as Text<_>>::put(value, encoder, at, &TEXT_OR_NULL));
            let pointed = Box::new(value.as_ref());
            let by_reference =
                written_by(|encoder, at| <_ as Text<_>>::put(&pointed, encoder, at, &TEXT_OR_NULL));
            assert_eq!(by_reference, result);
            result
        };
        assert_eq!(put(&None), Ok(String::from("{}")));
        assert_eq!(put(&Some(None)), Ok(null));
        assert_eq!(put(&Some(Some("b"))), Ok(text));
    }

    #[test]
    fn null_is_never_sent_where_the_definition_does_not_allow_it() {
        static ELEMENTS: ArrayOf = array(&Field::element("/a", Kind::Text));
        static OF_TEXTS: Field = Field::new("a", "a", "", Kind::Array(&ELEMENTS));
        let missing = |pointer| Err(alloc::format!("{pointer}: required, but missing"));
        let value: Option<Option<&str>> = Some(None);
        let result = written_by(|encoder, at| <_ as Text<_>>::put(&value, encoder, at, &TEXT));
        assert_eq!(result, missing("/a (Test.a)"));
        let result = written::<OfArray<OfText>, _>(&OF_TEXTS, &[Some("b"), None]);
        assert_eq!(result, missing("/a/1"));
    }

    #[test]
    fn elements_at_every_depth_are_null_as_serde_json_writes_them() {
        static INTEGERS: ArrayOf = array(&Field::element("/a/*", Kind::Integer).nullable());
        static LISTS: ArrayOf = array(&Field::element("/a", Kind::Array(&INTEGERS)).nullable());
        static OF_LISTS: Field = Field::new("a", "a", "", Kind::Array(&LISTS)).nullable();
        let lists = vec![None, Some(vec![Some(1), None]), Some(vec![]), None];
        let json = json!({ "a": lists }).to_string();
        let encoded = written::<OfArray<OfArray<OfInteger>>, _>(&OF_LISTS, &lists);
        assert_eq!(encoded, Ok(json.clone()));
        let encoded = written::<OfArray<OfArray<OfInteger>>, _>(&OF_LISTS, &Some(&lists));
        assert_eq!(encoded, Ok(json));
        let none: Option<Vec<Option<Vec<Option<i64>>>>> = None;
        let encoded = written::<OfArray<OfArray<OfInteger>>, _>(&OF_LISTS, &none);
        assert_eq!(encoded, Ok(json!({ "a": none }).to_string()));
        let put = |value: &Option<Option<Vec<Vec<i64>>>>| {
            written_by(|encoder, at| {
                <_ as Array<OfArray<OfInteger>, _>>::put(value, encoder, at, &OF_LISTS)
            })
        };
        assert_eq!(put(&None), Ok(String::from("{}")));
        assert_eq!(put(&Some(None)), Ok(json!({ "a": none }).to_string()));
        assert_eq!(put(&Some(Some(vec![]))), Ok(json!({ "a": [] }).to_string()));
    }

    #[test]
    fn free_objects_are_null_as_serde_json_writes_them() {
        static OBJECTS: ArrayOf = array(&Field::element("/a", Kind::Custom).nullable());
        static OF_OBJECTS: Field = Field::new("a", "a", "", Kind::Array(&OBJECTS));
        static OBJECT: Field = Field::new("a", "a", "", Kind::Custom).nullable();
        let object = |count| {
            let members = (0..count).map(|index| (index.to_string(), index));
            members.collect::<BTreeMap<_, u32>>()
        };
        let objects = [None, Some(object(0)), Some(object(2)), None];
        let encoded = written::<OfArray<OfCustom>, _>(&OF_OBJECTS, &objects);
        assert_eq!(encoded, Ok(json!({ "a": objects }).to_string()));
        let put = |value: &Option<Option<BTreeMap<String, u32>>>| {
            written_by(|encoder, before| {
                let opened = encoder.open(before, &OBJECT);
                let at = <_ as Custom<_>>::put(value, encoder, opened, &OBJECT, &[]);
                let at = encoder.close_custom(before, opened, at);
                encoder.null_if_removed(before, at, &OBJECT)
            })
        };
        assert_eq!(put(&None), Ok(String::from("{}")));
        assert_eq!(put(&Some(None)), Ok(json!({ "a": null }).to_string()));
        assert_eq!(
            put(&Some(Some(object(0)))),
            Ok(json!({ "a": {} }).to_string())
        );
    }

    #[test]
    fn a_violation_of_a_value_that_may_be_null_is_reported() {
        static IDENTIFIER: Field = Field::new("a", "a", "", Kind::Identifier).nullable();
        let violations = written::<OfIdentifier, _>(&IDENTIFIER, &Some(Some("")));
        let expected = "/a (Test.a): expected at least 1 character, found an empty string";
        assert_eq!(violations, Err(expected.to_string()));
    }
}
