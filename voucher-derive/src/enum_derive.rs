//! `#[derive(RavelinEnum)]`: maps a fieldless enum to the enumerated values of a field.

use crate::allowed_lints::emit_allowed;
use crate::attr::{EnumKeys, Level, VariantKeys, parse_keys};
use crate::core_path::CorePath;
use crate::definition_file::File;
use crate::impl_header::emit_impl_header;
use crate::lookup::innermost_element;
use crate::report::{Errors, quote_list};
use crate::resolve::{MappedObject, NamedDefinition, resolve_named};
use crate::template::{Name, emit};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Fields, LitStr, Variant};
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::nearest;

/// An enum and the value of each variant.
pub(crate) struct EnumMapping<'i> {
    ident: &'i Ident,
    input: &'i DeriveInput,
    values: Vec<(&'i Ident, &'static str)>,
    /// The definition file that the values were read from.
    file: Option<File>,
    core: CorePath,
}

impl<'i> EnumMapping<'i> {
    pub(crate) fn resolve(input: &'i DeriveInput, errors: &mut Errors) -> Self {
        let keys: EnumKeys = parse_keys(&input.attrs, Level::Enum, errors);
        let mut enum_mapping = Self {
            ident: &input.ident,
            input,
            values: Vec::new(),
            file: None,
            core: CorePath::new(keys.krate.as_ref()),
        };
        let data = parse_enum(input, errors);
        let found = resolve_keys(&keys, &input.ident, errors);
        let field = found.and_then(|((definition, file), path)| {
            enum_mapping.file = file;
            resolve_field(definition, path, errors)
        });
        let (Some(data), Some((parent, field))) = (data, field) else {
            return enum_mapping;
        };
        for variant in &data.variants {
            let VariantKeys { rename, status } = parse_keys(&variant.attrs, Level::Variant, errors);
            if status.is_broken || !is_fieldless(variant, errors) {
                continue;
            }
            match resolve_value(variant, rename.as_ref(), field) {
                Ok(value) => enum_mapping.add(variant, value, errors),
                Err((span, name, advice)) => {
                    let field = keys.field.as_ref().map_or_else(String::new, LitStr::value);
                    let field = field.rsplit('.').next().unwrap_or_default();
                    let message = format!(
                        "`{name}` is not a listed value of `{field}` in `{parent}`{advice}"
                    );
                    errors.push_at(span, message);
                }
            }
        }
        enum_mapping
    }

    /// Adds a variant with its value. Reports a value that another variant has.
    fn add(&mut self, variant: &'i Variant, value: &'static str, errors: &mut Errors) {
        match self.values.iter().find(|(_, other)| *other == value) {
            Some((first, _)) => {
                let message = format!(
                    "`{first}` and `{}` both map to `{value}`; remove one",
                    variant.ident
                );
                errors.push_spanned(&variant.ident, message);
            }
            None => self.values.push((&variant.ident, value)),
        }
    }

    /// ```text
    /// // Output:
    /// impl EnumField for Kind {
    ///     const VALUES: … = &["GENERAL", "STAFF"];
    ///     fn value(&self) -> &'static str { match self { Self::General => "GENERAL", Self::Staff => "STAFF" } }
    /// }
    /// ```
    /// After a mistake, variants without a value get an empty one, so that the impl still compiles.
    pub(crate) fn emit(&self) -> TokenStream {
        let is_complete = match &self.input.data {
            Data::Enum(data) => data.variants.len() == self.values.len(),
            _ => false,
        };
        let (ident, values, core_path, generics) =
            (self.ident, &self.values, &self.core, &self.input.generics);
        let bounds = generics.where_clause.to_token_stream();
        let allowed = emit_allowed(self.input);
        emit!(=> #allowed const _: () = {
            #core_path.emit_use(None)
            #if (let Some(file) = &self.file) { #file.emit_dependency() }
            #emit_impl_header("EnumField", ident, generics, &bounds) {
                const VALUES: &'static [&'static __core::str] = &[#for ((_, value) in values) { #value, }];
                fn value(&self) -> &'static __core::str {
                    match self {
                        #for ((variant, value) in values) { Self::#{Name(variant.to_string())} => #value, }
                        #if (!is_complete || values.is_empty()) { _ => "", }
                    }
                }
            }
        };)
    }
}

/// Returns the variants of an enum. Reports any other input.
fn parse_enum<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<&'i DataEnum> {
    let ident = &input.ident;
    match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            errors.push_spanned(
                ident,
                format!("expected at least one variant in `{ident}`; add one"),
            );
            None
        }
        Data::Enum(data) => Some(data),
        Data::Struct(data) => {
            let message = format!(
                "expected an enum, but `{ident}` is a struct; for an event, use `#[derive(RavelinEvent)]`"
            );
            errors.push_spanned(data.struct_token, message);
            None
        }
        Data::Union(data) => {
            errors.push_spanned(
                data.union_token,
                format!("expected an enum, but `{ident}` is a union"),
            );
            None
        }
    }
}

