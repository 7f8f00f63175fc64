//! A value of one of several alternatives.
//!
//! A type fits if it fits one of the alternatives, or if it is an enum with `RavelinOneOf`. There is at most one alternative
//! of each JSON type, or several that are all objects, so a type has one conversion and the compiler can infer it. The
//! types that a kind rejects have messages about that kind only, so [`Unchecked`] leaves them out here.

use super::readings::{AtMostOne, Several, SeveralReadings};
use super::value::value_of;
use super::{
    Checked, Direct, IsChecked, OfCurrency, OfDate, OfDateTime, OfEnum, OfInteger, OfText, OfUuid,
    PutAs, Rejected, Unchecked, Value, kind,
};
use crate::alternatives::of_type;
use crate::encode::Encoder;
use crate::one_of::RavelinOneOf;
use crate::type_info::{Alternatives, Itself, OneOfMapping, TypeDetails, TypeInfo, rejected};
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;
use voucher_definition::{Field, JsonType};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

/// The alternatives of a field by JSON type: a string, a number, a bool, an array, an object. Each is the marker of the
/// alternative's kind, or [`No`].
#[derive(Debug)]
pub struct ByType<S, N, B, A, O>(PhantomData<(S, N, B, A, O)>);

/// A JSON type without an alternative.
#[derive(Debug)]
pub enum No {}

/// A value of one of several alternatives. The marker `K` names them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` fits none of the alternatives of the field",
    label = "expected a type of one of the alternatives",
    note = "an alternative accepts the same types as a field of its kind, for an object a struct with `#[derive(RavelinFields)]`; an enum with `#[derive(RavelinOneOf)]` has several alternatives",
    note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
)]
pub trait OneOf<K, M, W = Checked> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;

    /// Returns `TYPE`, for values whose type has no name.
    fn type_info(&self) -> TypeInfo {
        Self::TYPE
    }

    /// Fails the build if the value, which a conversion returned, needs a currency that it cannot supply itself.
    fn assert_converted(&self) {
        const { crate::kind::assertions::assert_converted(Self::TYPE) }
    }

    /// Checks whether there is a value.
    fn is_present(&self) -> bool {
        true
    }

    /// Writes the value, or nothing if it is absent. The rejecting impls use this default, which reports the mismatch.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.type_mismatch(at, field, Self::TYPE.details.mismatch)
    }

    /// Writes the value, or `null` if it is absent.
    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        self.put(encoder, at, field)
    }

    /// Writes the value, or reports a violation if it is absent.
    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        self.put(encoder, at, field)
    }

    /// Writes a value that must always be present.
    fn put_present(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> PutAs<M> {
        let at = self.put(encoder, at, field);
        PutAs {
            at,
            conversion: PhantomData,
        }
    }
}

/// Fields with the alternatives that the marker `K` names.
#[derive(Debug)]
pub struct OfOneOf<K>(PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: OneOf<K, M, W> + ?Sized, K, M, W> Value<OfOneOf<K>, M, W> for T {
    const TYPE: TypeInfo = T::TYPE;

    fn is_present(&self) -> bool {
        OneOf::is_present(self)
    }

    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        OneOf::put_or_null(self, encoder, at, field)
    }
}

/// The functions of `OneOf` for a value of some kind, which is written as one of the field's alternatives. `None` has no
/// alternative.
macro_rules! write_as {
    (|$field:ident| $alternative:expr) => {
        fn is_present(&self) -> bool {
            Value::is_present(self)
        }

        fn put(&self, encoder: &mut Encoder<'_>, at: usize, $field: &'static Field) -> usize {
            if !Value::is_present(self) {
                return at;
            }
            encoder.put_alternative(at, $field, |encoder, at| {
                Value::put_or_null(self, encoder, at, $alternative)
            })
        }

        fn put_or_null(
            &self,
            encoder: &mut Encoder<'_>,
            at: usize,
            $field: &'static Field,
        ) -> usize {
            if !Value::is_present(self) {
                return encoder.null(at, $field);
            }
            encoder.put_alternative(at, $field, |encoder, at| {
                Value::put_or_null(self, encoder, at, $alternative)
            })
        }

        fn put_required(
            &self,
            encoder: &mut Encoder<'_>,
            at: usize,
            $field: &'static Field,
        ) -> usize {
            if !Value::is_present(self) {
                return encoder.absent(at, $field);
            }
            encoder.put_alternative(at, $field, |encoder, at| {
                Value::put_or_null(self, encoder, at, $alternative)
            })
        }
    };
}

