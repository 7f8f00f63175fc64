//! Writers of arrays, maps and structs.
//!
//! An object with duplicate members is rejected. Comparing all keys is expensive, so a cheap check comes first: the
//! keys of a map differ as long as they ascend, and the field names of a struct differ if their marks do. Only if that
//! check is inconclusive are all keys of the object collected and compared.

use super::{Allowed, Cause, Output, Unsendable, ValueWriter, key_string};
use crate::encode::json_value::JsonValue;
use crate::encode::raw_token::{RawStruct, Token};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::ser::{self, Serialize};
use voucher_definition::sorted_positions;

/// Writes an array.
pub(super) struct ArrayWriter<'o, 'v> {
    out: &'o mut Output<'v>,
    /// The position of the first comma, which becomes the bracket.
    start: usize,
    /// Whether the array is the value of an enum variant, which ends with a brace.
    is_variant: bool,
}

impl<'o, 'v> ArrayWriter<'o, 'v> {
    #[inline]
    pub(super) fn new(out: &'o mut Output<'v>, is_variant: bool) -> Self {
        let start = out.buffer.at();
        Self {
            out,
            start,
            is_variant,
        }
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        self.out.buffer.push_byte(b',');
        value.serialize(ValueWriter::new(self.out, Allowed::Value))
    }

    #[inline]
    fn close(self) {
        self.out.buffer.close(self.start, *b"[]");
        if self.is_variant {
            self.out.buffer.push_byte(b'}');
        }
    }
}

/// How the members of a map or struct are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In braces.
    Object,
    /// In braces, inside the braces of an enum variant.
    Variant,
    /// Without braces: the caller opens and closes the object, and may write other members.
    Members,
    /// As raw JSON: the text of the only field.
    Raw(Token),
}

/// Writes the members of a map or struct.
struct Members<'o, 'v> {
    out: &'o mut Output<'v>,
    /// The position of the first comma, which becomes the brace.
    start: usize,
    form: Form,
    /// The range of every key, with its quotes, relative to `start`. Empty until the cheap check is inconclusive.
    keys: Vec<Range<usize>>,
}

impl<'o, 'v> Members<'o, 'v> {
    #[inline]
    fn new(out: &'o mut Output<'v>, form: Form) -> Self {
        Self {
            start: out.buffer.at(),
            out,
            form,
            keys: Vec::new(),
        }
    }

    /// Checks whether every key must be compared, without the cheap check.
    #[inline]
    fn needs_comparison(&self) -> bool {
        match self.form {
            Form::Object | Form::Variant => false,
            Form::Members => !self.out.taken.is_empty(),
            Form::Raw(_) => true,
        }
    }

    /// Collects the key at `start`, and all keys before it.
    #[cold]
    #[inline(never)]
    fn collect_key(&mut self, start: usize) -> Result<(), Unsendable> {
        let written = self.out.buffer.since(self.start);
        let start = start - self.start;
        // Without the comma and the colon.
        let key = start + 1..written.len() - 1;
        if self.form == Form::Members {
            let name = unquote(written.get(key.clone()).unwrap_or_default());
            if self.out.taken.contains(&name.as_str()) {
                return Err(Cause::Taken(name).into());
            }
        }
        if self.keys.is_empty() {
            self.keys = find_keys(written.get(..start).unwrap_or_default());
        }
        self.keys.push(key);
        Ok(())
    }

