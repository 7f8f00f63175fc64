//! The built-in definitions as static tables.
//!
//! They are generated from definition files in `definitions/`, so that a program needs no JSON parser to use them.
//!
//! The descriptions are not quotations. A status with the evidence `Inferred` is not documented: it follows from the examples
//! and from the order of the fields in the documentation, and a user can waive it with `optional(…)`.

/// A field definition whose doc comment is its description, so that an editor shows it for a mapped field.
macro_rules! field {
    ($name:ident: $description:literal, $source:expr; $field:expr) => {
        #[doc = $description]
        pub static $name: Field = $field.documentation($description, $source);
    };
}

#[cfg(test)]
#[cfg(feature = "json")]
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
