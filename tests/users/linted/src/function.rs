//! The functions that the structs name. Only generated code must pass every lint, so this module does not.
#![allow( // These lints are for generated code.
    clippy::pedantic,
    clippy::nursery,
    clippy::restriction,
    missing_copy_implementations,
    missing_docs,
    unnameable_types,
    unreachable_pub,
    reason = "these functions are examples of a user's own"
)]

use crate::mapped::{Location, Mixed};
use core::convert::Infallible;
use voucher_core::{Currency, Timestamp, TimestampError};

pub trait Has {
    type Code;
    const KIND: &'static str;
}

#[derive(Debug)]
pub struct HalfPence(u32);

pub fn pence(value: &HalfPence) -> i64 {
    i64::from(value.0)
}

pub fn few(value: &HalfPence) -> Result<(), &'static str> {
    if value.0 == 0 {
        return Err("nothing");
    }
    Ok(())
}

pub fn parsed(string: &str) -> Result<Timestamp, TimestampError> {
    string.parse()
}

pub fn later(seconds: &u64) -> Result<Option<Timestamp>, Infallible> {
    Ok(Timestamp::from_secs(*seconds as i64).ok())
}

pub fn not_empty(string: &str) -> Option<&str> {
    Some(string).filter(|string| !string.is_empty())
}

pub fn counted(cash: &&str) -> Result<bool, core::str::ParseBoolError> {
    cash.parse()
}

pub fn shown(count: &u8) -> String {
    count.to_string()
}

pub fn small(count: &u8) -> Result<(), &'static str> {
    if *count > 9 {
        return Err("too many");
    }
    Ok(())
}

pub fn currency(code: &str) -> Result<Currency, voucher_core::CurrencyError> {
    code.parse()
}

pub fn fine<T: ?Sized>(_: &T) -> Result<(), &'static str> {
    Ok(())
}

pub fn hidden<T>(_: &T) -> &'static str {
    "hidden"
}

pub fn located(country: &str) -> Location {
    Location::of(country)
}

#[derive(Debug)]
pub struct Supplier(u64);

impl voucher_core::DisplayField for Supplier {
    fn display(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl<T> Has for Mixed<T> {
    type Code = u16;
    const KIND: &'static str = "mixed";
}

impl<T> Mixed<T> {
    pub(crate) fn minor(_: &T) -> i64 {
        1
    }

    pub(crate) fn checked(&self) -> Result<(), &'static str> {
        Ok(())
    }
}

impl Location {
    fn of(country: &str) -> Self {
        Self {
            country: country.to_string(),
            latitude: None,
        }
    }
}
