//! Types that cannot be sent, if their names mean what they mean in the standard library.

use super::kind::{Container, KindName, LoweredKind};
use super::plain_type::{option_argument, single_segment};
use proc_macro2::Span;
use syn::Type;
use voucher_definition::mismatch::{self, Mismatches};

/// A type that cannot be sent, if its name means what it means in the standard library.
pub(crate) struct Mismatch {
    /// Why it cannot be sent.
    pub(crate) reason: &'static str,
    /// The span of the name: `f64` in `Option<f64>`.
    pub(crate) span: Span,
}

/// Returns why a type cannot be sent, if it is written `f64`, `Option<f64>` and so on, and does not suit the kind. A local
/// type may have the same name, so generated code checks it, too.
pub(super) fn mismatch_of(ty: &Type, kind: &LoweredKind<'_>) -> Option<Mismatch> {
    let name = single_segment(option_argument(ty).unwrap_or(ty))?;
    if !name.arguments.is_none() {
        return None;
    }
    Some(Mismatch {
        reason: mismatches(kind)?.of(&name.ident.to_string())?,
        span: name.ident.span(),
    })
}

/// Returns the messages about a kind.
fn mismatches(kind: &LoweredKind<'_>) -> Option<&'static Mismatches> {
    if let Some(container) = kind.containers.first() {
        return Some(match container {
            Container::Array => &mismatch::ARRAY,
            Container::Map { .. } => &mismatch::MAP,
        });
    }
    Some(match kind.name {
        KindName::Amount => &mismatch::AMOUNT,
        KindName::Bool => &mismatch::BOOL,
        KindName::Currency | KindName::Unlisted => &mismatch::CURRENCY,
        KindName::Custom => &mismatch::CUSTOM,
        KindName::Date => &mismatch::DATE,
        KindName::DateTime => &mismatch::DATE_TIME,
        KindName::Enum => &mismatch::ENUM,
        KindName::Identifier => &mismatch::IDENTIFIER,
        KindName::Integer => &mismatch::INTEGER,
        KindName::Number => &mismatch::NUMBER,
        KindName::Object => &mismatch::OBJECT,
        KindName::Text => &mismatch::TEXT,
        KindName::Time => &mismatch::TIME,
        KindName::Unix => &mismatch::UNIX,
        KindName::Uuid => &mismatch::UUID,
        KindName::Ancestor | KindName::Any | KindName::Member | KindName::OneOf => return None,
    })
}