/// Whether a variant has no fields. Reports any.
fn is_fieldless(variant: &Variant, errors: &mut Errors) -> bool {
    if matches!(variant.fields, Fields::Unit) {
        return true;
    }
    let message = format!(
        "expected a variant without fields; remove those of `{}`",
        variant.ident
    );
    errors.push_spanned(&variant.fields, message);
    false
}

/// Returns the definition that the keys name, and the path to the field.
fn resolve_keys<'k>(
    keys: &'k EnumKeys,
    ident: &Ident,
    errors: &mut Errors,
) -> Option<(NamedDefinition, &'k LitStr)> {
    const WRITE: &str = "`#[ravelin(event = \"voucher\", field = \"voucherType\")]`";
    if keys.status.has_conflict {
        return None;
    }
    let is_named = keys.event.is_some() || keys.definition.is_some();
    let (true, Some(path)) = (is_named, &keys.field) else {
        if !keys.status.is_broken {
            errors.push_spanned(
                ident,
                format!("expected the field whose values `{ident}` maps; add {WRITE}"),
            );
        }
        return None;
    };
    let found = resolve_named(keys.event.as_ref(), keys.definition.as_ref(), errors)?;
    Some((found, path))
}

/// Returns the enumerated field at a path, and the name of the definition or object that contains it.
fn resolve_field(
    definition: &'static definition::Definition,
    path: &LitStr,
    errors: &mut Errors,
) -> Option<(String, &'static definition::Field)> {
    let value = path.value();
    let (parent, name, field_definitions) = match value.rsplit_once('.') {
        None => (
            String::from(definition.name),
            value.as_str(),
            definition.fields().collect(),
        ),
        Some((object, name)) => {
            let object = LitStr::new(object, path.span());
            let mapped = MappedObject::resolve(definition, &object, errors)?;
            (object.value(), name, mapped.definition.fields.to_vec())
        }
    };
    find_enumerated(&field_definitions, name, path.span(), &parent, errors)
        .map(|field_definition| (parent, field_definition))
}

/// Returns the field with this name if it is enumerated, or its elements if they are. Reports any other name.
fn find_enumerated(
    field_definitions: &[&'static definition::Field],
    name: &str,
    span: Span,
    parent: &str,
    errors: &mut Errors,
) -> Option<&'static definition::Field> {
    let enumerated = field_definitions
        .iter()
        .filter(|field_definition| is_enumerated(field_definition));
    let names: Vec<_> = enumerated
        .map(|field_definition| field_definition.name)
        .collect();
    let found = field_definitions
        .iter()
        .find(|field_definition| field_definition.name == name);
    let found = found.or_else(|| {
        field_definitions
            .iter()
            .find(|field_definition| field_definition.rust_name == name)
    });
    let message = match (found, nearest(name, &names), names.as_slice()) {
        (Some(field_definition), ..) if is_enumerated(field_definition) => {
            return Some(innermost_element(field_definition));
        }
        (Some(field_definition), ..) => format!(
            "expected a field with listed values, but `{}` is {}; fields with listed values: {}",
            field_definition.name,
            field_definition.kind.noun(),
            quote_list(&names)
        ),
        (None, Some(near), _) => {
            format!("field `{name}` is not in `{parent}`; did you mean `{near}`?")
        }
        (None, None, []) => {
            format!("field `{name}` is not in `{parent}`, which has no field with listed values")
        }
        (None, None, _) => format!(
            "field `{name}` is not in `{parent}`; fields with listed values: `{}`",
            names.join("`, `")
        ),
    };
    errors.push_at(span, message);
    None
}

fn is_enumerated(field_definition: &'static definition::Field) -> bool {
    matches!(innermost_element(field_definition).kind, Kind::Enum)
}

/// Returns the listed value of a variant: that of `rename`, or the one with the variant's name in any case. For an
/// unknown name, returns its span, the name, and what to do.
fn resolve_value(
    variant: &Variant,
    rename: Option<&LitStr>,
    field: &definition::Field,
) -> Result<&'static str, (Span, String, String)> {
    let ident = variant.ident.unraw().to_string();
    let (name, span) = match rename {
        Some(rename) => (rename.value(), rename.span()),
        None => (ident, variant.ident.span()),
    };
    let snake = snake(&name);
    let is_value =
        |value: &&&str| **value == name || rename.is_none() && value.to_lowercase() == snake;
    if let Some(value) = field.values.iter().find(is_value) {
        return Ok(value);
    }
    let other_case = field
        .values
        .iter()
        .find(|value| value.eq_ignore_ascii_case(&name));
    let near = other_case.copied().or_else(|| nearest(&name, field.values));
    let advice = match (near, rename) {
        (Some(near), Some(_)) => format!("; did you mean `{near}`?"),
        (Some(near), None) => format!("; did you mean `#[ravelin(rename = \"{near}\")]`?"),
        (None, _) => format!(
            ", which lists {}; name one of these with `rename`",
            quote_list(field.values)
        ),
    };
    Err((span, name, advice))
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
