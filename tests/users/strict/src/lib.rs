//! A user without `std`, without a prelude, with every name shadowed, and with a method of every name on every type.
#![no_std]
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]
#![allow(non_camel_case_types, non_snake_case)] // the names are the point
#![allow(clippy::builtin_type_shadow)] // shadowing is the point

extern crate alloc as heap;

mod named;

pub use named::*;
