//! Assertions about how many `Option`s a type has, and about the elements of lists and values of maps at any depth.

use super::{about, about_contents, position};
use crate::type_info::TypeInfo;
use voucher_definition::message::Message;
use voucher_definition::{Array, Field, Kind, Map};

/// Fails the build if a type has more `Option`s than the field can express. One means that the field is omitted, or
/// `null` if it is required. A second one distinguishes `null` from an omitted field.
#[track_caller]
#[inline]
pub(super) const fn assert_options(type_info: TypeInfo, field: &Field) {
    let is_distinguished = field.nullable && !field.is_required();
    if type_info.options > 1 + is_distinguished as u8 {
        reject_nested(about(field).push(": "), is_distinguished);
    }
}

/// Fails the build if an element or value may be `None` where the definition does not allow `null`, or if a list has a fixed
/// number of elements that the definition does not allow.
#[track_caller]
#[inline]
pub(super) const fn assert_contents(type_info: TypeInfo, field: &Field, event: &str) {
    let (mut type_info, mut container) = (type_info, field);
    while let Some(content_type) = type_info.details.element {
        let (content, noun) = match container.kind {
            Kind::Array(array) => {
                assert_count(type_info, array, field);
                (array.element, "elements")
            }
            Kind::Map(map) => {
                assert_keys(type_info, map, field, event);
                (map.value, "values")
            }
            _ => return,
        };
        if content_type.is_optional() && !content.nullable {
            let message = about_contents(field).push("expected ").push(noun);
            let message = message.push(" that are always present, ");
            let message = message.push("found an `Option`; leave out what is `None`");
            panic!("{}", message.as_str());
        }
        if content_type.options > 1 {
            reject_nested(about_contents(field), false);
        }
        (type_info, container) = (*content_type, content);
    }
}

/// Fails the build if an enum of keys has a value that cannot be a key of the map.
#[track_caller]
#[inline]
const fn assert_keys(type_info: TypeInfo, map: &Map, field: &Field, event: &str) {
    let Some(keys) = type_info.details.keys else {
        return;
    };
    let (mut index, mut next) = (0, 0);
    while index < keys.details.values.len() {
        let value = keys.details.values[index];
        match (map.key.kind, position(map.key.values, value, next)) {
            (Kind::Enum, Some(at)) => next = at + 1,
            _ => assert_key(value, map, field, event),
        }
        index += 1;
    }
    index = 0;
    while index < keys.details.integers.len() {
        let integer = Message::new().number(keys.details.integers[index]);
        assert_key(integer.as_str(), map, field, event);
        index += 1;
    }
}

#[track_caller]
#[inline]
const fn assert_key(key: &str, map: &Map, field: &Field, event: &str) {
    if let Err(violation_kind) = map.key.check_text(key, true) {
        let message = about_contents(field)
            .push("expected keys that ")
            .quoted(event);
        let message = message.push(" accepts, found ").quoted(key).push(": ");
        let message = violation_kind.describe(message, false);
        let message = message.push("; use an enum without other values");
        panic!("{}", message.as_str());
    }
}

#[track_caller]
#[inline]
const fn assert_count(type_info: TypeInfo, array: &Array, field: &Field) {
    let Some(count) = type_info.details.count else {
        return;
    };
    if let Err(violation_kind) = array.check_count(count) {
        let message = about(field).push(": wrong array length: ");
        let message = violation_kind.describe(message, false);
        let message = message.push("; use a list of another length");
        panic!("{}", message.as_str());
    }
}

#[track_caller]
#[inline]
const fn reject_nested(message: Message, is_second_allowed: bool) {
    let message = message.push(if is_second_allowed {
        "expected at most two `Option`s, found a third; remove one"
    } else {
        "expected one `Option`, found an `Option` in an `Option`; remove one"
    });
    panic!("{}", message.as_str());
}

#[cfg(test)]
#[cfg(all(feature = "definition-file", feature = "std"))]
mod tests {
    use crate::kind::{Array, Identifier, Map, OfArray, OfText, Text, assert_field};
    use crate::type_info::TypeInfo;
    use alloc::boxed::Box;
    use alloc::collections::BTreeMap;
    use alloc::string::String;
    use alloc::vec::Vec;
    use voucher_definition::{Array as ArrayOf, Evidence, Field, Kind, Map as MapOf};

    const fn array(element: &'static Field, max: u32) -> ArrayOf {
        ArrayOf {
            element,
            min: 1,
            max,
            unique: false,
        }
    }

