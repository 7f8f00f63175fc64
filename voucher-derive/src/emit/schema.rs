//! The `SchemaInfo` of a struct: what `schema()` needs to know about each field.

use super::names::{destination_path, emit_value};
use super::{exclusive, group, type_info};
use crate::attr::{Constant, ConstantValue, Role};
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::lookup::innermost_element;
use crate::lower::{Destination, Lowered, LoweredField, SentAs, Source};
use crate::template::{Name, emit};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use voucher_definition as definition;
use voucher_definition::{Kind, pointer};

/// Writes the `SchemaInfo`. Most fields only need their type, and most constants are strings. For these, plain lists are
/// much faster to compile than a call for each; see `benches/README.md`.
///
/// ```text
/// // Output:
/// const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
///     new_fields: &[&__NEW_FIELD_2],
///     always: &["/timestamp"],
///     strings: &[("/voucherType", "GENERAL")],
///     ..__core::SchemaInfo::of(&__TYPES, &["/customerId", "/voucherCode"])
/// };
/// ```
pub(super) fn emit_schema_info(lowered: &Lowered<'_>, code: &mut Code) {
    let mut lists = Lists {
        new_fields: new_paths(lowered),
        ..Lists::default()
    };
    for source in &lowered.sources {
        lists.push(lowered, source);
    }
    lists.others.extend(empty_entity(lowered));
    lists.others.extend(exclusive::emit_schema_fields(lowered));
    lists.others.extend(group::emit_schema_fields(lowered));
    lists
        .others
        .extend(lowered.mapping.input.keys.check.as_ref().map(|check| {
            let check = path_source(check);
            quote_spanned!(generated_span()=> __core::SchemaField::struct_check(#check))
        }));
    let lists = &lists;
    emit!(code => const __SCHEMA: &'static __core::SchemaInfo = &#lists.emit(lowered););
}

/// Returns the field definitions that are made for a field of the struct.
fn new_paths(lowered: &Lowered<'_>) -> Vec<TokenStream> {
    let mut paths = Vec::new();
    for destination in lowered.sources.iter().filter_map(Source::destination) {
        if destination.path.is_new() {
            paths.push(destination_path(destination, generated_span()).to_token_stream());
        }
    }
    paths
}

/// Returns the `SchemaField` of an entity of which the event itself maps no field. It is sent all the same.
fn empty_entity(lowered: &Lowered<'_>) -> Option<TokenStream> {
    let (entity, object) = lowered.mapping.index.entity?;
    let mut written = lowered.written.iter();
    let has_field = written.any(|field_definition| object.position(field_definition).is_some());
    if has_field || lowered.mapping.input.role != Role::Event {
        return None;
    }
    let pointer = pointer(entity.parent, entity.name);
    Some(emit!(=> __core::SchemaField::entity(#pointer)))
}

/// The lists of a `SchemaInfo`. Empty ones are not written.
#[derive(Default)]
struct Lists<'e> {
    /// The fields that only need their type, each with the JSON Pointer of its field definition.
    only_types: Vec<(&'e LoweredField<'e>, &'e str)>,
    /// The field definitions that are made for a field of the struct.
    new_fields: Vec<TokenStream>,
    always: Vec<TokenStream>,
    strings: Vec<TokenStream>,
    notes: Vec<TokenStream>,
    others: Vec<TokenStream>,
}

impl<'e> Lists<'e> {
    fn push(&mut self, lowered: &Lowered<'_>, source: &'e Source<'_>) {
        match source {
            Source::Clock(destination, _) => {
                self.always.push(destination.pointer.to_token_stream());
            }
            Source::Constant(destination, constant) => self.push_constant(destination, constant),
            Source::Part(part) if !part.has_error => self.others.push(emit_part(part)),
            Source::Field(field) if !field.has_error => self.push_field(lowered, field),
            Source::Part(_) | Source::Field(_) => {}
        }
    }

    fn push_constant(&mut self, destination: &Destination, constant: &Constant) {
        let generated_span = generated_span();
        let (pointer, value) = (&destination.pointer, emit_value(constant));
        match &constant.value {
            ConstantValue::String(_) => {
                self.strings
                    .push(quote_spanned!(generated_span=> (#pointer, #value)));
            }
            ConstantValue::Integer(..)
            | ConstantValue::Number(..)
            | ConstantValue::Bool(_)
            | ConstantValue::Null(_)
            | ConstantValue::Path(_) => {
                let value_span = generated_span_at(constant.value.span());
                let path = destination_path(destination, generated_span);
                let call = quote_spanned!(value_span=> __core::const_value(#value).put(__encoder, __at, #path));
                let schema_field = quote_spanned!(generated_span=> __core::SchemaField::const_value(#pointer, |__encoder, __at| #call));
                self.others.push(schema_field);
            }
        }
    }

    fn push_field(&mut self, lowered: &Lowered<'_>, field: &'e LoweredField<'_>) {
        let Some(destination) = &field.destination else {
            return;
        };
        let pointer = &destination.pointer;
        let field_definition = destination.field_definition().map(innermost_element);
        let notes = field_definition.map_or(&[][..], |innermost| innermost.value_notes);
        if !notes.is_empty() {
            self.notes.push(emit!(=> (#pointer, &[#emit_notes(notes)])));
        }
        match destination.sent_as {
            SentAs::Field(_) if field.needs_only_type() => self.only_types.push((field, pointer)),
            SentAs::Field(field_definition) => {
                let schema_field = emit_schema_field(lowered, field, field_definition, pointer);
                self.others.push(schema_field);
            }
            SentAs::Custom | SentAs::Extra => {
                let generated_span = generated_span_at(field.input.ident.span());
                self.others
                    .push(quote_spanned!(generated_span=> __core::SchemaField::member(#pointer)));
            }
        }
    }

    /// Writes the `SchemaInfo`.
    fn emit(&self, lowered: &Lowered<'_>, code: &mut Code) {
        let lists = [
            ("new_fields", &self.new_fields),
            ("always", &self.always),
            ("strings", &self.strings),
            ("notes", &self.notes),
            ("others", &self.others),
        ];
        let lists = lists.iter().filter(|(_, list)| !list.is_empty());
        // Those of a definition file are next to the impl.
        let has_fields = lowered.statics.module().is_none();
        if lists.clone().next().is_none() && !has_fields {
            return self.emit_only_types(lowered, code);
        }
        emit!(code => __core::SchemaInfo {
            #if (has_fields) { fields: &__FIELDS, }
            #for ((name, list) in lists) {
                #{Name(name)}: &[#for (element in *list) { #element, }],
            }
            ..#self.emit_only_types(lowered)
        });
    }

    /// Writes the `SchemaInfo` of the fields that only need their type.
    fn emit_only_types(&self, lowered: &Lowered<'_>, code: &mut Code) {
        if self.only_types.is_empty() {
            return emit!(code => __core::SchemaInfo::NONE);
        }
        let pointers: Vec<_> = self.only_types.iter().map(|(_, pointer)| pointer).collect();
        // If every field only needs its type, the list of all types can be used.
        let are_all_listed = lowered.listed_fields().all(LoweredField::needs_only_type)
            && lowered.listed_fields().count() == self.only_types.len();
        let types = if are_all_listed {
            emit!(=> __TYPES)
        } else {
            let types = self.only_types.iter();
            let types = types.filter_map(|(field, _)| type_info::emit_type(field));
            emit!(=> [#for (ty in types) { #ty, }])
        };
        emit!(code => __core::SchemaInfo::of(&#types, &[#for (pointer in pointers) { #pointer, }]));
    }
}

/// Returns the `SchemaField` of a part.
fn emit_part(part: &LoweredField<'_>) -> TokenStream {
    let (ty, generated_span) = (&part.ty, generated_span_at(part.input.ident.span()));
    let kind = quote_spanned!(part.user_span=> <#ty as __core::Part<_>>);
    quote_spanned! {generated_span=>
        __core::SchemaField::part(#kind::TYPE, #kind::MAPPING, #kind::SCHEMA)
    }
}

/// Returns the `SchemaField` of a field.
fn emit_schema_field(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    field_definition: &definition::Field,
    pointer: &str,
) -> TokenStream {
    let generated_span = generated_span_at(field.input.ident.span());
    let keys = &field.input.keys;
    // Of the result of a conversion, only its presence is known, if it is required.
    let is_required =
        field_definition.is_required() && !lowered.mapping.is_waived(field_definition);
    let type_info = type_info::emit_type(field).filter(|_| field.conversion.is_none());
    let schema_field = if let Some(type_info) = type_info {
        quote_spanned!(generated_span=> __core::SchemaField::of(#type_info, #pointer))
    } else {
        quote_spanned!(generated_span=> __core::SchemaField::unknown(#pointer))
    };
    let is_always = keys.required.is_some() || field.conversion.is_some() && is_required;
    let always = if field.sends_null() {
        Some(quote_spanned!(generated_span=> .or_null()))
    } else {
        is_always.then(|| quote_spanned!(generated_span=> .always()))
    };
    let is_currency = matches!(field_definition.kind, Kind::Currency);
    let unlisted = keys.unlisted.filter(|_| is_currency);
    let unlisted = unlisted.map(|_| quote_spanned!(generated_span=> .unlisted()));
    let checked = keys.check.as_ref().map(|check| {
        let check = path_source(check);
        quote_spanned!(generated_span=> .checked(#check))
    });
    quote_spanned!(generated_span=> #schema_field #always #unlisted #checked)
}

/// Writes what the API says about listed values.
///
/// ```text
/// // Output:
/// __core::ValueNote { value: "3", description: "now", deprecated: false },
/// ```
fn emit_notes(notes: &[definition::ValueNote], code: &mut Code) {
    for note in notes {
        let definition::ValueNote {
            value,
            description,
            deprecated,
        } = *note;
        emit!(code => __core::ValueNote {
            value: #value, description: #description, deprecated: #deprecated
        },);
    }
}

/// Returns a path as the user writes it.
fn path_source(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
