//! The values of constants.

use crate::attr::ConstantValue;
use crate::report::Errors;
use crate::resolve::Mapping;
use voucher_definition as definition;
use voucher_definition::currency::InvalidCurrency;
use voucher_definition::message::Message;
use voucher_definition::{Kind, ViolationKind};

/// A constant that can be read here keeps the rules of its row. (A path's value is known to the compiler alone.)
pub(super) fn check_constants(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (field_definition, constant) in &mapping.constants {
        let text;
        let (checked, shown) = match &constant.value {
            ConstantValue::String(literal) => {
                text = literal.value();
                let checked = if mapping.is_parameter(field_definition) {
                    field_definition.check_segment(&text)
                } else {
                    field_definition.check_text(&text, true)
                };
                (checked, Some(text.as_str()))
            }
            ConstantValue::Integer(integer, _) => {
                (field_definition.check_converted_integer(*integer), None)
            }
            ConstantValue::Bool(value) => (field_definition.check_bool(value.value), None),
            ConstantValue::Path(_) if matches!(field_definition.kind, Kind::Custom) => {
                let expected = field_definition.kind.noun();
                let found = "a constant";
                (Err(ViolationKind::Type { expected, found }), None)
            }
            ConstantValue::Path(_) => (Ok(()), None),
        };
        if let Err(violation_kind) = checked {
            let message = constant_message(field_definition, &violation_kind, shown);
            errors.push_at(constant.value.span(), message);
        }
    }
}

/// `` `G1P` is not a currency: three letters expected, found `1` at byte 1 ``
pub(super) fn constant_message(
    field_definition: &definition::Field,
    violation_kind: &ViolationKind<'_>,
    text: Option<&str>,
) -> String {
    let message = violation_kind.describe(Message::new(), false);
    match (text, violation_kind) {
        (_, ViolationKind::Type { .. }) => format!(
            "constant `{}`: {message}; {}",
            field_definition.rust_name,
            field_definition.kind.constant()
        ),
        (_, ViolationKind::Enum { .. }) | (None, _) => {
            format!("constant `{}`: {message}", field_definition.rust_name)
        }
        (Some(text), ViolationKind::Currency(InvalidCurrency::Unlisted(_))) => format!(
            "{} is not a currency: {message}; a field with `unlisted` takes any three letters",
            Message::new().quoted(text)
        ),
        (Some(text), _) if matches!(field_definition.kind, Kind::Currency) => {
            format!(
                "{} is not a currency: {message}",
                Message::new().quoted(text)
            )
        }
        (Some(""), _) => format!(
            "an empty text cannot be sent as `{}`: {message}",
            field_definition.name
        ),
        (Some(text), _) => {
            let text = Message::new().quoted(text);
            format!(
                "{text} cannot be sent as `{}`: {message}",
                field_definition.name
            )
        }
    }
}
