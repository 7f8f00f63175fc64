//! Why a value cannot be sent.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt::{self, Display};
use serde::ser;
use voucher_definition::NOT_AN_OBJECT;
use voucher_definition::message::Message;

/// Why a value cannot be sent. Boxed, since every `Result` of the serializer contains it.
#[derive(Debug)]
pub(crate) struct Unsendable(pub(super) Box<Cause>);

#[derive(Debug)]
pub(crate) enum Cause {
    /// NaN or an infinity.
    NotFinite,
    /// A key that is not a string.
    Key,
    /// Members were expected, and the value is not an object.
    NotObject,
    /// A member that a field has written already.
    Taken(String),
    /// A duplicate member.
    Duplicate(String),
    /// A raw value with another field, or without its text.
    RawFields,
    /// A raw value that is not one JSON value, with the error of `serde_json`.
    RawText(serde_json::Error),
    /// A map whose keys and values do not alternate.
    Order,
    /// An error of the value's `Serialize`.
    Other(String),
}

impl Unsendable {
    /// Returns the message. For a sensitive value, it contains no key and no error of the value's type.
    #[cold]
    pub(crate) fn describe(&self, is_sensitive: bool) -> String {
        let redacted = match &*self.0 {
            Cause::Taken(_) | Cause::Duplicate(_) => "duplicate member",
            Cause::RawText(_) => "invalid raw JSON value",
            Cause::Other(_) => "the type of the value reports that it cannot be serialized",
            Cause::NotFinite | Cause::Key | Cause::NotObject | Cause::RawFields | Cause::Order => {
                ""
            }
        };
        if is_sensitive && !redacted.is_empty() {
            String::from(redacted)
        } else {
            self.to_string()
        }
    }
}

impl From<Cause> for Unsendable {
    #[cold]
    #[inline(never)]
    fn from(cause: Cause) -> Self {
        Self(Box::new(cause))
    }
}

impl Display for Unsendable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::NotFinite => {
                out.write_str("expected a finite number, found NaN or an infinity; leave it out")
            }
            Cause::Key => {
                out.write_str("expected a string as a key, found another type; use string keys")
            }
            Cause::NotObject => out.write_str(NOT_AN_OBJECT),
            Cause::Taken(key) => {
                let key = Message::new().quoted(key);
                write!(out, "duplicate member {key}: a field has it already; remove one")
            }
            Cause::Duplicate(key) => {
                write!(out, "duplicate member {}; remove one", Message::new().quoted(key))
            }
            Cause::RawFields => out.write_str(
                "expected a raw JSON value alone, found a struct with other fields; put the raw value in a separate field, \
                 or add `content` to the `tag` of its enum",
            ),
            Cause::RawText(error) => write!(out, "invalid raw JSON value: {error}"),
            Cause::Order => out.write_str(
                "expected a key and then its value, as `SerializeMap` requires; use `serialize_entry`",
            ),
            Cause::Other(message) => out.write_str(message),
        }
    }
}

impl core::error::Error for Unsendable {}

impl ser::Error for Unsendable {
    fn custom<T: Display>(message: T) -> Self {
        Cause::Other(message.to_string()).into()
    }
}
