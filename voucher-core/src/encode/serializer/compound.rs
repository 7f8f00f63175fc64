//! Arrays, maps and structs that are being written.
//!
//! An object with duplicate members is rejected. Comparing every key with every other one is expensive, so a cheap check comes
//! first: the keys of a map differ as long as they ascend, and the names of a struct differ if their marks do. All keys of an
//! object are remembered only if that check leaves it open.

use super::{Output, Unsendable, Wanted, Why, Writer, other_key};
use crate::encode::json_value::JsonValue;
use crate::encode::raw_token::{RawStruct, Token};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::ser::{self, Serialize};

/// An array.
pub(super) struct Elements<'o, 'v> {
    out: &'o mut Output<'v>,
    /// The position of the first comma, which becomes the bracket.
    start: usize,
    /// Whether it is the value of a variant, whose brace closes behind it.
    is_variant: bool,
}

impl<'o, 'v> Elements<'o, 'v> {
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
        value.serialize(Writer::new(self.out, Wanted::Anything))
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
    /// In braces, as the value of a variant, which has braces as well.
    Variant,
    /// Without braces: the caller opens and closes the object, and may have written other members.
    Members,
    /// As the text of the only field.
    Raw(Token),
}

/// The members of a map or struct.
struct Members<'o, 'v> {
    out: &'o mut Output<'v>,
    /// The position of the first comma, which becomes the brace.
    start: usize,
    form: Form,
    /// Where every key is, with its quotes, from `start` on; once the cheap check has left it open whether they differ.
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

    /// Whether the cheap check of a key is not enough, whatever the other keys are.
    #[inline]
    fn is_in_doubt(&self) -> bool {
        match self.form {
            Form::Object | Form::Variant => false,
            Form::Members => !self.out.taken.is_empty(),
            Form::Raw(_) => true,
        }
    }

    /// Remembers the key that is written at `start`, and every one before it.
    #[cold]
    #[inline(never)]
    fn remember_key(&mut self, start: usize) -> Result<(), Unsendable> {
        let written = self.out.buffer.since(self.start);
        let start = start - self.start;
        // Between the comma and the colon.
        let key = start + 1..written.len() - 1;
        if self.form == Form::Members {
            let name = unquoted(written.get(key.clone()).unwrap_or_default());
            if self.out.taken.contains(&name.as_str()) {
                return Err(Why::Taken(name).into());
            }
        }
        if self.keys.is_empty() {
            self.keys = find_keys(written.get(..start).unwrap_or_default());
        }
        self.keys.push(key);
        Ok(())
    }

    /// Checks whether the keys that are remembered differ.
    #[cold]
    #[inline(never)]
    fn check_keys(&self) -> Result<(), Unsendable> {
        let written = self.out.buffer.since(self.start);
        let keys = self.keys.iter().cloned();
        let mut keys: Vec<&[u8]> = keys.filter_map(|key| written.get(key)).collect();
        // The length first, which is compared at once.
        keys.sort_unstable_by_key(|key| (key.len(), *key));
        match keys.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Why::Duplicate(unquoted(pair[0])).into()),
            None => Ok(()),
        }
    }

    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        value.serialize(Writer::new(self.out, Wanted::Anything))
    }

    /// Writes the text of a raw value. `serde_json` decides which values can be one, but does not check that their text is JSON.
    #[cold]
    fn raw_text<T: Serialize + ?Sized>(
        &mut self,
        token: Token,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        if name != token.name() || !self.is_empty() {
            return Err(Why::RawFields.into());
        }
        let text = serde_json::to_string(&RawStruct(name, value)).map_err(Why::RawText)?;
        serde_json::from_str::<JsonValue>(&text).map_err(Why::RawText)?;
        self.out.buffer.push(text.as_bytes());
        Ok(())
    }

    /// Whether nothing was written yet.
    #[inline]
    fn is_empty(&self) -> bool {
        self.out.buffer.at() == self.start
    }

    #[inline]
    fn close(self) -> Result<(), Unsendable> {
        if !self.keys.is_empty() {
            self.check_keys()?;
        }
        match self.form {
            Form::Object => self.out.buffer.close(self.start, *b"{}"),
            Form::Variant => {
                self.out.buffer.close(self.start, *b"{}");
                self.out.buffer.push_byte(b'}');
            }
            Form::Raw(_) if self.is_empty() => return Err(Why::RawFields.into()),
            Form::Raw(_) | Form::Members => {}
        }
        Ok(())
    }
}

/// Finds the keys of members that are written already: `,"a":1,"b":{"c":2}` has two.
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

