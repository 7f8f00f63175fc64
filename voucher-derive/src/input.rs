//! What the user wrote, borrowed.

use crate::allowed_lints::expand_allowed;
use crate::attr::{FieldKeys, Role, StructKeys};
use crate::report::Errors;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Meta, Type};

/// A struct with its words.
pub(crate) struct Input<'i> {
    pub(crate) role: Role,
    pub(crate) ident: &'i Ident,
    pub(crate) generics: &'i Generics,
    pub(crate) keys: StructKeys,
    pub(crate) fields: Vec<InputField<'i>>,
    /// What the impl may do as well, since the struct does.
    pub(crate) allowed: TokenStream,
    /// Whether its fields are all it has: nothing was left out as the wrong shape.
    pub(crate) is_struct: bool,
    /// Whether a reference to a field may be unaligned, which the compiler rejects.
    pub(crate) is_packed: bool,
}

/// A field with its words.
pub(crate) struct InputField<'i> {
    pub(crate) ident: &'i Ident,
    /// The name without `r#`.
    pub(crate) name: String,
    pub(crate) ty: &'i Type,
    pub(crate) keys: FieldKeys,
}

impl InputField<'_> {
    /// Returns where a mistake about the target is reported: at the key that names it, or else at the field's name.
    pub(crate) fn target_span(&self) -> Span {
        match &self.keys.target {
            Some(key) => key.span(),
            None => self.ident.span(),
        }
    }
}

impl<'i> Input<'i> {
    pub(crate) fn parse(input: &'i DeriveInput, role: Role, errors: &mut Errors) -> Self {
        let keys = StructKeys::parse(&input.attrs, role, errors);
        let named = parse_shape(input, role, errors);
        let mut fields = Vec::new();
        if let Some(named) = named {
            for field in &named.named {
                fields.extend(field.ident.as_ref().map(|ident| InputField {
                    ident,
                    name: ident.unraw().to_string(),
                    ty: &field.ty,
                    keys: FieldKeys::parse(&field.attrs, errors),
                }));
            }
        }
        Self {
            role,
            ident: &input.ident,
            generics: &input.generics,
            keys,
            fields,
            allowed: expand_allowed(input),
            is_struct: named.is_some(),
            is_packed: is_packed(&input.attrs),
        }
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// `#[repr(packed)]`, `#[repr(C, packed(2))]`. (A mistake in the attribute is reported by the compiler.)
fn is_packed(attributes: &[Attribute]) -> bool {
    let mut reprs = attributes.iter().filter(|one| one.path().is_ident("repr"));
    reprs.any(|repr| match &repr.meta {
        Meta::List(list) => {
            let mut keys = list.tokens.clone().into_iter();
            keys.any(|word| matches!(word, TokenTree::Ident(name) if name == "packed"))
        }
        _ => false,
    })
}

/// An event is a struct with named fields, and so is a part.
fn parse_shape<'i>(
    input: &'i DeriveInput,
    role: Role,
    errors: &mut Errors,
) -> Option<&'i syn::FieldsNamed> {
    let maps = match role {
        Role::Event => "an event maps named fields",
        Role::Part => "a part maps named fields",
    };
    let ident = &input.ident;
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => return Some(named),
            Fields::Unnamed(fields) => {
                let keys = format!("`{ident}` is a tuple struct, and {maps}; name them");
                errors.push_spanned(fields, keys);
            }
            Fields::Unit => {
                errors.push_spanned(
                    ident,
                    format!("`{ident}` has no fields, and {maps}; write `struct {ident} {{ … }}`"),
                );
            }
        },
        Data::Enum(data) => {
            let keys = format!(
                "`{ident}` is an enum, and {maps} of a struct; for listed values there is `#[derive(RavelinEnum)]`"
            );
            errors.push_spanned(data.enum_token, keys);
        }
        Data::Union(data) => {
            errors.push_spanned(
                data.union_token,
                format!("`{ident}` is a union, and {maps} of a struct"),
            );
        }
    }
    None
}