    static TEXT: Field = Field::new("a", "a", "", Kind::Text);
    static TEXT_OR_NULL: Field = TEXT.nullable();
    static REQUIRED: Field = TEXT_OR_NULL.required(Evidence::Documented);
    static TEXTS: Field = Field::new(
        "a",
        "a",
        "",
        Kind::Array(&array(&Field::element("/a", Kind::Text), 9)),
    );
    static NULLABLE_TEXTS: Field = Field::new(
        "a",
        "a",
        "",
        Kind::Array(&array(&Field::element("/a", Kind::Text).nullable(), 9)),
    );
    static LISTS: Field = Field::new(
        "a",
        "a",
        "",
        Kind::Array(&array(
            &Field::element(
                "/a",
                Kind::Array(&array(&Field::element("/a/*", Kind::Text).nullable(), 2)),
            ),
            9,
        )),
    );

    static MAP: Field = Field::new(
        "a",
        "a",
        "",
        Kind::Map(&MapOf {
            key: &Field::element("/a", Kind::Text),
            value: &Field::element(
                "/a",
                Kind::Array(&array(&Field::element("/a/*", Kind::Text).nullable(), 2)),
            ),
            min: 0,
            max: u32::MAX,
        }),
    );

    /// Returns the message with which an assertion fails the build; empty if it does not.
    fn message(type_info: TypeInfo, field: &'static Field) -> String {
        match std::panic::catch_unwind(|| assert_field(type_info, field, "event", false)) {
            Ok(()) => String::new(),
            Err(message) => *message.downcast::<String>().unwrap(),
        }
    }

    const NESTED: &str =
        "field `a`: expected one `Option`, found an `Option` in an `Option`; remove one";
    const THIRD: &str = "field `a`: expected at most two `Option`s, found a third; remove one";
    const ELEMENT: &str = "field `a` is an array; expected elements that are always present, found an `Option`; leave out what is `None`";

    type One = Option<String>;
    type Two = Option<Option<String>>;
    type Three<'t> = Option<Option<&'t One>>;

    fn text<T: Text<M>, M>() -> TypeInfo {
        T::TYPE
    }

    #[test]
    fn a_second_option_needs_a_field_that_is_nullable_and_not_required() {
        for (type_info, field, expected) in [
            (text::<One, _>(), &TEXT, ""),
            (text::<Two, _>(), &TEXT, NESTED),
            (text::<Box<Two>, _>(), &TEXT, NESTED),
            (text::<Option<Box<One>>, _>(), &REQUIRED, NESTED),
            (text::<One, _>(), &REQUIRED, ""),
            (text::<Two, _>(), &TEXT_OR_NULL, ""),
            (text::<Three<'_>, _>(), &TEXT_OR_NULL, THIRD),
            (text::<Three<'_>, _>(), &TEXT, NESTED),
        ] {
            assert_eq!(message(type_info, field), expected);
        }
        assert_eq!(message(<Two as Identifier<_>>::TYPE, &TEXT), NESTED);
    }

    #[test]
    fn an_element_may_be_none_only_if_it_is_nullable() {
        fn strings<T: Array<OfText, M>, M>() -> TypeInfo {
            T::TYPE
        }
        fn lists<T: Array<OfArray<OfText>, M>, M>() -> TypeInfo {
            T::TYPE
        }
        fn strings_by_key<T: Map<OfArray<OfText>, M>, M>() -> TypeInfo {
            T::TYPE
        }
        let nested = NESTED.replace(':', " is an array;");
        for (type_info, field, expected) in [
            (strings::<Vec<One>, _>(), &TEXTS, ELEMENT),
            (strings::<Option<&[Box<One>]>, _>(), &TEXTS, ELEMENT),
            (strings::<Option<Option<Vec<String>>>, _>(), &TEXTS, NESTED),
            (strings::<Vec<One>, _>(), &NULLABLE_TEXTS, ""),
            (strings::<Vec<Two>, _>(), &NULLABLE_TEXTS, &nested),
            (lists::<Vec<Vec<One>>, _>(), &LISTS, ""),
            (lists::<Vec<OptionalList<'_>>, _>(), &LISTS, ELEMENT),
            (lists::<Box<Vec<&Vec<Two>>>, _>(), &LISTS, &nested),
            (strings_by_key::<BTreeMap<u8, Vec<One>>, _>(), &MAP, ""),
            (
                strings_by_key::<BTreeMap<u8, Option<Vec<One>>>, _>(),
                &MAP,
                "field `a` is a map; expected values that are always present, found an `Option`; leave out what is `None`",
            ),
            (
                strings_by_key::<&BTreeMap<u8, [One; 3]>, _>(),
                &MAP,
                "field `a`: wrong array length: expected at most 2 elements, found 3; use a list of another length",
            ),
            (lists::<Vec<[String; 2]>, _>(), &LISTS, ""),
            (
                lists::<Vec<[String; 3]>, _>(),
                &LISTS,
                "field `a`: wrong array length: expected at most 2 elements, found 3; use a list of another length",
            ),
        ] {
            assert_eq!(message(type_info, field), expected);
        }
    }

    type OptionalList<'t> = Option<&'t [One]>;
}
