//! The check of constants.

use crate::attr::{ConstantValue, NumberLiteral, OUT_OF_RANGE};
use crate::report::Errors;
use crate::resolve::{Mapping, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::currency::InvalidCurrency;
use voucher_definition::message::Message;
use voucher_definition::{Kind, ViolationKind};

/// A literal satisfies the rules of its field definition. Only rustc knows the value of a path, so generated code
/// checks it.
pub(super) fn check_constants(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (field_definition, constant) in &mapping.constants {
        let string;
        let (checked, shown) = match &constant.value {
            ConstantValue::String(literal) => {
                string = literal.value();
                let checked = if mapping.is_path_parameter(field_definition) {
                    field_definition.check_segment(&string)
                } else {
                    field_definition.check_text(&string, true)
                };
                (checked, Some(string.as_str()))
            }
            ConstantValue::Integer(integer, _) => (check_integer(field_definition, *integer), None),
            ConstantValue::Number(number, span) => match check_number(field_definition, number) {
                Ok(checked) => (checked, None),
                Err(message) => {
                    errors.push_at(*span, message);
                    continue;
                }
            },
            ConstantValue::Bool(value) => (field_definition.check_bool(value.value), None),
            ConstantValue::Null(_) => (check_null(mapping, field_definition), None),
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
        } else if let Some(member) = member_of(mapping, field_definition) {
            let message = format!(
                "constant `{}` is `null`, but field `{member}` is a member of it; remove one",
                field_definition.rust_name
            );
            errors.push_at(constant.value.span(), message);
        }
    }
}

/// Checks an integer, which may also be sent where the definition expects a number.
fn check_integer(
    field_definition: &definition::Field,
    integer: i64,
) -> Result<(), ViolationKind<'static>> {
    let checked = field_definition.check_converted_integer(integer);
    #[cfg(feature = "definition-file")]
    if let Err(ViolationKind::Type { .. }) = checked {
        let decimal = definition::Decimal::parse(&integer.to_string());
        let as_number = field_definition.check_number(decimal);
        if !matches!(as_number, Err(ViolationKind::Type { .. })) {
            return as_number;
        }
    }
    checked
}

/// Checks a float, or an integer that does not fit in 64 bits with a sign.
///
/// # Errors
/// The number is not valid for any field, or not for one that accepts only integers.
fn check_number(
    field_definition: &definition::Field,
    number: &NumberLiteral,
) -> Result<Result<(), ViolationKind<'static>>, String> {
    #[cfg(feature = "definition-file")]
    {
        let Some(decimal) = definition::Decimal::parse(&number.json) else {
            return Err(format!(
                "constant `{}`: expected a number of at most 28 digits, with an exponent of at most 400; round it",
                field_definition.rust_name
            ));
        };
        let checked = field_definition.check_number(Some(decimal));
        if !matches!(checked, Err(ViolationKind::Type { .. })) {
            return Ok(checked);
        }
    }
    let found = if number.is_float {
        "a float"
    } else {
        "an integer"
    };
    let of_integers = field_definition.check_integer(i64::MAX);
    if !number.is_float && !matches!(of_integers, Err(ViolationKind::Type { .. })) {
        return Err(OUT_OF_RANGE.to_string());
    }
    let expected = field_definition.kind.json();
    Ok(Err(ViolationKind::Type { expected, found }))
}

/// Returns the first field of the struct that is a member of this free object.
fn member_of<'m>(
    mapping: &'m Mapping<'_>,
    field_definition: &definition::Field,
) -> Option<&'m str> {
    let (member, custom) = mapping.custom_member()?;
    is_same_field_definition(custom, field_definition).then_some(&*member.input.name)
}

/// Checks whether a field may be `null`.
fn check_null(
    mapping: &Mapping<'_>,
    field_definition: &definition::Field,
) -> Result<(), ViolationKind<'static>> {
    let is_any = matches!(field_definition.kind, Kind::Any);
    if (field_definition.nullable || is_any) && !mapping.is_parameter(field_definition) {
        return Ok(());
    }
    let expected = field_definition.kind.json();
    let found = "null";
    Err(ViolationKind::Type { expected, found })
}

/// Returns the message for a violation: `` `G1P` is not a currency: expected 3 letters, found `1` at byte 1 ``
fn constant_message(
    field_definition: &definition::Field,
    violation_kind: &ViolationKind<'_>,
    string: Option<&str>,
) -> String {
    let message = violation_kind.describe(Message::new(), false);
    match (string, violation_kind) {
        (_, ViolationKind::Type { .. }) => format!(
            "constant `{}`: {message}; {}",
            field_definition.rust_name,
            field_definition.kind.constant()
        ),
        (_, ViolationKind::Enum { .. }) | (None | Some(""), _) => {
            format!("constant `{}`: {message}", field_definition.rust_name)
        }
        (_, ViolationKind::Currency(InvalidCurrency::Unlisted(_))) => {
            format!("{message}; a field with `unlisted` accepts any three letters")
        }
        (Some(string), _) if matches!(field_definition.kind, Kind::Currency) => {
            format!(
                "{} is not a currency: {message}",
                Message::new().quoted(string)
            )
        }
        (Some(string), _) => {
            let string = Message::new().quoted(string);
            format!(
                "{string} cannot be sent as `{}`: {message}",
                field_definition.name
            )
        }
    }
}
