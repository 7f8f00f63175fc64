//! The event written by hand: careful validation, a safe writer, and the call of the writer with SIMD.

use crate::event::{Basket, Custom, Event, Kind};
use serde_json::Value;
use voucher_definition::currency::{LISTED, WITHDRAWN};

const LETTER: u8 = 1;
const WORD: u8 = 2;
const HYPHEN: u8 = 4;
const HOSTILE: u8 = 8;

/// The class of each byte.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER | WORD,
            b'0'..=b'9' => WORD,
            b'-' | b'_' => HYPHEN,
            0..0x20 | b'"' | b'\\' => HOSTILE,
            _ => 0,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// A bit for each code of three letters, with 32 positions per letter.
static CODES: [u64; 512] = {
    let mut bits = [0; 512];
    let mut at = 0;
    while at < LISTED.len() + WITHDRAWN.len() {
        let code = if at < LISTED.len() {
            LISTED[at]
        } else {
            WITHDRAWN[at - LISTED.len()]
        };
        let index = index(code.as_bytes()[0], code.as_bytes()[1], code.as_bytes()[2]);
        bits[index / 64] |= 1 << (index % 64);
        at += 1;
    }
    bits
};

/// Returns the index of three letters, in upper or lower case.
const fn index(first: u8, second: u8, third: u8) -> usize {
    (first as usize & 31) << 10 | (second as usize & 31) << 5 | third as usize & 31
}

fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Returns whether three letters are a code of ISO 4217.
#[inline]
pub(crate) fn is_listed(currency: &str) -> bool {
    let [first, second, third] = *currency.as_bytes() else {
        return false;
    };
    let index = index(first, second, third);
    CODES[index / 64] >> (index % 64) & 1 == 1
}

#[inline]
pub(crate) fn is_currency(text: &str) -> bool {
    let letters = text.bytes().fold(LETTER, |all, byte| all & class(byte));
    letters != 0 && is_listed(text)
}

#[inline]
pub(crate) fn is_event_type(text: &str) -> bool {
    match text.as_bytes() {
        [first, rest @ ..] => {
            class(*first) & WORD != 0 && rest.iter().all(|byte| class(*byte) & (WORD | HYPHEN) != 0)
        }
        [] => false,
    }
}

#[inline]
pub(crate) fn is_time(millis: i64) -> bool {
    (100_000_000_000..=253_402_300_799_999).contains(&millis)
}

/// Validates every rule of the event, up to the first violation.
#[inline]
pub(crate) fn is_valid(event: &Event) -> bool {
    let voucher = &event.voucher;
    is_time(event.timestamp)
        && is_time(voucher.creation_time)
        && voucher.expiry.is_none_or(is_time)
        && is_currency(&voucher.currency)
        && !voucher.voucher_code.is_empty()
        && voucher.referrer_id.as_ref().is_none_or(|id| !id.is_empty())
        && event
            .event_type
            .as_ref()
            .is_none_or(|name| is_event_type(name))
}

impl Kind {
    #[inline]
    fn name(self) -> &'static str {
        match self {
            Self::General => "GENERAL",
            Self::Referral => "REFERRAL",
            Self::Reactivation => "REACTIVATION",
            Self::Staff => "STAFF",
        }
    }
}

/// Validates and appends the event, without `unsafe`.
pub(crate) fn encode(event: &Event, out: &mut Vec<u8>) -> bool {
    if !is_valid(event) {
        return false;
    }
    let voucher = &event.voucher;
    out.reserve(400);
    out.extend_from_slice(b"{\"timestamp\":");
    push_integer(out, event.timestamp);
    out.extend_from_slice(b",\"voucher\":{\"voucherCode\":\"");
    push_inner(out, &voucher.voucher_code);
    out.extend_from_slice(b"\",\"value\":");
    push_integer(out, voucher.value);
    out.extend_from_slice(b",\"currency\":\"");
    out.extend_from_slice(voucher.currency.as_bytes());
    out.extend_from_slice(b"\",\"creationTime\":");
    push_integer(out, voucher.creation_time);
    if let Some(referrer) = &voucher.referrer_id {
        out.extend_from_slice(b",\"referrerId\":\"");
        push_inner(out, referrer);
        out.push(b'"');
    }
    if let Some(expiry) = voucher.expiry {
        out.extend_from_slice(b",\"expiry\":");
        push_integer(out, expiry);
    }
    if let Some(value) = voucher.referral_value {
        out.extend_from_slice(b",\"referralValue\":");
        push_integer(out, value);
    }
    if let Some(kind) = voucher.voucher_type {
        out.extend_from_slice(b",\"voucherType\":\"");
        out.extend_from_slice(kind.name().as_bytes());
        out.push(b'"');
    }
    if let Some(custom) = &voucher.custom {
        out.extend_from_slice(b",\"custom\":{");
        push_custom::<Safe>(out, custom);
        out.push(b'}');
    }
    out.push(b'}');
    if let Some(name) = &event.event_type {
        out.extend_from_slice(b",\"eventType\":\"");
        // Its pattern excludes characters that need escapes.
        out.extend_from_slice(name.as_bytes());
        out.push(b'"');
    }
    out.push(b'}');
    true
}

