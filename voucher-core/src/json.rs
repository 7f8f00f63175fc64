//! Any `Serialize` as JSON, byte for byte as `serde_json` writes it, on the encoder's own buffer.
//!
//! Ours because of one thing: `serde_json` looks at every text byte by byte. What is rare (floats, wide integers, keys
//! that are no text) it writes for us. Every element comes with a comma before it; the first one's becomes the bracket when
//! the array or object is closed, so that nobody asks which is the first. A number that is not finite is refused here, where it writes `null`.

use crate::buffer::Buffer;
use crate::names::Names;
use crate::tree::Tree;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt::{self, Display, Write};
use serde::ser::{self, Serialize, Serializer};
use voucher_definition::NO_OBJECT;

/// The names of the structs with which `serde_json` passes on text that is JSON already: a raw value, or a number of any
/// precision. The only field of such a struct has the same name.
const TOKENS: [&str; 2] = [
    "$serde_json::private::RawValue",
    "$serde_json::private::Number",
];

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
    /// A member that stands there already.
    Twice(String),
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
pub(crate) fn push_member<T: Serialize + ?Sized>(
    buffer: Buffer<'_>,
    key: &str,
    value: &T,
) -> Result<usize, Unsendable> {
    let mut out = Output { buffer, taken: &[] };
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
pub(crate) fn push_members<T: Serialize + ?Sized>(
    buffer: Buffer<'_>,
    value: &T,
    taken: &[&str],
) -> Result<usize, Unsendable> {
    let mut out = Output { buffer, taken };
    value.serialize(Writer::new(&mut out, Wanted::Members))?;
    Ok(out.buffer.at())
}

/// Where everything is written to.
struct Output<'v> {
    buffer: Buffer<'v>,
    /// Names that stand already in the object whose members are given.
    taken: &'v [&'v str],
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

    #[inline]
    fn opened(self, open: u8, close: u8) -> Result<Compound<'o, 'v>, Unsendable> {
        let out = self.any()?;
        Ok(Compound::new(out, Form::Brackets(open, close)))
    }

    /// `{"Variant":`, to be closed with a brace.
    fn variant(self, name: &str, open: u8, close: u8) -> Result<Compound<'o, 'v>, Unsendable> {
        let out = self.any()?;
        push_variant(out, name);
        let mut compound = Compound::new(out, Form::Brackets(open, close));
        compound.is_variant = true;
        Ok(compound)
    }
}

/// `{"Variant":`
fn push_variant(out: &mut Output<'_>, name: &str) {
    let start = out.buffer.at();
    out.buffer.push_key(name);
    out.buffer.set(start, b'{');
}

