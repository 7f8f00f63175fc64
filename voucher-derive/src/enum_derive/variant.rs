//! Finds the listed value that a variant maps onto.

use super::field::EnumeratedField;
use crate::attr::{Integer, VariantKeys};
use crate::code_buffer::Code;
use crate::template::Emit;
use proc_macro2::Span;
use std::fmt::{self, Display, Formatter};
use syn::ext::IdentExt;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitStr, UnOp, Variant};
use voucher_definition::suggest::nearest;

/// A listed value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListedValue {
    String(&'static str),
    Integer(i64),
}

/// A mistake, and the source that it underlines.
type Mistake = (Span, String);

impl ListedValue {
    /// Returns the value that a variant maps onto, or what is wrong.
    pub(super) fn resolve(
        variant: &Variant,
        keys: &VariantKeys,
        field: &EnumeratedField,
    ) -> Result<Self, Mistake> {
        let VariantKeys { rename, value, .. } = keys;
        match (field.lists_integers(), rename, value) {
            (true, Some(rename), _) => {
                let message = format!(
                    "expected an integer, as `{}` lists integers; write `value = …` with one of {}",
                    field.name,
                    field.list()
                );
                Err((rename.span(), message))
            }
            (true, None, Some(value)) => resolve_integer(*value, field).map(Self::Integer),
            (true, None, None) => Err(missing_value(variant, field)),
            (false, _, Some(value)) => {
                let message = format!(
                    "expected a string, as `{}` lists strings; write `rename = \"…\"` with one of {}",
                    field.name,
                    field.list()
                );
                Err((value.span, message))
            }
            (false, rename, None) => {
                resolve_string(variant, rename.as_ref(), field).map(Self::String)
            }
        }
    }
}

impl Display for ListedValue {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(string) => string.fmt(out),
            Self::Integer(integer) => integer.fmt(out),
        }
    }
}

/// A literal.
impl Emit for ListedValue {
    fn emit(&self, code: &mut Code) {
        match self {
            Self::String(string) => string.emit(code),
            Self::Integer(integer) => integer.emit(code),
        }
    }
}

/// Returns the integer of the key `value`, if it is listed.
fn resolve_integer(value: Integer, field: &EnumeratedField) -> Result<i64, Mistake> {
    if field.definition.integers.contains(&value.value) {
        return Ok(value.value);
    }
    let message = format!(
        "`{}` is not a listed value of `{}` in `{}`, which lists {}; use one of these",
        value.value,
        field.name,
        field.parent,
        field.list()
    );
    Err((value.span, message))
}

/// Reports a variant without the key `value`. Its discriminant is probably the value.
fn missing_value(variant: &Variant, field: &EnumeratedField) -> Mistake {
    let discriminant = variant.discriminant.as_ref();
    let discriminant = discriminant.and_then(|(_, value)| literal(value));
    let discriminant = discriminant.filter(|value| field.definition.integers.contains(value));
    let advice = match discriminant {
        Some(value) => format!("add `#[ravelin(value = {value})]`"),
        None => format!("add `#[ravelin(value = …)]` with one of {}", field.list()),
    };
    let message = format!(
        "expected an integer for `{}`, as `{}` lists integers; {advice}",
        variant.ident, field.name
    );
    (variant.ident.span(), message)
}

/// Returns the value of an integer literal, which may be negative.
fn literal(value: &Expr) -> Option<i64> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Int(integer),
            ..
        }) => integer.base10_parse().ok(),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => literal(expr).and_then(i64::checked_neg),
        _ => None,
    }
}

/// Returns the listed string of a variant: that of `rename`, or the one with the variant's name in any case.
fn resolve_string(
    variant: &Variant,
    rename: Option<&LitStr>,
    field: &EnumeratedField,
) -> Result<&'static str, Mistake> {
    let values = field.definition.values;
    let ident = variant.ident.unraw().to_string();
    let (name, span) = match rename {
        Some(rename) => (rename.value(), rename.span()),
        None => (ident, variant.ident.span()),
    };
    let exact = values.iter().find(|value| **value == name);
    let in_any_case = || {
        let mut values = values.iter().filter(|value| is_same(value, &name));
        values.next().filter(|_| values.next().is_none())
    };
    if let Some(value) = exact.or_else(|| rename.is_none().then(in_any_case)?) {
        return Ok(value);
    }
    let other_case = values
        .iter()
        .find(|value| value.eq_ignore_ascii_case(&name));
    let near = other_case.copied().or_else(|| nearest(&name, values));
    let advice = match (near, rename) {
        (Some(near), Some(_)) => format!("; did you mean `{near}`?"),
        (Some(near), None) => format!("; did you mean `#[ravelin(rename = \"{near}\")]`?"),
        (None, _) => format!(
            ", which lists {}; name one of these with `rename`",
            field.list()
        ),
    };
    let message = format!(
        "`{name}` is not a listed value of `{}` in `{}`{advice}",
        field.name, field.parent
    );
    Err((span, message))
}

/// Checks whether a value is the name of a variant in another case: `auth_capture`, `AUTH_CAPTURE` or `authCapture`.
fn is_same(value: &str, name: &str) -> bool {
    let name = snake(name);
    value.to_lowercase() == name || snake(value) == name
}

/// Converts `AuthCapture` to `auth_capture`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
