//! What the user wrote, borrowed from the derive's input.

use crate::attr::{FieldKeys, Level, Role, StructKeys, parse_keys};
use crate::report::Errors;
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Fields, FieldsNamed, Generics, Meta, Type};

/// A struct with its keys.
pub(crate) struct Input<'i> {
    pub(crate) role: Role,
    pub(crate) ident: &'i Ident,
    pub(crate) generics: &'i Generics,
    pub(crate) keys: StructKeys,
    pub(crate) fields: Vec<InputField<'i>>,
    /// The derive's input as a whole, for its attributes.
    pub(crate) source: &'i DeriveInput,
    /// Whether the input is a struct with named fields. If not, a mistake was reported and `fields` is empty.
    pub(crate) is_struct: bool,
    /// Whether the struct is packed. rustc rejects references to its fields, which may be unaligned.
    pub(crate) is_packed: bool,
}

/// A field with its keys.
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
        match self.keys.target() {
            Some(key) => key.span(),
            None => self.ident.span(),
        }
    }
}

impl<'i> Input<'i> {
    pub(crate) fn parse(input: &'i DeriveInput, role: Role, errors: &mut Errors) -> Self {
        let keys: StructKeys = parse_keys(&input.attrs, role.level(), errors);
        let named = parse_named_fields(input, errors);
        let mut fields = Vec::new();
        if let Some(named) = named {
            for field in &named.named {
                fields.extend(field.ident.as_ref().map(|ident| InputField {
                    ident,
                    name: ident.unraw().to_string(),
                    ty: &field.ty,
                    keys: parse_keys(&field.attrs, Level::Field, errors),
                }));
            }
        }
        Self {
            role,
            ident: &input.ident,
            generics: &input.generics,
            keys,
            fields,
            source: input,
            is_struct: named.is_some(),
            is_packed: is_packed(&input.attrs),
        }
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// Whether a struct has `#[repr(packed)]` or, for example, `#[repr(C, packed(2))]`.
fn is_packed(attributes: &[Attribute]) -> bool {
    let mut reprs = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("repr"));
    reprs.any(|repr| match &repr.meta {
        Meta::List(list) => {
            let mut tokens = list.tokens.clone().into_iter();
            tokens.any(|token| matches!(token, TokenTree::Ident(name) if name == "packed"))
        }
        _ => false,
    })
}

/// Returns the named fields of a struct. Reports any other input.
fn parse_named_fields<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<&'i FieldsNamed> {
    let ident = &input.ident;
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => return Some(named),
            Fields::Unnamed(fields) => {
                let message = format!(
                    "expected a struct with named fields, but `{ident}` is a tuple struct; name its fields"
                );
                errors.push_spanned(fields, message);
            }
            Fields::Unit => {
                let message = format!(
                    "expected a struct with named fields, but `{ident}` has none; write `struct {ident} {{ … }}`"
                );
                errors.push_spanned(ident, message);
            }
        },
        Data::Enum(data) => {
            let message = format!(
                "expected a struct, but `{ident}` is an enum; for listed values, use `#[derive(RavelinEnum)]`"
            );
            errors.push_spanned(data.enum_token, message);
        }
        Data::Union(data) => {
            let message = format!("expected a struct, but `{ident}` is a union");
            errors.push_spanned(data.union_token, message);
        }
    }
    None
}