impl<'o, 'v> Serializer for Writer<'o, 'v> {
    type Ok = ();
    type Error = Unsendable;
    type SerializeSeq = Compound<'o, 'v>;
    type SerializeTuple = Compound<'o, 'v>;
    type SerializeTupleStruct = Compound<'o, 'v>;
    type SerializeTupleVariant = Compound<'o, 'v>;
    type SerializeMap = Compound<'o, 'v>;
    type SerializeStruct = Compound<'o, 'v>;
    type SerializeStructVariant = Compound<'o, 'v>;

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
            Wanted::Anything | Wanted::Member => self.out.buffer.push_text(value),
            Wanted::Key => self.out.buffer.push_key(value),
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
        let out = self.any()?;
        push_variant(out, variant);
        value.serialize(Writer::new(out, Wanted::Anything))?;
        out.buffer.push_byte(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'o, 'v>, Unsendable> {
        self.opened(b'[', b']')
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'o, 'v>, Unsendable> {
        self.opened(b'[', b']')
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'o, 'v>, Unsendable> {
        self.opened(b'[', b']')
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'o, 'v>, Unsendable> {
        self.variant(variant, b'[', b']')
    }

    /// A map that does not say how many members it has may be put together from several (`serde(flatten)`), and then name
    /// one of them twice.
    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Compound<'o, 'v>, Unsendable> {
        let mut compound = match self.wanted {
            Wanted::Members => Compound::new(self.out, Form::Members),
            _ => self.opened(b'{', b'}')?,
        };
        if length.is_none() {
            compound.keys = Some(Names::default());
        }
        Ok(compound)
    }

    #[inline]
    fn serialize_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Compound<'o, 'v>, Unsendable> {
        if TOKENS.contains(&name) && is_token(name) {
            return Ok(Compound::new(self.any()?, Form::Token(name)));
        }
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'o, 'v>, Unsendable> {
        self.variant(variant, b'{', b'}')
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unsendable> {
        self.serialize_str(&value.to_string())
    }
}

/// A struct as `serde_json` passes on text that is JSON already, by the name of struct and field.
struct Token<'v, T: ?Sized>(&'static str, &'v T);

impl<T: Serialize + ?Sized> Serialize for Token<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut to = to.serialize_struct(self.0, 1)?;
        ser::SerializeStruct::serialize_field(&mut to, self.0, self.1)?;
        ser::SerializeStruct::end(to)
    }
}

/// Whether `serde_json` writes the field of such a struct as it is. That depends on the features it is built with.
#[cold]
fn is_token(name: &'static str) -> bool {
    serde_json::to_string(&Token(name, "1")).is_ok_and(|text| text == "1")
}

/// What a compound value is in the text.
#[derive(Clone, Copy)]
enum Form {
    /// An array or object: what the first comma becomes, and what follows the last element.
    Brackets(u8, u8),
    /// Members of an object that somebody else opens and closes.
    Members,
    /// The text of a raw value, by the name of its struct.
    Token(&'static str),
}

/// An array or an object that is being written.
struct Compound<'o, 'v> {
    out: &'o mut Output<'v>,
    /// Where the first comma stands.
    start: usize,
    form: Form,
    /// Whether it is the value of a variant, whose brace closes behind it.
    is_variant: bool,
    /// Whether a key was written without its value yet.
    is_key_open: bool,
    /// The members so far, where one might come twice.
    keys: Option<Names>,
}

impl<'o, 'v> Compound<'o, 'v> {
    #[inline]
    fn new(out: &'o mut Output<'v>, form: Form) -> Self {
        Self {
            start: out.buffer.at(),
            out,
            form,
            is_variant: false,
            is_key_open: false,
            keys: None,
        }
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        self.out.buffer.push_byte(b',');
        self.value(value)
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsendable> {
        let start = self.out.buffer.at();
        match key.serialize(Writer::new(self.out, Wanted::Key)) {
            Ok(()) => {}
            Err(error) if matches!(*error.0, Why::Key) => {
                self.out.buffer.back(start);
                let key = other_key(key)?;
                self.out.buffer.push_byte(b',');
                self.out.buffer.push(key.as_bytes());
                self.out.buffer.push_byte(b':');
            }
            Err(error) => return Err(error),
        }
        if self.is_watched() {
            self.check_key(start)?;
        }
        Ok(())
    }

    /// Whether a key may have to be refused.
    #[inline]
    fn is_watched(&self) -> bool {
        self.keys.is_some() || (matches!(self.form, Form::Members) && !self.out.taken.is_empty())
    }

    /// Whether the key that was written there may stand.
    #[cold]
    fn check_key(&mut self, start: usize) -> Result<(), Unsendable> {
        let taken = match self.form {
            Form::Members => self.out.taken,
            Form::Brackets(..) | Form::Token(_) => &[],
        };
        let written = self.out.buffer.since(start + 1);
        let written = written.strip_suffix(b":").unwrap_or_default();
        let Ok(key) = serde_json::from_slice::<String>(written) else {
            return Ok(());
        };
        let keys = self.keys.as_mut();
        let is_again = keys.is_some_and(|keys| !keys.insert(&key));
        if is_again || taken.contains(&key.as_str()) {
            return Err(Why::Twice(key).into());
        }
        Ok(())
    }

    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        value.serialize(Writer::new(self.out, Wanted::Anything))
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        if let Form::Token(token) = self.form {
            return self.raw(token, name, value);
        }
        let start = self.out.buffer.at();
        self.out.buffer.push_key(name);
        if self.is_watched() {
            self.check_key(start)?;
        }
        self.value(value)
    }

    /// The text of a raw value. `serde_json` says which values can be one, but not whether their text is JSON.
    #[cold]
    fn raw<T: Serialize + ?Sized>(
        &mut self,
        token: &'static str,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        if name != token || !self.is_empty() {
            return Err(Why::RawFields.into());
        }
        let text = serde_json::to_string(&Token(token, value)).map_err(Why::RawText)?;
        serde_json::from_str::<Tree>(&text).map_err(Why::RawText)?;
        self.out.buffer.push(text.as_bytes());
        Ok(())
    }

    /// Whether nothing was written yet.
    #[inline]
    fn is_empty(&self) -> bool {
        self.out.buffer.at() == self.start
    }

    #[inline]
    fn end(self) -> Result<(), Unsendable> {
        match self.form {
            Form::Brackets(open, close) => {
                if self.is_empty() {
                    self.out.buffer.push_byte(open);
                } else {
                    self.out.buffer.set(self.start, open);
                }
                self.out.buffer.push_byte(close);
            }
            Form::Token(_) if self.is_empty() => return Err(Why::RawFields.into()),
            Form::Members | Form::Token(_) => {}
        }
        if self.is_variant {
            self.out.buffer.push_byte(b'}');
        }
        if self.is_key_open {
            return Err(Why::Order.into());
        }
        Ok(())
    }
}

/// A key that is no plain text, as `serde_json` writes it: between the brace and the value of an object of one member.
#[cold]
fn other_key<T: Serialize + ?Sized>(key: &T) -> Result<String, Unsendable> {
    struct Single<'k, T: ?Sized>(&'k T);

    impl<T: Serialize + ?Sized> Serialize for Single<'_, T> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.collect_map([(self.0, ())])
        }
    }

    let text = serde_json::to_string(&Single(key)).map_err(|_| Why::Key)?;
    let key = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix(":null}"));
    key.map(String::from).ok_or(Why::Key.into())
}

