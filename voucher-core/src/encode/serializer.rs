//! Any `Serialize` as JSON, byte for byte as `serde_json` writes it, on the encoder's own buffer.
//!
//! Ours because of one thing: `serde_json` looks at every text byte by byte. What is rare (floats, wide integers, keys
//! that are no text) it writes for us. Every element comes with a comma before it; the first one's becomes the bracket when
//! the array or object is closed, so that nobody asks which is the first. A number that is not finite is refused here, where it writes `null`.

mod compound;

use super::buffer::Buffer;
use super::raw_token::Token;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use compound::{Elements, Entries, Fields, Form, Keys};
use core::fmt::{self, Display};
use serde::ser::{self, Serialize, Serializer};
use voucher_definition::NOT_AN_OBJECT;
use voucher_definition::message::Message;

/// Why a value cannot be sent; small, as every value that can be is handed on beside it.
#[derive(Debug)]
pub(crate) struct Unsendable(Box<Why>);

#[derive(Debug)]
enum Why {
    /// NaN or an infinity.
    NotFinite,
    /// A key that is no text.
    Key,
    /// The whole object is none.
    NotObject,
    /// A member of the whole object that a field has as well.
    Taken(String),
    /// A duplicate member.
    Duplicate(String),
    /// A raw value with another field beside its text, or without its text.
    RawFields,
    /// A raw value whose text is not one JSON value; what `serde_json` reports.
    RawText(serde_json::Error),
    /// A map whose type does not write keys and values by turns.
    Order,
    /// The type's own words.
    Other(String),
}

/// Appends `,"key":value`, and gives its end; nothing for a `None`.
///
/// # Errors
/// The value cannot be sent.
#[inline(never)] // keeps the code of events without such a member small
pub(crate) fn push_member<T: Serialize + ?Sized>(
    buffer: Buffer<'_>,
    key: &str,
    value: &T,
) -> Result<usize, Unsendable> {
    let mut out = Output::new(buffer, &[]);
    let start = out.buffer.at();
    out.buffer.push_key(key);
    let after = out.buffer.at();
    value.serialize(Writer::new(&mut out, Wanted::Member))?;
    let end = out.buffer.at();
    Ok(if end == after { start } else { end })
}

/// Appends `,"key":value` for each member of a map or struct, without braces, and gives the end. A `None` has no members.
///
/// # Errors
/// The value is no object, has a member of `taken`, or cannot be sent.
#[inline(never)] // keeps the code of events without such a member small
pub(crate) fn push_members<T: Serialize + ?Sized>(
    buffer: Buffer<'_>,
    value: &T,
    taken: &[&str],
) -> Result<usize, Unsendable> {
    let mut out = Output::new(buffer, taken);
    value.serialize(Writer::new(&mut out, Wanted::Members))?;
    Ok(out.buffer.at())
}

/// Where everything is written to.
struct Output<'v> {
    buffer: Buffer<'v>,
    /// UniqueNames that stand already in the object whose members are given.
    taken: &'v [&'v str],
    /// Whether the keys of the innermost map are known to differ.
    keys: Keys,
}

impl<'v> Output<'v> {
    fn new(buffer: Buffer<'v>, taken: &'v [&'v str]) -> Self {
        Self {
            buffer,
            taken,
            keys: Keys::new(false),
        }
    }
}

/// What a place in the text takes.
#[derive(Clone, Copy)]
enum Wanted {
    Anything,
    /// Anything, and a `None` is nothing.
    Member,
    /// A key.
    Key,
    /// The members of an object, other than those that stand there.
    Members,
}

/// A pointer and a byte, which every value is handed on with in two registers.
struct Writer<'o, 'v> {
    out: &'o mut Output<'v>,
    wanted: Wanted,
}

impl<'o, 'v> Writer<'o, 'v> {
    #[inline]
    fn new(out: &'o mut Output<'v>, wanted: Wanted) -> Self {
        Self { out, wanted }
    }

