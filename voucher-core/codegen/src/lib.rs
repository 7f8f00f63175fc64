//! Code generation from API definitions, and definitions from `OpenAPI` and JSON Schema.
//!
//! Every function is pure: definitions and strings in, strings and reports out. The same input always has the same output.
//! Nothing here reads or writes a file, or opens a connection; the `voucher` command does.

mod random;
pub mod sample;
