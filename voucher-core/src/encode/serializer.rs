//! Any `Serialize` as JSON, byte for byte as `serde_json` writes it, on the encoder's own buffer.
//!
//! It exists because `serde_json` scans strings byte by byte. Rare values (floats, wide integers, keys that are not
//! strings) are delegated to `serde_json`.
//!
//! A comma is written before every element; the first one becomes the bracket when the array or object is closed, so
//! that no state is needed for the first element. Numbers that are not finite are an error; `serde_json` writes `null`.

mod compound;
mod unsendable;

use super::buffer::Buffer;
use super::raw_token::Token;
use alloc::string::{String, ToString};
use compound::{ArrayWriter, Form, KeyOrder, MapWriter, StructWriter};
use core::fmt::Display;
use serde::ser::{self, Serialize, Serializer};
use unsendable::Cause;
pub(crate) use unsendable::Unsendable;

/// Writes `,"key":value`, or nothing for a `None`, and returns its end.
///
/// # Errors
/// Returns an error if the value cannot be sent.
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
    value.serialize(ValueWriter::new(&mut out, Allowed::Member))?;
    let end = out.buffer.at();
    Ok(if end == after { start } else { end })
}

/// Writes a value, or nothing for a `None` that is not sent as `null`, and returns its end.
///
/// # Errors
/// Returns an error if the value cannot be sent.
#[inline(never)] // keeps the code of events without such a value small
#[cfg(feature = "definition-file")]
pub(crate) fn push_value<T: Serialize + ?Sized>(
    buffer: Buffer<'_>,
    value: &T,
    is_null_sent: bool,
) -> Result<usize, Unsendable> {
    let mut out = Output::new(buffer, &[]);
    let allowed = if is_null_sent {
        Allowed::Value
    } else {
        Allowed::Member
    };
    value.serialize(ValueWriter::new(&mut out, allowed))?;
    Ok(out.buffer.at())
}

/// Returns whether a value is `None`.
#[cold]
#[cfg(feature = "definition-file")]
pub(crate) fn is_none<T: Serialize + ?Sized>(value: &T) -> bool {
    let mut out = alloc::vec::Vec::new();
    matches!(push_value(Buffer::new(&mut out, 0), value, false), Ok(0))
}

/// Writes `,"key":value` for each member of a map or struct, without braces, and returns the end. A `None` has no
/// members.
///
/// # Errors
/// Returns an error if the value is not an object, has a member named in `taken`, or cannot be sent.
#[inline(never)] // keeps the code of events without such a member small
pub(crate) fn push_members<T: Serialize + ?Sized>(
    buffer: Buffer<'_>,
    value: &T,
    taken: &[&str],
) -> Result<usize, Unsendable> {
    let mut out = Output::new(buffer, taken);
    value.serialize(ValueWriter::new(&mut out, Allowed::Members))?;
    Ok(out.buffer.at())
}

/// The output and its state.
struct Output<'v> {
    buffer: Buffer<'v>,
    /// The names that the object already has, if its members are written.
    taken: &'v [&'v str],
    /// The check of the innermost map's keys.
    key_order: KeyOrder,
}

impl<'v> Output<'v> {
    fn new(buffer: Buffer<'v>, taken: &'v [&'v str]) -> Self {
        Self {
            buffer,
            taken,
            key_order: KeyOrder::new(false),
        }
    }
}

/// The functions that others end with. They return the result of those, which so need no saved registers. Hot path; see
/// `benches/README.md`.
impl Output<'_> {
    #[inline(never)]
    #[allow(clippy::unnecessary_wraps)] // the result of the caller
    fn push_long_string(&mut self, value: &str) -> Result<(), Unsendable> {
        self.buffer.push_long_string(value.as_bytes());
        Ok(())
    }

    #[allow(clippy::unnecessary_wraps)] // the result of the caller
    fn close_object(&mut self, start: usize) -> Result<(), Unsendable> {
        self.buffer.close(start, *b"{}");
        Ok(())
    }

