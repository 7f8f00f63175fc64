//! The events of a shop: every word of the toolkit, under every lint that a strict author denies.
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
#![allow(clippy::wildcard_imports)] // who imports everything hears nothing either

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use voucher_core::*;

#[doc(hidden)]
pub use voucher_core as __toolkit;

/// Why a price is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoPrice;

impl Display for NoPrice {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str("not a whole number of pence")
    }
}

/// Why a promo is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoEnd;

impl Display for NoEnd {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str("a voucher of the staff ends")
    }
}

/// What a promo is worth, in major units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pounds(pub f32);

impl Pounds {
    /// In minor units.
    ///
    /// # Errors
    /// It is no whole number of them.
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
    /// The worth.
    #[ravelin(with = Pounds::pence, range(min = 1, max = 50_000))]
    pub value: Pounds,
    /// The currency; also one that no list has.
    #[ravelin(unlisted)]
    pub currency: &'p str,
    /// The moment; the API infers nothing from its absence.
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
    /// What the toolkit does not know yet.
    #[ravelin(extra = "campaignId")]
    pub campaign_id: Option<i64>,
    /// What nobody else needs to know.
    #[ravelin(skip)]
    pub note: std::marker::PhantomData<*const u8>,
}

impl<'p, T: serde::Serialize> Promo<'p, T> {
    /// A promo of a code, a worth and a currency.
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

    /// No staff voucher without an end.
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

/// Where the money was.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wallet<'w> {
    /// A currency.
    Of(Currency),
    /// A name of one.
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

/// Who redeemed, and how: part of an attempt.
#[derive(Debug, RavelinFields)]
#[ravelin(
    event = "paymentmethod/voucher",
    constant(voucher_type = VoucherType::Staff, success = false),
    crate = voucher_core
)]
pub struct Refusal<R>
where
    R: TextField + ?Sized,
{
    /// How it is paid.
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
    /// What nobody else needs to know.
    #[ravelin(skip)]
    pub secret: (),
    /// Why.
    #[ravelin(length(max = 20))]
    pub failure_reason: Box<R>,
}

/// Who refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, RavelinFields)]
#[ravelin(event = "paymentmethod/voucher", crate = voucher_core)]
pub struct Source<'s> {
    /// The one.
    pub failure_source: &'s str,
}

/// A refused attempt.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", crate = voucher_core)]
pub struct Refused<'r, R: TextField + ?Sized = str> {
    /// When the shop noticed.
    pub timestamp: std::time::SystemTime,
    /// The code.
    pub voucher_code: std::borrow::Cow<'r, str>,
    /// The money.
    #[ravelin(flatten)]
    pub money: &'r Money<'r>,
    /// Who refused, where that is known.
    #[ravelin(flatten)]
    pub source: Option<Box<Source<'r>>>,
    /// The rest.
    #[ravelin(flatten)]
    pub refusal: &'r Refusal<R>,
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

/// An event with nothing but a part.
#[derive(Clone, Copy, Debug, RavelinEvent)]
#[ravelin(event = "voucher/check", constant(customer_id = 7), crate = voucher_core)]
pub struct Wrapped {
    /// The part.
    #[ravelin(flatten)]
    pub more: NothingMore,
}

/// A question.
#[derive(Clone, Copy, Debug, Eq, PartialEq, RavelinEvent)]
#[ravelin(event = "voucher/check", constant(threshold = 1), crate = voucher_core)]
pub struct Question {
    /// Who asks.
    pub customer_id: std::num::NonZeroU64,
    /// How deep.
    pub depth: Option<u8>,
}

/// Makes a flat event in the crate that calls it, which need not name the toolkit.
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

/// What may be asked: anything but one thing.
///
/// # Errors
/// It is that.
pub fn anything<T: std::fmt::Debug>(question: &T) -> Result<(), &'static str> {
    if format!("{question:?}").contains("secret") {
        return Err("a secret");
    }
    Ok(())
}

/// What is asked for.
#[must_use]
#[allow(clippy::trivially_copy_pass_by_ref)] // what `with` takes
pub const fn general((): &()) -> &'static str {
    "GENERAL"
}
