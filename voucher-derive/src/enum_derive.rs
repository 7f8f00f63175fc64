//! `#[derive(RavelinEnum)]`: a fieldless enum beside the listed values of a field.

use crate::allowed_lints::expand_allowed;
use crate::attr::{EnumKeys, parse_variant};
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use crate::definition_file::File;
use crate::lookup::innermost_element;
use crate::report::Errors;
use crate::report::quote_list;
use crate::resolve::{MappedObject, NamedDefinition, resolve_named};
use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Fields, LitStr, Variant};
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::nearest;

/// An enum beside its field.
pub(crate) struct EnumMapping<'i> {
    ident: &'i Ident,
    input: &'i DeriveInput,
    values: Vec<(&'i Ident, &'static str)>,
    /// The definition file that the values were read from.
    file: Option<File>,
    pub(crate) core: CorePath,
}

impl<'i> EnumMapping<'i> {
    pub(crate) fn resolve(input: &'i DeriveInput, errors: &mut Errors) -> Self {
        let keys = EnumKeys::parse(&input.attrs, errors);
        let mut enum_mapping = Self {
            ident: &input.ident,
            input,
            values: Vec::new(),
            file: None,
            core: CorePath::new(keys.krate.as_ref()),
        };
        let data = parse_shape(input, errors);
        let found = resolve_keys(&keys, &input.ident, errors);
        let field = found.and_then(|((definition, file), path)| {
            enum_mapping.file = file;
            resolve_field(definition, path, errors)
        });
        let (Some(data), Some((place, field))) = (data, field) else {
            return enum_mapping;
        };
        for variant in &data.variants {
            let (rename, is_broken) = parse_variant(&variant.attrs, errors);
            if is_broken || !is_fieldless(variant, errors) {
                continue;
            }
            match resolve_value(variant, rename.as_ref(), field) {
                Ok(value) => enum_mapping.take(variant, value, errors),
                Err((span, name, advice)) => {
                    let field = keys.field.as_ref().map_or_else(String::new, LitStr::value);
                    let field = field.rsplit('.').next().unwrap_or_default();
                    let message =
                        format!("`{name}` is not a listed value of `{field}` in `{place}`{advice}");
                    errors.push_at(span, message);
                }
            }
        }
        enum_mapping
    }

    fn take(&mut self, variant: &'i Variant, value: &'static str, errors: &mut Errors) {
        match self.values.iter().find(|(_, other)| *other == value) {
            Some((first, _)) => {
                let message = format!(
                    "`{first}` and `{}` both map to `{value}`; keep one",
                    variant.ident
                );
                errors.push_spanned(&variant.ident, message);
            }
            None => self.values.push((&variant.ident, value)),
        }
    }

    /// ```text
    /// impl EnumField for Kind {
    ///     const VALUES: … = &["GENERAL", "STAFF"];
    ///     fn value(&self) -> &'static str { match self { Self::General => "GENERAL", Self::Staff => "STAFF" } }
    /// }
    /// ```
    /// Where something is wrong, a variant without a value takes the first one's, and the impl is a stub.
    pub(crate) fn expand(&self) -> TokenStream {
        let mut values = Code::default();
        let mut arms = Code::default();
        for (variant, value) in &self.values {
            values.push_literal(value);
            values.push(",");
            arms.push("Self::");
            arms.push(&variant.to_string());
            arms.push("=>");
            arms.push_literal(value);
            arms.push(",");
        }
        let is_all = match &self.input.data {
            Data::Enum(data) => data.variants.len() == self.values.len(),
            _ => false,
        };
        if !is_all || self.values.is_empty() {
            arms.push("_ => \"\",");
        }
        let mut items = Code::default();
        items.push("const VALUES: &'static [&'static __inner::str] = &");
        items.push_group(Delimiter::Bracket, values);
        items.push("; fn value(&self) -> &'static __inner::str { match self ");
        items.push_group(Delimiter::Brace, arms);
        items.push("}");

        let mut code = Code::default();
        self.core.push_use(None, &mut code);
        if let Some(file) = &self.file {
            file.push_watch(&mut code);
        }
        let generics = &self.input.generics;
        let bounds = generics.where_clause.to_token_stream();
        code.push_impl("EnumField", self.ident, generics, bounds, items);

        code.into_block(expand_allowed(self.input))
    }
}

