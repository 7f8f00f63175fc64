//! What Ravelin's event API says, and what breaking it means.
//!
//! Plain tables, and the rules, sentences and violations that go with them. The derive reads them inside the
//! compiler, the encoder in the user's program, the dynamic check in the sandbox: all three run the same functions on
//! the same rows, and so give the same verdict in the same words.
//!
//! A user of the toolkit names `voucher-core`, which re-exports what is public of this crate.
//!
//! The walk of the files: [`text`] and [`Key`] are bytes; [`Pattern`], [`time`], [`currency`] judge one value; a
//! [`Field`] holds a row of a definition, a [`Definition`] one request; [`ViolationKind`] says what is wrong with a value,
//! [`Violation`] where; `check` (by feature) judges a whole JSON value, and `read` (by feature `json`) makes a
//! definition of a file.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(any(test, feature = "json"))]
extern crate std;

pub mod const_str;
pub mod currency;
mod decimal;
mod digest;
mod key;
pub mod message;
mod model;
pub mod pattern;
#[cfg(feature = "json")]
mod read;
mod registry;
mod shipped;
pub mod suggest;
mod table;
pub mod time;
#[cfg(feature = "check")]
mod validate;

// Not `cfg(doc)`: voucher-core's docs include it.
#[doc = include_str!("../DEFINITION.md")]
pub mod definition_file {}

pub use decimal::Decimal;
pub use key::Key;
pub use model::{
    Array, Bounds, Definition, Evidence, Field, Kind, Limit, NOT_A_TIME, NOT_AN_OBJECT, Object,
    Rule, Status, Violation, ViolationKind, Violations, check_segment, pointer,
};
pub use pattern::{Mismatch, Pattern};
#[cfg(feature = "json")]
pub use read::{Entry, Mistake, Mistakes, Model, read, read_entry};
pub use shipped::SHIPPED;
pub use table::{DEFINITIONS, payment_method_voucher, voucher, voucher_check};
