//! From the model to tokens. Nothing here can fail: what is wrong was said before.

mod assess;
mod bound;
mod expected;
mod part;
mod pushed;
mod shape;
mod table;
mod way;

use crate::attr::{Constant, ConstantValue, Limits, Role};
use crate::path::CorePath;
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::{Ident, Span, TokenStream};
use pushed::{Row, RowName, joined};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::Kind;
use way::Way;

/// One block for everything, so that no name of it meets one of the user's.
///
/// ```text
/// // Input:
/// #[ravelin(event = "voucher/check", timestamp = now)]
/// struct Check { customer_id: u64, #[ravelin(rename = "voucherCode")] code: Option<String> }
///
/// // Output:
/// const _: () = {
///     use ::voucher_core as __voucher;
///     use __voucher::{__ as __inner, __::voucher_check as __row, kind as __kind};
///     impl __voucher::RavelinEvent for Check {
///         const __PLAN: … = &Plan::new(&__row::DEFINITION, "Check,customer_id,,code");
///         const __SHAPES: … = &Shapes { always: &[1], ..Shapes::of(&__T, "0 2") };
///         fn __write(&self, __pen: &mut Pen<'_>) -> usize {
///             let __at = __pen.start();
///             let __at = <u64 as __kind::Identifier<_>>::put(&self.customer_id, __pen, __at, &__row::CUSTOMER_ID);
///             let __at = __pen.now(__at, &__row::TIMESTAMP);
///             let __at = <Option<String> as __kind::Identifier<_>>::put(&self.code, __pen, __at, &__row::VOUCHER_CODE);
///             __at
///         }
///     }
///     const __T: [__inner::Verdict; 2] = __kind::expect("!?", [
///         <u64 as __kind::Identifier<_>>::TYPE,
///         <Option<String> as __kind::Identifier<_>>::TYPE,
///     ]);
/// };
/// ```
pub(crate) fn expand(event: &Event<'_>, core: &CorePath) -> TokenStream {
    let span = Span::mixed_site();
    let table = table::expand_table(event);
    let old = assess::expand_deprecated(event);
    let (imports, rows) = (expand_imports(event), expand_new_rows(event));
    let unlisted = core.expand_unlisted();
    let item = match event.input.role {
        Role::Event => expand_event(event),
        Role::Part => part::expand_part(event),
    };
    let types = assess::expand_types(event);
    let assessments = assess::expand_assessments(event);
    let imported = core.expand_use();
    let allowed = &event.input.allowed;
    quote_spanned! {span=>
        #allowed
        const _: () = {
            #imported
            #table
            #imports
            #rows
            #[automatically_derived]
            #unlisted
            #item
            #types
            #assessments
            #old
        };
    }
}

fn expand_event(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let ident = event.input.ident;
    let generics = bound::marked_generics(event);
    let (generics, arguments, _) = generics.split_for_impl();
    let bounds = bound::expand_where(event);
    let (plan, body) = (expand_plan(event), expand_body(event));
    let shapes = shape::expand_shapes(event);
    let (from, checked) = expand_check(event);
    let asked = assess::expand_asked(event);
    quote_spanned! {span=>
        impl #generics __voucher::RavelinEvent for #ident #arguments #bounds {
            const __PLAN: &'static __inner::Plan = &#plan;
            #shapes

            fn __write(&self, __pen: &mut __inner::Pen<'_>) -> __inner::usize {
                #asked
                #from
                let __at = __pen.start();
                #body
                #checked
                __at
            }
        }
    }
}

/// What opens the value inside an `Option`, and the one inside a `Result`.
fn expand_imports(event: &Event<'_>) -> Option<TokenStream> {
    let mut words = event.fields.iter().map(|field| &field.input.words);
    let is_needed = words.any(|words| words.with.is_some() || words.check.is_some());
    is_needed.then(|| {
        quote_spanned! {Span::mixed_site()=>
            use __inner::{Always as __Always, Sure as __Sure};
            fn __both<__A: __Always<'static>, __S: __Sure>() {}
        }
    })
}

