//! What the schema says of each field.

use super::names::{expand_value, field_path, is_narrowed, mapped_field_path};
use super::{exclusive, type_info, type_name};
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::resolve::{MappedField, Mapping, Target};
use proc_macro2::{Delimiter, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use voucher_definition as definition;
use voucher_definition::Kind;

/// `SchemaInfo { always: &[1], strings: &[(3, "GENERAL")], ..SchemaInfo::of(&__T, "0 …") }`
///
/// A const of an impl is not evaluated until it is read. Most fields are a type and nothing else, and most constants a
/// literal: plain lists cost the compiler a tenth of what a call for each does.
pub(super) fn push_schema_info(mapping: &Mapping<'_>, code: &mut Code) {
    let generated_span = generated_span();
    let mut lists = Lists::default();
    if let Some((field_definition, _)) = mapping.now() {
        lists.push_now(mapping, field_definition);
    }
    for (field_definition, constant) in &mapping.constants {
        lists.push_constant(mapping, field_definition, constant);
    }
    for field in mapping.fields.iter().filter(|field| !field.has_error) {
        match (is_plain(field), field.field_definition()) {
            (true, Some(field_definition)) if mapping.file.is_none() => {
                lists
                    .plain
                    .push((field, mapping.definition.position_of(field_definition).1));
            }
            _ => lists.others.extend(expand_schema_field(mapping, field)),
        }
    }
    let across = exclusive::pairs_with_parts(mapping);
    let pairs = exclusive::pairs_in_struct(mapping)
        .into_iter()
        .chain(across);
    lists.others.extend(pairs.map(|(one, other)| {
        let (one, other) = (
            field_path(mapping, one, generated_span),
            field_path(mapping, other, generated_span),
        );
        quote_spanned!(generated_span=> __inner::SchemaField::exclusive(#one, #other))
    }));
    lists
        .others
        .extend(mapping.input.keys.check.as_ref().map(|check| {
            let check = path_text(check);
            quote_spanned!(generated_span=> __inner::SchemaField::struct_check(#check))
        }));
    code.push("const __SCHEMA: &'static __inner::SchemaInfo = &");
    lists.push_to(mapping, code);
    code.push(";");
}

/// The lists of a `SchemaInfo`; those that are empty are not written.
#[derive(Default)]
struct Lists<'e> {
    /// The fields whose types say everything, each beside the place of its row.
    plain: Vec<(&'e MappedField<'e>, usize)>,
    always: Vec<TokenStream>,
    strings: Vec<TokenStream>,
    integers: Vec<TokenStream>,
    bools: Vec<TokenStream>,
    others: Vec<TokenStream>,
}

impl Lists<'_> {
    fn push_now(&mut self, mapping: &Mapping<'_>, field_definition: &'static definition::Field) {
        let generated_span = generated_span();
        if mapping.file.is_none() {
            self.always
                .push(place(mapping, field_definition).to_token_stream());
            return;
        }
        let path = field_path(mapping, field_definition, generated_span);
        self.others.push(
            quote_spanned!(generated_span=> __inner::SchemaField::position(0).by(#path).always()),
        );
    }

    fn push_constant(
        &mut self,
        mapping: &Mapping<'_>,
        field_definition: &'static definition::Field,
        constant: &Constant,
    ) {
        let generated_span = generated_span();
        let place = place(mapping, field_definition);
        let value = expand_value(constant);
        let plain = quote_spanned!(generated_span=> (#place, #value));
        match &constant.value {
            ConstantValue::String(_) if mapping.file.is_none() => self.strings.push(plain),
            ConstantValue::Integer(..) if mapping.file.is_none() => self.integers.push(plain),
            ConstantValue::Bool(_) if mapping.file.is_none() => self.bools.push(plain),
            _ => {
                let value_span = generated_span_at(constant.value.span());
                let path = field_path(mapping, field_definition, generated_span);
                let call = quote_spanned!(value_span=> __inner::const_value(#value).put(__encoder, __at, #path));
                let by = mapping
                    .file
                    .is_some()
                    .then(|| quote_spanned!(generated_span=> .by(#path)));
                let schema_field = quote_spanned!(generated_span=> __inner::SchemaField::const_value(#place, |__encoder, __at| #call) #by);
                self.others.push(schema_field);
            }
        }
    }

    fn push_plain(&self, mapping: &Mapping<'_>, code: &mut Code) {
        if self.plain.is_empty() {
            return code.push("__inner::SchemaInfo::NONE");
        }
        let mut arguments = Code::default();
        // Where of no field there is anything else to say, all types are a list already.
        let mut listed_fields = type_info::listed_fields(mapping);
        if listed_fields.by_ref().all(is_plain)
            && type_info::listed_fields(mapping).count() == self.plain.len()
        {
            arguments.push("&__T, ");
        } else {
            let mut types = Code::default();
            for (field, _) in &self.plain {
                if let Some(ty) = type_info::expand_type(mapping, field) {
                    types.push_tokens(ty);
                    types.push(",");
                }
            }
            arguments.push("&");
            arguments.push_group(Delimiter::Bracket, types);
            arguments.push(",");
        }
        let mut field_definitions = String::new();
        for (_, place) in &self.plain {
            field_definitions += if field_definitions.is_empty() {
                ""
            } else {
                " "
            };
            field_definitions += &place.to_string();
        }
        arguments.push_literal(&field_definitions);
        code.push("__inner::SchemaInfo::of");
        code.push_group(Delimiter::Parenthesis, arguments);
    }

    fn push_to(self, mapping: &Mapping<'_>, code: &mut Code) {
        let lists = [
            ("always", &self.always),
            ("strings", &self.strings),
            ("integers", &self.integers),
            ("bools", &self.bools),
            ("others", &self.others),
        ];
        if lists.iter().all(|(_, list)| list.is_empty()) {
            return self.push_plain(mapping, code);
        }
        let mut members = Code::default();
        for (name, list) in lists {
            if list.is_empty() {
                continue;
            }
            members.push(name);
            members.push(": &");
            let mut entries = Code::default();
            for entry in list {
                entries.push_tokens(entry.clone());
                entries.push(",");
            }
            members.push_group(Delimiter::Bracket, entries);
            members.push(",");
        }
        members.push("..");
        self.push_plain(mapping, &mut members);
        code.push("__inner::SchemaInfo");
        code.push_group(Delimiter::Brace, members);
    }
}

/// The place of a row among those of its definition. A row of a file is named instead.
fn place(mapping: &Mapping<'_>, field_definition: &definition::Field) -> Literal {
    let place = mapping
        .file
        .is_none()
        .then(|| mapping.definition.position_of(field_definition).1);
    Literal::usize_unsuffixed(place.unwrap_or_default())
}

/// Whether the field's type says everything.
fn is_plain(field: &MappedField<'_>) -> bool {
    let keys = &field.input.keys;
    !is_narrowed(field)
        && keys.required.is_none()
        && keys.unlisted.is_none()
        && keys.with.is_none()
        && keys.check.is_none()
}

fn expand_schema_field(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Option<TokenStream> {
    let generated_span = generated_span_at(field.input.ident.span());
    let own = mapped_field_path(mapping, field, generated_span);
    let (field_definition, keys) = match &field.target {
        Target::Skip(_) => return None,
        Target::Part(_) => {
            let ty = type_name::field_type(mapping, field);
            let kind = quote_spanned!(field.user_span()=> <#ty as __inner::Part<_>>);
            return Some(quote_spanned! {generated_span=>
                __inner::SchemaField::part(#kind::TYPE, #kind::MAPPING, #kind::SCHEMA)
            });
        }
        Target::Custom(..) | Target::Extra(..) => {
            return Some(quote_spanned!(generated_span=> __inner::SchemaField::member(#own)));
        }
        Target::Field(field_definition) => (*field_definition, &field.input.keys),
    };
    let place = place(mapping, field_definition);
    // Nothing is known of what a conversion gives, but that there is something where there has to be.
    let is_present = field_definition.is_required() && !mapping.is_waived(field_definition);
    let known = type_info::expand_type(mapping, field).filter(|_| keys.with.is_none());
    let schema_field = if let Some(known) = known {
        quote_spanned!(generated_span=> __inner::SchemaField::of(#known, #place))
    } else {
        quote_spanned!(generated_span=> __inner::SchemaField::position(#place))
    };
    let is_always = keys.required.is_some() || keys.with.is_some() && is_present;
    let always = is_always.then(|| quote_spanned!(generated_span=> .always()));
    let is_own = is_narrowed(field) || mapping.file.is_some();
    let by = is_own.then(|| quote_spanned!(generated_span=> .by(#own)));
    let is_currency = matches!(field_definition.kind, Kind::Currency);
    let unlisted = keys.unlisted.filter(|_| is_currency);
    let unlisted = unlisted.map(|_| quote_spanned!(generated_span=> .unlisted()));
    let checked = keys.check.as_ref().map(|check| {
        let check = path_text(check);
        quote_spanned!(generated_span=> .checked(#check))
    });
    Some(quote_spanned!(generated_span=> #schema_field #by #always #unlisted #checked))
}

/// A path as it would be written.
fn path_text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
