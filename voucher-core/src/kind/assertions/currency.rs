//! Assertions about amounts in major units: whether the event supplies their currency.

use crate::mapping::PartMapping;
use crate::type_info::{Alternatives, TypeInfo};
use voucher_definition::message::Message;

/// Checks whether a value of the type needs a currency that the type itself cannot supply.
#[must_use]
#[inline]
pub const fn lacks_currency(type_info: TypeInfo) -> bool {
    match (type_info.details.object, type_info.details.alternatives) {
        (Some((part_mapping, ..)), _) => part_mapping.lacks_currency,
        (None, Some(Alternatives::Type(_, type_info))) => lacks_currency(*type_info),
        (None, Some(Alternatives::Enum(mapping))) => {
            let mut index = 0;
            while index < mapping.variants.len() {
                if lacks_currency(mapping.variants[index].1) {
                    return true;
                }
                index += 1;
            }
            false
        }
        (None, Some(Alternatives::None) | None) => type_info.needs_currency,
    }
}

/// Fails the build if a field is an amount in major units, and nothing in the event supplies its currency, so that
/// every value would be a violation. `currencies` are the names of the fields that could supply it.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_currency(
    type_info: TypeInfo,
    field: &str,
    currencies: &[&str],
    parts: &[&PartMapping],
) {
    let mut index = 0;
    while index < parts.len() {
        if parts[index].has_currency {
            return;
        }
        index += 1;
    }
    if !lacks_currency(type_info) {
        return;
    }
    let message = Message::new().push("field ").quoted(field);
    let contains = type_info.details.object.is_some() || type_info.details.alternatives.is_some();
    let message = message.push(if contains {
        " contains an amount in major units"
    } else {
        " is an amount in major units"
    });
    let message = if currencies.is_empty() {
        message.push(", and the definition has no currency to convert it with; ")
    } else {
        let message = message.push(", and no field or constant maps its currency (");
        message.names(currencies).push("); map it, or ")
    };
    let message = message.push("use minor units: an integer, or `Amount`");
    panic!("{}", message.as_str());
}

/// Fails the build if a conversion returns an amount in major units, and nothing in the event supplies a currency.
///
#[cfg_attr(
    all(
        feature = "derive",
        feature = "definition-file",
        feature = "rust_decimal"
    ),
    doc = "```compile_fail,E0080"
)]
#[cfg_attr(
    not(all(
        feature = "derive",
        feature = "definition-file",
        feature = "rust_decimal"
    )),
    doc = "```ignore"
)]
/// use rust_decimal::Decimal;
/// use voucher_core::{RavelinEvent, RavelinFields};
///
/// #[derive(RavelinFields)]
/// #[ravelin(event = "order", object = "order.items")]
/// struct Line {
///     sku: &'static str,
///     price: Decimal,
///     quantity: u8,
/// }
///
/// fn lines(skus: &[&'static str]) -> Vec<Line> {
///     let line = |sku: &&'static str| Line { sku, price: Decimal::ONE, quantity: 1 };
///     skus.iter().map(line).collect()
/// }
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "order", timestamp = now)]
/// struct Order {
///     #[ravelin(rename = "customerId")]
///     customer: u8,
///     order_id: u8,
///     #[ravelin(with = lines)]
///     items: Vec<&'static str>,
/// }
///
/// let order = Order { customer: 1, order_id: 2, items: vec!["a"] };
/// assert!(order.to_json().is_err());
/// ```
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub(crate) const fn assert_converted(type_info: TypeInfo) {
    assert!(
        !lacks_currency(type_info),
        "a conversion returns an amount in major units, and no field or constant maps its currency; map it, or return minor units: an integer, or `Amount`"
    );
}