/// Implements `OneOf` for the types that fit the alternative of one JSON type.
macro_rules! alternative {
    ($(#[$attribute:meta])* $conversion:ident: $kind:ident, $json_type:ident) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub struct $conversion<M>(M);

        #[diagnostic::do_not_recommend]
        impl<T: Value<$kind, M, Unchecked> + ?Sized, S, N, B, A, O, M, W: AtMostOne>
            OneOf<ByType<S, N, B, A, O>, $conversion<M>, W> for T
        {
            const TYPE: TypeInfo = TypeInfo {
                needs_check: true,
                details: &TypeDetails {
                    mismatch: T::TYPE.details.mismatch,
                    alternatives: Some(Alternatives::Type(JsonType::$json_type, &T::TYPE)),
                    ..TypeDetails::NONE
                },
                ..T::TYPE
            };

            write_as!(|field| of_type(field, JsonType::$json_type));
        }

        #[diagnostic::do_not_recommend]
        impl<M> super::Present for PutAs<$conversion<M>>
        where
            PutAs<M>: super::Present,
        {
            fn at(self) -> usize {
                self.at
            }
        }
    };
}

alternative! {
    /// The conversion of a string.
    InString: S, String
}
alternative! {
    /// The conversion of a number.
    InNumber: N, Number
}
alternative! {
    /// The conversion of a bool.
    InBool: B, Bool
}
alternative! {
    /// The conversion of an array.
    InArray: A, Array
}
alternative! {
    /// The conversion of an object.
    InObject: O, Object
}

kind! {
    /// An enum with an alternative in each variant.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not implement `RavelinOneOf`",
        label = "expected an enum with `#[derive(RavelinOneOf)]`"
    )]
    Variants()
}

#[diagnostic::do_not_recommend]
impl<T: RavelinOneOf + ?Sized, W> Variants<Direct, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_check: true,
        needs_currency: needs_currency(T::__ONE_OF),
        details: &TypeDetails {
            alternatives: Some(Alternatives::Enum(T::__ONE_OF)),
            itself: Some(itself::<T>),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        self.__write(encoder, at, field)
    }
}

/// Returns an enum that may contain itself.
pub(super) fn itself<T: RavelinOneOf + ?Sized>() -> Itself {
    Itself {
        name: T::__type_name(),
        type_info: <T as Variants<Direct, Unchecked>>::TYPE,
        element: T::__ELEMENT,
    }
}

const fn needs_currency(mapping: &OneOfMapping) -> bool {
    let mut index = 0;
    while index < mapping.variants.len() {
        if mapping.variants[index].1.needs_currency {
            return true;
        }
        index += 1;
    }
    false
}

value_of! {
    /// Enums with an alternative in each variant.
    OfVariants: Variants
}

/// The conversion of an enum with an alternative in each variant.
#[derive(Debug)]
pub struct InVariant<M>(M);

#[diagnostic::do_not_recommend]
impl<T: Value<OfVariants, M, Unchecked> + ?Sized, K, M, W: AtMostOne> OneOf<K, InVariant<M>, W>
    for T
{
    const TYPE: TypeInfo = T::TYPE;

    write_as!(|field| field);
}

#[diagnostic::do_not_recommend]
impl<M> super::Present for PutAs<InVariant<M>>
where
    PutAs<M>: super::Present,
{
    fn at(self) -> usize {
        self.at
    }
}

/// A type with several readings.
#[diagnostic::do_not_recommend]
impl<T: ?Sized, K, const SET: u32> OneOf<K, SeveralReadings, Several<SET>> for T {
    const TYPE: TypeInfo = rejected!(Several::<SET>::MISMATCH);
}

/// The markers of strings whose alternative does not accept integers, as an identifier does.
pub trait RejectsIntegers {}

macro_rules! rejects_integers {
    ($($kind:ty)*) => {
        $(impl RejectsIntegers for $kind {})*
    };
}

rejects_integers!(No OfText OfEnum OfCurrency OfDate OfDateTime OfUuid);

/// Rejects types of a JSON type for which a field has no alternative. The assertion adds the alternatives that it has.
macro_rules! rejected_types {
    ($($alternatives:ty, $generics:tt: $($type:ty)|+ => $found:literal;)*) => {
        $($(rejected_types!(@one $alternatives, $generics: $type => $found);)+)*
    };
    (@one $alternatives:ty, [$($generics:tt)*]: $type:ty => $found:literal) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*, W: IsChecked> OneOf<$alternatives, Rejected, W> for $type {
            const TYPE: TypeInfo = TypeInfo {
                needs_check: true,
                details: &TypeDetails {
                    mismatch: concat!("found ", $found, "; convert it with `#[ravelin(with = path)]`"),
                    rejected_type: stringify!($type),
                    alternatives: Some(Alternatives::None),
                    ..TypeDetails::NONE
                },
                ..TypeInfo::ACCEPTED
            };
        }
    };
}

