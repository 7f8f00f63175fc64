//! Generated code does not depend on names in scope: it works without a prelude and with everything shadowed.
#![no_implicit_prelude]
#![allow(dead_code, non_camel_case_types, non_snake_case)] // the names are the point
#![allow( // the names and signatures are the point
    clippy::builtin_type_shadow,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps
)]

mod std {}
mod core {}
mod alloc {}
mod voucher {}
mod serde {}

struct Result;
struct Option;
struct Vec;
struct String;
struct Box;
struct Timestamp;
struct Field;
struct Encoder;
trait Default {}
trait RavelinEvent {}
fn Some() {}
fn None() {}
fn Ok() {}
fn Err() {}
fn drop() {}
fn price(pence: &u8) -> ::core::result::Result<u8, ::core::convert::Infallible> {
    ::core::result::Result::Ok(*pence)
}

#[derive(::voucher_core::RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "e"), optional(creation_time))]
struct str<'a, T, usize> {
    #[ravelin(pattern = "^[A-Z]$")]
    voucher_code: &'a T,
    #[ravelin(with = price)]
    value: u8,
    currency: &'a ::core::primitive::str,
    creation_time: ::core::option::Option<::voucher_core::Timestamp>,
    voucher_type: ::core::option::Option<Kind>,
    #[ravelin(custom)]
    __encoder: usize,
    #[ravelin(custom)]
    __at: usize,
    #[ravelin(extra = "self")]
    __value: usize,
}

#[derive(::voucher_core::RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Kind {
    General,
}

#[::core::prelude::v1::test]
fn the_derive_works_without_any_name_in_scope() {
    let event = str {
        voucher_code: &"C",
        value: 1,
        currency: "GBP",
        creation_time: ::core::option::Option::None,
        voucher_type: ::core::option::Option::Some(Kind::General),
        __encoder: 1,
        __at: 2,
        __value: 3,
    };
    let json = ::voucher_core::RavelinEvent::to_json(&event);
    let json = json.unwrap();
    ::core::assert!(
        json.ends_with(
            r#""voucher":{"voucherCode":"C","value":1,"currency":"GBP","voucherType":"GENERAL","custom":{"__encoder":1,"__at":2},"self":3},"eventType":"e"}"#
        )
    );
}