    /// Compares the collected keys.
    #[cold]
    #[inline(never)]
    fn check_keys(&self) -> Result<(), Unsendable> {
        let written = self.out.buffer.since(self.start);
        let keys = self.keys.iter().cloned();
        let keys: Vec<&[u8]> = keys.filter_map(|key| written.get(key)).collect();
        // By length first, which is cheap to compare.
        let key = |index: usize| keys.get(index).map(|key| (key.len(), *key));
        let order = sorted_positions(keys.len(), &|one, other| key(one).cmp(&key(other)));
        let mut last = None;
        for (_, key) in order.into_iter().filter_map(key) {
            if last == Some(key) {
                return Err(Cause::Duplicate(unquote(key)).into());
            }
            last = Some(key);
        }
        Ok(())
    }

    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        value.serialize(ValueWriter::new(self.out, Allowed::Value))
    }

    /// Writes a raw value. `serde_json` decides which values can be raw, but does not check that their text is JSON.
    #[cold]
    fn write_raw<T: Serialize + ?Sized>(
        &mut self,
        token: Token,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        if name != token.name() || !self.is_empty() {
            return Err(Cause::RawFields.into());
        }
        let json = serde_json::to_string(&RawStruct(name, value)).map_err(Cause::RawText)?;
        serde_json::from_str::<JsonValue>(&json).map_err(Cause::RawText)?;
        self.out.buffer.push(json.as_bytes());
        Ok(())
    }

    /// Checks whether nothing has been written yet.
    #[inline]
    fn is_empty(&self) -> bool {
        self.out.buffer.at() == self.start
    }

    #[inline(always)] // as the fields of a struct
    #[allow(clippy::inline_always)] // see `benches/README.md`
    fn close(self) -> Result<(), Unsendable> {
        if self.form != Form::Object || !self.keys.is_empty() {
            return self.close_any();
        }
        // Before the object is closed, so that the call comes last.
        drop(self.keys);
        self.out.close_object(self.start)
    }

    #[cold]
    #[inline(never)]
    fn close_any(self) -> Result<(), Unsendable> {
        if !self.keys.is_empty() {
            self.check_keys()?;
        }
        match self.form {
            Form::Object => self.out.buffer.close(self.start, *b"{}"),
            Form::Variant => {
                self.out.buffer.close(self.start, *b"{}");
                self.out.buffer.push_byte(b'}');
            }
            Form::Raw(_) if self.is_empty() => return Err(Cause::RawFields.into()),
            Form::Raw(_) | Form::Members => {}
        }
        Ok(())
    }
}

