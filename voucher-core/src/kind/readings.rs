//! Types that implement several field traits where more than one of them could send the value: the key of a map, and a value
//! with alternatives. As for the kinds in `field_traits`, the compiler could not infer which one to use. The derive lists the
//! readings of a type, and selects the only one, or an assertion reports the type.

use super::field_traits::{Allows, FieldTraits, Implemented, ResultCheck, implemented};
use super::{AsDisplay, AsEnum, AsInteger, Checked, Direct, IsChecked, Unchecked, impl_present};
use crate::type_info::{TypeInfo, rejected};
use crate::{
    AmountField, BoolField, DisplayField, EnumField, IntegerField, ListField, MapField,
    NumberField, RavelinFields, RavelinOneOf, TextField, TimeField,
};
use core::marker::PhantomData;
use voucher_definition::message::Message;

/// The names of the field traits. Their positions are the bits of a set of readings.
const TRAITS: [&str; 17] = [
    "TextField",
    "DisplayField",
    "IntegerField",
    "EnumField",
    "CurrencyField",
    "DateTimeField",
    "DateField",
    "UuidField",
    "AmountField",
    "TimeField",
    "NumberField",
    "BoolField",
    "ListField",
    "MapField",
    "CustomObject",
    "RavelinFields",
    "RavelinOneOf",
];

/// The bits of a set that are field traits.
const ALL: u32 = (1 << TRAITS.len()) - 1;

/// The bit of a set that marks it as that of a key.
const OF_KEY: u32 = 1 << 31;

/// The bit of a set that marks several readings as the same alternative.
const IN_ONE: u32 = 1 << 30;

/// Returns the set of the readings that a type has. The list has those of each alternative: the position of a field trait,
/// and whether the type implements it.
#[must_use]
pub const fn readings(alternatives: &[&[(u32, bool)]]) -> u32 {
    let (mut set, mut index) = (0, 0);
    while index < alternatives.len() {
        let alternative = set_of(alternatives[index]);
        set |= alternative;
        if alternative.count_ones() > 1 {
            set |= IN_ONE;
        }
        index += 1;
    }
    set
}

const fn set_of(implemented: &[(u32, bool)]) -> u32 {
    let (mut set, mut index) = (0, 0);
    while index < implemented.len() {
        let (position, is_implemented) = implemented[index];
        if is_implemented {
            set |= 1 << position;
        }
        index += 1;
    }
    set
}

/// Returns the set of the readings of a key that implements `TextField`, `DisplayField`, `IntegerField` and `EnumField`, or
/// not. If the definition lists the keys, an enum or a string is not read as anything else.
#[must_use]
pub const fn key_readings(implemented: [bool; 4], is_listed: bool) -> u32 {
    let [text, display, integer, listed] = implemented;
    let is_only_listed = is_listed && (text || listed);
    let (display, integer) = (display && !is_only_listed, integer && !is_only_listed);
    set_of(&[(0, text), (1, display), (2, integer), (3, listed)])
}

/// Returns the first of these sets with more than one reading, or the empty set. Those of keys come first.
#[must_use]
pub const fn first_several(keys: &[u32], values: &[u32]) -> u32 {
    let mut index = 0;
    while index < keys.len() {
        if keys[index].count_ones() > 1 {
            return keys[index] | OF_KEY;
        }
        index += 1;
    }
    index = 0;
    while index < values.len() {
        if (values[index] & ALL).count_ones() > 1 {
            return values[index];
        }
        index += 1;
    }
    0
}

/// Several readings of one type, as a set. Nothing can be written with it.
#[derive(Debug)]
pub enum Several<const SET: u32> {}

/// The conversion of a type with several readings.
#[derive(Debug)]
pub enum SeveralReadings {}

impl_present! { SeveralReadings; }

impl<const SET: u32> Several<SET> {
    const MESSAGE: &'static Message = &message(SET);
    /// Why the type does not fit.
    pub(super) const MISMATCH: &'static str = Self::MESSAGE.as_str();
}

impl<const SET: u32> Allows<SeveralReadings> for Several<SET> {
    const MISMATCH: &'static str = Self::MISMATCH;
}