    /// The output, if it takes any value here.
    #[inline]
    fn any(self) -> Result<&'o mut Output<'v>, Unsendable> {
        match self.wanted {
            Wanted::Anything | Wanted::Member => Ok(self.out),
            Wanted::Key => Err(Unsendable::from(Why::Key)),
            Wanted::Members => Err(Unsendable::from(Why::NotObject)),
        }
    }

    fn word(self, word: &[u8]) -> Result<(), Unsendable> {
        self.any()?.buffer.push(word);
        Ok(())
    }

    fn delegated<T: Serialize>(self, value: &T) -> Result<(), Unsendable> {
        let text = serde_json::to_string(value).map_err(|error| Why::Other(error.to_string()))?;
        self.word(text.as_bytes())
    }

    /// `{"Variant":`, to be closed with a brace.
    fn variant(self, name: &str) -> Result<&'o mut Output<'v>, Unsendable> {
        let out = self.any()?;
        let start = out.buffer.at();
        out.buffer.push_key(name);
        out.buffer.set(start, b'{');
        Ok(out)
    }

    /// The output for the members of a map or struct.
    #[inline]
    fn members(self) -> Result<(&'o mut Output<'v>, Form), Unsendable> {
        match self.wanted {
            Wanted::Members => Ok((self.out, Form::Members)),
            _ => Ok((self.any()?, Form::Object)),
        }
    }
}

impl<'o, 'v> Serializer for Writer<'o, 'v> {
    type Ok = ();
    type Error = Unsendable;
    type SerializeSeq = Elements<'o, 'v>;
    type SerializeTuple = Elements<'o, 'v>;
    type SerializeTupleStruct = Elements<'o, 'v>;
    type SerializeTupleVariant = Elements<'o, 'v>;
    type SerializeMap = Entries<'o, 'v>;
    type SerializeStruct = Fields<'o, 'v>;
    type SerializeStructVariant = Fields<'o, 'v>;

    fn serialize_bool(self, value: bool) -> Result<(), Unsendable> {
        self.word(if value { b"true" } else { b"false" })
    }

