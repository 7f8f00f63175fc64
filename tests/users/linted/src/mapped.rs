//! Structs and enums with every attribute key.

/// A waived rule.
#[expect(deprecated, reason = "each waived rule is a warning")]
pub mod relaxed {
    use voucher_core::RavelinEvent;

    /// A check of any depth.
    #[derive(Debug, RavelinEvent)]
    #[ravelin(event = "voucher/check", relax(depth))]
    #[non_exhaustive]
    pub struct Deep {
        /// The customer.
        pub customer_id: u64,
        /// How deep.
        pub depth: i64,
    }
}

use crate::function::{
    HalfPence, Has, Supplier, counted, currency, few, fine, hidden, later, located, not_empty,
    parsed, pence, shown, small,
};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use core::fmt::Debug;
use voucher_core::{Currency, RavelinEnum, RavelinEvent, RavelinFields, RavelinOneOf, Timestamp};

/// A constant that is sent.
const KIND: &str = "promo-created";

/// A time that is sent.
const MADE: Timestamp = Timestamp::MIN;

/// Keys of a field.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "voucher", optional(currency), check = fine, export = "schemas/keys.json")]
#[non_exhaustive]
pub struct Keys {
    /// A member that the definition does not have.
    #[ravelin(extra = "campaignId", with = shown, check = small)]
    pub campaign: u8,
    /// A narrowed identifier.
    #[ravelin(rename = "voucherCode", required, pattern = "^[A-Z]+$", length(min = 1, max = 8), check = fine)]
    pub code: Option<String>,
    /// A conversion that can fail.
    #[ravelin(with = parsed, check = fine)]
    pub creation_time: String,
    /// Any three letters.
    #[ravelin(unlisted)]
    pub currency: Option<String>,
    /// The entire object.
    pub custom: BTreeMap<String, u8>,
    /// A count of time.
    #[ravelin(unix = "us")]
    pub expiry: Option<i64>,
    /// Not sent.
    #[ravelin(skip)]
    pub note: String,
    /// A conversion that returns an `Option`.
    #[ravelin(with = not_empty)]
    pub referrer_id: Option<String>,
    /// A member of `custom`.
    #[ravelin(custom = "key", check = small)]
    pub shelf: u8,
    /// The time of the event.
    pub timestamp: Timestamp,
    /// A conversion and a check.
    #[ravelin(with = pence, range(min = 1, max = 100), check = few)]
    pub value: HalfPence,
    /// A listed value.
    pub voucher_type: Listed,
}

/// Constants of each kind, and the path to the crate.
#[derive(Debug, RavelinEvent)]
#[ravelin(
    event = "voucher",
    timestamp = now,
    constant(event_type = KIND, value = 1500000, creation_time = MADE, referral_value = -1, voucher_type = "GENERAL",
        expiry = 1_512_828_988_826),
    crate = ::voucher_core
)]
#[non_exhaustive]
pub struct Constants {
    /// A currency.
    pub currency: Currency,
    /// A code.
    pub voucher_code: u8,
}

/// A constant `bool`, and many members.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", timestamp = now, constant(success = true), optional(voucher_code, voucher_type))]
#[non_exhaustive]
pub struct Many {
    /// A currency.
    #[ravelin(with = currency, check = fine)]
    pub currency: String,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_00: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_01: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_02: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_03: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_04: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_05: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_06: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_07: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_08: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_09: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_10: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_11: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_12: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_13: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_14: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_15: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_16: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_17: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_18: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_19: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_20: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_21: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_22: u8,
    /// One of many.
    #[ravelin(custom, with = shown, check = small)]
    pub member_23: u8,
    /// A means of payment.
    pub payment_method_id: u8,
    /// A time.
    #[ravelin(with = later, required)]
    pub redemption_time: Option<u64>,
    /// A conversion that needs the currency.
    #[ravelin(with = pence, check = few)]
    pub value: HalfPence,
    /// A code.
    pub voucher_code: Option<Box<str>>,
}

/// A part.
#[derive(Debug, RavelinFields)]
#[ravelin(event = "voucher", check = fine)]
#[non_exhaustive]
pub struct Money<'own, Price: Debug> {
    /// A currency.
    pub currency: Cow<'own, str>,
    /// A deprecated field.
    #[deprecated(note = "the shop has no referrers")]
    pub referrer_id: Option<u8>,
    /// An amount.
    pub value: Price,
}

