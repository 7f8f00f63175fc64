//! Everything that generated code could mean by a name, and means no more here.

/// Not the one of the standard library.
pub mod std {}
/// Not the one of the standard library.
pub mod core {}
/// Not the one of the standard library.
pub mod alloc {}
/// Not the crate.
pub mod voucher_core {}
/// Not the crate.
pub mod voucher_derive {}
/// Not the crate.
pub mod serde {}
/// Not the module of the definition.
pub mod voucher {}
/// Not the module of the kinds.
pub mod kind {}

/// No `Result`.
#[derive(::core::fmt::Debug)]
pub struct Result;
/// No `Option`.
#[derive(::core::fmt::Debug)]
pub struct Option;
/// No `Vec`.
#[derive(::core::fmt::Debug)]
pub struct Vec;
/// No `String`.
#[derive(::core::fmt::Debug)]
pub struct String;
/// No `Box`.
#[derive(::core::fmt::Debug)]
pub struct Box;
/// No `Timestamp`.
#[derive(::core::fmt::Debug)]
pub struct Timestamp;
/// No `Currency`.
#[derive(::core::fmt::Debug)]
pub struct Currency;
/// No `Field`.
#[derive(::core::fmt::Debug)]
pub struct Field;
/// No `Encoder`.
#[derive(::core::fmt::Debug)]
pub struct Encoder;
/// No `EventMapping`.
#[derive(::core::fmt::Debug)]
pub struct EventMapping;
/// No `Violations`.
#[derive(::core::fmt::Debug)]
pub struct Violations;
/// No `bool`.
#[derive(::core::fmt::Debug)]
pub struct bool;
/// No `i64`.
#[derive(::core::fmt::Debug)]
pub struct i64;
/// No `u32`.
#[derive(::core::fmt::Debug)]
pub struct u32;
/// No `usize`.
#[derive(::core::fmt::Debug)]
pub struct usize;
/// No `str`.
#[derive(::core::fmt::Debug)]
pub struct str;

/// No `Default`.
pub trait Default {}
/// No `Sized`.
pub trait Sized {}
/// No `Serialize`.
pub trait Serialize {}
/// No `RavelinEvent`.
pub trait RavelinEvent {}
/// No `RavelinFields`.
pub trait RavelinFields {}
/// No `EnumField`.
pub trait EnumField {}
/// No `TextField`.
pub trait TextField {}
/// No `Some`.
pub const fn Some() {}
/// No `None`.
pub const fn None() {}
/// No `Ok`.
pub const fn Ok() {}
/// No `Err`.
pub const fn Err() {}
/// No `drop`.
pub const fn drop() {}
/// Not the encoder's.
pub const fn given() {}
/// Not the compiler's.
pub const fn assert_type() {}

/// What every type has here, under the names of what generated code calls.
pub trait Everything {
    /// Not a `TypeInfo`.
    const TYPE: u8 = 0;
    /// Not a `PartMapping`.
    const MAPPING: u8 = 0;
    /// Not an enum's.
    const VALUES: u8 = 0;
    /// Not an event's.
    const ENDPOINT: u8 = 0;
}
impl<T: ?::core::marker::Sized> Everything for T {}

macro_rules! methods {
    ($trait:ident $self:tt: $($name:ident)*) => {
        /// Methods of every type.
        #[allow(clippy::wrong_self_convention)] // the receivers are the point
        pub trait $trait {
            $(
                /// Not the one that is meant.
                fn $name $self -> Field
                where
                    Self: ::core::marker::Sized,
                {
                    ::core::panic!("a method of the user's own was called")
                }
            )*
        }
        impl<T: ?::core::marker::Sized> $trait for T {}
    };
    ($($trait:ident $self:tt;)*) => {
        $(
            methods! { $trait $self:
                start put put_required put_present open close close_custom inside outcome told told_whole check write
                ahead enter leave now refused absent violation_count has_no_violations_since noted text number integer amount currency
                time timestamp count bool value member members finish
            }
        )*
    };
}
methods! {
    ByValue(self);
    ByReference(&self);
    ByExclusiveReference(&mut self);
}

fn price(pence: &u8) -> ::core::result::Result<u8, &'static ::core::primitive::str> {
    match *pence {
        u8::MAX => ::core::result::Result::Err("too much"),
        pence => ::core::result::Result::Ok(pence),
    }
}

fn even(pence: &u8) -> ::core::result::Result<(), &'static ::core::primitive::str> {
    match *pence % 2 {
        0 => ::core::result::Result::Ok(()),
        _ => ::core::result::Result::Err("odd"),
    }
}

fn same<T>(value: &T) -> &T {
    value
}

fn fine<T: ?::core::marker::Sized>(
    _: &T,
) -> ::core::result::Result<(), ::core::convert::Infallible> {
    ::core::result::Result::Ok(())
}

/// The type of a voucher that is never of another.
pub const STAFF: Kind = Kind::Staff;

/// An event.
#[derive(::core::fmt::Debug, ::voucher_core::RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "e", expiry = 1_512_828_988_826), check = fine)]
pub struct Promo<'a, T: ?::core::marker::Sized, u16: ::core::marker::Copy = u8> {
    /// The code.
    #[ravelin(length(min = 1, max = 8), check = fine)]
    pub voucher_code: &'a T,
    /// The money.
    #[ravelin(flatten)]
    pub money: Money<'a>,
    /// The moment.
    #[ravelin(with = same)]
    pub creation_time: ::voucher_core::Timestamp,
    /// The type.
    pub voucher_type: ::core::option::Option<Kind>,
    /// The reward.
    #[ravelin(with = price, range(max = 100), check = even)]
    pub referral_value: ::core::option::Option<u8>,
    /// A name that generated code has, too.
    #[ravelin(custom)]
    pub __encoder: u16,
    /// A name that generated code has, too.
    #[ravelin(custom, check = fine)]
    pub __at: u16,
    /// All the others.
    pub custom: ::heap::collections::BTreeMap<&'a ::core::primitive::str, u16>,
    /// A name that generated code has, too.
    #[ravelin(extra = "self")]
    pub __value: u16,
}

/// A part.
#[derive(::core::fmt::Debug, ::voucher_core::RavelinFields)]
#[ravelin(event = "voucher", check = fine)]
pub struct Money<'a> {
    /// The amount.
    #[ravelin(with = price, range(min = 1), check = even)]
    pub value: u8,
    /// The currency.
    #[ravelin(unlisted)]
    pub currency: &'a ::core::primitive::str,
}

/// A flat event.
#[derive(::core::fmt::Debug, ::voucher_core::RavelinEvent)]
#[ravelin(event = "voucher/check", constant(voucher_type = "GENERAL"))]
pub struct Check {
    /// The customer.
    #[ravelin(required, check = fine)]
    pub customer_id: ::core::option::Option<u64>,
    /// The moment.
    #[ravelin(unix = "s")]
    pub timestamp: u64,
}

/// An event whose type is a constant.
#[derive(::core::fmt::Debug, ::voucher_core::RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(voucher_type = STAFF, value = 1, currency = "GBP", creation_time = 1_512_828_988_826))]
pub struct Gift {
    /// The code.
    pub voucher_code: u8,
}

/// A type of voucher.
#[derive(::core::fmt::Debug, ::voucher_core::RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
pub enum Kind {
    /// For all.
    General,
    /// For some.
    Staff,
}