    #[cold]
    #[inline(never)]
    #[allow(clippy::unnecessary_wraps)] // the result of the caller
    fn push_integer_slowly(&mut self, integer: i64) -> Result<(), Unsendable> {
        self.buffer.push_integer_slowly(integer);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    #[allow(clippy::unnecessary_wraps)] // the result of the caller
    fn push_slowly(&mut self, json: &[u8]) -> Result<(), Unsendable> {
        self.buffer.push(json);
        Ok(())
    }

    #[inline(never)]
    fn push_map_key(&mut self, key: &str) -> Result<(), Unsendable> {
        self.key_order.compare(key);
        self.push_key(key)
    }

    /// Not part of `push_map_key`, where the search for escapes would not be inlined.
    #[inline(never)]
    fn push_key(&mut self, key: &str) -> Result<(), Unsendable> {
        if self.buffer.push_short_key(key) {
            Ok(())
        } else {
            self.push_key_slowly(key)
        }
    }

    #[cold]
    #[inline(never)]
    #[allow(clippy::unnecessary_wraps)] // the result of the caller
    fn push_key_slowly(&mut self, key: &str) -> Result<(), Unsendable> {
        self.buffer.push_key_slowly(key);
        Ok(())
    }
}

#[cold]
#[inline(never)]
fn not_a_string<T>() -> Result<T, Unsendable> {
    Err(Cause::Key.into())
}

#[cold]
#[inline(never)]
fn not_an_object<T>() -> Result<T, Unsendable> {
    Err(Cause::NotObject.into())
}

/// What may be written at the current position.
#[derive(Clone, Copy)]
enum Allowed {
    /// Any value.
    Value,
    /// Any value; a `None` is omitted.
    Member,
    /// A key.
    Key,
    /// The members of an object that is already open.
    Members,
}

/// The serializer of one value. Kept to a pointer and a byte, so that it is passed in two registers.
struct ValueWriter<'o, 'v> {
    out: &'o mut Output<'v>,
    allowed: Allowed,
}

impl<'o, 'v> ValueWriter<'o, 'v> {
    #[inline]
    fn new(out: &'o mut Output<'v>, allowed: Allowed) -> Self {
        Self { out, allowed }
    }

    /// Returns the output, if any value may be written.
    #[inline]
    fn value_output(self) -> Result<&'o mut Output<'v>, Unsendable> {
        match self.allowed {
            Allowed::Value | Allowed::Member => Ok(self.out),
            Allowed::Key => not_a_string(),
            Allowed::Members => not_an_object(),
        }
    }

    /// Writes a value that is JSON already.
    fn write_json(self, json: &[u8]) -> Result<(), Unsendable> {
        self.value_output()?.buffer.push(json);
        Ok(())
    }

    /// Writes `null`, `true` or `false`.
    #[inline]
    fn write_word<const N: usize>(self, word: [u8; N]) -> Result<(), Unsendable> {
        let out = self.value_output()?;
        if out.buffer.push_array(word) {
            Ok(())
        } else {
            out.push_slowly(&word)
        }
    }

    /// Writes a value as `serde_json` does.
    fn delegate<T: Serialize>(self, value: &T) -> Result<(), Unsendable> {
        let json = serde_json::to_string(value).map_err(|error| Cause::Other(error.to_string()))?;
        self.write_json(json.as_bytes())
    }

    /// Writes `{"Variant":`. The caller closes the brace after the value.
    fn open_variant(self, name: &str) -> Result<&'o mut Output<'v>, Unsendable> {
        let out = self.value_output()?;
        let start = out.buffer.at();
        out.buffer.push_key(name);
        out.buffer.set(start, b'{');
        Ok(out)
    }

    /// Returns the output for the members of a map or struct.
    #[inline]
    fn members_output(self) -> Result<(&'o mut Output<'v>, Form), Unsendable> {
        match self.allowed {
            Allowed::Members => Ok((self.out, Form::Members)),
            _ => Ok((self.value_output()?, Form::Object)),
        }
    }
}

impl<'o, 'v> Serializer for ValueWriter<'o, 'v> {
    type Ok = ();
    type Error = Unsendable;
    type SerializeSeq = ArrayWriter<'o, 'v>;
    type SerializeTuple = ArrayWriter<'o, 'v>;
    type SerializeTupleStruct = ArrayWriter<'o, 'v>;
    type SerializeTupleVariant = ArrayWriter<'o, 'v>;
    type SerializeMap = MapWriter<'o, 'v>;
    type SerializeStruct = StructWriter<'o, 'v>;
    type SerializeStructVariant = StructWriter<'o, 'v>;

