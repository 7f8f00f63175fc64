//! An integer.

use super::value::value_of;
use super::{Direct, impl_kind, kind, rejected_types};
use crate::IntegerField;
use crate::encode::Encoder;
use crate::type_info::{TypeDetails, TypeInfo};
use alloc::string::String;
use voucher_definition::{Field, mismatch};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

kind! {
    /// An integer.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an integer",
        label = "expected an integer of at most 64 bits",
        note = "an integer is `i8` to `i64`, `u8` to `u64`, an enum of listed integers with `#[derive(RavelinEnum)]`, or a type that implements `voucher_core::IntegerField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Integer()
}

impl_kind!(
    Integer<Direct> for IntegerField,
    TypeInfo {
        needs_check: !T::VALUES.is_empty(),
        details: &TypeDetails { range: (T::MIN, T::MAX), integers: T::VALUES, ..TypeDetails::NONE },
        ..TypeInfo::ACCEPTED
    },
    |value, encoder, at, field| match value.integer() {
        Some(integer) => encoder.integer(at, field, integer),
        None => encoder.too_large(at, field),
    }
);

rejected_types! { Integer
    bool => mismatch::INTEGER.bool;
    i128 | u128 => mismatch::INTEGER.wide_integer;
    f32 | f64 => mismatch::INTEGER.float;
    str | String => mismatch::INTEGER.string;
}

value_of! {
    /// Integers.
    OfInteger: Integer
}

/// Writes the schema of an integer: the listed values that the type can hold, or a range.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field, type_info: TypeInfo) {
    let (min, max) = type_info.details.range;
    let of_type = type_info.details.integers;
    let listed = if field.integers.is_empty() {
        of_type
    } else {
        field.integers
    };
    if !listed.is_empty() {
        let can_hold = |integer: &&i64| {
            let is_listed = of_type.is_empty() || of_type.contains(integer);
            is_listed && (min..=max).contains(*integer) && field.check_integer(**integer).is_ok()
        };
        let values = listed.iter().filter(can_hold);
        let values = values.map(|integer| JsonValue::Signed(*integer));
        return node.put("enum", JsonValue::Array(values.collect()));
    }
    node.integers(field.min.max(min), field.max.min(max));
    if field.multiple_of > 1 {
        node.put("multipleOf", JsonValue::Signed(field.multiple_of));
    }
}

#[cfg(test)]
#[cfg(feature = "definition-file")]
mod tests {
    use super::OfInteger;
    use crate::IntegerField;
    use crate::kind::written::written;
    #[cfg(feature = "serde")]
    use crate::{
        schema_node::Node,
        type_info::{TypeDetails, TypeInfo},
    };
    use alloc::boxed::Box;
    use voucher_definition::{Field, Kind};

    static PRIORITY: Field =
        Field::new("priority", "priority", "", Kind::Integer).integers(&[-1, 0, 3]);

    enum Priority {
        Low,
        High,
        Unlisted,
    }

    impl IntegerField for Priority {
        const VALUES: &'static [i64] = &[-1, 3];

        fn integer(&self) -> Option<i64> {
            Some(match self {
                Self::Low => -1,
                Self::High => 3,
                Self::Unlisted => 4,
            })
        }
    }

    #[test]
    fn only_listed_integers_are_written() {
        let low = written::<OfInteger, _>(&PRIORITY, &Priority::Low);
        assert_eq!(low.unwrap(), r#"{"priority":-1}"#);
        let high = written::<OfInteger, _>(&PRIORITY, &Some(Box::new(&Priority::High)));
        assert_eq!(high.unwrap(), r#"{"priority":3}"#);
        let plain = written::<OfInteger, _>(&PRIORITY, &0_u8);
        assert_eq!(plain.unwrap(), r#"{"priority":0}"#);
        for rejected in [
            written::<OfInteger, _>(&PRIORITY, &Priority::Unlisted),
            written::<OfInteger, _>(&PRIORITY, &4_u64),
        ] {
            let message = "/priority (Test.priority): expected one of `-1`, `0`, `3`, found 4";
            assert_eq!(rejected.unwrap_err(), message);
        }
    }
    #[cfg(feature = "serde")]
    #[test]
    fn a_schema_has_what_both_the_field_and_the_type_accept() {
        const TYPE: TypeDetails = TypeDetails {
            range: (-5, 5),
            ..TypeDetails::NONE
        };
        const LISTED: TypeDetails = TypeDetails {
            integers: &[-1, 3, 7],
            ..TYPE
        };
        let any = Field::new("count", "count", "", Kind::Integer);
        for (field, details, expected) in [
            (
                &any,
                &TYPE,
                r#"{"type":"integer","minimum":-5,"maximum":5}"#,
            ),
            (
                &any.range(0, 9),
                &TYPE,
                r#"{"type":"integer","minimum":0,"maximum":5}"#,
            ),
            (
                &any.multiple_of(2),
                &TYPE,
                r#"{"type":"integer","minimum":-5,"maximum":5,"multipleOf":2}"#,
            ),
            (&any, &LISTED, r#"{"enum":[-1,3]}"#),
            (&any.range(0, 9), &LISTED, r#"{"enum":[3]}"#),
            (
                &any.integers(&[-6, -1, 0, 5]),
                &TYPE,
                r#"{"enum":[-1,0,5]}"#,
            ),
            (&any.integers(&[-1, 0, 3]), &LISTED, r#"{"enum":[-1,3]}"#),
        ] {
            let mut node = Node::new();
            let type_info = TypeInfo {
                details,
                ..TypeInfo::ACCEPTED
            };
            super::schema(&mut node, field, type_info);
            assert_eq!(serde_json::to_string(&node.finish()).unwrap(), expected);
        }
    }
}
