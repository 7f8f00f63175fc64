//! The definitions that ship with the toolkit.
//!
//! Each is a table read off the API's pages; `tests/api/` holds the same as JSON Schema, and a test compares the two.
//! Descriptions are ours. A status marked as inferred is not on any page: it is read out of examples and of the order
//! in which the pages list their fields, and a user may waive it with `optional(…)`.

/// A row whose doc is its description: an editor that follows a mapping arrives at what the field says.
macro_rules! row {
    ($name:ident: $description:literal, $source:expr; $field:expr) => {
        #[doc = $description]
        pub static $name: Field = $field.documentation($description, $source);
    };
}

pub mod payment_method_voucher;
pub mod voucher;
pub mod voucher_check;

use crate::model::Definition;

/// Every definition that ships with the toolkit.
pub static DEFINITIONS: [&Definition; 3] = [
    &voucher::DEFINITION,
    &voucher_check::DEFINITION,
    &payment_method_voucher::DEFINITION,
];
