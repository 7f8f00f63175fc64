// The front page shows the default features at work. The README's links lead to files of the repository. Here the same
// labels lead to pages: where two definitions have the same label, Markdown uses the first one.
#![cfg_attr(
    all(feature = "std", feature = "derive", feature = "serde"),
    doc = "[`DEFINITION.md`]: definition_file",
    doc = "[features of the crate]: #features",
    doc = "[reference of attribute keys]: macro@RavelinEvent",
    doc = "[the page of `RavelinFields`]: macro@RavelinFields"
)]
#![cfg_attr(feature = "http", doc = "[the page of `http`]: http")]
#![cfg_attr(not(feature = "http"), doc = "[the page of `http`]: #features")]
#![cfg_attr(feature = "sandbox", doc = "[the page of `sandbox`]: sandbox")]
#![cfg_attr(not(feature = "sandbox"), doc = "[the page of `sandbox`]: #features")]
#![cfg_attr(
    all(feature = "std", feature = "derive", feature = "serde"),
    doc = "",
    doc = include_str!("../README.md"),
    doc = include_str!("../docs/features.md")
)]
#![cfg_attr(
    not(all(feature = "std", feature = "derive", feature = "serde")),
    doc = "Typed, checked events for Ravelin's fraud API."
)]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod alternatives;
mod constant;
mod encode;
mod endpoint;
mod event;
#[cfg(all(feature = "std", feature = "serde"))]
mod export;
mod field;
// No other compiler than that of rust-analyzer reads it.
#[cfg(rust_analyzer)]
pub mod keys;
#[doc(hidden)]
pub mod kind;
mod mapping;
#[cfg(feature = "definition-file")]
mod one_of;
#[cfg(feature = "http")]
mod open_enum;
mod part;
mod prepared;
#[cfg(feature = "serde")]
mod schema;
#[cfg(feature = "serde")]
mod schema_node;
#[cfg_attr(not(feature = "serde"), allow(dead_code))] // only `schema()` reads all of it
mod type_info;
mod user_function;
mod value;

#[cfg(feature = "callback")]
pub mod callback;
#[cfg(feature = "check")]
pub mod check;
#[cfg(doc)]
pub mod definitions;
// Its examples need the default features.
#[cfg(all(doc, feature = "std", feature = "derive", feature = "serde"))]
pub mod guide;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "sandbox")]
pub mod sandbox;

pub use endpoint::Endpoint;
#[cfg(feature = "serde")]
pub use event::Wire;
pub use event::{RavelinEvent, VoucherCheckType, VoucherType};
#[cfg(feature = "derive")]
pub use event::{Voucher, VoucherCheck, VoucherRedemption};
#[cfg(feature = "serde")]
pub use field::CustomObject;
pub use field::{
    AmountField, BoolField, CurrencyField, DisplayField, EnumField, IntegerField, TextField,
    TimeField,
};
#[cfg(feature = "definition-file")]
pub use field::{DateField, DateTimeField, ListField, MapField, NumberField, UuidField};
#[cfg(feature = "reqwest-no-tls")]
pub use http::clients::reqwest;
#[cfg(feature = "ureq-no-tls")]
pub use http::clients::ureq;
#[cfg(feature = "definition-file")]
pub use one_of::RavelinOneOf;
pub use part::RavelinFields;
pub use prepared::Prepared;
#[cfg(feature = "definition-file")]
pub use value::Number;
pub use value::{Amount, AmountError, Currency, CurrencyError, Timestamp, TimestampError};
#[doc(inline)]
pub use voucher_definition::definition_file;
pub use voucher_definition::{Rule, Violation, Violations};
#[cfg(feature = "derive")]
pub use voucher_derive::{RavelinEnum, RavelinEvent, RavelinFields, RavelinOneOf};

/// The body of the test that `#[ravelin(export = "…")]` generates.
#[cfg(all(feature = "std", feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    ($type:ty, $name:literal, $path:literal, $fields:expr) => {
        $crate::__::run_export::<$type>($crate::__::Export {
            folder: ::core::env!("CARGO_MANIFEST_DIR"),
            path: $path,
            module: ::core::module_path!(),
            name: $name,
            source: ::core::file!(),
            fields: const { &$fields },
        })
    };
}

/// The error of that test without the features that it needs.
#[cfg(not(all(feature = "std", feature = "serde")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    ($($arguments:tt)*) => {
        ::core::compile_error!(
            "`export` needs the features `std` and `serde` of `voucher-core` in tests; enable them in `[dev-dependencies]`"
        )
    };
}

/// The items that generated code uses. Not part of the public API.
#[doc(hidden)]
pub mod __ {
    pub use crate::__export as export;
    #[cfg(feature = "definition-file")]
    pub use crate::alternatives::alternative;
    pub use crate::encode::Encoder;
    pub use crate::event::RavelinEvent;
    #[cfg(all(feature = "std", feature = "serde"))]
    pub use crate::export::{Export, export as run_export};
    #[cfg(feature = "serde")]
    pub use crate::field::CustomObject;
    pub use crate::field::{
        AmountField, BoolField, CurrencyField, DisplayField, EnumField, IntegerField, TextField,
        TimeField,
    };
    #[cfg(feature = "definition-file")]
    pub use crate::field::{DateField, DateTimeField, NumberField, UuidField};
    #[cfg(rust_analyzer)]
    pub use crate::keys;
    pub use crate::kind::*;
    pub use crate::mapping::{
        AncestorRules, ElementRules, EventMapping, FieldMapping, ObjectMapping, ObjectRules,
        OneOfRules, PartField, PartMapping,
    };
    #[cfg(feature = "definition-file")]
    pub use crate::one_of::RavelinOneOf;
    pub use crate::part::RavelinFields;
    pub use crate::type_info::{OneOfMapping, SchemaField, SchemaInfo};
    // `Amount` and `Currency` are also the names of kinds.
    pub use crate::user_function::{
        Copied, NotOption, NotResult, OptionProbe, Ref, ResultProbe, converted,
    };
    pub use crate::value::{Amount as AmountValue, AmountError, Currency as CurrencyValue};
    pub use core::option::Option::{self, None, Some};
    pub use core::primitive::{bool, i64, str, u8, u32, usize};
    pub use core::result::Result::{self, Err, Ok};
    pub use core::{concat, env, include_bytes};
    #[cfg(feature = "serde")]
    pub use serde::Serialize;
    pub use voucher_definition::pattern::{Compiled, Pattern, transitions};
    pub use voucher_definition::time::Unit;
    // `Array` and `Object` are also the names of kinds.
    pub use voucher_definition::{
        Alternative, Array as ArrayOf, Bounds, Definition, Evidence, Field, Kind, Limit,
        Map as MapOf, Object as ObjectOf, OneOf as OneOfAlternatives, Selector, ValueNote,
    };

    /// Defines a module with the field definitions of an event and all items above, so that generated code needs only
    /// one import. That compiles faster; see `benches/README.md`.
    macro_rules! field_definitions {
        ($($module:ident)*) => {$(
            pub mod $module {
                pub use super::*;
                pub use voucher_definition::$module::*;
            }
        )*};
    }
    field_definitions!(payment_method_voucher voucher voucher_check);

    /// An object whose fields another struct maps.
    pub static OBJECT: ObjectOf = ObjectOf::new(&[]);
    /// The body of a request, if it is an object. The fields that a struct maps are stored with the struct.
    pub static OBJECT_BODY: Field = Field::new("", "", "", Kind::Object(&OBJECT));
}
