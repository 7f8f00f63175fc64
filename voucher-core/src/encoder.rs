//! Where values become bytes: one function a kind, none generic, so that an event costs its user calls and no copies.
//!
//! The output is zero-filled ahead of the encoder. Each field takes one window of it, writes pieces of constant length, and
//! the end is truncated; what the fast path does not take (no room, a long text, an escape) goes one cold way round.
//! Every function takes the position and gives the next one, which so travels in a register.

mod displayed;
mod path;

pub(crate) use displayed::Displayed;
pub(crate) use path::Segments;

use crate::buffer::{AHEAD, Buffer};
use crate::part::PartMapping;
use crate::window::{WINDOW, put_integer, put_text};
use crate::{AmountError, Currency, CurrencyError, Number, Timestamp, TimestampError};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{Display, Write};
use displayed::Pieces;
use voucher_definition::currency;
use voucher_definition::message::Message;
use voucher_definition::time::Unit;
use voucher_definition::{
    Array, Decimal, Definition, Field, Key, NO_MOMENT, Pattern, Rule, Violation, ViolationKind,
    Violations, check_segment, pointer,
};

/// What the encoder knows of a type before it sees a value.
#[derive(Debug)]
pub struct EventMapping {
    /// The definition that the type maps onto.
    pub definition: &'static Definition,
    /// The Rust field behind each mapped row, looked up only for a violation.
    pub names: &'static [(&'static Field, &'static str)],
    /// The same for rows of the definition, in its order, behind the type's own name: `Check,customer_id,,code`. One text
    /// is cheaper to compile than a list; a row without a field has an empty place in it.
    pub rows: &'static str,
}

impl EventMapping {
    /// A mapping that names the fields behind rows of the definition.
    #[must_use]
    pub const fn new(definition: &'static Definition, rows: &'static str) -> Self {
        Self {
            definition,
            names: &[],
            rows,
        }
    }

    /// The Rust field behind a row.
    #[cold]
    fn name(&self, field: &'static Field) -> Option<Cow<'static, str>> {
        let mut names = self.names.iter();
        if let Some((_, name)) = names.find(|(row, _)| core::ptr::eq(*row, field)) {
            return Some(Cow::Borrowed(name));
        }
        let (own, rows) = self.rows.split_once(',')?;
        let mut rows = self.definition.fields().zip(rows.split(','));
        let (_, name) = rows.find(|(row, _)| core::ptr::eq(*row, field))?;
        (!name.is_empty()).then(|| Cow::Owned([own, ".", name].concat()))
    }
}

/// Writes one event, and collects what is wrong with it.
#[derive(Debug)]
pub struct Encoder<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    mapping: &'static EventMapping,
    scope: Scope,
    clock: Option<Timestamp>,
    currency: CurrencyState,
    timestamp: Option<Timestamp>,
    is_now: bool,
    /// What the event says of the path; most say nothing.
    path: Option<Box<Segments>>,
    /// A whole object was given, if an empty one.
    #[cfg(feature = "serde")]
    is_given: bool,
    violations: Option<Violations>,
}

/// The position of a dry encoder, which every function gives back as it came: so the encoder is asked of its mode in a register that
/// is at hand. No output is half as long.
const NOWHERE: usize = usize::MAX;

#[inline]
fn is_dry(at: usize) -> bool {
    at > NOWHERE / 2
}

/// Whose fields are being written.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Event,
    /// Those of a part, which are written among the event's.
    Part(&'static PartMapping),
    /// Those of an object within the body, which its struct knows at this JSON Pointer; whether it is sensitive.
    Object(&'static PartMapping, &'static str, bool),
}

/// What an encoder goes back to when a part or an object is written.
#[derive(Clone, Copy, Debug)]
pub struct Outer {
    scope: Scope,
    currency: CurrencyState,
    violations: usize,
}

/// The event's currency, as far as it was read.
#[derive(Clone, Copy, Debug)]
enum CurrencyState {
    Unknown,
    Valid(Currency),
    /// The value is not a currency, which is a violation of its own.
    Invalid,
}