/// Returns the length of the JSON string at the front, with its quotes.
fn quoted_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// The decoded value of a JSON string.
fn unquoted(text: &[u8]) -> String {
    serde_json::from_slice(text).unwrap_or_default()
}

/// Whether the keys of a map are known to differ, because each is above the one before.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    /// The first bytes of the last key, as a number that ascends as they do.
    last: u128,
    /// Whether two keys may be equal.
    are_in_doubt: bool,
}

impl Keys {
    #[inline]
    pub(super) const fn new(are_in_doubt: bool) -> Self {
        Self {
            last: 0,
            are_in_doubt,
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
        self.are_in_doubt |= front <= self.last;
        self.last = front;
    }
}

/// A map.
pub(super) struct Entries<'o, 'v> {
    members: Members<'o, 'v>,
    /// The state of the map around this one.
    outer: Keys,
    /// The state after a key that has no value yet. Until then, any other key is an error.
    open: Option<Keys>,
}

impl<'o, 'v> Entries<'o, 'v> {
    #[inline]
    pub(super) fn new(out: &'o mut Output<'v>, form: Form) -> Self {
        let members = Members::new(out, form);
        let keys = Keys::new(members.is_in_doubt());
        Self {
            outer: core::mem::replace(&mut members.out.keys, keys),
            members,
            open: None,
        }
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsendable> {
        let out = &mut *self.members.out;
        let start = out.buffer.at();
        match key.serialize(Writer::new(out, Wanted::Key)) {
            Ok(()) => {}
            Err(error) if matches!(*error.0, Why::Key) => {
                out.buffer.back(start);
                other_key(key)?.serialize(Writer::new(out, Wanted::Key))?;
            }
            Err(error) => return Err(error),
        }
        if out.keys.are_in_doubt {
            return self.check_key(start);
        }
        Ok(())
    }

    #[cold]
    fn check_key(&mut self, start: usize) -> Result<(), Unsendable> {
        if self.open.is_some() {
            return Err(Why::Order.into());
        }
        self.members.remember_key(start)
    }
}

/// A struct.
pub(super) struct Fields<'o, 'v> {
    members: Members<'o, 'v>,
    /// The marks of the names so far; every bit, once every name has to be checked.
    marks: u64,
}

impl<'o, 'v> Fields<'o, 'v> {
    #[inline]
    pub(super) fn new(out: &'o mut Output<'v>, form: Form) -> Self {
        let members = Members::new(out, form);
        Self {
            marks: if members.is_in_doubt() { u64::MAX } else { 0 },
            members,
        }
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        let mark = mark(name);
        if self.marks & mark == mark {
            return self.field_in_doubt(name, value);
        }
        self.marks |= mark;
        self.members.out.buffer.push_key(name);
        self.members.value(value)
    }

    /// Writes a field whose name may be a duplicate, or the text of a raw value.
    #[cold]
    #[inline(never)]
    fn field_in_doubt<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsendable> {
        if let Form::Raw(token) = self.members.form {
            return self.members.raw_text(token, name, value);
        }
        self.marks = u64::MAX;
        let start = self.members.out.buffer.at();
        self.members.out.buffer.push_key(name);
        self.members.remember_key(start)?;
        self.members.value(value)
    }
}

/// Two bits that depend on the name. The compiler computes them where it sees the name.
#[inline]
const fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (first, middle, last) = match bytes {
        [] => (0, 0, 0),
        [first, .., last] => (*first, bytes[bytes.len() / 2], *last),
        [only] => (*only, 0, 0),
    };
    let one = first.wrapping_mul(5).wrapping_add(middle);
    let other = last.wrapping_mul(3).wrapping_add(first);
    1 << (one % 64) | 1 << (other % 64)
}

macro_rules! list {
    ($($trait:ident $method:ident)*) => {
        $(
            impl ser::$trait for Elements<'_, '_> {
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

list! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

impl ser::SerializeMap for Entries<'_, '_> {
    type Ok = ();
    type Error = Unsendable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsendable> {
        self.key(key)?;
        let keys = core::mem::replace(&mut self.members.out.keys, Keys::new(true));
        self.open = Some(keys);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsendable> {
        self.members.out.keys = self.open.take().ok_or(Why::Order)?;
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
            return Err(Why::Order.into());
        }
        self.members.out.keys = self.outer;
        self.members.close()
    }
}

macro_rules! fields {
    ($($trait:ident)*) => {
        $(
            impl ser::$trait for Fields<'_, '_> {
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
                    self.members.close()
                }
            }
        )*
    };
}

fields! { SerializeStruct SerializeStructVariant }
