//! The derive reports a type by its name if there is a message about it, so exactly those types are rejected.

use super::Rejected;
use super::{
    Amount, Array, Bool, Currency, Custom, Date, DateTime, Enum, Identifier, Integer, Map, Number,
    Object, OfText, Text, Time, Unix, Unlisted, Uuid,
};
use alloc::string::String;
use voucher_definition::mismatch::{self, Mismatches};

/// The types about which there can be a message.
const TYPES: [&str; 16] = [
    "bool", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    "f32", "f64", "char",
];

/// Checks the messages about the types that a kind rejects, and that there is none about any other type.
fn check(messages: &Mismatches, rejected: &[(&str, &str)]) {
    for (name, message) in rejected {
        assert_eq!(messages.of(name), Some(*message), "{name}");
    }
    for name in TYPES.iter().chain(&["String"]) {
        let is_rejected = rejected.iter().any(|(other, _)| other == name);
        assert_eq!(
            messages.of(name).is_some(),
            is_rejected,
            "{name}: {messages:?}"
        );
    }
}

macro_rules! check {
    ($($messages:ident: $kind:ty => $($type:ident)*;)*) => {$(
        check(&mismatch::$messages, &[$((
            stringify!($type),
            <$type as $kind>::TYPE.details.mismatch,
        )),*]);
    )*};
}

#[test]
fn there_are_messages_about_the_rejected_types_only() {
    check! {
        AMOUNT: Amount<Rejected> => bool i128 u128 f32 f64 String;
        ARRAY: Array<OfText, Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String;
        BOOL: Bool<Rejected> => i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String;
        CURRENCY: Currency<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
        CURRENCY: Unlisted<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
        CUSTOM: Custom<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String;
        DATE: Date<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
        DATE_TIME: DateTime<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
        ENUM: Enum<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
        IDENTIFIER: Identifier<Rejected> => bool i128 u128 f32 f64 char;
        INTEGER: Integer<Rejected> => bool i128 u128 f32 f64 String;
        MAP: Map<OfText, Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String;
        NUMBER: Number<Rejected> => bool i128 u128 String;
        OBJECT: Object<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String;
        TEXT: Text<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
        TIME: Time<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String;
        UNIX: Unix<Rejected> => bool i128 u128 f32 f64 String;
        UUID: Uuid<Rejected> => bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char;
    }
}
