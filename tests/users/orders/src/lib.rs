//! A user with a definition file of another API, without `std` and without a prelude.
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

/// An order, with any type for its lines.
#[derive(Debug, RavelinEvent)]
#[ravelin(definition = "definitions/order.json")]
#[allow(deprecated)] // that a user can silence the warning is the point
pub struct Order<'o, L, T> {
    /// The order's number.
    pub number: u64,
    /// When it was placed, in Unix seconds.
    #[ravelin(unix = "s")]
    pub placed_at: Option<i64>,
    /// The ordered lines.
    pub lines: &'o [L],
    /// The billing address.
    pub billing: Option<&'o Address<'o>>,
    /// The delivery address, of the same type because it has the same fields.
    pub shipping: Option<heap::boxed::Box<Address<'o>>>,
    /// A listed value.
    pub colour: Option<Colour>,
    /// A deprecated field.
    pub channel: Option<&'o str>,
    /// Any text.
    pub tags: Option<Vec<T>>,
    /// A member of `custom`.
    #[ravelin(custom)]
    pub campaign: u8,
}

/// A color.
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
    /// The ordered item.
    pub sku: u32,
    /// The price.
    pub price: P,
    /// The currency of the price.
    pub currency: Currency,
    /// The weight in kilograms.
    pub weight: Option<f64>,
    /// Whether it is a gift.
    pub gift: Option<Gift>,
}

/// The options of a gift.
#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "definitions/order.json", object = "lines.gift")]
pub struct Gift {
    /// Whether it is wrapped.
    pub wrapped: bool,
    /// A member of the gift's `custom`.
    #[ravelin(custom = "ribbon")]
    pub ribbon: Option<String>,
}