/// Returns the message for a type with several readings.
const fn message(set: u32) -> Message {
    let is_key = set & OF_KEY != 0;
    let mut message = Message::new().push(if is_key {
        "its keys implement "
    } else {
        "its type implements "
    });
    let traits = set & ALL;
    let (mut rest, mut index) = (traits.count_ones(), 0);
    if rest == 2 {
        message = message.push("both ");
    }
    while index < TRAITS.len() {
        if traits >> index & 1 == 1 {
            rest -= 1;
            message = message.quoted(TRAITS[index]);
            message = message.push(match rest {
                0 => "",
                1 => " and ",
                _ => ", ",
            });
        }
        index += 1;
    }
    if is_key || set & IN_ONE != 0 {
        message.push("; keep only one of these impls")
    } else {
        message.push("; keep only one of these impls, or use an enum with `#[derive(RavelinOneOf)]`, whose variant decides")
    }
}

/// Tells the readings of a value with alternatives. It is [`Checked`] if there is at most one.
#[derive(Debug)]
pub enum OneOfReadings<const SET: u32, const IS_SEVERAL: bool> {}

impl<const SET: u32> Implemented for OneOfReadings<SET, false> {
    type Check = Checked;
    type OfResult = Unchecked;
}

impl<const SET: u32> Implemented for OneOfReadings<SET, true> {
    type Check = Several<SET>;
    type OfResult = Several<SET>;
}

impl<const SET: u32> ResultCheck for Several<SET> {
    const TYPE: TypeInfo = rejected!(Self::MISMATCH);
}

/// Tells the readings of a key.
#[derive(Debug)]
pub enum KeyReadings<const SET: u32> {}

/// The only reading of a key, whose conversion is `M`.
#[derive(Debug)]
pub struct Only<M>(PhantomData<M>);

impl<M> Allows<M> for Only<M> {}
impl<M> ResultCheck for Only<M> {}

macro_rules! key_readings {
    ($($set:literal: $check:ty, $of_result:ty;)*) => {
        $(
            impl Implemented for KeyReadings<$set> {
                type Check = $check;
                type OfResult = $of_result;
            }
        )*
    };
}

key_readings! {
    0b0000: Checked, Unchecked;
    0b0001: Only<Direct>, Only<Direct>;
    0b0010: Only<AsDisplay>, Only<AsDisplay>;
    0b0100: Only<AsInteger>, Only<AsInteger>;
    0b1000: Only<AsEnum>, Only<AsEnum>;
}

macro_rules! several_key_readings {
    ($($set:literal)*) => {
        $(
            impl Implemented for KeyReadings<$set> {
                type Check = Several<{ $set | OF_KEY }>;
                type OfResult = Several<{ $set | OF_KEY }>;
            }
        )*
    };
}

several_key_readings!(0b0011 0b0101 0b0110 0b0111 0b1001 0b1010 0b1011 0b1100 0b1101 0b1110 0b1111);

/// What is selected for the keys of a map, and for its values.
#[derive(Debug)]
pub struct Keyed<K, W>(PhantomData<(K, W)>);

impl<K, W: IsChecked> IsChecked for Keyed<K, W> {}

/// What is selected for a value that may be a map.
pub trait Selection {
    /// What is selected for its keys.
    type OfKey;
    /// What is selected for its values.
    type OfValue;
}

impl<K, W> Selection for Keyed<K, W> {
    type OfKey = K;
    type OfValue = W;
}

impl<K: ResultCheck, W: ResultCheck> ResultCheck for Keyed<K, W> {
    const TYPE: TypeInfo = if K::TYPE.details.mismatch.is_empty() {
        W::TYPE
    } else {
        K::TYPE
    };
}

impl<M, W> Implemented for Keyed<Only<M>, W> {
    type Check = Self;
    type OfResult = Self;
}

impl<const SET: u32, W> Implemented for Keyed<Several<SET>, W> {
    type Check = Self;
    type OfResult = Self;
}

impl<K, W> Implemented for Keyed<Checked, Keyed<K, W>> {
    type Check = Self;
    type OfResult = Self;
}

