//! Finds the alternative of each variant of an enum.

use super::listed::LISTED_VALUES;
use super::named::resolve_named;
use super::object::Tag;
use super::place::FieldPlace;
use super::select::{quote_path, unknown_alternative};
use super::wanted::Wanted;
use crate::attr::{AlternativeKeys, Level, OneOfKeys, parse_keys};
use crate::code_buffer::generated_span_at;
use crate::core_path::CorePath;
use crate::definition_file::File;
use crate::lookup::{alternative_names, innermost_element};
use crate::report::{Errors, quote_list};
use proc_macro2::Ident;
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Fields, GenericParam, LitStr, Type, Variant, parse_quote};
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::nearest;

/// An enum, and the alternative of each variant.
pub(crate) struct OneOfMapping<'i> {
    pub(crate) input: &'i DeriveInput,
    pub(crate) core: CorePath,
    /// The file that the definition was read from.
    pub(crate) file: Option<File>,
    /// The field with the alternatives. `None` if a mistake about it was reported.
    pub(crate) field: Option<OneOfField>,
    pub(crate) variants: Vec<MappedVariant<'i>>,
    /// The field has listed values instead of alternatives.
    pub(crate) is_listed: bool,
}

/// What a field must have for an enum with `RavelinOneOf`.
pub(crate) const ALTERNATIVES: Wanted = ("alternatives", has_alternatives);

fn has_alternatives(field_definition: &'static definition::Field) -> bool {
    matches!(innermost_element(field_definition).kind, Kind::OneOf(_))
}

/// A field with alternatives.
pub(crate) struct OneOfField {
    /// The definition that contains the field.
    pub(crate) around: &'static definition::Definition,
    pub(crate) definition: &'static definition::Field,
    pub(crate) one_of: &'static definition::OneOf,
    /// The path from the body.
    pub(crate) path: String,
}

/// A variant and its alternative.
pub(crate) struct MappedVariant<'i> {
    pub(crate) ident: &'i Ident,
    /// The index of the alternative.
    pub(crate) index: usize,
    pub(crate) alternative: &'static definition::Alternative,
    /// The path of the alternative: `paymentMethod[card]`.
    pub(crate) path: String,
    pub(crate) content: Content<'i>,
}

/// What a variant holds.
pub(crate) enum Content<'i> {
    Type(&'i Type),
    /// Nothing. This struct without fields is sent.
    Unit(Box<DeriveInput>),
}

/// Resolves an enum.
pub(crate) fn resolve_one_of<'i>(input: &'i DeriveInput, errors: &mut Errors) -> OneOfMapping<'i> {
    let keys: OneOfKeys = parse_keys(&input.attrs, Level::OneOf, errors);
    let mut mapping = OneOfMapping::unresolved(input, CorePath::new(keys.krate.as_ref()));
    let data = parse_enum(input, errors);
    mapping.field = resolve_keys(&keys, &mut mapping, errors);
    let variants = data.into_iter().flat_map(|data| &data.variants);
    for variant in variants {
        mapping.add(variant, &keys, errors);
    }
    mapping
}

/// Returns the enum's data, if its variants can be resolved. Reports any other input, an enum without variants, and type
/// parameters.
fn parse_enum<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<&'i DataEnum> {
    let ident = &input.ident;
    let mut is_generic = false;
    for parameter in &input.generics.params {
        let message = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(_) | GenericParam::Const(_) => format!(
                "expected an enum without type parameters, because each variant is checked for its alternative; remove it from `{ident}`"
            ),
        };
        errors.push_spanned(parameter, message);
        is_generic = true;
    }
    match &input.data {
        Data::Enum(_) if is_generic => None,
        Data::Enum(data) if data.variants.is_empty() => {
            errors.push_spanned(
                ident,
                format!("expected at least one variant in `{ident}`; add one for each alternative that you send"),
            );
            None
        }
        Data::Enum(data) => Some(data),
        Data::Struct(data) => {
            let message = format!(
                "expected an enum, but `{ident}` is a struct; for one of the alternatives, use `#[derive(RavelinFields)]`"
            );
            errors.push_spanned(data.struct_token, message);
            None
        }
        Data::Union(data) => {
            let message = format!("expected an enum, but `{ident}` is a union");
            errors.push_spanned(data.union_token, message);
            None
        }
    }
}