fn parse_shape<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<&'i DataEnum> {
    let ident = &input.ident;
    match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            errors.push_spanned(
                ident,
                format!("`{ident}` has no variants, so no value can be sent; add one"),
            );
            None
        }
        Data::Enum(data) => Some(data),
        Data::Struct(data) => {
            let message = format!(
                "`{ident}` is a struct, and listed values are an enum's; an event is `#[derive(RavelinEvent)]`"
            );
            errors.push_spanned(data.struct_token, message);
            None
        }
        Data::Union(data) => {
            errors.push_spanned(
                data.union_token,
                format!("`{ident}` is a union, and listed values are an enum's"),
            );
            None
        }
    }
}

fn is_fieldless(variant: &Variant, errors: &mut Errors) -> bool {
    if matches!(variant.fields, Fields::Unit) {
        return true;
    }
    let message = format!(
        "variant `{}` has fields, and a listed value has none; remove them",
        variant.ident
    );
    errors.push_spanned(&variant.fields, message);
    false
}

/// The definition that the words name, and the path to the field.
fn resolve_keys<'w>(
    keys: &'w EnumKeys,
    ident: &Ident,
    errors: &mut Errors,
) -> Option<(NamedDefinition, &'w LitStr)> {
    const WRITE: &str = "`#[ravelin(event = \"voucher\", field = \"voucherType\")]`";
    let is_named = keys.event.is_some() || keys.definition.is_some();
    let (true, Some(path)) = (is_named, &keys.field) else {
        if !keys.is_broken {
            errors.push_spanned(
                ident,
                format!("`{ident}` does not say whose values it holds; add {WRITE}"),
            );
        }
        return None;
    };
    let found = resolve_named(keys.event.as_ref(), keys.definition.as_ref(), errors)?;
    Some((found, path))
}

/// The enumerated field at a path, and the definition or object that it stands in.
fn resolve_field(
    definition: &'static definition::Definition,
    path: &LitStr,
    errors: &mut Errors,
) -> Option<(String, &'static definition::Field)> {
    let written = path.value();
    let (place, wire, field_definitions) = match written.rsplit_once('.') {
        None => (
            String::from(definition.name),
            written.as_str(),
            definition.fields().collect(),
        ),
        Some((object, wire)) => {
            let object = LitStr::new(object, path.span());
            let mapped = MappedObject::resolve(definition, &object, errors)?;
            (object.value(), wire, mapped.definition.fields.to_vec())
        }
    };
    find_enumerated(&field_definitions, wire, path.span(), &place, errors)
        .map(|field_definition| (place, field_definition))
}

/// The row of this name that lists values, itself or for each of its entries.
fn find_enumerated(
    field_definitions: &[&'static definition::Field],
    wire: &str,
    span: Span,
    place: &str,
    errors: &mut Errors,
) -> Option<&'static definition::Field> {
    let enumerated = field_definitions
        .iter()
        .filter(|field_definition| lists_values(field_definition));
    let names: Vec<_> = enumerated
        .map(|field_definition| field_definition.name)
        .collect();
    let found = field_definitions
        .iter()
        .find(|field_definition| field_definition.name == wire);
    let found = found.or_else(|| {
        field_definitions
            .iter()
            .find(|field_definition| field_definition.rust_name == wire)
    });
    let message = match (found, nearest(wire, &names), names.as_slice()) {
        (Some(field_definition), ..) if lists_values(field_definition) => {
            return Some(innermost_element(field_definition));
        }
        (Some(field_definition), ..) => format!(
            "`{}` is {}, and lists no values; an enum maps a field that does: {}",
            field_definition.name,
            field_definition.kind.noun(),
            quote_list(&names)
        ),
        (None, Some(near), _) => {
            format!("field `{wire}` is not in `{place}`; did you mean `{near}`?")
        }
        (None, None, []) => {
            format!("field `{wire}` is not in `{place}`, which has none with listed values")
        }
        (None, None, _) => format!(
            "field `{wire}` is not in `{place}`; fields with listed values: `{}`",
            names.join("`, `")
        ),
    };
    errors.push_at(span, message);
    None
}

fn lists_values(field_definition: &'static definition::Field) -> bool {
    matches!(innermost_element(field_definition).kind, Kind::Enum)
}

/// The listed value of a variant: the one it is renamed to, or the one of its name in any case. Otherwise where the name
/// stands, the name, and what to do.
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

/// `AuthCapture` as `auth_capture`
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