    fn serialize_i8(self, value: i8) -> Result<(), Unsendable> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Unsendable> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Unsendable> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Unsendable> {
        self.any()?.buffer.push_integer(value);
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<(), Unsendable> {
        self.delegated(&value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Unsendable> {
        self.serialize_i64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Unsendable> {
        self.serialize_i64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Unsendable> {
        self.serialize_i64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Unsendable> {
        match i64::try_from(value) {
            Ok(value) => self.serialize_i64(value),
            Err(_) => self.delegated(&value),
        }
    }

    fn serialize_u128(self, value: u128) -> Result<(), Unsendable> {
        self.delegated(&value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Unsendable> {
        if !value.is_finite() {
            return Err(Unsendable::from(Why::NotFinite));
        }
        self.delegated(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Unsendable> {
        if !value.is_finite() {
            return Err(Unsendable::from(Why::NotFinite));
        }
        self.delegated(&value)
    }

    fn serialize_char(self, value: char) -> Result<(), Unsendable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unsendable> {
        match self.wanted {
            Wanted::Anything | Wanted::Member => self.out.buffer.push_string(value),
            Wanted::Key => {
                self.out.keys.compare(value);
                self.out.buffer.push_key(value);
            }
            Wanted::Members => return Err(Unsendable::from(Why::NotObject)),
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Unsendable> {
        let mut list = self.serialize_seq(Some(value.len()))?;
        for byte in value {
            ser::SerializeSeq::serialize_element(&mut list, byte)?;
        }
        ser::SerializeSeq::end(list)
    }

    fn serialize_none(self) -> Result<(), Unsendable> {
        match self.wanted {
            Wanted::Member | Wanted::Members => Ok(()),
            _ => self.word(b"null"),
        }
    }

    /// What stands deeper is serde's own: a `Some(None)` is `null`.
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsendable> {
        let wanted = match self.wanted {
            Wanted::Member => Wanted::Anything,
            // A key within an `Option` is none.
            Wanted::Key => return Err(Unsendable::from(Why::Key)),
            wanted => wanted,
        };
        value.serialize(Writer::new(self.out, wanted))
    }

    fn serialize_unit(self) -> Result<(), Unsendable> {
        self.word(b"null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unsendable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unsendable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        let out = self.variant(variant)?;
        value.serialize(Writer::new(out, Wanted::Anything))?;
        out.buffer.push_byte(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'o, 'v>, Unsendable> {
        Ok(Elements::new(self.any()?, false))
    }

    fn serialize_tuple(self, _: usize) -> Result<Elements<'o, 'v>, Unsendable> {
        Ok(Elements::new(self.any()?, false))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Elements<'o, 'v>, Unsendable> {
        Ok(Elements::new(self.any()?, false))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Elements<'o, 'v>, Unsendable> {
        Ok(Elements::new(self.variant(variant)?, true))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'o, 'v>, Unsendable> {
        let (out, form) = self.members()?;
        Ok(Entries::new(out, form))
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'o, 'v>, Unsendable> {
        if let Some(token) = Token::of(name) {
            return Ok(Fields::new(self.any()?, Form::Raw(token)));
        }
        let (out, form) = self.members()?;
        Ok(Fields::new(out, form))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'o, 'v>, Unsendable> {
        Ok(Fields::new(self.variant(variant)?, Form::Variant))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unsendable> {
        self.serialize_str(&value.to_string())
    }
}

/// A key that is not a plain string, as `serde_json` writes it.
#[cold]
fn other_key<T: Serialize + ?Sized>(key: &T) -> Result<String, Unsendable> {
    struct Single<'k, T: ?Sized>(&'k T);

    impl<T: Serialize + ?Sized> Serialize for Single<'_, T> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.collect_map([(self.0, ())])
        }
    }

    let written = serde_json::to_string(&Single(key)).map_err(|_| Why::Key)?;
    let quoted = written
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix(":null}"));
    let key = serde_json::from_str(quoted.unwrap_or_default());
    Ok(key.map_err(|_| Why::Key)?)
}

impl Unsendable {
    /// The error as a message. Of a sensitive value, no key is shown and nothing that its own type reports.
    #[cold]
    pub(crate) fn describe(&self, is_sensitive: bool) -> String {
        let text = match &*self.0 {
            Why::Taken(_) | Why::Duplicate(_) => "duplicate member",
            Why::RawText(_) => "invalid raw JSON value",
            Why::Other(_) => "the type of the value reports that it cannot be serialized",
            Why::NotFinite | Why::Key | Why::NotObject | Why::RawFields | Why::Order => "",
        };
        if is_sensitive && !text.is_empty() {
            String::from(text)
        } else {
            self.to_string()
        }
    }
}

impl From<Why> for Unsendable {
    #[cold]
    fn from(why: Why) -> Self {
        Self(Box::new(why))
    }
}

impl Display for Unsendable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Why::NotFinite => {
                out.write_str("a number that is not finite, which JSON cannot say; leave it out")
            }
            Why::Key => {
                out.write_str("a key that is no text, which JSON cannot say; use text keys")
            }
            Why::NotObject => out.write_str(NOT_AN_OBJECT),
            Why::Taken(key) => {
                let key = Message::new().quoted(key);
                write!(out, "member {key} is given by a field and by the whole object; keep one")
            }
            Why::Duplicate(key) => {
                write!(out, "duplicate member {}; remove one", Message::new().quoted(key))
            }
            Why::RawFields => out.write_str(
                "expected a raw JSON value alone, found a struct with other fields; give the raw value a field of its own, \
                 or name the `content` beside the `tag` of its enum",
            ),
            Why::RawText(error) => write!(out, "invalid raw JSON value: {error}"),
            Why::Order => out.write_str(
                "expected a key and then its value, as `SerializeMap` requires; use `serialize_entry`",
            ),
            Why::Other(words) => out.write_str(words),
        }
    }
}

impl core::error::Error for Unsendable {}

impl ser::Error for Unsendable {
    fn custom<T: Display>(words: T) -> Self {
        Why::Other(words.to_string()).into()
    }
}

#[cfg(test)]
mod tests;