impl<W> Implemented for Keyed<Unchecked, W> {
    type Check = Self;
    type OfResult = Self;
}

macro_rules! selects_for_values {
    ($([$($generics:tt)*] $check:ty: $key:ty;)*) => {
        $(
            impl<$($generics)*> Selection for $check {
                type OfKey = $key;
                type OfValue = Self;
            }

            /// Nothing is selected for the keys. What is selected for the values is shorter in messages.
            impl<$($generics)*> Implemented for Keyed<Checked, $check> {
                type Check = $check;
                type OfResult = $check;
            }
        )*
    };
}

selects_for_values! {
    [] Checked: Checked;
    [] Unchecked: Unchecked;
    [const SET: u32] Several<SET>: Checked;
    [const A: bool, const B: bool] super::TextTraits<A, B>: Checked;
    [const A: bool, const B: bool, const C: bool] super::IdentifierTraits<A, B, C>: Checked;
    [const A: bool, const B: bool] super::EnumTraits<A, B>: Checked;
    [const A: bool, const B: bool] super::CurrencyTraits<A, B>: Checked;
    [const A: bool, const B: bool] super::DateTraits<A, B>: Checked;
    [const A: bool, const B: bool] super::DateTimeTraits<A, B>: Checked;
    [const A: bool, const B: bool] super::UuidTraits<A, B>: Checked;
}

/// A check of a value with alternatives of which at most one fits.
pub trait AtMostOne {}
impl AtMostOne for Checked {}
impl AtMostOne for Unchecked {}

implemented! {
    AmountField: __AMOUNT, __amount;
    TimeField: __TIME, __time;
    NumberField: __NUMBER, __number;
    BoolField: __BOOL, __bool;
    ListField: __LIST, __list;
    MapField: __MAP, __map;
    RavelinFields: __FIELDS, __fields;
    RavelinOneOf: __ONE_OF, __one_of;
}

#[cfg(feature = "serde")]
implemented! {
    CustomObjectField: __CUSTOM, __custom;
}

#[cfg(feature = "serde")]
use crate::CustomObject as CustomObjectField;

macro_rules! implemented_by_keys {
    ($($trait:ident: $name:ident;)*) => {
        $(
            impl<T: MapField + ?Sized> FieldTraits<T>
            where
                T::Key: $trait,
            {
                #[doc = concat!("The keys of the map implement `", stringify!($trait), "`.")]
                pub const $name: bool = true;
            }

            /// For an `Option` behind a type alias, which the derive cannot see.
            impl<T: MapField> FieldTraits<Option<T>>
            where
                T::Key: $trait,
            {
                #[doc = concat!("The keys of the map within implement `", stringify!($trait), "`.")]
                pub const $name: bool = true;
            }
        )*
    };
}

implemented_by_keys! {
    TextField: __KEY_TEXT;
    DisplayField: __KEY_DISPLAY;
    IntegerField: __KEY_INTEGER;
    EnumField: __KEY_ENUM;
}

macro_rules! contents {
    ($($method:ident: $trait:ident::$content:ident, $text:literal;)*) => {
        $(
            impl<T: $trait + ?Sized> FieldTraits<T> {
                #[doc = concat!("Returns the field traits of the ", $text, ".")]
                #[must_use]
                pub fn $method(&self) -> FieldTraits<T::$content> {
                    FieldTraits::new()
                }
            }

            impl<T: $trait> FieldTraits<Option<T>> {
                #[doc = concat!("Returns the field traits of the ", $text, ".")]
                #[must_use]
                pub fn $method(&self) -> FieldTraits<T::$content> {
                    FieldTraits::new()
                }
            }

            impl<T: $trait> FieldTraits<Option<Option<T>>> {
                #[doc = concat!("Returns the field traits of the ", $text, ".")]
                #[must_use]
                pub fn $method(&self) -> FieldTraits<T::$content> {
                    FieldTraits::new()
                }
            }
        )*
    };
}

contents! {
    __element: ListField::Element, "elements of the list";
    __key: MapField::Key, "keys of the map";
    __value: MapField::Value, "values of the map";
}