/// The rows of members that no definition lists, and of fields that the user narrows.
fn expand_new_rows(event: &Event<'_>) -> TokenStream {
    let mut rows = Vec::new();
    for (at, field) in event.fields.iter().enumerate() {
        if let Some(made) = expand_new_row(event, field) {
            let span = field.input.ident.span().resolved_at(Span::mixed_site());
            let (name, pattern) = (new_row(at, span), expand_pattern(at, field));
            rows.push(quote_spanned!(span=> #pattern static #name: __inner::Field = #made;));
        }
    }
    joined(rows)
}

/// `Field::member("campaign", "/voucher/custom")`, or `__row::VALUE.range(1, 100)`
fn expand_new_row(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let member = |key: &str, parent: &str| {
        Some(quote_spanned!(span=> __inner::Field::member(#key, #parent)))
    };
    match &field.place {
        Place::Custom(key, _) => member(key, &format!("{}/custom", event.parent())),
        Place::Extra(key, _) => member(key, event.parent()),
        Place::Row(row) if is_narrowed(field) => {
            let words = &field.input.words;
            let name = expand_row_name(event, row, span);
            let edges = |limits: &Limits, least: i64, most: i64| {
                let min = limits.min.map_or(least, |limit| limit.value);
                (min, limits.max.map_or(most, |limit| limit.value))
            };
            let lengths = words.length.as_ref().map(|limits| {
                let most = i64::from(row.most_length);
                let (min, max) = edges(limits, i64::from(row.least_length), most);
                let fitting = |edge| u32::try_from(edge).unwrap_or(row.most_length);
                let (min, max) = (fitting(min), fitting(max));
                quote_spanned!(span=> .lengths(#min, #max))
            });
            let range = words.range.as_ref().map(|limits| {
                let (min, max) = edges(limits, row.least, row.most);
                quote_spanned!(span=> .range(#min, #max))
            });
            let pattern = field.pattern.as_ref().map(|_| {
                let pattern = own_pattern(position(event, field));
                quote_spanned!(span=> .and_pattern(__inner::Pattern::Compiled(&#pattern)))
            });
            Some(quote_spanned!(span=> #name #lengths #range #pattern))
        }
        Place::Row(_) | Place::Skip(_) | Place::Part(_) => None,
    }
}

fn expand_pattern(at: usize, field: &Mapped<'_>) -> Option<TokenStream> {
    let pattern = field.pattern.as_ref()?;
    Some(pattern.expand(&own_pattern(at)))
}

fn own_pattern(at: usize) -> Ident {
    format_ident!("__PATTERN_{at}", span = Span::mixed_site())
}

fn is_narrowed(field: &Mapped<'_>) -> bool {
    let words = &field.input.words;
    words.length.is_some() || words.range.is_some() || field.pattern.is_some()
}

/// Which of the struct's fields it is.
fn position(event: &Event<'_>, field: &Mapped<'_>) -> usize {
    let mut fields = event.fields.iter();
    let at = fields.position(|other| std::ptr::eq(other, field));
    at.unwrap_or_default()
}

fn new_row(at: usize, span: Span) -> Ident {
    format_ident!("__ROW_{at}", span = span)
}

/// `__row::VOUCHER_CODE`, or `__FIELD_3` of a file
fn expand_row_name(event: &Event<'_>, row: &definition::Field, span: Span) -> RowName {
    let mut rows = event.file_rows.iter();
    let own = rows.position(|other| is_same_row(other, row));
    let name = match own {
        Some(at) => table::row_name(at, span),
        None => Ident::new(&row.rust_name.to_uppercase(), span),
    };
    RowName {
        is_in_table: own.is_none(),
        name,
    }
}

fn expand_row(event: &Event<'_>, row: &definition::Field, span: Span) -> Row {
    Row(expand_row_name(event, row, span))
}

/// `&__row::DEFINITION`, or `&__DEFINITION` of a file
fn expand_definition(event: &Event<'_>, span: Span) -> TokenStream {
    if event.file.is_some() {
        quote_spanned!(span=> &__DEFINITION)
    } else {
        quote_spanned!(span=> &__row::DEFINITION)
    }
}

/// The row of a field: the definition's, or one that was made for it.
fn expand_row_of(event: &Event<'_>, field: &Mapped<'_>, span: Span) -> Row {
    match field.place {
        Place::Row(row) if !is_narrowed(field) => expand_row(event, row, span),
        _ => Row(RowName {
            is_in_table: false,
            name: new_row(position(event, field), span),
        }),
    }
}

/// `Plan { names: &[(&__ROW_7, "Promo.campaign")], ..Plan::new(&__row::DEFINITION, "Promo,,code,value") }`
fn expand_plan(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let own = event.input.name();
    let mut names = Vec::new();
    for field in &event.fields {
        let is_named = match field.place {
            Place::Skip(_) | Place::Part(_) => false,
            Place::Row(_) => event.file.is_some() || is_narrowed(field),
            Place::Custom(..) | Place::Extra(..) => true,
        };
        if is_named {
            let row = expand_row_of(event, field, span);
            let name = format!("{own}.{}", field.input.name());
            names.push(quote_spanned!(span=> (#row, #name)));
        }
    }
    for (row, constant) in &event.constants {
        if event.file.is_some() {
            let row = expand_row(event, row, span);
            let name = format!("{own}.{}", constant.name);
            names.push(quote_spanned!(span=> (#row, #name)));
        }
    }
    let mut rows = own;
    for row in event.definition.fields() {
        rows.push(',');
        rows.push_str(&source_name(event, row));
    }
    // What is behind the last name; of none, the struct's own tells nothing.
    rows.truncate(rows.trim_end_matches(',').len());
    if !rows.contains(',') {
        rows.clear();
    }
    let definition = expand_definition(event, span);
    let plan = quote_spanned!(span=> __inner::Plan::new(#definition, #rows));
    if names.is_empty() {
        return plan;
    }
    quote_spanned!(span=> __inner::Plan { names: &[#(#names),*], ..#plan })
}

/// What gives a row of the definition its value, by name; empty where nothing does.
fn source_name(event: &Event<'_>, row: &definition::Field) -> String {
    if event.file.is_some() {
        return String::new();
    }
    let mut constants = event.constants.iter();
    let constant = constants.find(|(other, _)| is_same_row(other, row));
    let field = event.field_of(row);
    match (constant, field) {
        (Some((_, constant)), _) => constant.name.to_string(),
        (None, Some(field)) if !is_narrowed(field) => field.input.name(),
        _ => String::new(),
    }
}

/// Each row that a constant or a field gives its value, beside the name of the one that does.
fn mapped_rows<'e>(event: &'e Event<'_>) -> impl Iterator<Item = (Row, String)> + 'e {
    let constants = event.constants.iter().map(|(row, constant)| {
        let span = constant.name.span().resolved_at(Span::mixed_site());
        (expand_row(event, row, span), constant.name.to_string())
    });
    let fields = event.fields.iter().filter_map(|field| {
        let span = field.input.ident.span().resolved_at(Span::mixed_site());
        let is_mapped = !matches!(field.place, Place::Skip(_) | Place::Part(_));
        is_mapped.then(|| (expand_row_of(event, field, span), field.input.name()))
    });
    constants.chain(fields)
}

/// The rows in the definition's order: each that has a source is one call. (They are joined once: what is written within the
/// code of others, and that within more, is copied as often.)
fn expand_body(event: &Event<'_>) -> TokenStream {
    let mut code = Vec::new();
    let parameters = event.definition.parameters.iter();
    code.extend(parameters.filter_map(|row| expand_segment(event, row)));
    let Some((entity, object)) = event.definition.entity() else {
        push_entity(event, event.definition.body.fields, &mut code);
        return joined(code);
    };
    for row in event.definition.body.fields {
        if !is_same_row(row, entity) {
            push_source(event, row, &mut code);
            continue;
        }
        let span = Span::mixed_site();
        let opened = expand_row(event, row, span);
        code.push(quote_spanned! {span=>
            let __at = __pen.open(__at, #opened);
            let __entity = __at;
        });
        push_entity(event, object.fields, &mut code);
        code.push(quote_spanned!(span=> let __at = __pen.close(__entity, __at);));
    }
    joined(code)
}

/// What stands in the path is written as a member is, but aside.
fn expand_segment(event: &Event<'_>, row: &'static definition::Field) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let source = expand_source(event, row)?;
    let row = expand_row(event, row, span);
    Some(quote_spanned! {span=>
        let __at = __pen.segment(__at, #row, |__pen, __at| {
            #source
            __at
        });
    })
}

/// The rows of the entity, each part where it stands among them, and what no row lists.
fn push_entity(
    event: &Event<'_>,
    rows: &[&'static definition::Field],
    code: &mut Vec<TokenStream>,
) {
    code.extend(part::expand_ahead(event));
    let has_parts = event.parts().next().is_some();
    if has_parts {
        part::push_parts(event, None, code);
    }
    for row in rows {
        push_source(event, row, code);
        if has_parts {
            part::push_parts(event, Some(row), code);
        }
    }
    let extras = event.fields.iter();
    let extras = extras.filter(|field| matches!(field.place, Place::Extra(..)));
    code.extend(extras.filter_map(|field| expand_field(event, field)));
}

fn push_source(event: &Event<'_>, row: &'static definition::Field, code: &mut Vec<TokenStream>) {
    let source = match row.kind {
        Kind::Custom => expand_custom(event, row),
        _ => expand_source(event, row),
    };
    if let Some(source) = source {
        code.push(source);
        code.extend(assess::expand_excluded(event, row));
    }
}

/// Whatever gives a row its value.
fn expand_source(event: &Event<'_>, row: &'static definition::Field) -> Option<TokenStream> {
    if let Some((_, span)) = event.now().filter(|(now, _)| is_same_row(now, row)) {
        let span = span.resolved_at(Span::mixed_site());
        let row = expand_row(event, row, span);
        return Some(quote_spanned!(span=> let __at = __pen.now(__at, #row);));
    }
    let mut constants = event.constants.iter();
    if let Some((_, constant)) = constants.find(|(other, _)| is_same_row(other, row)) {
        let span = constant.value.span().resolved_at(Span::mixed_site());
        let name = constant.name.span().resolved_at(Span::mixed_site());
        let (row, value) = (expand_row(event, row, name), expand_value(constant));
        return Some(
            quote_spanned!(span=> let __at = __kind::given(#value).put(__pen, __at, #row);),
        );
    }
    expand_field(event, event.field_of(row)?)
}

fn expand_value(constant: &Constant) -> TokenStream {
    match &constant.value {
        ConstantValue::Text(text) => text.to_token_stream(),
        ConstantValue::Integer(integer, span) => {
            let mut literal = proc_macro2::Literal::i64_suffixed(*integer);
            literal.set_span(*span);
            literal.to_token_stream()
        }
        ConstantValue::Bool(bool) => bool.to_token_stream(),
        ConstantValue::Path(path) => path.to_token_stream(),
    }
}

/// A whole object, and the members that stand beside it.
fn expand_custom(event: &Event<'_>, row: &'static definition::Field) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let custom = event.custom();
    let is_custom = custom.is_some_and(|custom| is_same_row(custom, row));
    let members = event.fields.iter();
    let members = members.filter(|field| is_custom && matches!(field.place, Place::Custom(..)));
    let members: Vec<_> = members
        .filter_map(|field| expand_field(event, field))
        .collect();
    let whole = expand_source(event, row);
    if members.is_empty() && whole.is_none() {
        return None;
    }
    let opened = expand_row(event, row, span);
    Some(quote_spanned! {span=>
        let __before = __at;
        let __at = __pen.open(__at, #opened);
        let __custom = __at;
        #(#members)*
        #whole
        let __at = __pen.close_custom(__before, __custom, __at);
    })
}

/// One call under the span of the field's type, so that the compiler's answer stands there; then the user's own check.
fn expand_field(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let way = Way::of(event, field)?;
    let span = field.site();
    // The row's name stands where the user's stands, so that an editor finds the definition there.
    let name = field.input.ident.span().resolved_at(Span::mixed_site());
    let row = expand_row_of(event, field, name);
    let words = &field.input.words;
    let is_required = field.row().is_some_and(|row| event.is_asked_for(row));
    let call = if let Some(with) = &words.with {
        expand_with(event, field, with, &way, &row, is_required)
    } else {
        // Where a const has seen that there is a value, nothing is left to ask.
        let is_unseen = words.required.is_some() || !bound::is_free_type(event, field);
        let put = if is_required && is_unseen {
            "put_required"
        } else {
            "put"
        };
        let put = Ident::new(put, span);
        let kind = bound::expand_kind(event, field, &way, span);
        let more = way.more(span);
        let (ty, ident) = (bound::expand_named_type(event, field), field.input.ident);
        quote_spanned!(span=> let __at = <#ty as #kind>::#put(&self.#ident, __pen, __at, #row #more);)
    };
    Some(match &words.check {
        Some(check) => expand_checked(field, check, &row, &call),
        None => call,
    })
}

/// The value inside an `Option` goes through the user's function; a `Result` of it is opened.
fn expand_with(
    event: &Event<'_>,
    field: &Mapped<'_>,
    with: &syn::Path,
    way: &Way<'_>,
    row: &Row,
    is_required: bool,
) -> TokenStream {
    // The value is a local of these few tokens alone, so its name may stand where the user's path does.
    let (site, span) = (with.span(), with.span().resolved_at(Span::mixed_site()));
    let ident = field.input.ident;
    let (kind, more) = (way.kind_of_unseen(span), way.more(span));
    let value = Ident::new("__value", site);
    let call = quote_spanned!(site=> #with(#value));
    let is_present = is_required && field.input.words.required.is_none();
    let put = match (is_required, is_present) {
        (_, true) => "put_present",
        (true, _) => "put_required",
        (false, _) => "put",
    };
    let put = Ident::new(put, span);
    let (pen, at) = (Ident::new("__pen", span), Ident::new("__at", span));
    let mut put = quote_spanned!(site=> <_ as #kind>::#put(&#value, #pen, #at, #row #more));
    if is_present {
        let present = quote_spanned!(span=> __kind::Present);
        put = quote_spanned!(site=> <_ as #present>::at(#put));
    }
    let error = Ident::new("__error", site);
    let reason = quote_spanned!(span=> __kind::Reason);
    let refused = quote_spanned!(site=> <_ as #reason>::refuse(&#error, #pen, #at, #row));
    let verdict = quote_spanned!(site=> <_ as #kind>::verdict(&#value));
    if let Some(object) = field.row().and_then(table::expand_object) {
        put = quote_spanned! {span=>
            match __kind::misfit(#verdict, #row, #object) {
                __inner::Some(__why) => __pen.misfit(__at, #row, __why.as_str()),
                __inner::None => #put,
            }
        };
    }
    let ahead = part::expand_ahead_of(event, field, &verdict);
    let none = if is_required {
        quote_spanned!(span=> __pen.absent(__at, #row))
    } else {
        quote_spanned!(span=> __at)
    };
    quote_spanned! {span=>
        let __at = match __inner::Inside(&self.#ident).__inside() {
            __inner::Some(#value) => match __inner::Outcome(#call).__outcome() {
                __inner::Ok(#value) => {
                    #ahead
                    #put
                }
                __inner::Err(#error) => #refused,
            },
            __inner::None => #none,
        };
    }
}

/// The field's own check, where its value keeps every other rule.
fn expand_checked(
    field: &Mapped<'_>,
    check: &syn::Path,
    row: &Row,
    call: &TokenStream,
) -> TokenStream {
    let (site, span) = (check.span(), check.span().resolved_at(Span::mixed_site()));
    let ident = field.input.ident;
    let value = Ident::new("__value", site);
    let (pen, at) = (Ident::new("__pen", span), Ident::new("__at", span));
    let kind = quote_spanned!(span=> __kind::Told);
    let told = quote_spanned!(site=> <_ as #kind>::told(#check(#value), #pen, #at, #row));
    quote_spanned! {span=>
        let __sound = __pen.count_violations();
        #call
        let __at = match __inner::Inside(&self.#ident).__inside() {
            __inner::Some(#value) if __pen.is_sound(__sound) => #told,
            _ => __at,
        };
    }
}

/// The struct's own check, and what has to be noted before its fields are written.
fn expand_check(event: &Event<'_>) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(check) = &event.input.words.check else {
        return (None, None);
    };
    let span = check.span().resolved_at(Span::mixed_site());
    let name = event.input.name();
    let (site, this) = (check.span(), Ident::new("self", Span::mixed_site()));
    let (value, pen) = (Ident::new("__value", site), Ident::new("__pen", span));
    let kind = quote_spanned!(span=> __kind::Told);
    let told = quote_spanned!(site=> <_ as #kind>::told_whole(#check(#value), #pen, #name));
    let from = quote_spanned!(span=> let __from = __pen.count_violations(););
    let checked = quote_spanned! {span=>
        if __pen.is_sound(__from) {
            let #value = #this;
            #told;
        }
    };
    (Some(from), Some(checked))
}
