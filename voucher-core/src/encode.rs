//! Validation and JSON output: the encoder, its buffer, and the serde serializer for members that the definition does
//! not list.

mod buffer;
mod canonical;
mod encoder;
mod escape;
mod inline_write;
#[cfg(feature = "serde")]
mod json_value;
#[cfg(feature = "serde")]
mod raw_token;
#[cfg(feature = "serde")]
mod serializer;
#[cfg(feature = "serde")]
mod unique_names;

pub(crate) use encoder::{BodyForm, Displayed, MapKeys, UniqueElements, Written};
pub use encoder::{Encoder, KeyText};
#[cfg(feature = "serde")]
pub(crate) use json_value::JsonValue;
#[cfg(feature = "serde")]
pub(crate) use serializer::is_none;