/// Generics of each form around a part.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
#[non_exhaustive]
pub struct Generic<'own, Code: Debug + ?Sized, Owner, Price: Debug, Rest, const LEN: usize = 2> {
    /// An array of any length.
    #[ravelin(custom)]
    pub bytes: [u8; LEN],
    /// A time.
    pub creation_time: &'own Timestamp,
    /// An object.
    pub custom: Option<&'own Rest>,
    /// A part.
    #[ravelin(flatten)]
    pub money: Box<Money<'own, Price>>,
    /// A conversion of a parameter.
    #[ravelin(custom, with = hidden)]
    pub owner: Owner,
    /// A code.
    pub voucher_code: &'own Code,
}

/// Associated types of the struct itself.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = Self::KIND), check = Self::checked)]
#[non_exhaustive]
pub struct Mixed<Price> {
    /// A member.
    #[ravelin(custom)]
    pub code: <Self as Has>::Code,
    /// A time.
    pub creation_time: Timestamp,
    /// A currency.
    pub currency: Currency,
    /// An amount.
    #[ravelin(with = Self::minor)]
    pub value: Price,
    /// A code.
    pub voucher_code: <Self as Has>::Code,
}

/// An event of a definition file.
#[derive(Debug, RavelinEvent)]
#[ravelin(definition = "../../definitions/shop.json", timestamp = now)]
#[non_exhaustive]
pub struct Shop {
    /// One of two mutually exclusive fields.
    pub customer: Option<Customer>,
    /// The other one.
    #[ravelin(rename = "customerId")]
    pub customer_id: Option<u64>,
    /// An object.
    pub order: Order,
}

/// An object.
#[derive(Debug, RavelinFields)]
#[ravelin(definition = "../../definitions/shop.json", object = "customer")]
#[non_exhaustive]
pub struct Customer {
    /// An identifier.
    pub customer_id: u64,
}

/// An object with arrays.
#[derive(Debug, RavelinFields)]
#[ravelin(
    definition = "../../definitions/shop.json",
    object = "order",
    constant(version = 3, is_gift = true)
)]
#[non_exhaustive]
pub struct Order {
    /// A conversion into an object.
    #[ravelin(with = located)]
    pub from: String,
    /// Objects.
    pub items: Vec<Item>,
    /// Arrays.
    pub matrix: [[u8; 2]; 2],
    /// An identifier.
    pub order_id: u64,
}

/// An object in an array.
#[derive(Debug, RavelinFields)]
#[ravelin(definition = "../../definitions/shop.json", object = "order.items")]
#[non_exhaustive]
pub struct Item {
    /// A listed value.
    pub category: Option<Category>,
    /// Strings.
    pub labels: Option<Vec<&'static str>>,
    /// An amount.
    #[ravelin(with = pence)]
    pub price: HalfPence,
    /// An integer.
    #[ravelin(range(min = 2))]
    pub quantity: u8,
    /// A string.
    #[ravelin(length(max = 9))]
    pub sku: String,
    /// A number.
    pub weight: f32,
}

/// An object that two fields have.
#[derive(Debug, RavelinFields)]
#[ravelin(definition = "../../definitions/shop.json", object = "order.from")]
#[non_exhaustive]
pub struct Location {
    /// A string.
    pub country: String,
    /// A number.
    pub latitude: Option<f64>,
}

/// An event with alternatives.
#[derive(Debug, RavelinEvent)]
#[ravelin(definition = "../../definitions/payment.json")]
#[non_exhaustive]
pub struct Paid {
    /// One alternative of several objects.
    pub payment_method: PaymentMethod,
    /// A string, or an integer.
    #[ravelin(with = String::len)]
    pub reference: String,
}

/// Alternatives.
#[derive(Debug, RavelinOneOf)]
#[ravelin(
    definition = "../../definitions/payment.json",
    field = "paymentMethod",
    crate = voucher_core
)]
#[non_exhaustive]
pub enum PaymentMethod {
    /// An object.
    Card(Card),
    /// An object that only has the property that selects it.
    Cash,
    /// An object whose tag has several values.
    #[ravelin(rename = "3")]
    Invoice(Invoice),
}

/// An object of an alternative.
#[derive(Debug, RavelinFields)]
#[ravelin(
    definition = "../../definitions/payment.json",
    object = "paymentMethod[card]"
)]
#[non_exhaustive]
pub struct Card {
    /// A string.
    pub card_bin: String,
}

/// An object of an alternative.
#[derive(Debug, RavelinFields)]
#[ravelin(
    definition = "../../definitions/payment.json",
    object = "paymentMethod[3]"
)]
#[non_exhaustive]
pub struct Invoice {
    /// A listed value.
    pub method_type: &'static str,
}

