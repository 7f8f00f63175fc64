//! Any `Serialize` as JSON, byte for byte as `serde_json` writes it, on the encoder's own buffer.
//!
//! Ours because of one thing: `serde_json` looks at every text byte by byte. What is rare (floats, wide integers, keys
//! that are no text) it writes for us. Every element comes with a comma before it; the first one's becomes the bracket when
//! the array or object is closed, so that nobody asks which is the first. A number that is not finite is refused here, where it writes `null`.

use crate::buffer::Buffer;
use crate::names::Names;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt::{self, Display, Write};
use serde::ser::{self, Serialize, Serializer};
use voucher_definition::NO_OBJECT;

/// The names under which `serde_json` hands over text that is JSON already.
const VERBATIM: [&str; 2] = [
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
    /// JSON text.
    Verbatim,
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
            Wanted::Key | Wanted::Verbatim => Err(Unsendable::from(Why::Key)),
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
        Ok(Compound::new(out, Some((open, close)), Wanted::Anything))
    }

    /// `{"Variant":`, to be closed with a brace.
    fn variant(self, name: &str, open: u8, close: u8) -> Result<Compound<'o, 'v>, Unsendable> {
        let out = self.any()?;
        push_variant(out, name);
        let mut compound = Compound::new(out, Some((open, close)), Wanted::Anything);
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
            Wanted::Verbatim => self.out.buffer.push(value.as_bytes()),
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
            Wanted::Members => Compound::new(self.out, None, self.wanted),
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
        if VERBATIM.contains(&name) {
            let out = self.any()?;
            return Ok(Compound::new(out, None, Wanted::Verbatim));
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

/// An array or an object that is being written.
struct Compound<'o, 'v> {
    out: &'o mut Output<'v>,
    /// Where the first comma stands.
    start: usize,
    /// What it becomes, and what the last one is followed by; nothing, where the members are somebody else's object.
    brackets: Option<(u8, u8)>,
    /// Whether it is the value of a variant, whose brace closes behind it.
    is_variant: bool,
    wanted: Wanted,
    /// The members so far, where one might come twice.
    keys: Option<Names>,
}

impl<'o, 'v> Compound<'o, 'v> {
    #[inline]
    fn new(out: &'o mut Output<'v>, brackets: Option<(u8, u8)>, wanted: Wanted) -> Self {
        Self {
            start: out.buffer.at(),
            out,
            brackets,
            is_variant: false,
            wanted,
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
        self.keys.is_some()
            || (matches!(self.wanted, Wanted::Members) && !self.out.taken.is_empty())
    }

    /// Whether the key that was written there may stand.
    #[cold]
    fn check_key(&mut self, start: usize) -> Result<(), Unsendable> {
        let taken = match self.wanted {
            Wanted::Members => self.out.taken,
            _ => &[],
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
        if matches!(self.wanted, Wanted::Verbatim) {
            return value.serialize(Writer::new(self.out, Wanted::Verbatim));
        }
        let start = self.out.buffer.at();
        self.out.buffer.push_key(name);
        if self.is_watched() {
            self.check_key(start)?;
        }
        self.value(value)
    }

    #[inline]
    fn end(self) {
        if let Some((open, close)) = self.brackets {
            if self.out.buffer.at() == self.start {
                self.out.buffer.push_byte(open);
            } else {
                self.out.buffer.set(self.start, open);
            }
            self.out.buffer.push_byte(close);
        }
        if self.is_variant {
            self.out.buffer.push_byte(b'}');
        }
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
                    self.end();
                    Ok(())
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
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        self.value(value)
    }

    #[inline]
    fn end(self) -> Result<(), Unsendable> {
        self.end();
        Ok(())
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
                    self.end();
                    Ok(())
                }
            }
        )*
    };
}

fields! { SerializeStruct SerializeStructVariant }

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
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::vec;
    use alloc::vec::Vec;
    use serde::Serialize;
    use serde_json::{Value, json, value::RawValue};

    fn text(mut out: Vec<u8>, end: usize) -> String {
        out.truncate(end);
        String::from_utf8(out).unwrap()
    }

    fn why<T>(result: Result<T, Unsendable>) -> Option<Why> {
        result.err().map(|error| *error.0)
    }

    fn ours<T: Serialize + ?Sized>(value: &T) -> Result<String, Unsendable> {
        let mut out = Vec::new();
        let mut out = Output {
            buffer: Buffer::new(&mut out, 0),
            taken: &[],
        };
        value.serialize(Writer::new(&mut out, Wanted::Anything))?;
        Ok(String::from_utf8(out.buffer.since(0).to_vec()).unwrap())
    }

    #[track_caller]
    fn same<T: Serialize + ?Sized>(value: &T) {
        match (ours(value), serde_json::to_string(value)) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs),
            (ours, theirs) => assert!(ours.is_err() && theirs.is_err(), "{ours:?} {theirs:?}"),
        }
    }

    #[derive(Serialize)]
    struct Unit;
    #[derive(Serialize)]
    struct New<T>(T);
    #[derive(Serialize)]
    struct Pair(u8, &'static str);
    #[derive(Serialize)]
    struct Named<T> {
        first: T,
        #[serde(rename = "sec\"ond")]
        second: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        third: Option<u8>,
    }
    #[derive(Serialize)]
    struct Flat {
        a: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }
    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    enum Any {
        Unit,
        New(u8),
        Pair(u8, u8),
        Named { a: u8, b: () },
    }
    #[derive(Serialize)]
    #[serde(tag = "t", content = "c")]
    enum Tagged {
        One { a: u8 },
        Two(Vec<u8>),
    }

    #[test]
    fn whatever_serde_can_say_is_written_as_serde_json_writes_it() {
        same(&(true, false, (), Unit, Some(1), None::<u8>, Some(None::<u8>)));
        same(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
        same(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
        same(&(
            0.1_f32,
            1e20_f32,
            f32::MIN_POSITIVE,
            0.1_f64,
            1e300,
            5e-324,
            -0.0,
            1.0,
        ));
        same(&('"', 'é', '\u{1f}', "tab\t", String::from("\u{2028}")));
        same(&New(New(Pair(1, "x"))));
        same(&Named {
            first: vec![Named {
                first: 1,
                second: None,
                third: Some(2),
            }],
            second: Some(1),
            third: None,
        });
        same(&[
            Any::Unit,
            Any::New(1),
            Any::Pair(1, 2),
            Any::Named { a: 1, b: () },
        ]);
        same(&[Tagged::One { a: 1 }, Tagged::Two(vec![])]);
        same(&(Vec::<u8>::new(), BTreeMap::<u8, u8>::new(), [[0_u8; 2]; 2]));
        same(&json!({"a": [1, -1, 1.5, null, {"b": {}}], "": "", "\n": []}));
        same(&Flat {
            a: 1,
            rest: BTreeMap::from([(String::from("b"), json!([1]))]),
        });
        same(&RawValue::from_string(String::from(r#"{"raw" : 1.00}"#)).unwrap());
        same(&core::net::Ipv4Addr::LOCALHOST);
    }

    #[test]
    fn a_key_is_written_as_serde_json_writes_it_or_refused_as_there() {
        fn key<K: Serialize + Ord>(key: K) {
            same(&BTreeMap::from([(key, 1)]));
        }
        key("a\"");
        key(String::from("b"));
        key('c');
        key(true);
        key(-1_i8);
        key(u64::MAX);
        key(i128::MIN);
        key(New(1).0);
        key(Any::Unit);
        key(Any::New(1));
        key(Some("x"));
        key(None::<u8>);
        key(());
        key((1, 2));
        key(vec![1]);
        key(Box::new("boxed"));
    }

    #[test]
    fn a_number_that_is_not_finite_is_refused_wherever_it_stands() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(matches!(why(ours(&[Some(number)])), Some(Why::NotFinite)));
        }
        assert!(matches!(why(ours(&f32::NAN)), Some(Why::NotFinite)));
    }

    #[test]
    fn a_member_that_is_none_is_omitted_and_deeper_ones_are_null() {
        fn member<T: Serialize>(value: T) -> String {
            let mut out = Vec::from(*b"x");
            let end = push_member(Buffer::new(&mut out, 1), "k", &value).unwrap();
            text(out, end)
        }
        assert_eq!(member(None::<u8>), "x");
        assert_eq!(member(New(None::<u8>)), "x");
        assert_eq!(member(Box::new(None::<u8>)), "x");
        assert_eq!(member(Some(None::<u8>)), r#"x,"k":null"#);
        assert_eq!(member([None::<u8>]), r#"x,"k":[null]"#);
        assert_eq!(member(Some(1)), r#"x,"k":1"#);
    }

    #[test]
    fn members_are_those_of_a_map_or_a_struct_and_stand_once() {
        fn members<T: Serialize>(value: T) -> Result<String, Unsendable> {
            let mut out = Vec::new();
            let end = push_members(Buffer::new(&mut out, 0), &value, &["taken", "2"])?;
            Ok(text(out, end))
        }
        let flat = Flat {
            a: 1,
            rest: BTreeMap::from([(String::from("b"), json!({"taken": 1}))]),
        };
        assert_eq!(
            members(Some(New(flat))).unwrap(),
            r#","a":1,"b":{"taken":1}"#
        );
        assert_eq!(members(json!({})).unwrap(), "");
        assert_eq!(members(None::<BTreeMap<u8, u8>>).unwrap(), "");
        assert!(
            matches!(why(members(json!({"taken": 1}))), Some(Why::Twice(key)) if key == "taken")
        );
        assert!(
            matches!(why(members(BTreeMap::from([(2, 1)]))), Some(Why::Twice(key)) if key == "2")
        );
        for other in [
            json!([]),
            json!("x"),
            json!(1),
            json!(null),
            json!(true),
            json!(1.5),
        ] {
            assert!(
                matches!(why(members(&other)), Some(Why::NotObject)),
                "{other}"
            );
        }
        assert!(matches!(
            why(members(Any::Named { a: 1, b: () })),
            Some(Why::NotObject)
        ));
        assert!(matches!(
            why(members(BTreeMap::from([((), 1)]))),
            Some(Why::Key)
        ));
    }
}
