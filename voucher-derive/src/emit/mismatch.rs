//! The assertion about a type that cannot be sent. rustc would begin the message of a constant with `evaluation panicked:`, so
//! the message is that of a trait.

use super::paths::{CheckState, KindPath};
use crate::lower::{Lowered, LoweredField};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote_spanned};

/// A trait that any type of the field's kind implements. Its message is about the type of the standard library that has
/// the name of the field's type, which does not implement it.
pub(super) struct MismatchTrait {
    name: Ident,
    definition: TokenStream,
}

impl MismatchTrait {
    /// Returns the trait for a field whose type cannot be sent, and `None` for any other field.
    ///
    /// ```text
    /// // Output:
    /// #[diagnostic::on_unimplemented(message = "field `value`: expected an amount, found a float, …")]
    /// trait PromoValue<M> { const TYPE: __core::TypeInfo; }
    /// #[diagnostic::do_not_recommend]
    /// impl<T: __core::Amount<M, __core::Unchecked>, M> PromoValue<M> for T {
    ///     const TYPE: __core::TypeInfo = T::TYPE;
    /// }
    /// ```
    pub(super) fn of(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Option<Self> {
        // In this attribute, braces are around the name of a parameter.
        let message = field.mismatch_message()?;
        let message = message.replace('{', "{{").replace('}', "}}");
        let kind = field.kind.as_ref()?;
        let span = field.generated_span;
        let name = Ident::new(&trait_name(lowered, field), span);
        let bound = KindPath::new(kind, span, CheckState::Unchecked)
            .with_marker(format_ident!("M", span = span));
        let definition = quote_spanned! {span=>
            #[diagnostic::on_unimplemented(message = #message)]
            trait #name<M> {
                const TYPE: __core::TypeInfo;
            }
            #[diagnostic::do_not_recommend]
            impl<T: #bound, M> #name<M> for T {
                const TYPE: __core::TypeInfo = T::TYPE;
            }
        };
        Some(Self { name, definition })
    }

    /// Returns the `TypeInfo` of the field's type: `<f64 as PromoValue<_>>::TYPE`.
    pub(super) fn type_info(&self, field: &LoweredField<'_>) -> TokenStream {
        let (ty, name) = (&field.ty, &self.name);
        let user_span = field.user_span;
        let path = quote_spanned!(field.generated_span=> #name<_>);
        quote_spanned!(user_span=> <#ty as #path>::TYPE)
    }

    /// Returns the definition of the trait and an assertion that uses it.
    pub(super) fn around(&self, assertion: &TokenStream, field: &LoweredField<'_>) -> TokenStream {
        let definition = &self.definition;
        quote_spanned!(field.user_span=> const _: () = { #definition #assertion };)
    }
}

/// Returns the name of the trait, which rustc shows at the type: `PromoReferralValue`. Of a name that is unique in the user's
/// program, it does not show where it is defined.
fn trait_name(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> String {
    let mut name = lowered.mapping.input.name();
    for word in field.input.name.split('_') {
        let mut characters = word.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    name
}
