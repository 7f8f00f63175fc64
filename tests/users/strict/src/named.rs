//! Shadows every name that generated code could use.

/// Not the crate of the standard library.
pub mod std {}
/// Not the crate of the standard library.
pub mod core {}
/// Not the crate of the standard library.
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

/// Not the real `Result`.
#[derive(::core::fmt::Debug)]
pub struct Result;
/// Not the real `Option`.
#[derive(::core::fmt::Debug)]
pub struct Option;
/// Not the real `Vec`.
#[derive(::core::fmt::Debug)]
pub struct Vec;
/// Not the real `String`.
#[derive(::core::fmt::Debug)]
pub struct String;
/// Not the real `Box`.
#[derive(::core::fmt::Debug)]
pub struct Box;
/// Not the real `Timestamp`.
#[derive(::core::fmt::Debug)]
pub struct Timestamp;
/// Not the real `Currency`.
#[derive(::core::fmt::Debug)]
pub struct Currency;
/// Not the real `Field`.
#[derive(::core::fmt::Debug)]
pub struct Field;
/// Not the real `Encoder`.
#[derive(::core::fmt::Debug)]
pub struct Encoder;
/// Not the real `EventMapping`.
#[derive(::core::fmt::Debug)]
pub struct EventMapping;
/// Not the real `Violations`.
#[derive(::core::fmt::Debug)]
pub struct Violations;
/// Not the real `bool`.
#[derive(::core::fmt::Debug)]
pub struct bool;
/// Not the real `i64`.
#[derive(::core::fmt::Debug)]
pub struct i64;
/// Not the real `u32`.
#[derive(::core::fmt::Debug)]
pub struct u32;
/// Not the real `usize`.
#[derive(::core::fmt::Debug)]
pub struct usize;
/// Not the real `str`.
#[derive(::core::fmt::Debug)]
pub struct str;

/// Not the real `Default`.
pub trait Default {}
/// Not the real `Sized`.
pub trait Sized {}
/// Not the real `Serialize`.
pub trait Serialize {}
/// Not the real `RavelinEvent`.
pub trait RavelinEvent {}
/// Not the real `RavelinFields`.
pub trait RavelinFields {}
/// Not the real `EnumField`.
pub trait EnumField {}
/// Not the real `TextField`.
pub trait TextField {}
/// Not the real `Some`.
pub const fn Some() {}
/// Not the real `None`.
pub const fn None() {}
/// Not the real `Ok`.
pub const fn Ok() {}
/// Not the real `Err`.
pub const fn Err() {}
/// Not the real `drop`.
pub const fn drop() {}
/// Not a function of the encoder.
pub const fn given() {}
/// Not an assertion of the toolkit.
pub const fn assert_field() {}

/// Gives every type items with the names that generated code calls.
pub trait Everything {
    /// Not a `TypeInfo`.
    const TYPE: u8 = 0;
    /// Not a `PartMapping`.
    const MAPPING: u8 = 0;
    /// Not the values of an enum.
    const VALUES: u8 = 0;
    /// Not the endpoint of an event.
    const ENDPOINT: u8 = 0;
}
impl<T: ?::core::marker::Sized> Everything for T {}

macro_rules! methods {
    ($trait:ident $self:tt: $($name:ident)*) => {
        /// Methods of every type.
        #[allow(clippy::wrong_self_convention)] // the receivers are the point
        pub trait $trait {
            $(
                /// Must not be called.
                fn $name $self -> Field
                where
                    Self: ::core::marker::Sized,
                {
                    ::core::panic!("a method of the user was called")
                }
            )*
        }
        impl<T: ?::core::marker::Sized> $trait for T {}
    };
    ($($trait:ident $self:tt;)*) => {
        $(
            methods! { $trait $self:
                start put put_required put_present open close close_custom report check
                check_exclusive write read_currency now absent always required values unlisted sensitive lengths and_pattern by
                exclusive member members position text number integer amount currency time timestamp count bool value finish
            }
        )*
    };
}
methods! {
    ByValue(self);
    ByReference(&self);
    ByMutableReference(&mut self);
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

/// A constant voucher type.
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
    /// The time.
    #[ravelin(with = same)]
    pub creation_time: ::voucher_core::Timestamp,
    /// The type.
    pub voucher_type: ::core::option::Option<Kind>,
    /// The reward.
    #[ravelin(with = price, range(max = 100), check = even)]
    pub referral_value: ::core::option::Option<u8>,
    /// A name that generated code also uses.
    #[ravelin(custom)]
    pub __encoder: u16,
    /// A name that generated code also uses.
    #[ravelin(custom, check = fine)]
    pub __at: u16,
    /// The other members.
    pub custom: ::heap::collections::BTreeMap<&'a ::core::primitive::str, u16>,
    /// A name that generated code also uses.
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
    /// The time.
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