/// What an event that was written says of itself.
#[derive(Debug)]
pub struct Written {
    /// The envelope's timestamp.
    pub timestamp: Option<Timestamp>,
    /// Whether the timestamp came from the clock.
    pub is_now: bool,
    /// What the event says of the path, where it says something.
    pub path: Option<Box<Segments>>,
}

/// The beginning and the end of a body.
impl<'o> Encoder<'o> {
    /// An encoder at the end of `out`. `clock` is the clock's reading, where the caller has one.
    #[must_use]
    pub fn new(
        out: &'o mut Vec<u8>,
        mapping: &'static EventMapping,
        clock: Option<Timestamp>,
    ) -> Self {
        let start = out.len();
        out.resize(start + AHEAD, 0);
        Self::at(out, start, mapping, clock)
    }

    /// An encoder that only asks the rules; `out` is empty and stays so.
    #[must_use]
    pub fn dry(out: &'o mut Vec<u8>, mapping: &'static EventMapping) -> Self {
        Self::at(out, NOWHERE, mapping, None)
    }

    fn at(
        out: &'o mut Vec<u8>,
        start: usize,
        mapping: &'static EventMapping,
        clock: Option<Timestamp>,
    ) -> Self {
        Self {
            out,
            start,
            mapping,
            scope: Scope::Event,
            clock,
            currency: CurrencyState::Unknown,
            timestamp: None,
            is_now: false,
            path: None,
            #[cfg(feature = "serde")]
            is_given: false,
            violations: None,
        }
    }

    /// Where the body begins. (Whatever generated code calls takes `&mut self`: of a `&self` method, a blanket trait of the
    /// user's would be found first.)
    #[must_use]
    pub fn start(&mut self) -> usize {
        self.start
    }

    /// Ends the body.
    ///
    /// # Errors
    /// Everything that is wrong with the event; the output is then as it was.
    pub fn finish(mut self, at: usize) -> Result<Written, Violations> {
        let end = self.close(self.start, at);
        let is_right = self.violations.is_none();
        self.out.truncate(if is_right { end } else { self.start });
        let written = Written {
            timestamp: self.timestamp,
            is_now: self.is_now,
            path: self.path.take(),
        };
        self.result().map(|()| written)
    }

    /// What a dry encoder found.
    ///
    /// # Errors
    /// Everything that is wrong with the event.
    #[inline]
    pub fn result(self) -> Result<(), Violations> {
        if let Some(path) = self.path {
            drop_path(path);
        }
        self.violations.map_or(Ok(()), Err)
    }

    /// Opens an object: its key. The first comma within becomes its brace when it is closed.
    #[must_use]
    pub fn open(&mut self, at: usize, field: &'static Field) -> usize {
        if is_dry(at) {
            return at;
        }
        if let Some((_, end)) = self.keyed(at, field) {
            return at + end;
        }
        self.slow(at, field, [b' '; 8], 0)
    }

    /// Closes the object that was opened there.
    #[must_use]
    pub fn close(&mut self, opened: usize, at: usize) -> usize {
        if is_dry(at) {
            return at;
        }
        if self.window(at).is_none() {
            self.room(at);
        }
        if at == opened {
            if let Some(window) = self.window(at) {
                window[..2].copy_from_slice(b"{}");
            }
            return at + 2;
        }
        self.out[opened] = b'{';
        self.out[at] = b'}';
        at + 1
    }
}

