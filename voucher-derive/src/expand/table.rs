//! The rows of a definition file, of which a struct carries those that it needs.

use super::pushed::joined;
use crate::digest;
use crate::pattern::Pattern;
use crate::resolve::Event;
use crate::scope::{dotted, within};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use voucher_definition as definition;
use voucher_definition::{Evidence, Kind, pointer};

/// Where the crate's modules and the rows are found: `use __voucher::{__ as __inner, __::voucher as __row, kind as __kind};`.
/// Each module of the crate is renamed: where a user's span stands, and all of the crate is imported, a path to it through
/// the crate would be called an unnecessary qualification. Of a file, the rows are
/// `static __FIELD_0: Field = Field::new("orderId", "order_id", "/order", Kind::Identifier).required(…);` for each, and the
/// definition of them.
pub(super) fn expand_table(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let Some(file) = &event.file else {
        let module = format_ident!("{}", event.definition.module, span = span);
        return quote_spanned! {span=>
            use __voucher::{__ as __inner, __::#module as __row, kind as __kind};
        };
    };
    let watch = file.expand_watch();
    let mut rows = Vec::new();
    for (at, row) in event.file_rows.iter().enumerate() {
        rows.push(expand_static(event, row, &row_name(at, span)));
    }
    let (entity, fields) = expand_fields(event);
    let (name, method, path) = (
        event.definition.name,
        event.definition.method,
        event.definition.path,
    );
    let whole = format!("{:x}", digest::of_object(&event.definition.body));
    quote_spanned! {span=>
        use __voucher::{__ as __inner, kind as __kind};
        #watch
        #(#rows)*
        #entity
        static __DEFINITION: __inner::Definition =
            __inner::Definition::new(#name, #whole, #method, #path, &[#fields]);
    }
}

pub(super) fn row_name(at: usize, span: Span) -> Ident {
    format_ident!("__FIELD_{at}", span = span)
}

/// The entity and the fields of the definition, where a part has to be seen beside them; otherwise none is asked for.
fn expand_fields(event: &Event<'_>) -> (Option<TokenStream>, TokenStream) {
    let span = Span::mixed_site();
    let is_asked = !event.is_whole() || event.parts().next().is_some();
    if !is_asked {
        return (None, TokenStream::new());
    }
    let names = |is_body: bool| {
        let mut names = Vec::new();
        for (at, row) in event.file_rows.iter().enumerate() {
            if row.parent.is_empty() == is_body && !event.is_parameter(row) {
                let name = row_name(at, span);
                names.push(quote_spanned!(span=> &#name,));
            }
        }
        joined(names)
    };
    let entity = event.definition.entity().map(|_| {
        let rows = names(false);
        quote_spanned! {span=>
            static __ENTITY: __inner::Object = __inner::Object::new(&[#rows]);
        }
    });
    (entity, names(true))
}

fn expand_static(event: &Event<'_>, row: &'static definition::Field, name: &Ident) -> TokenStream {
    let span = Span::mixed_site();
    let place = pointer(row.parent, row.name);
    let (entries, kind) = expand_kind(event, row, &place, name);
    let wire = if event.is_parameter(row) {
        format!(":{}", row.name)
    } else {
        String::from(row.name)
    };
    let (rust_name, parent) = (row.rust_name, row.parent);
    let (statics, rules) = expand_rules(row, name);
    let required = (row.is_required() || event.is_parameter(row)).then(|| {
        let evidence = match row.evidence {
            Evidence::Documented => "Documented",
            Evidence::Inferred => "Inferred",
        };
        let evidence = Ident::new(evidence, span);
        quote_spanned!(span=> .required(__inner::Evidence::#evidence))
    });
    quote_spanned! {span=>
        #entries
        #statics
        static #name: __inner::Field =
            __inner::Field::new(#wire, #rust_name, #parent, #kind) #required #rules;
    }
}

/// The kind of a row, and the rows of what stands in it. An object's own are those of the struct that maps it.
fn expand_kind(
    event: &Event<'_>,
    row: &definition::Field,
    place: &str,
    name: &Ident,
) -> (TokenStream, TokenStream) {
    let span = Span::mixed_site();
    let plain = |word: &str| {
        let word = Ident::new(word, span);
        quote_spanned!(span=> __inner::Kind::#word)
    };
    let kind = match row.kind {
        Kind::Array(array) => {
            let entry = format_ident!("{name}_ENTRY", span = span);
            let within = pointer(place, "*");
            let (entries, kind) = expand_kind(event, array.entry, &within, &entry);
            let (statics, rules) = expand_rules(array.entry, &entry);
            let entries = quote_spanned! {span=>
                #entries
                #statics
                static #entry: __inner::Field = __inner::Field::entry(#place, #kind) #rules;
            };
            let (least, most) = (array.least, array.most);
            let array = quote_spanned! {span=>
                __inner::Array { entry: &#entry, least: #least, most: #most }
            };
            let kind = quote_spanned!(span=> __inner::Kind::Array(&#array));
            return (entries, kind);
        }
        Kind::Object(object) => {
            let is_entity = !event.is_whole() || event.parts().next().is_some();
            let is_entity = is_entity && std::ptr::eq(object, event.scope.object);
            let object = if is_entity {
                quote_spanned!(span=> __ENTITY)
            } else {
                quote_spanned!(span=> __inner::OBJECT)
            };
            quote_spanned!(span=> __inner::Kind::Object(&#object))
        }
        Kind::Identifier => plain("Identifier"),
        Kind::Integer => plain("Integer"),
        Kind::Number => plain("Number"),
        Kind::Amount => plain("Amount"),
        Kind::Currency => plain("Currency"),
        Kind::Time => plain("Time"),
        Kind::Enum => plain("Enum"),
        Kind::Bool => plain("Bool"),
        Kind::Custom => plain("Custom"),
        _ => plain("Text"),
    };
    (TokenStream::new(), kind)
}

/// What a row asks beside its kind: `.pattern(…).values(&[…]).range(0, 10)`.
fn expand_rules(row: &definition::Field, name: &Ident) -> (TokenStream, TokenStream) {
    let span = Span::mixed_site();
    let plain = definition::Field::new("", "", "", row.kind);
    let pattern = row.pattern.filter(|_| row.pattern != plain.pattern);
    let (table, pattern) = pattern.map_or((None, None), |pattern| {
        let (table, pattern) = expand_pattern(pattern, name);
        (table, Some(pattern))
    });
    let values = row.values;
    let values = (!values.is_empty()).then(|| quote_spanned!(span=> .values(&[#(#values),*])));
    let (least, most) = (row.least, row.most);
    let range = ((least, most) != (plain.least, plain.most))
        .then(|| quote_spanned!(span=> .range(#least, #most)));
    let (least, most) = (row.least_length, row.most_length);
    let lengths = ((least, most) != (plain.least_length, plain.most_length))
        .then(|| quote_spanned!(span=> .lengths(#least, #most)));
    let of = row.multiple_of;
    let multiple = (of != 1).then(|| quote_spanned!(span=> .multiple_of(#of)));
    let sensitive = row.sensitive.then(|| quote_spanned!(span=> .sensitive()));
    let bounds = expand_bounds(row.bounds);
    let limits = format_ident!("{name}_BOUNDS", span = span);
    let bounded = bounds
        .as_ref()
        .map(|_| quote_spanned!(span=> .bounds(&#limits)));
    let bounds =
        bounds.map(|bounds| quote_spanned!(span=> static #limits: __inner::Bounds = #bounds;));
    let statics = quote_spanned!(span=> #table #bounds);
    let rules = quote_spanned! {span=>
        #pattern #values #range #lengths #multiple #bounded #sensitive
    };
    (statics, rules)
}

/// `Bounds { least: Some(Limit { number: 0.5, text: "0.5" }), ..Bounds::ANY }`; nothing where any number is within.
fn expand_bounds(bounds: &definition::Bounds) -> Option<TokenStream> {
    let span = Span::mixed_site();
    if bounds.is_same(&definition::Bounds::ANY) {
        return None;
    }
    let limits = [
        ("least", bounds.least),
        ("most", bounds.most),
        ("above", bounds.above),
        ("below", bounds.below),
        ("multiple_of", bounds.multiple_of),
    ];
    let limits = limits.into_iter().filter_map(|(name, limit)| {
        let (name, limit) = (Ident::new(name, span), limit?);
        let (number, text) = (limit.number, limit.text);
        Some(quote_spanned! {span=>
            #name: __inner::Some(__inner::Limit { number: #number, text: #text })
        })
    });
    Some(quote_spanned!(span=> __inner::Bounds { #(#limits,)* ..__inner::Bounds::ANY }))
}

/// `.pattern(Pattern::EventType)`, and the table of a pattern that the toolkit has not.
fn expand_pattern(
    pattern: definition::Pattern,
    name: &Ident,
) -> (Option<TokenStream>, TokenStream) {
    let span = Span::mixed_site();
    let table = Pattern::of_definition(pattern);
    let table = table.map(|table| {
        let name = format_ident!("{name}_PATTERN", span = span);
        (table.expand(&name), name)
    });
    if let Some((table, name)) = table {
        let pattern = quote_spanned!(span=> .pattern(__inner::Pattern::Compiled(&#name)));
        return (Some(table), pattern);
    }
    let name = match pattern {
        definition::Pattern::Currency => "Currency",
        _ => "EventType",
    };
    let name = Ident::new(name, span);
    let pattern = quote_spanned!(span=> .pattern(__inner::Pattern::#name));
    (None, pattern)
}

/// `"order.items"` and what tells it from others, of a field that is an object or holds some: the arguments of the question
/// whether a type maps it.
pub(super) fn expand_object(row: &'static definition::Field) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let (object, depth) = within(row.kind)?;
    let path = dotted(&(pointer(row.parent, row.name) + &"/*".repeat(depth)));
    let whole = digest::of_object(object);
    let rows = object.fields.iter().map(|row| {
        let (name, is_required, digest) = (row.name, row.is_required(), digest::of_row(row));
        quote_spanned!(span=> (#name, #is_required, #digest))
    });
    Some(quote_spanned!(span=> #path, #whole, &[#(#rows),*]))
}

/// What the share of a struct that maps an object as a whole says of it.
pub(super) fn expand_whole(event: &Event<'_>, digests: &[u64]) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let path = event.scope.whole.as_ref()?;
    let (pointer, digest) = (&event.scope.pointer, digest::of_object(event.scope.object));
    Some(quote_spanned! {span=>
        const __WHOLE: __inner::Option<&'static __inner::Whole> = __inner::Some(&__inner::Whole {
            object: #path,
            pointer: #pointer,
            digest: #digest,
            digests: &[#(#digests),*],
        });
    })
}
