//! The built-in definitions as static tables.
//!
//! Each is generated from a definition file in `definitions/`, so that programs know it without a JSON parser.
//! Descriptions are ours. A status marked as inferred is not on any page: it is read out of examples and of the order
//! in which the pages list their fields, and a user may waive it with `optional(…)`.

/// A field definition whose doc comment is its description, so that an editor shows it for a mapped field.
macro_rules! field {
    ($name:ident: $description:literal, $source:expr; $field:expr) => {
        #[doc = $description]
        pub static $name: Field = $field.documentation($description, $source);
    };
}

#[cfg(all(test, feature = "json"))]
mod generator;
// The generator decides the layout of what it writes.
#[rustfmt::skip]
pub mod payment_method_voucher;
#[rustfmt::skip]
pub mod voucher;
#[rustfmt::skip]
pub mod voucher_check;

use crate::model::Definition;

/// Every definition that ships with the toolkit.
pub static DEFINITIONS: [&Definition; 3] = [
    &voucher::DEFINITION,
    &voucher_check::DEFINITION,
    &payment_method_voucher::DEFINITION,
];