/// One function a kind: asks the rules of the row, then writes. What is wrong goes a cold way, where the definition says
/// what it is.
impl Encoder<'_> {
    /// A text.
    #[must_use]
    pub fn text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if !field.takes_any_of(text.len()) {
            return self.counted(at, field, text);
        }
        match field.pattern {
            None => self.put_text::<false>(at, field, text),
            Some(_) => self.patterned(at, field, text),
        }
    }

    /// A text that a `Display` writes, in however many pieces.
    #[must_use]
    pub fn displayed(&mut self, at: usize, field: &'static Field, value: &dyn Display) -> usize {
        let mut pieces = Pieces::new();
        if write!(pieces, "{value}").is_err() {
            let text = "its `DisplayField` returned an error, so there is no string to send";
            return self.violation(at, field, Rule::Check, String::from(text));
        }
        self.text(at, field, pieces.as_str())
    }

    /// A text whose characters have to be counted. (This and the next apart, so that any other text finds everything in
    /// registers.)
    #[inline(never)]
    fn counted(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if !field.takes_length(text) {
            return self.wrong_text(at, field, text);
        }
        match field.pattern {
            None => self.put_text::<false>(at, field, text),
            Some(_) => self.patterned(at, field, text),
        }
    }

    /// A text that has to match.
    #[inline(never)]
    fn patterned(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if let (Some(Pattern::EventType), None) = (field.pattern, field.second_pattern) {
            if Pattern::is_short_event_type(text) {
                return self.put_text::<true>(at, field, text);
            }
        }
        self.matching(at, field, text)
    }

    /// The same of any pattern, and of two. (Apart, so that no call stands before the answer to a short event type.)
    #[inline(never)]
    fn matching(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        let is_right = match (field.pattern, field.second_pattern) {
            (Some(pattern), None) => pattern.matches(text),
            _ => field.check_text(text, true).is_ok(),
        };
        if !is_right {
            self.wrong_text(at, field, text)
        } else if field.pattern.is_some_and(Pattern::is_plain) {
            self.put_text::<true>(at, field, text)
        } else {
            self.put_text::<false>(at, field, text)
        }
    }

    /// A text that should be one of the listed values.
    #[must_use]
    pub fn listed(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if field.values.contains(&text) {
            self.put_text::<true>(at, field, text)
        } else {
            self.wrong_text(at, field, text)
        }
    }

    /// An identifier that is an integer; written as text.
    #[must_use]
    pub fn number(&mut self, at: usize, field: &'static Field, integer: Option<i64>) -> usize {
        let Some(integer) = integer else {
            return self.reject(at, field, &ABOVE);
        };
        let mut digits = [0; WINDOW];
        let length = put_integer(&mut digits, 0, integer);
        let is_free = field.pattern.is_none()
            && length >= field.least_length as usize
            && length <= field.most_length as usize;
        match core::str::from_utf8(&digits[..length]) {
            Ok(text) if is_free => self.put_text::<true>(at, field, text),
            Ok(text) => self.text(at, field, text),
            Err(_) => at,
        }
    }

    /// An integer.
    #[must_use]
    pub fn integer(&mut self, at: usize, field: &'static Field, integer: Option<i64>) -> usize {
        match integer {
            Some(integer) if integer >= field.fast_range.0 && integer <= field.fast_range.1 => {
                self.put_integer(at, field, integer)
            }
            Some(integer) => self.wrong_integer(at, field, integer),
            None => self.reject(at, field, &ABOVE),
        }
    }

    /// A number of any kind.
    #[must_use]
    pub fn any_number(&mut self, at: usize, field: &'static Field, number: Number) -> usize {
        let mut text = Short::default();
        // No text of a number is longer.
        let _ = write!(text, "{number}");
        let written = text.as_str();
        // The rules are for the number that is written: of a float, that is its shortest text.
        if let Err(violation_kind) = field.check_number(Decimal::parse(written)) {
            return self.reject(at, field, &violation_kind);
        }
        if is_dry(at) {
            return at;
        }
        self.put_raw(at, field, written.as_bytes())
    }

    /// An amount that is none.
    #[cold]
    #[must_use]
    pub fn wrong_amount(&mut self, at: usize, field: &'static Field, error: AmountError) -> usize {
        // The currency's own violation says it already.
        if error.is_without_currency() && matches!(self.currency, CurrencyState::Invalid) {
            return at;
        }
        self.reject(at, field, &error.violation_kind())
    }

    /// A currency that should be listed.
    #[must_use]
    pub fn currency(&mut self, at: usize, field: &'static Field, currency: Currency) -> usize {
        if currency.is_listed() {
            self.code(at, field, currency)
        } else {
            self.wrong_text(at, field, currency.as_str())
        }
    }

    /// A text that should name a currency that is listed.
    #[must_use]
    pub fn currency_text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        match currency::find(text) {
            Some(code) => self.code(at, field, Currency::listed(code)),
            None => self.wrong_text(at, field, text),
        }
    }

    /// Three letters.
    #[must_use]
    pub fn code(&mut self, at: usize, field: &'static Field, currency: Currency) -> usize {
        // Of several currencies the first counts, which is the one that was read ahead.
        if let CurrencyState::Unknown = self.currency {
            self.currency = CurrencyState::Valid(currency);
        }
        let [first, second, third] = currency.letters();
        let code = [b'"', first, second, third, b'"', b' ', b' ', b' '];
        self.put_short(at, field, code, 5)
    }

    /// A currency that is none.
    #[cold]
    #[must_use]
    pub fn wrong_currency(
        &mut self,
        at: usize,
        field: &'static Field,
        error: CurrencyError,
    ) -> usize {
        self.reject(at, field, &ViolationKind::Currency(error.violation_kind()))
    }

    /// A moment.
    #[must_use]
    pub fn time(&mut self, at: usize, field: &'static Field, time: Timestamp) -> usize {
        if field.is_timestamp {
            self.timestamp = Some(time);
        }
        self.put_integer(at, field, time.as_millis())
    }

    /// A moment that no event can name.
    #[cold]
    #[must_use]
    pub fn wrong_time(&mut self, at: usize, field: &'static Field, error: TimestampError) -> usize {
        let text = if self.is_hidden(field) {
            String::from(NO_MOMENT)
        } else {
            error.to_string()
        };
        self.violation(at, field, Rule::Time, text)
    }

    /// The moment of the clock: the caller's reading, or the system's own.
    #[must_use]
    pub fn now(&mut self, at: usize, field: &'static Field) -> usize {
        if is_dry(at) {
            return at;
        }
        match self.clock.or_else(system_clock) {
            Some(now) => {
                self.is_now = true;
                self.time(at, field, now)
            }
            None => self.violation(at, field, Rule::Required, String::from(NO_CLOCK)),
        }
    }

    /// A count of time in the unit that the field says.
    #[must_use]
    pub fn count(
        &mut self,
        at: usize,
        field: &'static Field,
        count: Option<i64>,
        unit: Unit,
    ) -> usize {
        let Some(count) = count else {
            return self.reject(at, field, &ABOVE);
        };
        match unit.to_millis(count) {
            Ok(millis) => self.time(at, field, Timestamp::within(millis)),
            Err(violation_kind) => self.reject(at, field, &ViolationKind::Time(violation_kind)),
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn bool(&mut self, at: usize, field: &'static Field, bool: bool) -> usize {
        if !field.values.is_empty() {
            if let Err(violation_kind) = field.check_bool(bool) {
                return self.reject(at, field, &violation_kind);
            }
        }
        if bool {
            self.put_short(at, field, *b"true    ", 4)
        } else {
            self.put_short(at, field, *b"false   ", 5)
        }
    }

    /// A required value that is not there.
    #[must_use]
    pub fn absent(&mut self, at: usize, field: &'static Field) -> usize {
        self.reject(at, field, &ViolationKind::Absent)
    }

    /// A value that the user's own conversion or check refused.
    #[must_use]
    pub fn refused(&mut self, at: usize, field: &'static Field, why: &dyn Display) -> usize {
        let text = why.to_string();
        self.violation(at, field, Rule::Check, text)
    }

    /// A type that cannot stand for the field; the compiler has refused it before, except within a generic struct.
    #[must_use]
    pub fn type_mismatch(&mut self, at: usize, field: &'static Field, why: &str) -> usize {
        self.violation(at, field, Rule::Type, String::from(why))
    }

    /// How many violations there are so far.
    #[must_use]
    pub fn violation_count(&mut self) -> usize {
        self.violations.as_ref().map_or(0, Violations::len)
    }

    /// Whether there are no more violations than there were: only then is a check of the user's own asked.
    #[must_use]
    pub fn has_no_violations_since(&mut self, before: usize) -> bool {
        self.violation_count() == before
    }

    /// What the user's own check said of a whole event or part, which is called `name`.
    pub fn refused_whole(&mut self, name: &'static str, why: &dyn Display) {
        let place = match self.scope {
            Scope::Event => "",
            Scope::Part(part_mapping) => part_mapping.pointer(),
            Scope::Object(_, pointer, _) => pointer,
        };
        let violation = Violation::new(place.into(), Rule::Check, why.to_string());
        self.note(violation.from_field(name));
    }

    /// From here on, a part is written.
    #[must_use]
    pub fn enter(&mut self, part_mapping: &'static PartMapping) -> Outer {
        self.enter_scope(Scope::Part(part_mapping))
    }

    /// The part is written.
    pub fn leave(&mut self, outer: Outer) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        if let Scope::Part(part_mapping) = scope {
            if !self.has_no_violations_since(outer.violations) {
                // A part may have been made for another definition, whose entity has another name.
                let to = self.mapping.definition.entity_pointer();
                self.move_violations(outer.violations, part_mapping.pointer(), to);
            }
        }
    }

    /// From here on, an object within the body is written, which is the field's value, and which its struct knows at this
    /// JSON Pointer.
    #[must_use]
    pub fn enter_object(
        &mut self,
        part_mapping: &'static PartMapping,
        pointer: &'static str,
        field: &'static Field,
    ) -> Outer {
        let is_sensitive = self.is_hidden(field) || field.holds_sensitive();
        self.enter_scope(Scope::Object(part_mapping, pointer, is_sensitive))
    }

    /// The object is written, which is the field's value. A currency of its own is not that of what stands around it.
    pub fn leave_object(&mut self, outer: Outer, field: &'static Field) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        self.currency = outer.currency;
        if let Scope::Object(_, from, _) = scope {
            if !self.has_no_violations_since(outer.violations) {
                let to = pointer(field.parent, field.name);
                self.move_violations(outer.violations, from, &to);
            }
        }
    }

    fn enter_scope(&mut self, scope: Scope) -> Outer {
        let outer = Outer {
            scope: self.scope,
            currency: self.currency,
            violations: self.violation_count(),
        };
        self.scope = scope;
        outer
    }

    /// Reads the event's currency ahead, for the amounts that need it.
    pub fn ahead(&mut self, read: impl FnOnce(&mut Encoder<'_>)) {
        let mut out = Vec::new();
        let mut encoder = Encoder::dry(&mut out, self.mapping);
        read(&mut encoder);
        match encoder.currency {
            _ if encoder.violations.is_some() => self.currency = CurrencyState::Invalid,
            // An object without a currency of its own has the one of what stands around it.
            CurrencyState::Unknown => {}
            currency => self.currency = currency,
        }
    }

    /// The event's currency, where it was read.
    #[must_use]
    pub fn event_currency(&self) -> Option<Currency> {
        match self.currency {
            CurrencyState::Valid(currency) => Some(currency),
            CurrencyState::Unknown | CurrencyState::Invalid => None,
        }
    }
}

/// Arrays: an entry has a row as a field has one, whose key is a comma.
impl Encoder<'_> {
    /// Opens an array of so many entries.
    #[must_use]
    pub fn open_array(
        &mut self,
        at: usize,
        field: &'static Field,
        array: &Array,
        count: usize,
    ) -> usize {
        if let Err(violation_kind) = array.check_count(count) {
            self.reject(at, field, &violation_kind);
        }
        self.open(at, field)
    }

    /// Closes the array that was opened there.
    #[must_use]
    pub fn close_array(&mut self, opened: usize, at: usize) -> usize {
        let end = self.close(opened, at);
        if !is_dry(at) {
            self.out[opened] = b'[';
            self.out[end - 1] = b']';
        }
        end
    }

    /// What was found since then is wrong with this entry of the array.
    #[cold]
    pub fn locate(&mut self, since: usize, field: &'static Field, index: usize) {
        let array = pointer(field.parent, field.name);
        let entry = pointer(&array, &index.to_string());
        self.move_violations(since, &pointer(&array, "*"), &entry);
        // An entry has no field of its own.
        if let Some(name) = self.mapping().name(field) {
            for violation in self.split_violations(since) {
                self.note(match violation.field() {
                    Some(_) => violation,
                    None => violation.from_field(name.clone()),
                });
            }
        }
    }
}

