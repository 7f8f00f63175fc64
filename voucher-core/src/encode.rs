//! From values to JSON text: the encoder, the buffer it writes to, and the serializer of members that no definition lists.

mod buffer;
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
pub(crate) use encoder::{Displayed, Written};
#[cfg(feature = "serde")]
pub(crate) use json_value::JsonValue;
