//! A user with a definition file of an API of its own, without `std` and without a prelude.
#![no_std]
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub)]
#![deny(clippy::all, clippy::pedantic)]

extern crate alloc as heap;

use ::core::fmt::Debug;
use ::core::option::Option;
use ::heap::string::String;
use ::heap::vec::Vec;
use ::voucher_core::{Currency, RavelinEnum, RavelinEvent, RavelinFields};

/// Not the crate.
pub mod core {}
/// Not the crate.
pub mod voucher_core {}

/// An order, whose lines are of any type that maps them.
#[derive(Debug, RavelinEvent)]
#[ravelin(definition = "definitions/order.json")]
#[allow(deprecated)] // that a user can silence the warning is the point
pub struct Order<'o, L, T> {
    /// Its number.
    pub number: u64,
    /// When it was placed, in Unix seconds.
    #[ravelin(unix = "s")]
    pub placed_at: Option<i64>,
    /// What was ordered.
    pub lines: &'o [L],
    /// Where the bill goes.
    pub billing: Option<&'o Address<'o>>,
    /// Where the parcel goes: the same fields, so the same type.
    pub shipping: Option<heap::boxed::Box<Address<'o>>>,
    /// A listed value.
    pub colour: Option<Colour>,
    /// What is not to be sent any more.
    pub channel: Option<&'o str>,
    /// Any text.
    pub tags: Option<Vec<T>>,
    /// A member of `custom`.
    #[ravelin(custom)]
    pub campaign: u8,
}

/// A colour.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(definition = "definitions/order.json", field = "colour")]
pub enum Colour {
    /// Any red.
    Red,
    /// A dark one.
    #[ravelin(rename = "dark-red")]
    Dark,
}

/// An address.
#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "definitions/order.json", object = "shipping")]
pub struct Address<'a> {
    /// Two letters.
    pub country: &'a str,
    /// Street and house.
    pub lines: Option<heap::rc::Rc<[String]>>,
}

/// A line of an order.
#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "definitions/order.json", object = "lines")]
pub struct Line<P> {
    /// What was ordered.
    pub sku: u32,
    /// What it costs.
    pub price: P,
    /// In this currency.
    pub currency: Currency,
    /// In kilograms.
    pub weight: Option<f64>,
    /// Whether it is a gift.
    pub gift: Option<Gift>,
}

/// What a gift has.
#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "definitions/order.json", object = "lines.gift")]
pub struct Gift {
    /// Whether it is wrapped.
    pub wrapped: bool,
    /// A member of the gift's own `custom`.
    #[ravelin(custom = "ribbon")]
    pub ribbon: Option<String>,
}