/// What is no member of the body.
impl Encoder<'_> {
    /// What stands in the path: a member that is written aside, even where nothing else is.
    #[must_use]
    pub fn segment(
        &mut self,
        at: usize,
        field: &'static Field,
        write: impl FnOnce(&mut Encoder<'_>, usize) -> usize,
    ) -> usize {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, self.mapping, self.clock);
        let end = write(&mut encoder, 0);
        let violations = encoder.violations;
        let segment = Segments::value(out.get(..end).unwrap_or_default(), field.name);
        if let Some(violations) = violations {
            violations
                .into_iter()
                .for_each(|violation| self.note(violation));
            return at;
        }
        if let Err(violation_kind) = check_segment(&segment) {
            return self.reject(at, field, &violation_kind);
        }
        let segments = self.path.get_or_insert_default();
        segments.push(field.name, segment);
        at
    }

    /// Two fields of which one excludes the other: a violation where both are there.
    pub fn exclude(
        &mut self,
        (first, is_first): (&'static Field, bool),
        (other, is_other): (&'static Field, bool),
    ) {
        if is_first && is_other {
            self.reject(0, other, &ViolationKind::Exclusive { other: first.name });
        }
    }

    /// Reports mutually exclusive fields that are both present and come from different places: the struct (`own`) and its
    /// parts, each with whether it has a value.
    pub fn exclude_across(
        &mut self,
        pairs: &[(&'static Field, &'static Field)],
        own: &[(&'static Field, bool)],
        parts: &[Presence<'_>],
    ) {
        for (first, other) in pairs {
            let places = (place_of(first, own, parts), place_of(other, own, parts));
            if let (Some(one), Some(place)) = places {
                if one != place {
                    let part_mapping = parts.get(place).map(|(part_mapping, _)| *part_mapping);
                    self.exclude_in(part_mapping, first, other);
                }
            }
        }
    }

    /// A violation of a field that the struct maps, or a part.
    #[cold]
    fn exclude_in(
        &mut self,
        part_mapping: Option<&PartMapping>,
        first: &Field,
        other: &'static Field,
    ) {
        let violation_kind = ViolationKind::Exclusive { other: first.name };
        let violation = Violation::of(other, &violation_kind);
        let name = match part_mapping {
            Some(part_mapping) => part_mapping
                .find(other)
                .map(|mapped| Cow::Borrowed(mapped.name)),
            None => self.mapping().name(other),
        };
        self.note(match name {
            Some(name) => violation.from_field(name),
            None => violation,
        });
    }
}

/// Members that no row lists: any `Serialize`.
#[cfg(feature = "serde")]
impl Encoder<'_> {
    /// A member; `None` is omitted.
    #[must_use]
    pub fn member<T: serde::Serialize + ?Sized>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &T,
    ) -> usize {
        let written = crate::json::push_member(self.buffer(at), field.name, value);
        self.settle(at, field, written)
    }

    /// The members of a whole object; `taken` are those that stand there already.
    #[must_use]
    pub fn members<T: serde::Serialize + ?Sized>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &T,
        taken: &[&str],
    ) -> usize {
        self.is_given = true;
        let written = crate::json::push_members(self.buffer(at), value, taken);
        self.settle(at, field, written)
    }

    /// Closes the object `custom`, or takes its key back where nobody gave it a member. `before` is where its key
    /// begins.
    #[must_use]
    pub fn close_custom(&mut self, before: usize, opened: usize, at: usize) -> usize {
        // First of all, since that is measurably faster.
        if is_dry(at) {
            return at;
        }
        let is_given = core::mem::take(&mut self.is_given);
        if at == opened && !is_given {
            return before;
        }
        self.close(opened, at)
    }

    /// The output from there on; of a dry encoder, all of it.
    fn buffer(&mut self, at: usize) -> Buffer<'_> {
        Buffer::new(self.out, if is_dry(at) { 0 } else { at })
    }

    /// Goes on behind what was written, if it could be; a dry encoder takes it back in any case.
    fn settle(
        &mut self,
        at: usize,
        field: &'static Field,
        written: Result<usize, crate::json::Unsendable>,
    ) -> usize {
        if is_dry(at) {
            self.out.clear();
        }
        match written {
            Ok(_) if is_dry(at) => at,
            Ok(end) => end,
            Err(error) => {
                let text = error.describe(self.is_hidden(field));
                self.violation(at, field, Rule::Object, text)
            }
        }
    }
}