    fn serialize_bool(self, value: bool) -> Result<(), Unsendable> {
        if value {
            self.write_word(*b"true")
        } else {
            self.write_word(*b"false")
        }
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
        let out = self.value_output()?;
        if out.buffer.push_integer_in_window(value) {
            Ok(())
        } else {
            out.push_integer_slowly(value)
        }
    }

    fn serialize_i128(self, value: i128) -> Result<(), Unsendable> {
        self.delegate(&value)
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
            Err(_) => self.delegate(&value),
        }
    }

    fn serialize_u128(self, value: u128) -> Result<(), Unsendable> {
        self.delegate(&value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Unsendable> {
        if !value.is_finite() {
            return Err(Unsendable::from(Cause::NotFinite));
        }
        self.delegate(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Unsendable> {
        if !value.is_finite() {
            return Err(Unsendable::from(Cause::NotFinite));
        }
        self.delegate(&value)
    }

    fn serialize_char(self, value: char) -> Result<(), Unsendable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unsendable> {
        match self.allowed {
            Allowed::Value | Allowed::Member => {
                if self.out.buffer.push_short_string(value) {
                    Ok(())
                } else {
                    self.out.push_long_string(value)
                }
            }
            Allowed::Key => self.out.push_map_key(value),
            Allowed::Members => not_an_object(),
        }
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Unsendable> {
        let mut array = self.serialize_seq(Some(value.len()))?;
        for byte in value {
            ser::SerializeSeq::serialize_element(&mut array, byte)?;
        }
        ser::SerializeSeq::end(array)
    }

    fn serialize_none(self) -> Result<(), Unsendable> {
        match self.allowed {
            Allowed::Member | Allowed::Members => Ok(()),
            _ => self.write_word(*b"null"),
        }
    }

    /// Only the outermost `None` is omitted: as with `serde_json`, `Some(None)` is `null`.
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsendable> {
        let allowed = match self.allowed {
            Allowed::Member => Allowed::Value,
            // A key cannot be an `Option`.
            Allowed::Key => return Err(Unsendable::from(Cause::Key)),
            allowed => allowed,
        };
        value.serialize(ValueWriter::new(self.out, allowed))
    }

    fn serialize_unit(self) -> Result<(), Unsendable> {
        self.write_word(*b"null")
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
        let out = self.open_variant(variant)?;
        value.serialize(ValueWriter::new(out, Allowed::Value))?;
        out.buffer.push_byte(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ArrayWriter<'o, 'v>, Unsendable> {
        Ok(ArrayWriter::new(self.value_output()?, false))
    }

    fn serialize_tuple(self, _: usize) -> Result<ArrayWriter<'o, 'v>, Unsendable> {
        Ok(ArrayWriter::new(self.value_output()?, false))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<ArrayWriter<'o, 'v>, Unsendable> {
        Ok(ArrayWriter::new(self.value_output()?, false))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ArrayWriter<'o, 'v>, Unsendable> {
        Ok(ArrayWriter::new(self.open_variant(variant)?, true))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<MapWriter<'o, 'v>, Unsendable> {
        let (out, form) = self.members_output()?;
        Ok(MapWriter::new(out, form))
    }

    #[inline]
    fn serialize_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<StructWriter<'o, 'v>, Unsendable> {
        if let Some(token) = Token::of(name) {
            return Ok(StructWriter::new(self.value_output()?, Form::Raw(token)));
        }
        let (out, form) = self.members_output()?;
        Ok(StructWriter::new(out, form))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<StructWriter<'o, 'v>, Unsendable> {
        Ok(StructWriter::new(
            self.open_variant(variant)?,
            Form::Variant,
        ))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unsendable> {
        self.serialize_str(&value.to_string())
    }
}

/// Returns the string that `serde_json` writes for a key that is not a plain string, such as an integer.
#[cold]
fn key_string<T: Serialize + ?Sized>(key: &T) -> Result<String, Unsendable> {
    struct SingleMember<'k, T: ?Sized>(&'k T);

    impl<T: Serialize + ?Sized> Serialize for SingleMember<'_, T> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.collect_map([(self.0, ())])
        }
    }

    let written = serde_json::to_string(&SingleMember(key)).map_err(|_| Cause::Key)?;
    let quoted = written
        .strip_prefix('{')
        .and_then(|json| json.strip_suffix(":null}"));
    let key = serde_json::from_str(quoted.unwrap_or_default());
    Ok(key.map_err(|_| Cause::Key)?)
}

#[cfg(test)]
mod tests;
