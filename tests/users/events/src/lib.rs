//! The events of a shop, with every key of the toolkit and every lint that a strict author denies.
#![deny(
    warnings,
    future_incompatible,
    nonstandard_style,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    missing_docs,
    deprecated,
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    if_let_rescope,
    impl_trait_redundant_captures,
    keyword_idents_2024,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
#![forbid(unsafe_code)]
#![allow(clippy::wildcard_imports)] // the derives must also work under a glob import

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use voucher_core::*;

#[doc(hidden)]
pub use voucher_core as __toolkit;

/// The error of a price that is not a whole number of minor units.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoPrice;

impl Display for NoPrice {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str("not a whole number of pence")
    }
}

/// The error of an invalid promo.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoEnd;

impl Display for NoEnd {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str("a voucher of the staff ends")
    }
}

/// The value of a promo, in major units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pounds(pub f32);

impl Pounds {
    /// Converts the price to minor units.
    ///
    /// # Errors
    /// Fails if it is not a whole number of them.
    pub fn pence(&self) -> Result<u16, NoPrice> {
        let pence = (self.0 * 100.0).to_string();
        pence.parse().map_err(|_| NoPrice)
    }
}

/// Where a promo was shown.
pub const KIND: &str = "promo-created";

/// A new promo.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(
    event = "voucher",
    timestamp = now,
    constant(event_type = KIND),
    optional(creation_time),
    check = Self::check,
    crate = voucher_core
)]
#[non_exhaustive]
pub struct Promo<'p, T: serde::Serialize = u8> {
    /// The code.
    #[ravelin(rename = "voucherCode", length(min = 2, max = 12), check = no_space)]
    pub code: &'p str,
    /// The value.
    #[ravelin(with = Pounds::pence, range(min = 1, max = 50_000))]
    pub value: Pounds,
    /// The currency, which need not be in ISO 4217.
    #[ravelin(unlisted)]
    pub currency: &'p str,
    /// The creation time, which is optional.
    pub creation_time: Option<Timestamp>,
    /// The end.
    #[ravelin(unix = "s")]
    pub expiry: Option<u32>,
    /// The type.
    pub voucher_type: Option<PromoType>,
    /// The campaign.
    #[ravelin(custom)]
    pub campaign: Option<T>,
    /// The shelf.
    #[ravelin(custom = "shelf no.", check = Promo::<'p, T>::is_shelf)]
    pub shelf: u8,
    /// The rest.
    pub custom: BTreeMap<String, bool>,
    /// A member that the definition does not have.
    #[ravelin(extra = "campaignId")]
    pub campaign_id: Option<i64>,
    /// Not sent.
    #[ravelin(skip)]
    pub note: std::marker::PhantomData<*const u8>,
}

impl<'p, T: serde::Serialize> Promo<'p, T> {
    /// Creates a promo with a code, a value and a currency.
    #[must_use]
    pub const fn new(code: &'p str, value: Pounds, currency: &'p str) -> Self {
        Self {
            code,
            value,
            currency,
            creation_time: None,
            expiry: None,
            voucher_type: None,
            campaign: None,
            shelf: 0,
            custom: BTreeMap::new(),
            campaign_id: None,
            note: std::marker::PhantomData,
        }
    }

    /// Checks that a staff voucher has an end.
    const fn check(&self) -> Result<(), NoEnd> {
        match (self.voucher_type, self.expiry) {
            (Some(PromoType::Staff), None) => Err(NoEnd),
            _ => Ok(()),
        }
    }

    #[allow(clippy::trivially_copy_pass_by_ref)] // what `check` takes
    fn is_shelf(shelf: &u8) -> Result<(), String> {
        if *shelf > 9 {
            return Err(format!("shelf {shelf} does not exist"));
        }
        Ok(())
    }
}

fn no_space(code: &str) -> Result<(), &'static str> {
    if code.contains(' ') {
        return Err("a space");
    }
    Ok(())
}

/// The type of a promo.
#[derive(Clone, Copy, Debug, Eq, PartialEq, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType", crate = voucher_core)]
pub enum PromoType {
    /// For everybody.
    #[ravelin(rename = "GENERAL")]
    Everybody,
    /// For the staff.
    Staff,
}

/// Money that is paid in minor units.
#[derive(Clone, Copy, Debug, Eq, PartialEq, RavelinFields)]
#[ravelin(event = "paymentmethod/voucher", check = Self::check, crate = voucher_core)]
pub struct Money<'m> {
    /// Pence, cents.
    #[ravelin(range(max = 100_000))]
    pub value: i64,
    /// The currency.
    #[ravelin(with = Wallet::currency)]
    pub currency: Wallet<'m>,
}