/// Bytes in place.
impl Encoder<'_> {
    #[inline]
    fn window(&mut self, at: usize) -> Option<&mut [u8; WINDOW]> {
        self.out.get_mut(at..at + WINDOW)?.first_chunk_mut()
    }

    /// A window that begins with the field's key, and where that ends; none where there is no room, or where the key is
    /// too long.
    #[inline]
    fn keyed(&mut self, at: usize, field: &'static Field) -> Option<(&mut [u8; WINDOW], usize)> {
        let window = self.window(at)?;
        let (key, length) = field.key.padded();
        window[..Key::SIZE].copy_from_slice(key);
        (length > 0).then_some((window, length))
    }

    /// Makes room.
    #[cold]
    fn room(&mut self, at: usize) {
        self.out.truncate(at);
        self.out.resize(at + AHEAD, 0);
    }

    #[inline]
    fn put_text<const KNOWN: bool>(
        &mut self,
        at: usize,
        field: &'static Field,
        text: &str,
    ) -> usize {
        if is_dry(at) {
            return at;
        }
        self.write_text::<KNOWN>(at, field, text)
    }

    #[inline(never)]
    fn write_text<const KNOWN: bool>(
        &mut self,
        at: usize,
        field: &'static Field,
        text: &str,
    ) -> usize {
        if let Some((window, from)) = self.keyed(at, field) {
            if let Some(end) = put_text::<KNOWN>(window, from, text.as_bytes()) {
                return at + end;
            }
        }
        self.slow_text(at, field, text)
    }

    #[inline]
    fn put_integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        if is_dry(at) {
            return at;
        }
        if let Some((window, from)) = self.keyed(at, field) {
            return at + put_integer(window, from, integer);
        }
        self.slow_integer(at, field, integer)
    }

    #[inline]
    fn put_short(
        &mut self,
        at: usize,
        field: &'static Field,
        word: [u8; 8],
        length: usize,
    ) -> usize {
        if is_dry(at) {
            return at;
        }
        if let Some((window, from)) = self.keyed(at, field) {
            if let Some(room) = window.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
                // What follows writes over the rest.
                *room = word;
                return at + from + length;
            }
        }
        self.slow(at, field, word, length)
    }

    /// A value of at most eight bytes of JSON text, whatever its key.
    #[cold]
    fn slow(&mut self, at: usize, field: &'static Field, word: [u8; 8], length: usize) -> usize {
        self.put_raw(at, field, &word[..length])
    }

    fn put_raw(&mut self, at: usize, field: &'static Field, value: &[u8]) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push(value);
        buffer.at()
    }

    /// An integer, whatever its key.
    #[cold]
    fn slow_integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push_integer(integer);
        buffer.at()
    }

    /// A text, whatever its key, length and characters.
    #[cold]
    fn slow_text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push_text(text);
        buffer.at()
    }
}

