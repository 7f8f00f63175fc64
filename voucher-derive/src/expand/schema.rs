//! What the schema says of each field.

use super::names::{expand_row, expand_row_of, expand_value, is_narrowed};
use super::{exclusive, type_info, type_name};
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{Code, text_span};
use crate::resolve::{Event, Mapped, Place};
use proc_macro2::{Delimiter, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use voucher_definition as definition;
use voucher_definition::Kind;

/// `SchemaInfo { always: &[1], texts: &[(3, "GENERAL")], ..SchemaInfo::of(&__T, "0 …") }`
///
/// A const of an impl is not evaluated until it is read. Most fields are a type and nothing else, and most constants a
/// literal: plain lists cost the compiler a tenth of what a call for each does.
pub(super) fn push_schema_info(event: &Event<'_>, code: &mut Code) {
    let span = text_span();
    let mut lists = Lists::default();
    if let Some((row, _)) = event.now() {
        lists.push_now(event, row);
    }
    for (row, constant) in &event.constants {
        lists.push_constant(event, row, constant);
    }
    for field in event.fields.iter().filter(|field| !field.has_error) {
        match (is_plain(field), field.row()) {
            (true, Some(row)) if event.file.is_none() => {
                lists
                    .plain
                    .push((field, event.definition.position_of(row).1));
            }
            _ => lists.others.extend(expand_schema_field(event, field)),
        }
    }
    let across = exclusive::across(event);
    let pairs = exclusive::within(event).into_iter().chain(across);
    lists.others.extend(pairs.map(|(one, other)| {
        let (one, other) = (expand_row(event, one, span), expand_row(event, other, span));
        quote_spanned!(span=> __inner::SchemaField::exclusive(#one, #other))
    }));
    lists
        .others
        .extend(event.input.words.check.as_ref().map(|check| {
            let check = path_text(check);
            quote_spanned!(span=> __inner::SchemaField::whole(#check))
        }));
    code.push("const __SCHEMA: &'static __inner::SchemaInfo = &");
    lists.push_to(event, code);
    code.push(";");
}

/// The lists of a `SchemaInfo`; those that are empty are not written.
#[derive(Default)]
struct Lists<'e> {
    /// The fields whose types say everything, each beside the place of its row.
    plain: Vec<(&'e Mapped<'e>, usize)>,
    always: Vec<TokenStream>,
    texts: Vec<TokenStream>,
    integers: Vec<TokenStream>,
    bools: Vec<TokenStream>,
    others: Vec<TokenStream>,
}

impl Lists<'_> {
    fn push_now(&mut self, event: &Event<'_>, row: &'static definition::Field) {
        let span = text_span();
        if event.file.is_none() {
            self.always.push(place(event, row).to_token_stream());
            return;
        }
        let row = expand_row(event, row, span);
        self.others
            .push(quote_spanned!(span=> __inner::SchemaField::row(0).by(#row).always()));
    }

    fn push_constant(
        &mut self,
        event: &Event<'_>,
        row: &'static definition::Field,
        constant: &Constant,
    ) {
        let span = text_span();
        let place = place(event, row);
        let value = expand_value(constant);
        let plain = quote_spanned!(span=> (#place, #value));
        match &constant.value {
            ConstantValue::Text(_) if event.file.is_none() => self.texts.push(plain),
            ConstantValue::Integer(..) if event.file.is_none() => self.integers.push(plain),
            ConstantValue::Bool(_) if event.file.is_none() => self.bools.push(plain),
            _ => {
                let site = constant.value.span().resolved_at(span);
                let row = expand_row(event, row, span);
                let call = quote_spanned!(site=> __inner::given(#value).put(__encoder, __at, #row));
                let by = event
                    .file
                    .is_some()
                    .then(|| quote_spanned!(span=> .by(#row)));
                let schema_field = quote_spanned!(span=> __inner::SchemaField::given(#place, |__encoder, __at| #call) #by);
                self.others.push(schema_field);
            }
        }
    }

    fn push_plain(&self, event: &Event<'_>, code: &mut Code) {
        if self.plain.is_empty() {
            return code.push("__inner::SchemaInfo::NONE");
        }
        let mut arguments = Code::default();
        // Where of no field there is anything else to say, all types are a list already.
        let mut named = type_info::named(event);
        if named.by_ref().all(is_plain) && type_info::named(event).count() == self.plain.len() {
            arguments.push("&__T, ");
        } else {
            let mut types = Code::default();
            for (field, _) in &self.plain {
                if let Some(ty) = type_info::expand_type(event, field) {
                    types.push_tokens(ty);
                    types.push(",");
                }
            }
            arguments.push("&");
            arguments.push_group(Delimiter::Bracket, types);
            arguments.push(",");
        }
        let mut rows = String::new();
        for (_, place) in &self.plain {
            rows += if rows.is_empty() { "" } else { " " };
            rows += &place.to_string();
        }
        arguments.push_literal(&rows);
        code.push("__inner::SchemaInfo::of");
        code.push_group(Delimiter::Parenthesis, arguments);
    }

    fn push_to(self, event: &Event<'_>, code: &mut Code) {
        let lists = [
            ("always", &self.always),
            ("texts", &self.texts),
            ("integers", &self.integers),
            ("bools", &self.bools),
            ("others", &self.others),
        ];
        if lists.iter().all(|(_, list)| list.is_empty()) {
            return self.push_plain(event, code);
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
        self.push_plain(event, &mut members);
        code.push("__inner::SchemaInfo");
        code.push_group(Delimiter::Brace, members);
    }
}

/// The place of a row among those of its definition. A row of a file is named instead.
fn place(event: &Event<'_>, row: &definition::Field) -> Literal {
    let place = event
        .file
        .is_none()
        .then(|| event.definition.position_of(row).1);
    Literal::usize_unsuffixed(place.unwrap_or_default())
}

/// Whether the field's type says everything.
fn is_plain(field: &Mapped<'_>) -> bool {
    let words = &field.input.words;
    !is_narrowed(field)
        && words.required.is_none()
        && words.unlisted.is_none()
        && words.with.is_none()
        && words.check.is_none()
}

fn expand_schema_field(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let span = field.input.ident.span().resolved_at(text_span());
    let own = expand_row_of(event, field, span);
    let (row, words) = match &field.place {
        Place::Skip(_) => return None,
        Place::Part(_) => {
            let ty = type_name::expand_named_type(event, field);
            let kind = quote_spanned!(field.span()=> <#ty as __inner::Part<_>>);
            return Some(quote_spanned! {span=>
                __inner::SchemaField::part(#kind::TYPE, #kind::MAPPING, #kind::SCHEMA)
            });
        }
        Place::Custom(..) | Place::Extra(..) => {
            return Some(quote_spanned!(span=> __inner::SchemaField::member(#own)));
        }
        Place::Row(row) => (*row, &field.input.words),
    };
    let place = place(event, row);
    // Nothing is known of what a conversion gives, but that there is something where there has to be.
    let is_present = row.is_required() && !event.is_waived(row);
    let known = type_info::expand_type(event, field).filter(|_| words.with.is_none());
    let schema_field = if let Some(known) = known {
        quote_spanned!(span=> __inner::SchemaField::of(#known, #place))
    } else {
        quote_spanned!(span=> __inner::SchemaField::row(#place))
    };
    let is_always = words.required.is_some() || words.with.is_some() && is_present;
    let always = is_always.then(|| quote_spanned!(span=> .always()));
    let is_own = is_narrowed(field) || event.file.is_some();
    let by = is_own.then(|| quote_spanned!(span=> .by(#own)));
    let is_currency = matches!(row.kind, Kind::Currency);
    let unlisted = words.unlisted.filter(|_| is_currency);
    let unlisted = unlisted.map(|_| quote_spanned!(span=> .unlisted()));
    let checked = words.check.as_ref().map(|check| {
        let check = path_text(check);
        quote_spanned!(span=> .checked(#check))
    });
    Some(quote_spanned!(span=> #schema_field #by #always #unlisted #checked))
}

/// A path as it would be written.
fn path_text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
