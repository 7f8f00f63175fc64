//! Definitions of API requests as data, the rules that they contain, and the violations of these rules.
//!
//! The derive reads a definition inside the compiler, the encoder reads it in the user's program, and the run-time validator
//! checks JSON values against it. All three call the same functions, so they have the same results and the same messages.
//!
//! Users of the toolkit depend on `voucher-core`, which re-exports what they need from this crate. The crates of the
//! toolkit pin each other's exact version, so the API of this crate is not stable: any release may add a variant to an enum.
//!
//! # Glossary
//!
//! The crates, their messages and their documentation use these terms:
//!
//! | term | meaning |
//! | --- | --- |
//! | definition | a [`Definition`]: one request of the API, with its path, parameters and body |
//! | definition file | a definition as JSON Schema with `x-ravelin-…` keywords; see [`definition_file`] |
//! | keyword | a JSON Schema or `x-ravelin-…` name in a definition file |
//! | field definition | a [`Field`]: a property of the body, or a parameter of the path or the query |
//! | parameter | a value that is sent in the URL: in the path (`:id`) or in the query (`?limit`) |
//! | host | the role of a server, such as `api`; a client maps it to a base URL |
//! | target | the path and the query of a request |
//! | field | a field of the user's struct |
//! | kind | a [`Kind`]: the type of a field definition, such as text, amount or currency |
//! | event | a struct that is sent as one request; it derives `RavelinEvent` |
//! | entity | the required object in the body whose fields an event maps as its own, such as `voucher` |
//! | part | a flattened struct that derives `RavelinFields` |
//! | nested object | an object in the body other than the body itself, the entity and `custom` |
//! | free object | an object without defined fields, such as `custom` |
//! | mapping | which field of the struct feeds which field definition |
//! | conversion | the user's `with = …` function |
//! | field trait | the trait through which a Rust type becomes a kind: `TextField`, `AmountField`, … |
//! | type information | what the compiler knows about the type of a field |
//! | compile-time assertion | a constant that fails the build |
//! | encoder | validates an event and writes its JSON |
//! | validate-only | describes an encoder that writes nothing |
//! | string, array, element, minimum, maximum | as in JSON and JSON Schema; `items` is only a keyword |
//! | attribute key | a name inside `#[ravelin(…)]` |
//! | member, map key | a name and value of a JSON object; the key of a Rust map |
//! | status | a [`Status`]: whether a field is required, important or optional |
//! | mutually exclusive | describes fields of which at most one is sent |
//! | sensitive | describes a value that messages must not contain |
//! | violation | a [`Violation`]: a value breaks a [`Rule`]; a [`ViolationKind`] says in which way |
//! | message | the text of an error |
//! | transient failure | a failure of a request that a retry can fix |
//! | injected fault | a failure that the sandbox simulates on request |
//!
//! # Modules
//!
//! - `model`: definitions as plain data, their rules, and violations; re-exported at the root.
//! - `registry`: finds shipped definitions: [`Definition::find`], [`Definition::at`].
//! - `table`: the built-in definitions as static tables, which need no JSON parser.
//! - `shipped`: the definition files in `definitions/`.
//! - `read` (feature `json`): reads definition files.
//! - `validate` (feature `check`): the run-time validator, which checks JSON values.
//! - [`pattern`]: matches patterns, and compiles them (feature `pattern`).
//! - [`currency`], [`time`], [`Date`]: currency codes, timestamps and dates; `Decimal` (feature `number`): exact numbers.
//! - [`format`]: the formats `date-time`, `date` and `uuid`.
//! - [`suggest`]: suggests a known name for an unknown one.
//! - [`words`]: the type, the status and the rules of a field in words.
//! - `digest`: compares the rules of fields and objects.
//! - [`mismatch`]: why a type of the standard library cannot be sent as a kind.
//! - [`Key`], [`message`], [`const_str`]: prepared names, and messages and strings in const contexts.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(any(test, feature = "json"))]
extern crate std;

mod calendar;
#[cfg(feature = "number")]
pub mod canonical;
pub mod const_str;
pub mod currency;
#[cfg(feature = "number")]
mod decimal;
mod digest;
pub mod format;
mod key;
pub mod message;
pub mod mismatch;
mod model;
mod order;
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
pub mod words;

// Not `cfg(doc)`: voucher-core's docs include it. The first of two links with the same label counts: in the repository, it leads
// to the folder of the pages.
#[cfg_attr(
    docsrs,
    doc = "[the docs have a page for each]: https://docs.rs/voucher-core/latest/voucher_core/definitions/"
)]
#[cfg_attr(
    not(docsrs),
    doc = "[the docs have a page for each]: ../../voucher_core/definitions/index.html"
)]
#[doc = include_str!("../DEFINITION.md")]
pub mod definition_file {}

pub use calendar::Date;
#[cfg(feature = "number")]
pub use decimal::Decimal;
pub use format::{Format, InvalidFormat};
pub use key::Key;
pub use model::{
    Alternative, Array, Bounds, Contents, Definition, Evidence, Field, JsonType, Kind, Limit,
    MAX_LEVELS, Map, NOT_A_TIME, NOT_AN_OBJECT, Object, OneOf, Rule, Selector, Status, ValueNote,
    Violation, ViolationKind, Violations, check_members, check_segment, is_custom, pointer,
};
pub use order::sorted_positions;
pub use pattern::{Mismatch, Pattern};
#[cfg(feature = "json")]
pub use read::{Entry, Mistake, Mistakes, Model, read, read_entry, rust_name};
pub use shipped::SHIPPED;
pub use table::{DEFINITIONS, payment_method_voucher, voucher, voucher_check};