/// Validates and appends the event with SIMD.
pub(crate) fn encode_simd(event: &Event, out: &mut Vec<u8>) -> bool {
    if !is_valid(event) {
        return false;
    }
    let voucher = &event.voucher;
    let view = limit::Event {
        timestamp: event.timestamp,
        voucher_code: &voucher.voucher_code,
        value: voucher.value,
        currency: &voucher.currency,
        creation_time: voucher.creation_time,
        referrer_id: voucher.referrer_id.as_deref(),
        expiry: voucher.expiry,
        referral_value: voucher.referral_value,
        voucher_type: voucher.voucher_type.map(Kind::name),
        event_type: event.event_type.as_deref(),
    };
    let custom = voucher.custom.as_ref();
    let custom = custom.map(|custom| |out: &mut Vec<u8>| push_custom::<Simd>(out, custom));
    limit::encode(&view, out, custom);
    true
}

/// Writes strings and integers.
trait Writer {
    fn text(out: &mut Vec<u8>, text: &str);
    fn integer(out: &mut Vec<u8>, integer: i64);
}

enum Safe {}
enum Simd {}

impl Writer for Safe {
    fn text(out: &mut Vec<u8>, text: &str) {
        out.push(b'"');
        push_inner(out, text);
        out.push(b'"');
    }

    fn integer(out: &mut Vec<u8>, integer: i64) {
        push_integer(out, integer);
    }
}

impl Writer for Simd {
    #[inline]
    fn text(out: &mut Vec<u8>, text: &str) {
        limit::push_text(out, text);
    }

    #[inline]
    fn integer(out: &mut Vec<u8>, integer: i64) {
        limit::push_integer(out, integer);
    }
}

/// Writes the members of `custom`.
fn push_custom<W: Writer>(out: &mut Vec<u8>, custom: &Custom) {
    match custom {
        Custom::Map(members) => {
            push_list(out, members, |out, (key, value)| {
                W::text(out, key);
                out.push(b':');
                push_value::<W>(out, value);
            });
        }
        Custom::Basket(basket) => push_basket::<W>(out, basket),
    }
}

fn push_value<W: Writer>(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::String(text) => W::text(out, text),
        Value::Array(items) => {
            out.push(b'[');
            push_list(out, items, push_value::<W>);
            out.push(b']');
        }
        Value::Object(members) => {
            out.push(b'{');
            push_list(out, members, |out, (key, value)| {
                W::text(out, key);
                out.push(b':');
                push_value::<W>(out, value);
            });
            out.push(b'}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            out.extend_from_slice(value.to_string().as_bytes());
        }
    }
}

fn push_basket<W: Writer>(out: &mut Vec<u8>, basket: &Basket) {
    out.extend_from_slice(b"\"campaign\":");
    W::text(out, &basket.campaign);
    out.extend_from_slice(b",\"items\":[");
    push_list(out, &basket.items, |out, item| {
        out.extend_from_slice(b"{\"sku\":");
        W::text(out, &item.sku);
        out.extend_from_slice(b",\"name\":");
        W::text(out, &item.name);
        out.extend_from_slice(b",\"quantity\":");
        W::integer(out, item.quantity.into());
        out.extend_from_slice(b",\"price\":");
        W::integer(out, item.price);
        out.extend_from_slice(b",\"giftNote\":");
        match &item.gift_note {
            Some(note) => W::text(out, note),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    });
    out.push(b']');
}

pub(crate) fn push_list<T>(
    out: &mut Vec<u8>,
    list: impl IntoIterator<Item = T>,
    push: impl Fn(&mut Vec<u8>, T),
) {
    for (at, item) in list.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push(out, item);
    }
}

/// Writes a string between existing quotes.
#[inline]
pub(crate) fn push_inner(out: &mut Vec<u8>, text: &str) {
    let classes = text.bytes().fold(0, |all, byte| all | class(byte));
    if classes & HOSTILE == 0 {
        out.extend_from_slice(text.as_bytes());
    } else {
        push_escaped(out, text);
    }
}

#[cold]
fn push_escaped(out: &mut Vec<u8>, text: &str) {
    let quoted = Value::from(text).to_string();
    out.extend_from_slice(&quoted.as_bytes()[1..quoted.len() - 1]);
}

#[inline]
pub(crate) fn push_integer(out: &mut Vec<u8>, integer: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(integer).as_bytes());
}
