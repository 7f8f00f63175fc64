//! Validation and JSON output: the encoder, its buffer, and the serde serializer for members that the definition does
//! not list.

mod buffer;
#[cfg(feature = "definition-file")]
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

pub use encoder::Encoder;
#[cfg(feature = "definition-file")]
pub use encoder::KeyText;
pub(crate) use encoder::{BodyForm, Displayed, Written};
#[cfg(feature = "definition-file")]
pub(crate) use encoder::{MapKeys, UniqueElements};
#[cfg(feature = "serde")]
pub(crate) use json_value::JsonValue;
#[cfg(all(feature = "definition-file", feature = "serde"))]
pub(crate) use serializer::is_none;