/// Returns the field that the keys name.
fn resolve_keys(
    keys: &OneOfKeys,
    mapping: &mut OneOfMapping<'_>,
    errors: &mut Errors,
) -> Option<OneOfField> {
    if keys.status.has_conflict {
        return None;
    }
    let is_named = keys.event.is_some() || keys.definition.is_some();
    let (true, Some(path)) = (is_named, &keys.field) else {
        if !keys.status.is_broken {
            let ident = &mapping.input.ident;
            let message = format!(
                "expected the field whose alternatives `{ident}` maps; add `#[ravelin(definition = \"…\", field = \"…\")]`"
            );
            errors.push_spanned(ident, message);
        }
        return None;
    };
    let (definition, file) = resolve_named(keys.event.as_ref(), keys.definition.as_ref(), errors)?;
    mapping.file = file;
    let name = path.value();
    match FieldPlace::find(definition, &name, ALTERNATIVES) {
        Ok(place) => OneOfField::of(definition, place),
        Err(_) if FieldPlace::find(definition, &name, LISTED_VALUES).is_ok() => {
            mapping.is_listed = true;
            let message = format!(
                "`{name}` has listed values, not alternatives; derive `RavelinEnum` instead of `RavelinOneOf`"
            );
            errors.push_at(path.span(), message);
            None
        }
        Err(message) => {
            errors.push_at(path.span(), message);
            None
        }
    }
}

impl OneOfField {
    fn of(around: &'static definition::Definition, place: FieldPlace) -> Option<Self> {
        let definition = innermost_element(place.definition);
        match definition.kind {
            Kind::OneOf(one_of) => Some(Self {
                around,
                definition,
                one_of,
                path: place.path,
            }),
            _ => None,
        }
    }
}

impl<'i> OneOfMapping<'i> {
    /// Returns the mapping of an enum whose field is unknown.
    pub(crate) fn unresolved(input: &'i DeriveInput, core: CorePath) -> Self {
        Self {
            input,
            core,
            file: None,
            field: None,
            variants: Vec::new(),
            is_listed: false,
        }
    }

    /// Adds a variant. Reports one without an alternative, and one that cannot hold its value.
    fn add(&mut self, variant: &'i Variant, keys: &OneOfKeys, errors: &mut Errors) {
        let Some(field) = &self.field else {
            return;
        };
        let AlternativeKeys { rename, status } =
            parse_keys(&variant.attrs, Level::Alternative, errors);
        if check_inner_keys(variant, errors) || status.is_broken {
            return;
        }
        let Some((index, alternative)) = find(field, variant, rename.as_ref(), errors) else {
            return;
        };
        let names = alternative_names(field.one_of);
        let name = names.get(index).copied().unwrap_or_default();
        if let Some(first) = self.variants.iter().find(|other| other.index == index) {
            let message = format!(
                "`{}` and `{}` both map to the alternative `{name}`; remove one",
                first.ident, variant.ident
            );
            errors.push_spanned(&variant.ident, message);
            return;
        }
        let path = format!("{}[{name}]", field.path);
        let tag = alternative.tag(field.one_of.selector).and_then(Tag::of);
        let content = match resolve_content(variant, alternative.value, tag.as_ref(), &path) {
            Ok(Some(ty)) => Content::Type(ty),
            Ok(None) => Content::Unit(Box::new(unit(variant, keys, &path))),
            Err(error) => return errors.push(error),
        };
        self.variants.push(MappedVariant {
            ident: &variant.ident,
            index,
            alternative,
            path,
            content,
        });
    }

    /// Whether each variant has an alternative.
    pub(crate) fn is_complete(&self) -> bool {
        match &self.input.data {
            Data::Enum(data) => data.variants.len() == self.variants.len(),
            Data::Struct(_) | Data::Union(_) => false,
        }
    }
}

/// Returns the type of the value that a variant holds, or `None` if it holds nothing.
///
/// # Errors
/// The variant cannot be sent as its alternative.
fn resolve_content<'i>(
    variant: &'i Variant,
    alternative: &'static definition::Field,
    tag: Option<&Tag>,
    path: &str,
) -> syn::Result<Option<&'i Type>> {
    if let Fields::Unit = variant.fields {
        return match unit_mistake(variant, alternative, tag, path) {
            None => Ok(None),
            Some(message) => Err(syn::Error::new_spanned(&variant.ident, message)),
        };
    }
    let mut fields = variant.fields.iter();
    if let (Fields::Unnamed(_), Some(only), None) = (&variant.fields, fields.next(), fields.next())
    {
        return Ok(Some(&only.ty));
    }
    let message = format!(
        "expected a variant that holds one value; write `{}`{}",
        tuple_variant(variant, alternative),
        derived(alternative, path)
    );
    Err(syn::Error::new_spanned(&variant.fields, message))
}

