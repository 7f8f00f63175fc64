//! Code generation from API definitions, and definitions from `OpenAPI` and JSON Schema.
//!
//! Every function is pure: definitions and strings in, strings and reports out. The same input always has the same output.
//! Nothing here reads or writes a file, or opens a connection; the `voucher` command does. The one exception is `build`, behind
//! the feature of that name, which is for build scripts.

#[cfg(feature = "build")]
pub mod build;
pub mod check;
pub mod coverage;
pub mod definition_file;
pub mod diff;
pub mod doctor;
pub mod exported;
mod fields;
pub mod github;
pub mod import;
mod json;
pub mod mutate;
pub mod openapi;
mod random;
pub mod sample;
pub mod schema;
pub mod show;
pub mod starter;
