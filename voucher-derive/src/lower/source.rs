//! Where the values that a struct sends come from.

use super::destination::Destination;
use super::field::LoweredField;
use crate::attr::Constant;
use proc_macro2::Span;
use std::borrow::Cow;
use voucher_definition as definition;

/// Where a value that a struct sends comes from.
pub(crate) enum Source<'m> {
    /// The clock: the key `timestamp = now`, with its span.
    Clock(Destination, Span),
    Constant(Destination, &'m Constant),
    /// A field of the struct, whose value the user's function may convert.
    Field(LoweredField<'m>),
    /// A field with `flatten`. The derive on its type maps its fields.
    Part(LoweredField<'m>),
}

impl<'m> Source<'m> {
    /// Returns the field of the struct, unless the source is the clock or a constant.
    pub(crate) fn field(&self) -> Option<&LoweredField<'m>> {
        match self {
            Self::Field(field) | Self::Part(field) => Some(field),
            Self::Clock(..) | Self::Constant(..) => None,
        }
    }

    /// Returns where the value is sent. A part has no destination.
    pub(crate) fn destination(&self) -> Option<&Destination> {
        match self {
            Self::Clock(destination, _) | Self::Constant(destination, _) => Some(destination),
            Self::Field(field) | Self::Part(field) => field.destination.as_ref(),
        }
    }

    /// Returns the field definition that the value is sent as.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        self.destination()?.field_definition()
    }

    /// Returns the name of the field or of the constant. The clock has none.
    pub(crate) fn name(&self) -> Option<Cow<'m, str>> {
        match self {
            Self::Clock(..) => None,
            Self::Constant(_, constant) => Some(Cow::Owned(constant.name.to_string())),
            Self::Field(field) | Self::Part(field) => Some(Cow::Borrowed(&field.input.name)),
        }
    }

    /// Returns the span of the name, or of the key for the clock.
    #[cfg(feature = "definition-file")]
    pub(crate) fn name_span(&self) -> Span {
        match self {
            Self::Clock(_, user_span) => *user_span,
            Self::Constant(_, constant) => constant.name.span(),
            Self::Field(field) | Self::Part(field) => field.input.ident.span(),
        }
    }
}