macro_rules! list {
    ($($trait:ident $method:ident)*) => {
        $(
            impl ser::$trait for Compound<'_, '_> {
                type Ok = ();
                type Error = Unsendable;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
                    self.element(value)
                }

                #[inline]
                fn end(self) -> Result<(), Unsendable> {
                    self.end()
                }
            }
        )*
    };
}

list! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

impl ser::SerializeMap for Compound<'_, '_> {
    type Ok = ();
    type Error = Unsendable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsendable> {
        if core::mem::replace(&mut self.is_key_open, true) {
            return Err(Why::Order.into());
        }
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        if !core::mem::take(&mut self.is_key_open) {
            return Err(Why::Order.into());
        }
        self.value(value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Unsendable> {
        if self.is_key_open {
            return Err(Why::Order.into());
        }
        self.key(key)?;
        self.value(value)
    }

    #[inline]
    fn end(self) -> Result<(), Unsendable> {
        self.end()
    }
}

macro_rules! fields {
    ($($trait:ident)*) => {
        $(
            impl ser::$trait for Compound<'_, '_> {
                type Ok = ();
                type Error = Unsendable;

                fn serialize_field<T: Serialize + ?Sized>(
                    &mut self,
                    name: &'static str,
                    value: &T,
                ) -> Result<(), Unsendable> {
                    self.field(name, value)
                }

                #[inline]
                fn end(self) -> Result<(), Unsendable> {
                    self.end()
                }
            }
        )*
    };
}

fields! { SerializeStruct SerializeStructVariant }

impl Unsendable {
    /// The error as a message. Of a sensitive value, no key is shown and nothing that its own type reports.
    #[cold]
    pub(crate) fn describe(&self, is_sensitive: bool) -> String {
        let text = match &*self.0 {
            Why::Twice(_) => "duplicate member",
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
            Why::NotObject => out.write_str(NO_OBJECT),
            Why::Twice(key) => {
                out.write_str("member `")?;
                for character in key.chars().take(40) {
                    out.write_char(if character.is_control() {
                        '\u{fffd}'
                    } else {
                        character
                    })?;
                }
                out.write_str("` is given by a field and by the whole object; keep one")
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