rejected_types! {
    ByType<No, N, B, A, O>, [N, B, A, O]: str | String => "a string";
    ByType<S, No, B, A, O>, [S: RejectsIntegers, B, A, O]:
        i8 | i16 | i32 | i64 | isize | u8 | u16 | u32 | u64 | usize => "an integer";
    ByType<S, No, B, A, O>, [S, B, A, O]: f32 | f64 => "a float";
    ByType<S, OfInteger, B, A, O>, [S, B, A, O]: f32 | f64 => "a float";
    ByType<S, N, No, A, O>, [S, N, A, O]: bool => "a bool";
    ByType<S, N, B, No, O>, [S, N, B, O, T]: [T] | Vec<T> => "a list";
    ByType<S, N, B, No, O>, [S, N, B, O, T, const LENGTH: usize]: [T; LENGTH] => "a list";
    K, [K, T: OneOf<K, Rejected, W> + ?Sized]: &T => "a reference to a type that does not fit";
}

/// Writes the schema of a value of one of several alternatives.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, is_exclusive: bool, alternatives: Vec<Node>) {
    let name = if is_exclusive { "oneOf" } else { "anyOf" };
    let alternatives = alternatives.into_iter().map(Node::finish);
    node.put(name, JsonValue::Array(alternatives.collect()));
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::*;
    use crate::kind::written::{written, written_by};
    use crate::kind::{OfArray, OfBool, OfIdentifier, OfNumber};
    use alloc::boxed::Box;
    use alloc::string::ToString;
    use alloc::vec;
    use serde_json::json;
    use voucher_definition::{
        Alternative, Array as ArrayOf, Evidence, Kind, OneOf as OneOfAlternatives, Selector,
    };

    /// A field `a` with alternatives of these kinds.
    macro_rules! field {
        ($name:ident: $($alternative:expr),+) => {
            static $name: Field = Field::new("a", "a", "", Kind::OneOf(&OneOfAlternatives {
                alternatives: &[$(Alternative { name: "", value: &$alternative }),+],
                selector: Selector::Type,
                noun: "a value of some type",
            }));
        };
    }

    static TEXT: Field = Field::new("a", "a", "", Kind::Text).lengths(2, 3);
    static INTEGER: Field = Field::new("a", "a", "", Kind::Integer).range(10, 20);
    static NUMBER: Field = Field::new("a", "a", "", Kind::Number);
    static BOOL: Field = Field::new("a", "a", "", Kind::Bool).values(&["true"]);
    static IDENTIFIER: Field = Field::new("a", "a", "", Kind::Identifier);
    static TEXTS: Field = Field::new(
        "a",
        "a",
        "",
        Kind::Array(&ArrayOf {
            element: &Field::element("/a", Kind::Text).lengths(1, 9),
            min: 0,
            max: 2,
            unique: false,
        }),
    );
    field!(TEXT_OR_INTEGER: TEXT, INTEGER);
    field!(NUMBER_OR_BOOL: BOOL, NUMBER);
    field!(TEXT_OR_TEXTS: TEXTS, TEXT);
    field!(IDENTIFIER_OR_BOOL: IDENTIFIER, BOOL);
    static EACH: Field = Field::new(
        "b",
        "b",
        "",
        Kind::Array(&ArrayOf {
            element: &ELEMENT,
            min: 0,
            max: u32::MAX,
            unique: false,
        }),
    );
    static ELEMENT: Field = Field::element(
        "/b",
        Kind::OneOf(&OneOfAlternatives {
            alternatives: &[
                Alternative {
                    name: "",
                    value: &Field::element("/b", Kind::Integer).range(10, 20),
                },
                Alternative {
                    name: "",
                    value: &Field::element("/b", Kind::Text).lengths(2, 3),
                },
            ],
            selector: Selector::Type,
            noun: "a string or an integer",
        }),
    );

    type TextOrInteger = ByType<OfText, OfInteger, No, No, No>;

    type NumberOrBool = ByType<No, OfNumber, OfBool, No, No>;
    type IdentifierOrBool = ByType<OfIdentifier, No, OfBool, No, No>;
    type TextOrTexts = ByType<OfText, No, No, OfArray<OfText>, No>;

    fn json(value: impl serde::Serialize) -> String {
        json!({ "a": value }).to_string()
    }

    fn violation(message: &str) -> Result<String, String> {
        Err(message.to_string())
    }

    #[test]
    fn each_type_is_written_by_the_rules_of_its_alternative() {
        let text = |text: &str| written::<OfOneOf<TextOrInteger>, _>(&TEXT_OR_INTEGER, text);
        assert_eq!(text("abc"), Ok(json("abc")));
        assert_eq!(
            text("a"),
            violation("/a (Test.a): expected at least 2 characters, found 1")
        );
        let integer =
            |integer: i64| written::<OfOneOf<TextOrInteger>, _>(&TEXT_OR_INTEGER, &integer);
        assert_eq!(integer(20), Ok(json(20)));
        assert_eq!(
            integer(21),
            violation("/a (Test.a): expected at most 20, found 21")
        );
        assert_eq!(
            written::<OfOneOf<NumberOrBool>, _>(&NUMBER_OR_BOOL, &1.5),
            Ok(json(1.5))
        );
        assert_eq!(
            written::<OfOneOf<NumberOrBool>, _>(&NUMBER_OR_BOOL, &1_u8),
            Ok(json(1))
        );
        assert_eq!(
            written::<OfOneOf<NumberOrBool>, _>(&NUMBER_OR_BOOL, &true),
            Ok(json(true))
        );
        assert_eq!(
            written::<OfOneOf<NumberOrBool>, _>(&NUMBER_OR_BOOL, &false),
            violation("/a (Test.a): only `true` is allowed")
        );
        assert_eq!(
            written::<OfOneOf<IdentifierOrBool>, _>(&IDENTIFIER_OR_BOOL, &7_u64),
            Ok(json("7"))
        );
    }

    #[test]
    fn one_value_or_a_list_of_them_is_the_type_that_it_is() {
        assert_eq!(
            written::<OfOneOf<TextOrTexts>, _>(&TEXT_OR_TEXTS, "ab"),
            Ok(json("ab"))
        );
        assert_eq!(
            written::<OfOneOf<TextOrTexts>, _>(&TEXT_OR_TEXTS, &["ab", "c"]),
            Ok(json(["ab", "c"]))
        );
        let list = vec![String::from("ab"), String::new()];
        let message = "/a/1: expected at least 1 character, found an empty string";
        assert_eq!(
            written::<OfOneOf<TextOrTexts>, _>(&TEXT_OR_TEXTS, &list),
            violation(message)
        );
    }

    #[test]
    fn none_is_omitted_null_or_missing_as_for_any_field() {
        static NULLABLE: Field = TEXT_OR_INTEGER.nullable();
        static REQUIRED: Field = NULLABLE.required(Evidence::Documented);
        let none: Option<String> = None;
        let put = |value: &Option<String>, field| {
            written_by(|encoder, at| <_ as OneOf<TextOrInteger, _>>::put(value, encoder, at, field))
        };
        assert_eq!(put(&none, &TEXT_OR_INTEGER), Ok("{}".to_string()));
        assert_eq!(put(&none, &NULLABLE), Ok("{}".to_string()));
        let put = |value: &Option<String>, field| {
            written_by(|encoder, at| {
                <_ as OneOf<TextOrInteger, _>>::put_or_null(value, encoder, at, field)
            })
        };
        let missing = violation("/a: required, but missing");
        assert_eq!(put(&none, &TEXT_OR_INTEGER), missing);
        assert_eq!(put(&none, &REQUIRED), Ok(json(none)));
        assert_eq!(put(&Some("abc".into()), &REQUIRED), Ok(json("abc")));
    }

    #[test]
    fn pointers_are_followed() {
        let encoded = written::<OfOneOf<TextOrInteger>, _>(&TEXT_OR_INTEGER, &Some(12));
        assert_eq!(encoded, Ok(json(12)));
        let encoded =
            written::<OfOneOf<TextOrTexts>, _>(&TEXT_OR_TEXTS, &Box::new(Some(vec!["ab"])));
        assert_eq!(encoded, Ok(json(["ab"])));
    }

    #[test]
    fn elements_have_alternatives() {
        type Each = OfArray<OfOneOf<TextOrInteger>>;
        let encoded = written::<Each, _>(&EACH, &[12, 20]);
        assert_eq!(encoded.unwrap(), r#"{"b":[12,20]}"#);
        let encoded = written::<Each, _>(&EACH, &["abc", "d"]);
        assert_eq!(
            encoded,
            violation("/b/1: expected at least 2 characters, found 1")
        );
    }
}