/// What is wrong.
impl Encoder<'_> {
    #[cold]
    fn reject(
        &mut self,
        at: usize,
        field: &'static Field,
        violation_kind: &ViolationKind<'_>,
    ) -> usize {
        let text = violation_kind
            .describe(Message::new(), self.is_hidden(field))
            .to_string();
        self.violation(at, field, violation_kind.rule(), text)
    }

    /// Whether a violation must not show the value. A struct that was made for one object may map another one, and a part
    /// another event, where everything is sensitive.
    fn is_hidden(&self, field: &'static Field) -> bool {
        field.sensitive
            || match self.scope {
                Scope::Event => false,
                Scope::Part(_) => self
                    .mapping
                    .definition
                    .entity_rows()
                    .iter()
                    .all(|row| row.sensitive),
                Scope::Object(_, _, is_sensitive) => is_sensitive,
            }
    }

    #[cold]
    fn wrong_text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        match field.check_text(text, true) {
            Ok(()) => at,
            Err(violation_kind) => self.reject(at, field, &violation_kind),
        }
    }

    #[cold]
    fn wrong_integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        match field.check_integer(integer) {
            Ok(()) => self.put_integer(at, field, integer),
            Err(violation_kind) => self.reject(at, field, &violation_kind),
        }
    }

    #[cold]
    fn violation(&mut self, at: usize, field: &'static Field, rule: Rule, text: String) -> usize {
        let violation = Violation::new(pointer(field.parent, field.name), rule, text);
        self.note(match self.mapping().name(field) {
            Some(name) => violation.from_field(name),
            None => violation,
        });
        at
    }

    fn note(&mut self, violation: Violation) {
        match &mut self.violations {
            Some(violations) => violations.extend([violation]),
            None => self.violations = Some(violation.into()),
        }
    }

    /// What is known of whose fields are being written.
    fn mapping(&self) -> &'static EventMapping {
        match self.scope {
            Scope::Event => self.mapping,
            Scope::Part(part_mapping) | Scope::Object(part_mapping, ..) => &part_mapping.mapping,
        }
    }

    /// Moves the violations that were found since then from one place to another.
    #[cold]
    fn move_violations(&mut self, since: usize, from: &str, to: &str) {
        for violation in self.split_violations(since) {
            let rest = violation.pointer().strip_prefix(from);
            let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('/'));
            self.note(match rest.map(|rest| [to, rest].concat()) {
                Some(pointer) => violation.moved(pointer),
                None => violation,
            });
        }
    }

    /// Takes what was found since then.
    #[cold]
    fn split_violations(&mut self, since: usize) -> Vec<Violation> {
        let mut before: Vec<_> = self.violations.take().into_iter().flatten().collect();
        let found = before.split_off(since.min(before.len()));
        self.violations = Violations::check(before).err();
        found
    }
}