/// Returns the ranges of the keys in written members: `,"a":1,"b":{"c":2}` has two.
fn find_keys(written: &[u8]) -> Vec<Range<usize>> {
    let (mut keys, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(byte) = written.get(at) {
        match byte {
            b'"' => {
                let end = at + quoted_length(&written[at..]);
                if depth == 0 && written.get(end) == Some(&b':') {
                    keys.push(at..end);
                }
                at = end;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    keys
}

/// Returns the length of the JSON string at the start, with its quotes.
fn quoted_length(json: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

/// Returns the decoded value of a JSON string.
fn unquote(json: &[u8]) -> String {
    // A `str`, because `serde_json` has compiled the parser of those already.
    let json = core::str::from_utf8(json).unwrap_or_default();
    serde_json::from_str(json).unwrap_or_default()
}

/// The cheap check of a map's keys: they differ if each is above the one before.
#[derive(Clone, Copy)]
pub(super) struct KeyOrder {
    /// The first 16 bytes of the last key, as a big-endian number.
    last: u128,
    /// Whether two keys may be equal.
    is_inconclusive: bool,
}

impl KeyOrder {
    #[inline]
    pub(super) const fn new(is_inconclusive: bool) -> Self {
        Self {
            last: 0,
            is_inconclusive,
        }
    }

    /// Compares the next key with the last one.
    #[inline]
    pub(super) fn compare(&mut self, key: &str) {
        let key = key.as_bytes();
        let front = key.first_chunk().copied().unwrap_or_else(|| {
            let mut front = [0; 16];
            front[..key.len()].copy_from_slice(key);
            front
        });
        let front = u128::from_be_bytes(front);
        self.is_inconclusive |= front <= self.last;
        self.last = front;
    }
}

/// Writes a map.
pub(super) struct MapWriter<'o, 'v> {
    members: Members<'o, 'v>,
    /// The check of the enclosing map.
    outer: KeyOrder,
    /// The check to restore at the next value, after a key was written without one. Another key is then an error.
    open: Option<KeyOrder>,
}

impl<'o, 'v> MapWriter<'o, 'v> {
    #[inline]
    pub(super) fn new(out: &'o mut Output<'v>, form: Form) -> Self {
        let members = Members::new(out, form);
        let keys = KeyOrder::new(members.needs_comparison());
        Self {
            outer: core::mem::replace(&mut members.out.key_order, keys),
            members,
            open: None,
        }
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsendable> {
        let out = &mut *self.members.out;
        let start = out.buffer.at();
        if let Err(error) = key.serialize(ValueWriter::new(out, Allowed::Key)) {
            write_other_key(out, start, key, error)?;
        }
        if out.key_order.is_inconclusive {
            return self.check_key(start);
        }
        Ok(())
    }

    #[cold]
    fn check_key(&mut self, start: usize) -> Result<(), Unsendable> {
        if self.open.is_some() {
            return Err(Cause::Order.into());
        }
        self.members.collect_key(start)
    }
}

/// Writes a key that is not a string, after the error that reports this.
#[cold]
#[inline(never)]
fn write_other_key<T: Serialize + ?Sized>(
    out: &mut Output<'_>,
    start: usize,
    key: &T,
    error: Unsendable,
) -> Result<(), Unsendable> {
    if !matches!(*error.0, Cause::Key) {
        return Err(error);
    }
    out.buffer.rewind(start);
    key_string(key)?.serialize(ValueWriter::new(out, Allowed::Key))
}

/// Writes a struct.
///
/// The methods for fields are inlined where the names are constants. No reference to this value leaves them, so the compiler
/// evaluates the marks and keeps the rest in registers. Hot path; see `benches/README.md`.
pub(super) struct StructWriter<'o, 'v> {
    members: Members<'o, 'v>,
    /// The marks of all names so far.
    marks: u64,
    /// Whether every name must be compared.
    is_compared: bool,
}

impl<'o, 'v> StructWriter<'o, 'v> {
    #[inline]
    pub(super) fn new(out: &'o mut Output<'v>, form: Form) -> Self {
        let members = Members::new(out, form);
        Self {
            is_compared: members.needs_comparison(),
            marks: 0,
            members,
        }
    }

    #[inline(always)]
    #[allow(clippy::inline_always)] // see `benches/README.md`
    fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        let mark = mark(name);
        self.is_compared |= self.marks & mark == mark;
        self.marks |= mark;
        if self.is_compared {
            let members = Members {
                out: self.members.out,
                keys: core::mem::take(&mut self.members.keys),
                ..self.members
            };
            self.members.keys = compare_field(members, name, value)?;
            return Ok(());
        }
        self.members.out.buffer.push_constant_key(name);
        self.members.value(value)
    }
}

/// Writes a field whose name may be a duplicate, or a raw value. Returns the keys so far.
#[cold]
#[inline(never)]
fn compare_field<T: Serialize + ?Sized>(
    mut members: Members<'_, '_>,
    name: &'static str,
    value: &T,
) -> Result<Vec<Range<usize>>, Unsendable> {
    if let Form::Raw(token) = members.form {
        members.write_raw(token, name, value)?;
        return Ok(members.keys);
    }
    let start = members.out.buffer.at();
    members.out.buffer.push_key(name);
    members.collect_key(start)?;
    members.value(value)?;
    Ok(members.keys)
}

/// Returns two bits that depend on the name. The compiler evaluates this at compile time.
#[inline]
const fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (first, middle, last) = match bytes {
        [] => (0, 0, 0),
        [first, .., last] => (*first, bytes[bytes.len() / 2], *last),
        [only] => (*only, 0, 0),
    };
    let low = first.wrapping_mul(5).wrapping_add(middle);
    let high = last.wrapping_mul(3).wrapping_add(first);
    1 << (low % 64) | 1 << (high % 64)
}

macro_rules! array_writer {
    ($($trait:ident $method:ident)*) => {
        $(
            impl ser::$trait for ArrayWriter<'_, '_> {
                type Ok = ();
                type Error = Unsendable;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
                    self.element(value)
                }

                #[inline]
                fn end(self) -> Result<(), Unsendable> {
                    self.close();
                    Ok(())
                }
            }
        )*
    };
}

array_writer! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

impl ser::SerializeMap for MapWriter<'_, '_> {
    type Ok = ();
    type Error = Unsendable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsendable> {
        self.key(key)?;
        let keys = core::mem::replace(&mut self.members.out.key_order, KeyOrder::new(true));
        self.open = Some(keys);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        self.members.out.key_order = self.open.take().ok_or(Cause::Order)?;
        self.members.value(value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Unsendable> {
        self.key(key)?;
        self.members.value(value)
    }

    #[inline]
    fn end(self) -> Result<(), Unsendable> {
        if self.open.is_some() {
            return Err(Cause::Order.into());
        }
        self.members.out.key_order = self.outer;
        self.members.close()
    }
}

macro_rules! struct_writer {
    ($($trait:ident)*) => {
        $(
            impl ser::$trait for StructWriter<'_, '_> {
                type Ok = ();
                type Error = Unsendable;

                #[inline(always)] // the name is a constant there
                #[allow(clippy::inline_always)] // see `benches/README.md`
                fn serialize_field<T: Serialize + ?Sized>(
                    &mut self,
                    name: &'static str,
                    value: &T,
                ) -> Result<(), Unsendable> {
                    self.field(name, value)
                }

                #[inline(always)] // as its fields
                #[allow(clippy::inline_always)] // see `benches/README.md`
                fn end(self) -> Result<(), Unsendable> {
                    self.members.close()
                }
            }
        )*
    };
}

struct_writer! { SerializeStruct SerializeStructVariant }