/// Reports keys on the value of a variant. Returns whether there are any.
fn check_inner_keys(variant: &Variant, errors: &mut Errors) -> bool {
    let attributes = variant.fields.iter().flat_map(|field| &field.attrs);
    let mut has_keys = false;
    for attribute in attributes.filter(|attribute| attribute.path().is_ident("ravelin")) {
        let message = "the value of a variant has no keys; move them to the variant, or to the type of the value";
        errors.push_spanned(attribute.path(), message);
        has_keys = true;
    }
    has_keys
}

/// Returns the alternative with the name of a variant, in any case, or that `rename` names. Reports an unknown one.
fn find(
    field: &OneOfField,
    variant: &Variant,
    rename: Option<&LitStr>,
    errors: &mut Errors,
) -> Option<(usize, &'static definition::Alternative)> {
    let names = alternative_names(field.one_of);
    let ident = variant.ident.unraw().to_string();
    let rename = rename.map(|rename| (rename.value(), rename.span()));
    let index = names.iter().position(|name| match &rename {
        Some((rename, _)) => name == rename,
        None => letters(name) == letters(&ident),
    });
    if let Some(index) = index {
        return Some((index, field.one_of.alternatives.get(index)?));
    }
    if let Some((name, span)) = rename {
        errors.push_at(span, unknown_alternative(field.one_of, &field.path, &name));
        return None;
    }
    let advice = match nearest(&ident, &names) {
        Some(near) => format!("did you mean `#[ravelin(rename = \"{near}\")]`?"),
        None => format!("name one of {} with `rename`", quote_list(&names)),
    };
    let message = format!(
        "`{ident}` is not an alternative of {}; {advice}",
        quote_path(&field.path)
    );
    errors.push_spanned(&variant.ident, message);
    None
}

/// Returns the letters and digits of a name in lower case: `paypal` for `PayPal` and `pay-pal`.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns why a variant without a value cannot be sent as an alternative: only an object without required fields can.
fn unit_mistake(
    variant: &Variant,
    alternative: &'static definition::Field,
    tag: Option<&Tag>,
    path: &str,
) -> Option<String> {
    let ident = &variant.ident;
    let write = tuple_variant(variant, alternative);
    let Kind::Object(object) = alternative.kind else {
        let noun = alternative.kind.noun();
        return Some(format!(
            "expected a variant that holds a value, because `{path}` is {noun}; write `{write}`"
        ));
    };
    let is_tag =
        |field: &definition::Field| tag.is_some_and(|tag| std::ptr::eq(tag.definition(), field));
    let required = object.fields.iter();
    let required = required.filter(|field| field.is_required() && !is_tag(field));
    let mut required: Vec<_> = required.map(|field| field.name).collect();
    required.extend(object.exactly_one.iter().copied().flatten());
    if required.is_empty() {
        return None;
    }
    Some(format!(
        "`{ident}` holds nothing, but `{path}` requires {}; write `{write}`{}",
        quote_list(&required),
        derived(alternative, path)
    ))
}

/// Returns a variant with one value, for messages: `Card(Card)`.
fn tuple_variant(variant: &Variant, alternative: &'static definition::Field) -> String {
    let ident = &variant.ident;
    match alternative.kind {
        Kind::Object(_) => format!("{ident}({ident})"),
        Kind::Array(_) => format!("{ident}(Vec<…>)"),
        _ => format!("{ident}(…)"),
    }
}

/// Returns how to derive the type of an alternative that is an object.
fn derived(alternative: &'static definition::Field, path: &str) -> String {
    match alternative.kind {
        Kind::Object(_) => {
            format!(", with a struct that has `#[derive(RavelinFields)]` and `object = \"{path}\"`")
        }
        _ => String::new(),
    }
}

/// Returns the struct that a variant without a value sends: it has no fields.
fn unit(variant: &Variant, keys: &OneOfKeys, path: &str) -> DeriveInput {
    let span = generated_span_at(variant.ident.span());
    let ident = format_ident!("__{}", variant.ident.unraw(), span = span);
    let path = LitStr::new(path, span);
    let (name, value) = match (&keys.event, &keys.definition) {
        (Some(event), _) => ("event", Some(event)),
        (None, definition) => ("definition", definition.as_ref()),
    };
    let name = Ident::new(name, span);
    let krate = keys.krate.as_ref();
    let krate = krate.map(|krate| quote_spanned!(span=> crate = #krate,));
    parse_quote! {
        #[ravelin(#name = #value, #krate object = #path)]
        struct #ident {}
    }
}