/// What a part maps, and whether it has a value for one of the fields, by its name in the API.
type Presence<'p> = (&'static PartMapping, &'p dyn Fn(&str) -> bool);

/// Returns which part has a value for a field; the number of parts if it is the struct itself.
fn place_of(field: &Field, own: &[(&Field, bool)], parts: &[Presence<'_>]) -> Option<usize> {
    let mut own = own.iter();
    if let Some((_, is_there)) = own.find(|(row, _)| field.is_namesake(row)) {
        return is_there.then_some(parts.len());
    }
    let mut parts = parts.iter();
    parts.position(|(part_mapping, is_there)| {
        part_mapping.find(field).is_some() && is_there(field.name)
    })
}

/// Apart from the result, which else saves the registers of this loop for an event that says nothing of its path: 10
/// instructions of the 254 of a check.
#[cold]
#[inline(never)]
fn drop_path(path: Box<Segments>) {
    drop(path);
}

/// The text of a number.
#[derive(Default)]
struct Short {
    bytes: [u8; 32],
    length: usize,
}

impl Short {
    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end);
        room.ok_or(core::fmt::Error)?
            .copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

const ABOVE: ViolationKind<'static> = ViolationKind::Above {
    most: i64::MAX,
    found: None,
};
const NO_CLOCK: &str =
    "`timestamp = now` needs a clock: call `encode_at`, or turn on the feature `std`";

#[cfg(feature = "std")]
fn system_clock() -> Option<Timestamp> {
    std::time::SystemTime::now().try_into().ok()
}

#[cfg(not(feature = "std"))]
fn system_clock() -> Option<Timestamp> {
    None
}