/// An event with a parameter of the path.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "supplier/:id/labels")]
#[non_exhaustive]
pub struct Labels {
    /// A listed value as a string.
    pub category: String,
    /// The parameter, with a user's type.
    #[ravelin(rename = ":id")]
    pub supplier: Box<Supplier>,
}

/// An event and a part with mutually exclusive fields.
#[derive(Debug, RavelinEvent)]
#[ravelin(definition = "../../definitions/trade.json", check = fine)]
#[non_exhaustive]
pub struct Trade {
    /// A field of the envelope.
    pub buyer: Option<String>,
    /// A conversion of a mutually exclusive field.
    #[ravelin(with = not_empty)]
    pub buyer_id: String,
    /// A field that is mutually exclusive with the part's fields.
    pub cash: Option<bool>,
    /// An optional part.
    #[ravelin(flatten)]
    pub payment: Option<Payment>,
}

/// A packed part with mutually exclusive fields.
#[derive(Clone, Copy, Debug, RavelinFields)]
#[ravelin(definition = "../../definitions/trade.json", check = fine)]
#[repr(C, packed)]
#[non_exhaustive]
pub struct Payment {
    /// A conversion.
    #[ravelin(with = shown, check = fine)]
    pub card_id: u8,
}

/// A part with conversions that take references which some lints reject.
#[derive(Debug, RavelinFields)]
#[ravelin(definition = "../../definitions/trade.json", check = fine)]
#[non_exhaustive]
pub struct Till {
    /// An `Option` of a reference.
    #[ravelin(with = counted)]
    pub cash: Option<&'static str>,
    /// A `Box`.
    #[ravelin(with = not_empty)]
    pub trade_id: Box<str>,
}

/// A packed struct.
#[derive(Clone, Copy, Debug, RavelinEvent)]
#[ravelin(event = "voucher/check", check = fine)]
#[repr(C, packed(2))]
#[non_exhaustive]
pub struct Packed {
    /// An identifier.
    #[ravelin(check = fine)]
    pub customer_id: u64,
    /// A conversion.
    #[ravelin(with = shown)]
    pub voucher_code: u8,
}

/// Listed values.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType", crate = ::voucher_core)]
#[non_exhaustive]
pub enum Listed {
    /// A variant by its name.
    #[deprecated(note = "every voucher is for someone")]
    General = 3,
    /// A variant by `rename`.
    #[ravelin(rename = "STAFF")]
    Internal = 7,
}

/// Listed values of a definition file.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(
    definition = "../../definitions/shop.json",
    field = "order.items.category"
)]
#[non_exhaustive]
pub enum Category {
    /// The only variant.
    Food,
}

/// Listed integers of a definition file.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(definition = "../../definitions/ticket.json", field = "priority")]
#[non_exhaustive]
pub enum Priority {
    /// A variant by `value`.
    #[ravelin(value = 3)]
    High,
}

/// A group of which one field is sent, a documented value, and a constant `null`.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(
    definition = "../../definitions/ticket.json",
    constant(guest = "g", channel = "CHAT", note = null)
)]
#[non_exhaustive]
pub struct Ticket {
    /// One field of the group.
    pub email: Option<String>,
    /// Another one.
    pub phone: Option<String>,
    /// A listed integer.
    pub priority: Option<Priority>,
}

/// An event whose body is an array, with a parameter of the query.
#[derive(Debug, RavelinEvent)]
#[ravelin(definition = "../../definitions/batch.json")]
#[non_exhaustive]
pub struct Batch {
    /// A parameter of the query.
    pub dry_run: Option<bool>,
    /// The body.
    #[ravelin(body)]
    pub sales: Vec<Sale>,
}

/// An element of the body.
#[derive(Debug, RavelinFields)]
#[ravelin(definition = "../../definitions/batch.json", object = "[]")]
#[non_exhaustive]
pub struct Sale {
    /// An identifier.
    pub id: u64,
}

/// An event without a body.
#[derive(Debug, RavelinEvent)]
#[ravelin(
    definition = "../../definitions/books.json",
    constant(sort = "price", in_stock = true)
)]
#[non_exhaustive]
pub struct Books {
    /// An array in the query.
    pub filter_tag: Vec<String>,
    /// An integer in the query.
    #[ravelin(range(max = 50), check = small)]
    pub limit: u8,
    /// A number in the query.
    pub max_price: Option<f64>,
    /// A parameter of the path.
    #[ravelin(rename = ":shop")]
    pub shop: u64,
    /// A conversion in the query.
    #[ravelin(with = shown)]
    pub title: u8,
}