/// A type that is sent as a currency.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wallet<'w> {
    /// A currency.
    Of(Currency),
    /// The name of a currency.
    Named(&'w str),
}

impl Wallet<'_> {
    fn currency(&self) -> Result<Currency, CurrencyError> {
        match self {
            Self::Of(currency) => Ok(*currency),
            Self::Named(name) => name.parse(),
        }
    }
}

impl Money<'_> {
    const fn check(&self) -> Result<(), &'static str> {
        match (self.currency, self.value) {
            (Wallet::Of(Currency::JPY), 0) => Err("no yen at all"),
            _ => Ok(()),
        }
    }
}

/// A part of an attempt: who redeemed, and how.
#[derive(Debug, RavelinFields)]
#[ravelin(
    event = "paymentmethod/voucher",
    constant(voucher_type = VoucherType::Staff, success = false),
    crate = voucher_core
)]
pub struct Rejection<R>
where
    R: TextField + ?Sized,
{
    /// The payment method.
    #[ravelin(required)]
    pub payment_method_id: Option<u64>,
    /// When.
    #[ravelin(unix = "us", rename = "redemptionTime")]
    pub time: i64,
    /// Where.
    #[ravelin(custom)]
    pub till: u8,
    /// With which receipt.
    #[ravelin(extra = "receipt")]
    pub receipt: Option<u8>,
    /// Not sent.
    #[ravelin(skip)]
    pub secret: (),
    /// Why.
    #[ravelin(length(max = 20))]
    pub failure_reason: Box<R>,
}

/// Who rejected the attempt.
#[derive(Clone, Copy, Debug, Eq, PartialEq, RavelinFields)]
#[ravelin(event = "paymentmethod/voucher", crate = voucher_core)]
pub struct Source<'s> {
    /// The shop.
    pub failure_source: &'s str,
}

/// A rejected attempt.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", crate = voucher_core)]
pub struct RejectedAttempt<'r, R: TextField + ?Sized = str> {
    /// The time of the event.
    pub timestamp: std::time::SystemTime,
    /// The code.
    pub voucher_code: std::borrow::Cow<'r, str>,
    /// The money.
    #[ravelin(flatten)]
    pub money: &'r Money<'r>,
    /// Who rejected it, if known.
    #[ravelin(flatten)]
    pub source: Option<Box<Source<'r>>>,
    /// The rest.
    #[ravelin(flatten)]
    pub rejection: &'r Rejection<R>,
    /// The customer.
    pub customer_id: Option<std::rc::Rc<str>>,
    /// The customer as an object.
    pub customer: Option<BTreeMap<String, u8>>,
}

/// An event without a field.
#[derive(Clone, Copy, Debug, RavelinEvent)]
#[ravelin(event = "voucher/check", constant(customer_id = 7), crate = voucher_core)]
pub struct Nothing {}

/// A part without a field.
#[derive(Clone, Copy, Debug, RavelinFields)]
#[ravelin(event = "voucher/check", constant(depth = 1), crate = voucher_core)]
pub struct NothingMore {}

/// An event that contains only a part.
#[derive(Clone, Copy, Debug, RavelinEvent)]
#[ravelin(event = "voucher/check", constant(customer_id = 7), crate = voucher_core)]
pub struct Wrapped {
    /// The part.
    #[ravelin(flatten)]
    pub more: NothingMore,
}

/// A check.
#[derive(Clone, Copy, Debug, Eq, PartialEq, RavelinEvent)]
#[ravelin(event = "voucher/check", constant(threshold = 1), crate = voucher_core)]
pub struct Question {
    /// The customer.
    pub customer_id: std::num::NonZeroU64,
    /// The depth.
    pub depth: Option<u8>,
}

/// Defines a flat event in the calling crate, which need not depend on the toolkit.
#[macro_export]
macro_rules! question {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident {
            $($(#[$on_field:meta])* $more:vis $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive($crate::__toolkit::RavelinEvent)]
        #[ravelin(event = "voucher/check", check = $crate::anything, crate = $crate::__toolkit)]
        $visibility struct $name {
            $($(#[$on_field])* $more $field: $type,)*
            /// The type.
            #[ravelin(with = $crate::general)]
            $visibility voucher_type: (),
        }
    };
}

/// Accepts every value except one.
///
/// # Errors
/// Fails for that value.
pub fn anything<T: std::fmt::Debug>(question: &T) -> Result<(), &'static str> {
    if format!("{question:?}").contains("secret") {
        return Err("a secret");
    }
    Ok(())
}

/// The customer.
#[must_use]
#[allow(clippy::trivially_copy_pass_by_ref)] // what `with` takes
pub const fn general((): &()) -> &'static str {
    "GENERAL"
}
